"""Masking texts and records that were not masked when they were kept: what stands out by its form alone."""

from collections.abc import Callable, Sequence

from citewell.domain.drafts import LogEntry
from citewell.domain.personal import PersonalValue
from citewell.governance.personal.find import find_structured
from citewell.governance.personal.placeholders import PLACEHOLDER, unmask_record

_KEPT = frozenset({"id", "sha256", "at", "document", "version", "file", "effective_from", "effective_to"})
_DOCUMENTS = frozenset({"citations", "near_misses", "conflicts"})
"""Fields with the words of documents: what is private in those goes before they are indexed."""
MASKED, SHOWN = 400, 200
"""Characters of a text in a list: those that are masked, and of these, those that are shown."""


def mask(text: str) -> str:
    """``text`` with personal data that stands out replaced by its type, such as ``<EMAIL>``; placeholders stay."""
    return replace_personal(text, lambda kind, _value: f"<{kind}>")


def replace_personal(text: str, placeholder: Callable[[str, str], str]) -> str:
    """``text`` with what stands out replaced by what ``placeholder`` makes of its type and of the value."""
    if not any(c.isdigit() or c in "@:" for c in text):
        return text
    kept = [match.span() for match in PLACEHOLDER.finditer(text)]
    parts, last = [], 0
    for span in find_structured(text):
        if any(start < span.end and end > span.start for start, end in kept):
            continue
        parts += [text[last : span.start], placeholder(span.type, text[span.start : span.end])]
        last = span.end
    return "".join([*parts, text[last:]])


def mask_record(value: object) -> object:
    """``value`` (as read from JSON) with every string in it masked."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list):
        return [mask_record(item) for item in value]
    if isinstance(value, dict):
        left = _KEPT | _DOCUMENTS
        return {key: item if key in left else mask_record(item) for key, item in value.items()}
    return value


def shown_record(entry: LogEntry, *, reveal: bool) -> object:
    """A log entry as it is shown: with placeholders, or (``reveal``) with what they stand for."""
    record = {
        "id": entry.draft_id,
        "at": entry.at,
        "ticket": entry.ticket,
        "draft": entry.draft,
        "outcomes": list(entry.outcomes),
    }
    return unmask_record(record, entry.personal) if reveal else mask_record(record)


def shown_start(text: str, personal: Sequence[PersonalValue], *, reveal: bool) -> str:
    """The start of one text of the log as it is shown, on one line; see ``shown_record``.

    It is masked before it is cut, so that no half of a number is left.
    """
    start = text[:MASKED]
    shown = str(unmask_record(start, personal)) if reveal else mask(start)
    return " ".join(shown[:SHOWN].split())
