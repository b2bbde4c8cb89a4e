"""Complete a passage that was cut inside a list, a procedure or a sentence: with the passages beside it.

Search shows exact passages; a draft that copies step 4 wants the steps before and after it too.
"""

import re
from collections.abc import Callable, Sequence

from citewell.domain.documents import Filters, Hit
from citewell.domain.ports import PassageSearch

MOST_EACH_WAY = 2
"""Neighbours that are taken before and after a passage."""

_STEP = re.compile(r"\s*(\d{1,3})[.)]\s")
_BULLET = re.compile(r"\s*[-*•]\s")
_ROW = re.compile(r"[^|]*\S\s*\|\s*\S")
_ENDS = tuple(".!?…»”\"')]")


def with_neighbours(hit: Hit, search: PassageSearch, filters: Filters) -> tuple[Hit, ...]:
    """``hit`` with the passages of its document that it was cut from, in the order of the document.

    A passage handed in (without a row in the index) stands alone. Raises ``StorageError``.
    """
    if not hit.document_id:
        return (hit,)
    before = _walk(hit, 0, search, filters, lambda here, beside: is_cut(beside, here))
    after = _walk(hit, 1, search, filters, is_cut)
    return (*reversed(before), hit, *after)


def _walk(
    hit: Hit, side: int, search: PassageSearch, filters: Filters, belongs: Callable[[Hit, Hit], bool]
) -> list[Hit]:
    found: list[Hit] = []
    here = hit
    while len(found) < MOST_EACH_WAY:
        beside = search.neighbours(here.passage_id)[side]
        loaded = search.load_hits([beside], filters) if beside is not None else []
        if not loaded or not belongs(here, loaded[0]):
            break
        here = loaded[0]
        found.append(here)
    return found


def is_cut(before: Hit, after: Hit) -> bool:
    """Whether the border between two neighbours runs through one list, procedure, table or sentence."""
    if before.document_id != after.document_id or before.heading != after.heading or after.start < before.end:
        return False
    last, first = _lines(before.text)[-1:], _lines(after.text)[:1]
    return bool(last and first) and (_goes_on(before.text, last[0], first[0]))


def _goes_on(text: str, last: str, first: str) -> bool:
    step = _STEP.match(first)
    if step:
        numbers = [int(match[1]) for match in map(_STEP.match, _lines(text)) if match]
        return int(step[1]) > 1 and (not numbers or int(step[1]) == numbers[-1] + 1)
    if _BULLET.match(first):
        return bool(_BULLET.match(last)) or last.rstrip().endswith(":")
    if _ROW.match(first):
        return bool(_ROW.match(last))
    return last.rstrip().endswith(":") or (not last.rstrip().endswith(_ENDS) and first[:1].islower())


def _lines(text: str) -> Sequence[str]:
    return [line for line in text.splitlines() if line.strip()]
