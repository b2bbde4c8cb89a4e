"""Literals: the parts of a sentence that may only be copied, never made up.

Numbers, dates, times, amounts, percentages, URLs, e-mail addresses, phone numbers and codes. Two literals are the same
where their normal forms are: ``1,000`` and ``1000``, ``fourteen`` and ``14``, ``5 May 2026`` and ``2026-05-05``,
``3 pm`` and ``15:00``. Nothing is converted (``14 days`` are not ``two weeks``) and nothing guessed: ``05/06/2026`` may
be 5 June or 6 May, so it is neither, and ``2.340`` may be a little over two or over two thousand, so it stays as it is.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from citewell.governance.literals.number_words import number_words

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
_CURRENCIES = {
    "€": "eur", "eur": "eur", "euro": "eur", "euros": "eur", "$": "usd", "usd": "usd", "us$": "usd", "dollars": "usd",
    "£": "gbp", "gbp": "gbp", "pounds": "gbp", "chf": "chf", "a$": "aud", "aud": "aud", "c$": "cad", "cad": "cad",
    "¥": "jpy", "jpy": "jpy", "₹": "inr", "inr": "inr",
}  # fmt: skip
_CURRENCY = "|".join(re.escape(name) for name in sorted(_CURRENCIES, key=len, reverse=True))
_NUMBER = r"\d+(?:[.,:]\d+)*"
_SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALED = rf"{_NUMBER}(?:\s(?:{'|'.join(_SCALES)})\b)?"

_URL_REST = r"""[^\s<>\[\]()"']"""
_DOMAINS = "com|org|net|io|example|de|eu|co\\.uk|cc|app|dev"

_PATTERNS = re.compile(
    rf"""
    (?P<url>(?:https?://|www\.){_URL_REST}+ | (?<![@\w.-])(?:[a-z0-9-]+\.)+(?:{_DOMAINS})\b(?:/{_URL_REST}*)?)
  | (?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<isodate>\b\d{{4}}-\d{{2}}-\d{{2}}(?!\w)(?!-\d))
  | (?P<stamp>\b\d{{4}}-\d{{2}}-\d{{2}}T\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:Z|[+-]\d{{2}}:?\d{{2}})?(?!\w))
  | (?P<daymonth>\b\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:of\s+)?(?:{_MONTH})\b\.?(?:,?\s+\d{{4}}\b)?)
  | (?P<monthday>\b(?:{_MONTH})\b\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?)
  | (?P<numdate>(?<![\w./-])\d{{1,2}}(?:/\d{{1,2}}/(?:\d{{4}}|\d{{2}})|\.\d{{1,2}}\.\d{{4}}|/\d{{2}})(?![\w/]|\.\d))
  | (?P<time>(?<![\w.,:])(?:[01]?\d|2[0-3])(?:[:.][0-5]\d)?\s?(?:[ap]\.?m\b\.?|Uhr\b|o[’']clock\b))
  | (?P<phone>(?<![\w.])\+?\(?\d[\d\s()/-]{{7,}}\d(?!\w))
  | (?P<amount>(?:{_CURRENCY})\s?{_SCALED}(?![\w]) | (?<![\w.]){_SCALED}\s?(?:{_CURRENCY})(?!\w))
  | (?P<percent>(?<![\w.]){_NUMBER}\s?(?:%|per\ ?cent\b|percent\b|Prozent\b))
  | (?P<code>\b(?=[A-Za-z0-9_/.-]*\d)(?=[A-Za-z0-9_/.-]*[A-Za-z])[A-Za-z0-9]+(?:[-_/.][A-Za-z0-9]+)*\b)
  | (?P<number>(?<![\w.]){_SCALED})
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNIT_SUFFIX = re.compile(
    r"(\d[\d.,]*)(?:st|nd|rd|th|x|k|m|[kmgt]b|[kmg]bps|ms|s|min|h|hrs?|days?|am|pm|px|v|w|mm|cm|km|kg|g|°?c|[kmg]?hz|m?ah?)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?=.*\d)(?=.*[^\W\d_])[\w.-]+")
_EITHER = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""Thousands where a comma stands before decimals, three decimals where a point does."""
_COUNTED = re.compile(r"(\d+)(?:st|nd|rd|th)?-[a-z]{3,}")
"""As in ``14-day``."""
_AFTER_WORDS = re.compile(rf"[\s-](?:(?P<percent>per\ ?cent|percent)|(?P<currency>{_CURRENCY}))(?!\w)", re.IGNORECASE)
LIST_NUMBER = re.compile(r"^[^\S\n]*(1?\d|20)[.)](?=\s|\Z)", re.MULTILINE)
"""The number of a step at the start of its line: it counts, and states nothing."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A literal in a text, with its normal form. ``start`` and ``end`` are characters into that text."""

    text: str
    normal: str
    start: int
    end: int


MAX_RUN = 1000
"""Characters without a space in which literals are looked for: the patterns take time by the square of it."""
KEPT_TEXTS = 1024
"""A draft is checked more than once against the same passages."""
_UNBROKEN = re.compile(rf"\S{{{MAX_RUN + 1},}}")


def find_literals(text: str) -> list[Literal]:
    """Every literal of ``text`` in order, spelled-out numbers from two on among them."""
    return list(_found(text))


@lru_cache(maxsize=KEPT_TEXTS)
def _found(text: str) -> tuple[Literal, ...]:
    text = _UNBROKEN.sub(lambda run: run[0][:MAX_RUN] + " " * (len(run[0]) - MAX_RUN), text)
    found = [*_written(text), *_spelled(text)]
    return tuple(sorted(found, key=lambda literal: literal.start))


def find_codes(text: str) -> set[str]:
    """The normal forms of the codes in ``text``: letters and digits in one, such as error codes and order numbers."""
    return {literal.normal for literal in find_literals(text) if _CODE.fullmatch(literal.normal)}


def missing_literals(text: str, sources: list[str]) -> list[Literal]:
    """The literals of ``text`` that stand in none of ``sources``; the numbers of steps are none."""
    known = known_forms(sources)
    found = [literal for literal in find_literals(text) if literal.normal not in known]
    numbers = {match.span(1) for match in LIST_NUMBER.finditer(text)} if found else set()
    return [literal for literal in found if (literal.start, literal.end) not in numbers]


def known_forms(sources: Iterable[str]) -> set[str]:
    """The normal forms of the literals of ``sources``, and of what these support beside themselves."""
    found = [literal for source in sources for literal in find_literals(source)]
    known = {literal.normal for literal in found}
    # '9 to 5 pm' is short for '9 am to 5 pm'
    known |= {
        clock[1] for one in found if ":" in one.normal and (clock := re.match(r"0?(\d{1,2})(?![\d:.])", one.text))
    }
    return known | {part for normal in known for part in _parts(normal)}


def _written(text: str) -> Iterator[Literal]:
    for match in _PATTERNS.finditer(text):
        kind = match.lastgroup or ""
        raw = match[0].rstrip(".,;:!?/ ") if kind in {"url", "email"} else match[0].strip()
        start = match.start() + match[0].find(raw[:1])
        yield Literal(raw, _normal(kind, raw), start, start + len(raw))


def _spelled(text: str) -> Iterator[Literal]:
    for start, end, value in number_words(text):
        after = _AFTER_WORDS.match(text, end)
        if after is None:
            yield Literal(text[start:end], str(value), start, end)
            continue
        normal = f"{value}%" if after["percent"] else f"{value} {_CURRENCIES[after['currency'].casefold()]}"
        yield Literal(text[start : after.end()], normal, start, after.end())


def _normal(kind: str, raw: str) -> str:
    """The normal form of a literal of one kind (a group name of the pattern)."""
    plain = "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in raw.casefold())
    return _NORMAL_FORMS.get(kind, str)(plain)


def _normal_url(raw: str) -> str:
    return re.sub(r"^(?:https?://)?(?:www\.)?", "", raw).rstrip("/")


def _normal_amount(raw: str) -> str:
    found = re.search(_SCALED, raw)
    number = found[0] if found else raw
    whole = number.replace(".", "") if _EITHER.fullmatch(number) else number  # money has two decimals
    return f"{_normal_number(whole)} {_CURRENCIES[raw.replace(number, '').strip()]}"


def _normal_percent(raw: str) -> str:
    return f"{_normal_number(re.sub(r'[^0-9.,]', '', raw))}%"


def _normal_phone(raw: str) -> str:
    return "".join(c for c in raw if c.isdigit())


def _normal_code(raw: str) -> str:
    unit = _UNIT_SUFFIX.fullmatch(raw) or _COUNTED.fullmatch(raw)
    return _normal_number(unit[1]) if unit else re.sub(r"[-_/]", "-", raw)


def _normal_number(raw: str) -> str:
    digits = raw.strip()
    if scaled := re.fullmatch(r"(\S+)\s([a-z]+)", digits):
        return _times(_normal_number(scaled[1]), _SCALES[scaled[2]])
    if _EITHER.fullmatch(digits):
        return digits
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):  # thousands
        return digits.replace(",", "").replace(".", "")
    decimal = re.fullmatch(r"(\d+(?:[.,]\d{3})*)[.,](\d{1,2})", digits)
    if decimal:
        whole = decimal[1].replace(",", "").replace(".", "")
        fraction = decimal[2].rstrip("0")
        return f"{int(whole)}.{fraction}" if fraction else str(int(whole))
    if clock := re.fullmatch(r"(\d{1,2}):(\d\d)", digits):
        return f"{int(clock[1])}:{clock[2]}"
    return str(int(digits)) if digits.isdigit() else digits


def _times(number: str, scale: int) -> str:
    try:
        return f"{Decimal(number) * scale:f}".rstrip("0").rstrip(".") if "." in number else str(int(number) * scale)
    except (ValueError, InvalidOperation):  # such as '1:2 million'
        return f"{number} {scale}"


def _normal_numdate(raw: str) -> str:
    first, second, *rest = (int(part) for part in re.split(r"[/.]", raw))
    year = [rest[0] + (2000 if rest[0] < 100 else 0)] if rest else []
    day, month = (second, first) if second > 12 and "/" in raw else (first, second)
    plain = "." in raw or first == second or max(first, second) > 12
    if not plain or not 1 <= day <= 31 or not 1 <= month <= 12:
        return "/".join(f"{number:02d}" for number in (first, second, *year))
    return "-".join([*(f"{number:04d}" for number in year), f"{month:02d}", f"{day:02d}"])


def _normal_time(raw: str) -> str:
    hour, minute = (int(part) for part in [*re.findall(r"\d+", raw), "0"][:2])
    half = re.search(r"[ap](?=\.?m)", raw)
    if half and hour <= 12:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return f"{hour}:{minute:02d}"


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
    "stamp": lambda raw: raw[:10],
    "numdate": _normal_numdate,
    "time": _normal_time,
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
