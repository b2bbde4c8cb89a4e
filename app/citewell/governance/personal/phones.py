"""Phone numbers: as ``phonenumbers`` (Google's libphonenumber) matches them, and by how they are written."""

import re
from collections.abc import Iterator
from functools import cache

from citewell.domain.personal import PersonalSpan

CUED_DIGITS = 6
"""Digits that a number has at least, behind a word that announces it."""
REGIONS = ("US", "GB", "DE", "FR", "IN", "AU")
"""Whose national forms are tried where a number has no country code."""
_MAYBE = re.compile(r"\d(?:[^\w\n]{0,3}\d){6}")
_INTERNATIONAL = re.compile(
    r"(?<![\w.])(?:\+|00)\s?\(?\d{1,3}\)?(?:[ ./-]{0,3}(?:\(\d{1,5}\)|\d{1,5})){2,7}"
    r"(?:\s?(?:x|ext\.?|extension)\s?\d{1,5})?(?!\w)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"""(?<![\w.,$€£/-])(?:
        \(\d{2,5}\)[ ]?\d{2,5}(?:[ .-]?\d{2,5}){1,3}           # (030) 123 45 67
      | \d{3}[-. ]\d{3}[-. ]\d{4}                              # 555-123-4567
      | 1[-. ]\d{3}[-. ]?\d{3}[-. ]?\d{4}
      | \d{3}[ ]\d{7}
      | 0\d{1,4}(?:[ /.-]\d{2,8}){1,5}                         # 030/1234567, 0680 298 70 63, 01.84.17.61.18
      | \d{3}-\d{4}
      | \d{2}(?:-\d{2}){3,4} | \d{2}(?:[ ]\d{2}){3,4}
      )(?:[ ]?(?:x|ext\.?|extension)[ ]?\d{1,5})?(?![\w/-]|[.,]\d|[ ]?[€$£%])""",
    re.IGNORECASE | re.VERBOSE,
)
_CUED = re.compile(
    r"\b(?:phone|phne|phn|phnoe|telephone|tel|mobile|mob|cell|cellphone|fax|call(?:\s+me)?(?:\s+(?:back|now|at|on))*"
    r"|text(?:\s+me)?|sms|whats\s?app|"
    r"contact|reach\s+(?:me|us|him|her)|answering|messages?\s+to|handy|telefon\w*|t[eé]l[eé]phone|tel[eé]fono|ph)\b\.?"
    r"(?:\s*(?:numbers?|no|nr|num|nummer|is|at|on|to|#|:|=|-|\.))*\s*((?:\+|\()?\d[\d ()./-]{4,20}\d)(?!\w)",
    re.IGNORECASE,
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d\d|(?:19|20)\d\d[-–/ ](?:19|20)\d\d")


def find_phones(text: str) -> Iterator[PersonalSpan]:
    """Phone numbers in ``text``."""
    if not _MAYBE.search(text):
        return
    for pattern, score in ((_INTERNATIONAL, 0.95), (_WRITTEN, 0.7)):
        for match in pattern.finditer(text):
            if _is_number(match[0]):
                yield PersonalSpan(match.start(), match.end(), "PHONE", score)
    for match in _CUED.finditer(text):
        if _is_number(match[1], CUED_DIGITS):
            end = match.end(1)
            yield PersonalSpan(match.start(1), end, "PHONE", 0.92)
    yield from _by_library(text)


def _is_number(text: str, least: int = 7) -> bool:
    return least <= sum(c.isdigit() for c in text) <= 16 and not _DATE.fullmatch(text.strip())


def _by_library(text: str) -> Iterator[PersonalSpan]:
    import phonenumbers  # noqa: PLC0415  only a text with many digits needs it

    seen: set[tuple[int, int]] = set()
    for region in REGIONS:
        for match in phonenumbers.PhoneNumberMatcher(text, region, leniency=phonenumbers.Leniency.VALID):
            raw = match.raw_string
            inside = text[max(0, match.start - 1) : match.start]
            if (match.start, match.end) in seen or not _is_written(raw) or _DATE.fullmatch(raw.strip()):
                continue
            if inside and (inside.isalnum() or inside in "-/.,#_$€£"):
                continue
            seen.add((match.start, match.end))
            yield PersonalSpan(match.start, match.end, "PHONE", 0.8)


@cache
def _is_written(raw: str) -> bool:
    """Whether a number is set like a phone number: groups or a plus, since bare digits are many things."""
    return raw.startswith("+") or any(c in " -./()" for c in raw.strip())
