"""Spans of personal data in a text, and how overlapping ones are resolved."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from citewell.domain.personal import PersonalSpan


def resolve(found: Iterable[PersonalSpan]) -> list[PersonalSpan]:
    """Spans in order that do not overlap: the surer one stays, of equally sure ones the longer.

    What a dropped span covers beyond the one that stays keeps its type as a span of its own, so that nothing that any
    finder marked is left in the text.
    """
    kept: list[PersonalSpan] = []
    starts: list[int] = []
    for span in sorted(found, key=lambda one: (-one.score, one.start - one.end, one.start, one.type)):
        first = max(0, bisect_right(starts, span.start) - 1)
        last = bisect_left(starts, span.end)
        for part in _outside(span, kept[first:last]):
            at = bisect_left(starts, part.start)
            starts.insert(at, part.start)
            kept.insert(at, part)
    return kept


def _outside(span: PersonalSpan, kept: list[PersonalSpan]) -> list[PersonalSpan]:
    """What of ``span`` lies outside ``kept`` (in order)."""
    parts = []
    at = span.start
    for other in kept:
        if at < min(other.start, span.end):
            parts.append(PersonalSpan(at, min(other.start, span.end), span.type, span.score))
        at = max(at, other.end)
    if at < span.end:
        parts.append(PersonalSpan(at, span.end, span.type, span.score))
    return parts
