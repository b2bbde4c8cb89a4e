"""Personal data in a text: what form and cue words give away, and what a token model finds."""

import re
from collections.abc import Collection, Iterable, Sequence

from citewell.domain.personal import PersonalSpan
from citewell.governance.personal.cues import find_bare_numbers, find_cued
from citewell.governance.personal.patterns import find_patterns, without_urls
from citewell.governance.personal.phones import find_phones
from citewell.governance.personal.spans import resolve

MAX_RUN = 400
"""Of characters without a space, in which personal data is looked for: patterns take long over longer ones."""
_UNBROKEN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
_BLANKS = re.compile(r"\s{25,}")
MAX_BLANKS = 24
_FILLER = "\0"
"""Stands for characters that are not looked at: neither a blank nor part of a word."""
_PLACEHOLDER = re.compile(r"<[A-Z]+(?:_[A-Z]+)*_\d+>")


def find_structured(text: str) -> list[PersonalSpan]:
    """Personal data that needs no model to be found, without overlaps, in order."""
    return resolve(_structured(_readable(text)))


def find_personal(
    text: str, named: Iterable[PersonalSpan] = (), allowed: Collection[str] = frozenset()
) -> list[PersonalSpan]:
    """All personal data in ``text``: what stands out, and ``named``, which a token model found in it.

    ``allowed`` are values (``normal_value``) that somebody said are no personal data. Placeholders that the text
    already holds are left.
    """
    readable = _readable(text)
    spans = resolve([*_structured(readable), *find_bare_numbers(without_urls(readable)), *named])
    kept = (_trimmed(text, span) for span in spans if not _in_placeholder(text, span))
    return [span for span in kept if span is not None and normal_value(text[span.start : span.end]) not in allowed]


def normal_value(text: str) -> str:
    """The form by which a value is compared: without case, with single spaces."""
    return " ".join(text.split()).casefold()


def _structured(text: str) -> list[PersonalSpan]:
    plain = without_urls(text)
    return [*find_patterns(text), *find_cued(plain), *find_phones(plain)]


def _readable(text: str) -> str:
    """``text`` with the middle of endless words and of endless blanks filled; every offset stays."""
    text = _UNBROKEN.sub(lambda run: run[0][:MAX_RUN] + _FILLER * (len(run[0]) - MAX_RUN), text)
    return _BLANKS.sub(lambda run: run[0][:MAX_BLANKS] + _FILLER * (len(run[0]) - MAX_BLANKS), text)


def _trimmed(text: str, span: PersonalSpan) -> PersonalSpan | None:
    """The span without blanks and stops at its ends; ``None`` where nothing is left."""
    start, end = span.start, span.end
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while start < end and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return PersonalSpan(start, end, span.type, span.score)


def _in_placeholder(text: str, span: PersonalSpan) -> bool:
    near = text[max(0, span.start - 40) : span.end + 40]
    offset = max(0, span.start - 40)
    return any(
        match.start() + offset < span.end and match.end() + offset > span.start for match in _PLACEHOLDER.finditer(near)
    )


def span_records(text: str, spans: Sequence[PersonalSpan]) -> list[dict[str, object]]:
    """Spans in the fixed contract of ``citewell mask --json``."""
    return [
        {"start": span.start, "end": span.end, "type": span.type, "text": text[span.start : span.end]} for span in spans
    ]
