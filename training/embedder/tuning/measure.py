"""Figures of an embedder on knowledge bases that are held out whole: alone, and beside the search as it was."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np

from training.reader.measure import standard, told_ranking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from training.embedder.tuning.encoder import Encoder
    from training.embedder.tuning.lessons import Lessons
    from training.reader.items import Asked, Bundle, Parts
    from training.reader.log import Log

    Floats = NDArray[np.float32]

BESIDE: Final = 2.0
"""The weight of the cosine beside the search's score, both in standard deviations."""


def told(name: str, encoder: Encoder, lessons: Lessons, bundle: Bundle, parts: Parts, log: Log) -> None:
    """Tell how often a right passage comes first and among three, and a right document first, of what is held out.

    The passages are those that the search found.
    """
    cosines = cosines_of(encoder, lessons, parts)
    told_ranking(f"{name}, cosine", bundle, parts.held, lambda one: cosines[one.number], log)

    def beside(one: Asked) -> Floats:
        search: Floats = standard([score for _, score in one.hits])
        return search + np.float32(BESIDE) * standard(cosines[one.number])

    told_ranking(f"{name}, beside the search", bundle, parts.held, beside, log)


def cosines_of(encoder: Encoder, lessons: Lessons, parts: Parts) -> Mapping[int, Floats]:
    """The cosine of each ticket held out to each passage that was found for it, by `Asked.number`."""
    by_base: dict[str, list[Asked]] = defaultdict(list)
    for one in parts.held:
        if one.hits:
            by_base[one.kb].append(one)
    found: dict[int, Floats] = {}
    for asked in by_base.values():
        passages = sorted({passage for one in asked for passage in one.found})
        places = {passage: place for place, passage in enumerate(passages)}
        vectors = encoder.read([lessons.texts[passage] for passage in passages]).numpy()
        tickets = encoder.read([lessons.questions[one.number] for one in asked]).numpy()
        for one, ticket in zip(asked, tickets, strict=True):
            found[one.number] = vectors[[places[passage] for passage in one.found]] @ ticket
    return found
