"""Spans of personal data in a text, and how overlapping ones are resolved."""

from collections.abc import Iterable

from citewell.domain.personal import PersonalSpan

STRUCTURED = (
    "EMAIL", "IBAN", "CARD", "NATIONAL_ID", "PASSPORT", "DRIVER_LICENCE", "PHONE", "IP", "MAC", "URL", "CRYPTO",
    "VAT_ID", "BANK_CODE", "DATE_OF_BIRTH", "PASSWORD", "ACCOUNT", "POLICY", "CLAIM", "BOOKING", "PLATE", "USERNAME",
    "ZIP",
)  # fmt: skip
NAMED = ("PERSON", "ADDRESS", "ORGANISATION")
TYPES = (*STRUCTURED, *NAMED)


def resolve(found: Iterable[PersonalSpan]) -> list[PersonalSpan]:
    """Spans in order that do not overlap: the surer one stays, of equally sure ones the longer.

    What a dropped span covers beyond the one that stays keeps its type as a span of its own, so that nothing that any
    finder marked is left in the text.
    """
    kept: list[PersonalSpan] = []
    for span in sorted(found, key=lambda one: (-one.score, one.start - one.end, one.start, one.type)):
        kept += _outside(span, kept)
    return sorted(kept, key=lambda one: one.start)


def _outside(span: PersonalSpan, kept: list[PersonalSpan]) -> list[PersonalSpan]:
    parts = [(span.start, span.end)]
    for other in kept:
        parts = [
            part
            for start, end in parts
            for part in ((start, min(end, other.start)), (max(start, other.end), end))
            if part[0] < part[1]
        ]
    return [PersonalSpan(start, end, span.type, span.score) for start, end in parts]
