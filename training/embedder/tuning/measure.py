"""Figures of an embedder on knowledge bases that are held out whole: alone, and beside the search as it was."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from training.reader.measure import standard, told_ranking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from training.reader.items import Asked, Bundle, Parts
    from training.reader.log import Log

    Floats = NDArray[np.float32]

BESIDE: Final = 2.0
"""The weight of the cosine beside the search's score, both in standard deviations."""


class Reader(Protocol):
    """Gives vectors of unit length, a row each: of passages, and of what is asked, by their numbers in the bundle."""

    def passages(self, numbers: Sequence[int]) -> Floats:
        """Of passages."""

    def questions(self, numbers: Sequence[int]) -> Floats:
        """Of tickets and questions."""


def told(name: str, reader: Reader, bundle: Bundle, parts: Parts, log: Log) -> None:
    """Tell how often a right passage comes first and among three, and a right document first, of what is held out.

    The passages are those that the search found.
    """
    cosines = cosines_of(reader, parts)
    told_ranking(f"{name}, cosine", bundle, parts.held, lambda one: cosines[one.number], log)

    def beside(one: Asked) -> Floats:
        search: Floats = standard([score for _, score in one.hits])
        return search + np.float32(BESIDE) * standard(cosines[one.number])

    told_ranking(f"{name}, beside the search", bundle, parts.held, beside, log)


def cosines_of(reader: Reader, parts: Parts) -> Mapping[int, Floats]:
    """The cosine of each ticket held out to each passage that was found for it, by `Asked.number`."""
    by_base: dict[str, list[Asked]] = defaultdict(list)
    for one in parts.held:
        if one.hits:
            by_base[one.kb].append(one)
    found: dict[int, Floats] = {}
    for asked in by_base.values():
        passages = sorted({passage for one in asked for passage in one.found})
        places = {passage: place for place, passage in enumerate(passages)}
        vectors, questions = reader.passages(passages), reader.questions([one.number for one in asked])
        for one, question in zip(asked, questions, strict=True):
            found[one.number] = vectors[[places[passage] for passage in one.found]] @ question
    return found
