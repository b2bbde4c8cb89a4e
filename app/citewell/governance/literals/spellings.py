"""Ways to write a literal that all have its normal form: ``1,000`` and ``1000``, ``14`` and ``fourteen``."""

import re
from collections.abc import Iterator

from citewell.governance.literals.extraction import Literal

_NAMES = "January February March April May June July August September October November December".split()
_ONES = "two three four five six seven eight nine".split()  # two to nine
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = {
    **dict(enumerate(_ONES, start=2)),
    **dict(enumerate(_TEENS, start=10)),
    **{20 + 10 * i: word for i, word in enumerate(_TENS)},
    **{20 + 10 * i + k: f"{word}-{one}" for i, word in enumerate(_TENS) for k, one in enumerate(("one", *_ONES), 1)},
}
"""Two to ninety-nine, as English writes them."""

_DATE = re.compile(r"(?:(\d{4})-)?(\d{2})-(\d{2})")
_NUMBER = re.compile(r"\d[\d.,:]*")
_PERCENT = re.compile(r"(\d[\d.,]*)\s?(?:%|per ?cent|Prozent)", re.IGNORECASE)
_UNIT = re.compile(r"(\d[\d.,]*)[A-Za-z°]+")
YEARS = range(1900, 2101)
"""Years are not written with a comma."""


def spellings(literal: Literal) -> set[str]:
    """``literal`` as it stands, and other ways to write it or a part of it that it supports."""
    raw = " ".join(literal.text.split())
    found = {raw}
    date = _DATE.fullmatch(literal.normal)
    if date and not _NUMBER.fullmatch(raw):
        return found | set(_dates(date[1], int(date[2]), int(date[3])))
    if raw.lower().startswith(("http", "www.")):
        return found | {re.sub(r"^(?:https?://)?(?:www\.)?", "", raw, flags=re.IGNORECASE)}
    numbers = _NUMBER.findall(raw)
    if len(numbers) != 1 or "@" in raw:
        return found | _words(literal.normal)
    number = numbers[0].rstrip(".,:")
    found |= {raw.replace(number, other) for other in _numbers(number)}
    percent = _PERCENT.fullmatch(raw)
    if percent:
        found |= {f"{percent[1]}%", f"{percent[1]} %", f"{percent[1]} percent"}
    if percent or _UNIT.fullmatch(raw) or not any(c.isalpha() for c in raw):
        found |= {number, *_numbers(number), *_words(literal.normal.removesuffix("%"))}
    elif re.fullmatch(r"[\d.]+ [a-z]{3}", literal.normal):  # an amount supports its number
        found |= {number, *_numbers(number)}
    return found


def _numbers(number: str) -> Iterator[str]:
    """A number with and without marks between its thousands, and without a fraction of nothing."""
    grouped = re.fullmatch(r"(\d{1,3}(?:([.,])\d{3})+)((?!\2)[.,]\d{1,2})?", number)
    whole = re.fullmatch(r"(\d+)[.,]0{1,2}", number)
    if grouped and not (grouped[2] == "." and number.count(".") == 1 and not grouped[3]):  # 2.340 may be either
        yield grouped[1].replace(grouped[2], "") + (grouped[3] or "")
    elif whole:
        yield whole[1]
    elif number.isdecimal() and number.isascii() and len(number) > 3 and number[0] != "0" and int(number) not in YEARS:
        yield f"{int(number):,}"


def _words(normal: str) -> set[str]:
    """A small number as a word, and as digits where it stood as a word."""
    value = int(normal) if normal.isdecimal() and len(normal) < 3 else 0
    return {NUMBER_WORDS[value], str(value)} if value in NUMBER_WORDS else set()


def _dates(year: str | None, month: int, day: int) -> Iterator[str]:
    if not 1 <= month <= len(_NAMES):
        return
    name = _NAMES[month - 1]
    yield from (f"{day} {name}", f"{name} {day}")
    if year:
        yield from (f"{day} {name} {year}", f"{name} {day}, {year}", f"{name} {day} {year}", year)
        yield f"{year}-{month:02d}-{day:02d}"
