"""Show passages with nearly the same text once; those that differ in a number, code or date all stay."""

from collections.abc import Mapping, Sequence

from citewell.domain.documents import Hit
from citewell.domain.ports import Vector
from citewell.governance.literals import find_literals
from citewell.governance.words import is_negated, words
from citewell.pipeline.vectors import cosines

SAME_MEANING = 0.97
"""Cosine from which two passages may be the same."""
SAME_WORDS = 0.9
"""Share of the words of both that both hold, from which they are (Jaccard)."""


def collapse(hits: Sequence[Hit], vectors: Mapping[int, Vector]) -> list[Hit]:
    """``hits`` without repetitions, in order: the first of like passages keeps its place.

    Shown in that place is the one that holds: not superseded, then the one valid from the latest day. A row that a code
    names is never taken out. Passages of different regions, products or access classes are no repetitions.
    """
    kept: list[Hit] = []
    for hit in hits:
        place = next((i for i, other in enumerate(kept) if _is_same(other, hit, vectors)), None)
        if place is None:
            kept.append(hit)
        elif _standing(hit) > _standing(kept[place]):
            kept[place] = hit
    return kept


def _standing(hit: Hit) -> tuple[bool, str]:
    return not hit.superseded, hit.effective_from.isoformat() if hit.effective_from else ""


def _is_same(one: Hit, other: Hit, vectors: Mapping[int, Vector]) -> bool:
    if one.exact or other.exact or _audience(one) != _audience(other):
        return False
    first, second = vectors.get(one.passage_id), vectors.get(other.passage_id)
    if first is None or second is None or cosines(first, [second])[0] < SAME_MEANING:
        return False
    return _say_the_same(f"{one.place}\n{one.text}", f"{other.place}\n{other.text}")


def _say_the_same(one: str, other: str) -> bool:
    first, second = set(words(one)), set(words(other))
    if len(first & second) < SAME_WORDS * len(first | second) or is_negated(one) != is_negated(other):
        return False
    return _literals(one) == _literals(other)


def _literals(text: str) -> set[str]:
    return {literal.normal for literal in find_literals(text)}


def _audience(hit: Hit) -> tuple[object, ...]:
    return hit.regions, hit.product.casefold(), hit.access, hit.language
