"""Personal data in a text: what form and cue words give away, and what a token model finds."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence

from citewell.domain.personal import PersonalSpan
from citewell.governance.personal.cues import find_bare_numbers, find_cued, names_thing_beside
from citewell.governance.personal.patterns import find_patterns, without_urls
from citewell.governance.personal.phones import find_phones
from citewell.governance.personal.script_names import find_script_names, is_foreign_guess
from citewell.governance.personal.spans import resolve

MAX_RUN = 400
"""Of characters without a space, in which personal data is looked for: patterns take long over longer ones."""
_UNBROKEN = re.compile(rf"\S{{{MAX_RUN + 1},}}")
_BLANKS = re.compile(r"\s{25,}")
MAX_BLANKS = 24
_FILLER = "\0"
"""Stands for characters that are not looked at: neither a blank nor part of a word."""
_PLACEHOLDER = re.compile(r"<[A-Z]+(?:_[A-Z]+)*_\d+>")
_FIRST_PICTURE = "\u2190"
"""Symbols before this one (degree, number sign) are written with words; those from here on are pictures."""
_KEYCAP = "\u20e3"
_OF_PICTURES = (("\ufe0e", "\ufe0f"), ("\U0001f3fb", "\U0001f3ff"), ("\U000e0020", "\U000e007f"))
"""How a picture is drawn, its colour of skin, and the letters of a flag: first and last characters."""
_LABELS = frozenset("iban bic cvv cvc vat ust-id ustid gtin ean isbn sku imei imsi upc awb url e-mail email".split())
"""Words before a value; a token model takes those in capitals for names."""
_NUMBERS = frozenset({"CARD", "ACCOUNT", "PHONE", "NATIONAL_ID", "POLICY", "CLAIM"})
"""Types that the number of a parcel, an order or a device may be taken for."""


def find_structured(text: str) -> list[PersonalSpan]:
    """Personal data that needs no model to be found, without overlaps, in order."""
    return resolve(span for span in _structured(_readable(text)) if not _numbers_thing(text, span))


def find_personal(
    text: str, named: Iterable[PersonalSpan] = (), allowed: Collection[str] = frozenset()
) -> list[PersonalSpan]:
    """All personal data in ``text``: what stands out, and ``named``, which a token model found in it.

    ``allowed`` are values (``normal_value``) that somebody said are no personal data. Placeholders that the text
    already holds are left.
    """
    readable = _readable(text)
    learned = [span for span in named if not (is_foreign_guess(text, span) or _is_label(text, span))]
    found = [*_structured(readable), *find_bare_numbers(without_urls(readable)), *find_script_names(readable), *learned]
    spans = resolve(span for span in found if not _numbers_thing(text, span))
    parts = (part for span in spans if not _in_placeholder(text, span) for part in _without_pictures(text, span))
    kept = (_trimmed(text, part) for part in parts)
    return [span for span in kept if span is not None and normal_value(text[span.start : span.end]) not in allowed]


def _is_label(text: str, span: PersonalSpan) -> bool:
    """Whether a guess is what says of which kind the value behind it is, such as ``IBAN``."""
    return text[span.start : span.end].strip(" :.").casefold() in _LABELS


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


def _numbers_thing(text: str, span: PersonalSpan) -> bool:
    """Whether a number is said to be that of a thing, such as a parcel: it is looked up by it, and stays."""
    if span.type not in _NUMBERS or text[span.start : span.start + 1] == "+":
        return False
    first = next((at for at in range(span.start, span.end) if text[at].isdigit()), span.start)
    return names_thing_beside(text, first, span.end)


def _without_pictures(text: str, span: PersonalSpan) -> Iterator[PersonalSpan]:
    """The parts of ``span`` between emoji and other pictures; a password keeps them, they may be part of it."""
    if span.type == "PASSWORD":
        yield span
        return
    start = span.start
    for at in range(span.start, span.end):
        if _is_picture(text[at]):
            if start < at:
                yield PersonalSpan(start, at, span.type, span.score)
            start = at + 1
    if start < span.end:
        yield PersonalSpan(start, span.end, span.type, span.score)


def _is_picture(character: str) -> bool:
    if character < _FIRST_PICTURE:
        return character == _KEYCAP
    return unicodedata.category(character) == "So" or any(first <= character <= last for first, last in _OF_PICTURES)


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
