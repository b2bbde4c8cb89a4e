"""Show passages with nearly the same text once; those that differ in a number, code or date all stay."""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import numpy as np
import numpy.typing as npt

from citewell.domain.documents import Hit
from citewell.governance.literals.extraction import find_literals
from citewell.governance.text.words import content_stems, is_negated, words

Floats = npt.NDArray[np.float32]

SAME_MEANING = 0.97
"""Cosine from which two passages may be the same."""
SAME_WORDS = 0.9
"""Share of the words of both that both hold, from which they are (Jaccard)."""

_COPIES = frozenset({"copi", "draft", "final", "old", "new", "version", "kopi", "entwurf", "alt", "neu"})
"""Stems in which the titles of two copies may differ. Any other word there may be a product, a plan, a country."""
_WORD = re.compile(r"\w+")


def collapse(hits: Sequence[Hit], vectors: Mapping[int, Floats], *, across: bool = True) -> list[Hit]:
    """``hits`` without repetitions, in order: the first of like passages keeps its place.

    ``vectors`` are those of the passages, of unit length; one that is missing makes its passage stay. Without
    ``across``, copies stay that different documents hold by the same right: both documents are a result.

    Shown in that place is the one that holds: not superseded, then the one valid from the latest day. A row that a code
    names is never taken out. Passages of different regions, products or access classes are no repetitions.
    """
    if not vectors:
        return list(hits)
    zero = np.zeros_like(next(iter(vectors.values())))
    table = np.stack([vectors.get(hit.passage_id, zero) for hit in hits])
    near = np.einsum("id,jd->ij", table, table) >= SAME_MEANING  # a product this small is slower on several threads
    kept: list[int] = []  # rows, the first of like ones
    shown: list[Hit] = []
    for row, hit in enumerate(hits):
        place = next((i for i, first in enumerate(kept) if near[row, first] and _is_same(hits[first], hit)), None)
        if place is not None and not across and _stand_alike(shown[place], hit):
            place = None
        if place is None:
            kept.append(row)
            shown.append(hit)
        elif _standing(hit) > _standing(shown[place]):
            shown[place] = hit
    return shown


def _standing(hit: Hit) -> tuple[bool, str]:
    return not hit.superseded, hit.effective_from.isoformat() if hit.effective_from else ""


def _stand_alike(one: Hit, other: Hit) -> bool:
    return one.document_id != other.document_id and _standing(one) == _standing(other)


def _is_same(one: Hit, other: Hit) -> bool:
    if one.exact or other.exact or _audience(one) != _audience(other):
        return False
    if (content_stems(one.place) ^ content_stems(other.place)) - _COPIES:
        return False
    return _say_the_same(one.text, other.text)


def _say_the_same(one: str, other: str) -> bool:
    first, second = set(words(one)), set(words(other))
    if len(first & second) < SAME_WORDS * len(first | second) or is_negated(one) != is_negated(other):
        return False
    return _literals(one) == _literals(other) and not _names(first ^ second, f"{one} {other}")


def _names(differing: AbstractSet[str], text: str) -> bool:
    """Whether a word in which two texts differ may be a name: it is written with a capital."""
    return any(word.lower() in differing and word[0].isupper() for word in _WORD.findall(text))


def _literals(text: str) -> set[str]:
    return {literal.normal for literal in find_literals(text)}


def _audience(hit: Hit) -> tuple[object, ...]:
    return hit.regions, hit.product.casefold(), hit.access, hit.language
