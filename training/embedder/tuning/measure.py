"""Figures of an embedder on knowledge bases that are held out whole: alone, and beside the search as it was."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from training.reader.measure import standard, told_ranking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from training.reader.items import Asked, Bundle
    from training.reader.log import Log

    Floats = NDArray[np.float32]

BESIDE: Final = 1.0
"""The weight of the nearness beside the search's score, both in standard deviations."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Of a question to each passage that was found for it: the cosine, and the nearness token by token."""

    cosines: Floats
    nearness: Floats


class Reader(Protocol):
    """Compares what is asked with the passages that were found for it."""

    def compare(self, asked: Sequence[Asked]) -> Mapping[int, Compared]:
        """By `Asked.number`; all of them ask the same knowledge base."""


def told(name: str, reader: Reader, bundle: Bundle, held: Sequence[Asked], log: Log) -> None:
    """Tell how often a right passage comes first and among three, and a right document first, of what is `held` out.

    The passages are those that the search found.
    """
    by_base: dict[str, list[Asked]] = defaultdict(list)
    for one in held:
        if one.hits and one.decision == "answer":
            by_base[one.kb].append(one)
    found = {number: one for asked in by_base.values() for number, one in reader.compare(asked).items()}
    known = [one for one in held if one.number in found]
    told_ranking(f"{name}, search", bundle, known, lambda one: np.array([score for _, score in one.hits]), log)
    told_ranking(f"{name}, cosine", bundle, known, lambda one: found[one.number].cosines, log)
    told_ranking(f"{name}, nearness", bundle, known, lambda one: found[one.number].nearness, log)

    def beside(one: Asked) -> Floats:
        search: Floats = standard([score for _, score in one.hits])
        return search + np.float32(BESIDE) * standard(found[one.number].nearness)

    told_ranking(f"{name}, nearness and search", bundle, known, beside, log)
