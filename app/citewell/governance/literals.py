"""Literals: the parts of a sentence that may only be copied, never made up.

Numbers, dates, amounts, percentages, URLs, e-mail addresses, phone numbers and codes. Two literals are the same where
their normal forms are: ``1,000`` and ``1000``, ``fourteen`` and ``14``, ``5 May 2026`` and ``2026-05-05``.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar",
            "february feb februar",
            "march mar märz",
            "april apr",
            "may mai",
            "june jun juni",
            "july jul juli",
            "august aug",
            "september sept sep",
            "october oct oktober okt",
            "november nov",
            "december dec dezember dez",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10), ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], strict=True
    )
}
_SMALL = {"one", "zero"}
"""Words that mostly are no numbers ('the one you chose')."""

_CURRENCIES = {
    "€": "eur", "eur": "eur", "euro": "eur", "euros": "eur", "$": "usd", "usd": "usd", "us$": "usd", "dollars": "usd",
    "£": "gbp", "gbp": "gbp", "pounds": "gbp", "chf": "chf", "a$": "aud", "aud": "aud", "c$": "cad", "cad": "cad",
    "¥": "jpy", "jpy": "jpy", "₹": "inr", "inr": "inr",
}  # fmt: skip
_CURRENCY = "|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True))
_NUMBER = r"\d+(?:[.,:]\d+)*"

_URL_REST = r"""[^\s<>\[\]()"']"""
_DOMAINS = "com|org|net|io|example|de|eu|co\\.uk|cc|app|dev"

_PATTERNS = re.compile(
    rf"""
    (?P<url>(?:https?://|www\.){_URL_REST}+ | (?<![@\w.-])(?:[a-z0-9-]+\.)+(?:{_DOMAINS})\b(?:/{_URL_REST}*)?)
  | (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<isodate>\b\d{{4}}-\d{{2}}-\d{{2}}\b)
  | (?P<daymonth>\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?:{_MONTH})\b\.?(?:,?\s+\d{{4}}\b)?)
  | (?P<monthday>\b(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?)
  | (?P<phone>(?<![\w.])\+?\(?\d[\d\s()/-]{{7,}}\d(?!\w))
  | (?P<amount>(?:{_CURRENCY})\s?{_NUMBER}(?![\w]) | (?<![\w.]){_NUMBER}\s?(?:{_CURRENCY})(?!\w))
  | (?P<percent>(?<![\w.]){_NUMBER}\s?(?:%|per\ ?cent\b|percent\b|Prozent\b))
  | (?P<code>\b(?=[A-Za-z0-9_/.-]*\d)(?=[A-Za-z0-9_/.-]*[A-Za-z])[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*\b)
  | (?P<number>(?<![\w.]){_NUMBER})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNIT_SUFFIX = re.compile(
    r"(\d[\d.,]*)(?:st|nd|rd|th|x|k|m|[kmgt]b|[kmg]bps|ms|s|min|h|hrs?|days?|am|pm|px|v|w|mm|cm|km|kg|g|°?c|[kmg]?hz|m?ah?)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w.-]+")
_WORDS = re.compile(r"[a-z]+(?:-[a-z]+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal in a text, with its normal form. ``start`` and ``end`` are characters into that text."""

    text: str
    normal: str
    start: int
    end: int


MAX_RUN = 1000
"""Characters without a space in which literals are looked for: the patterns take time by the square of it."""
_UNBROKEN = re.compile(rf"\S{{{MAX_RUN + 1},}}")


def find_literals(text: str) -> list[Literal]:
    """Every literal of ``text`` in order, spelled-out numbers from two to ninety-nine among them."""
    text = _UNBROKEN.sub(lambda run: run[0][:MAX_RUN] + " " * (len(run[0]) - MAX_RUN), text)
    found = [*_written(text), *_spelled(text)]
    return sorted(found, key=lambda literal: literal.start)


def find_codes(text: str) -> set[str]:
    """The normal forms of the codes in ``text``: letters and digits in one, such as error codes and order numbers."""
    return {literal.normal for literal in find_literals(text) if _CODE.fullmatch(literal.normal)}


def missing_literals(text: str, sources: list[str]) -> list[Literal]:
    """The literals of ``text`` that stand in none of ``sources``."""
    known = {literal.normal for source in sources for literal in find_literals(source)}
    known |= {part for normal in known for part in _parts(normal)}
    return [literal for literal in find_literals(text) if literal.normal not in known]


def _written(text: str) -> Iterator[Literal]:
    for match in _PATTERNS.finditer(text):
        kind = match.lastgroup or ""
        raw = match[0].rstrip(".,;:!?/ ") if kind in {"url", "email"} else match[0].strip()
        start = match.start() + match[0].find(raw[:1])
        yield Literal(raw, _normal(kind, raw), start, start + len(raw))


def _spelled(text: str) -> Iterator[Literal]:
    for match in _WORDS.finditer(text):
        value = _value(match[0].lower())
        if value is not None:
            yield Literal(match[0], str(value), match.start(), match.end())


def _value(word: str) -> int | None:
    if word in _SMALL:
        return None
    if word in _UNITS:
        return _UNITS[word]
    tens, _, unit = word.partition("-")
    if tens not in _TENS:
        return None
    if not unit:
        return _TENS[tens]
    return _TENS[tens] + _UNITS[unit] if unit in _UNITS and 0 < _UNITS[unit] < 10 else None


def _normal(kind: str, raw: str) -> str:
    """The normal form of a literal of one kind (a group name of the pattern)."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in raw.casefold())
    return _NORMAL_FORMS.get(kind, str)(plain)


def _normal_url(raw: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", raw).rstrip("/")


def _normal_amount(raw: str) -> str:
    currency = re.sub(r"[\d.,:\s]", "", raw)
    return f"{_normal_number(re.sub(r'[^0-9.,:]', '', raw))} {_CURRENCIES[currency]}"


def _normal_percent(raw: str) -> str:
    return f"{_normal_number(re.sub(r'[^0-9.,]', '', raw))}%"


def _normal_phone(raw: str) -> str:
    return "".join(c for c in raw if c.isdigit())


def _normal_code(raw: str) -> str:
    unit = _UNIT_SUFFIX.fullmatch(raw)
    return _normal_number(unit[1]) if unit else re.sub(r"[-_/]", "-", raw)


def _normal_number(raw: str) -> str:
    digits = raw.strip()
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):  # thousands
        return digits.replace(",", "").replace(".", "")
    decimal = re.fullmatch(r"(\d+(?:[.,]\d{3})*)[.,](\d{1,2})", digits)
    if decimal:
        whole = decimal[1].replace(",", "").replace(".", "")
        fraction = decimal[2].rstrip("0")
        return f"{int(whole)}.{fraction}" if fraction else str(int(whole))
    return str(int(digits)) if digits.isdigit() else digits


def _normal_date(raw: str) -> str:
    month = next(_MONTHS[word] for word in re.findall(r"[^\W\d_]+", raw) if word in _MONTHS)
    numbers = [int(number) for number in re.findall(r"\d+", raw)]
    year = next((number for number in numbers if number > 31), None)
    day = next((number for number in numbers if number <= 31), 1)
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"{month:02d}-{day:02d}"


_NORMAL_FORMS: Mapping[str, Callable[[str], str]] = {
    "url": _normal_url,
    "daymonth": _normal_date,
    "monthday": _normal_date,
    "amount": _normal_amount,
    "percent": _normal_percent,
    "phone": _normal_phone,
    "code": _normal_code,
    "number": _normal_number,
}


def _parts(normal: str) -> list[str]:
    """What a literal also supports: a date without its year, and its year alone; an amount without its currency."""
    date = re.fullmatch(r"(\d{4})-(\d{2}-\d{2})", normal)
    if date:
        return [date[2], date[1]]
    number = re.fullmatch(r"([\d.]+)(?: [a-z]{3}|%)", normal)
    return [number[1]] if number else []
