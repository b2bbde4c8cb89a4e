"""Values of cells as a reader sees them: numbers by their format, dates in ISO form."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

_SECTION = re.compile(r'(?:"[^"]*"|\\.|[^;"])*', re.DOTALL)
_CURRENCY = re.compile(r"\[\$([^\]-]*)[^\]]*\]")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|[_*].')
_DIGITS = re.compile(r"[#0?](?:[#0?,. ]*[#0?,])?|\.0+")
_MARKER = "\0"
_SIGNIFICANT = 15
"""Digits that a spreadsheet keeps; what comes after them is noise of binary fractions."""


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """How a number is written: what stands around it, and its figures.

    ``decimals`` is ``None`` for as many as there are; ``digits`` are those before the point, with leading zeros.
    """

    before: str = ""
    after: str = ""
    decimals: int | None = None
    digits: int = 0
    percent: bool = False


GENERAL = NumberFormat()


def cell_text(value: object, number_format: str = "General") -> str:
    """A cell's value as text; empty for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        return number_text(value, parse_format(number_format))
    if isinstance(value, datetime | date | time | timedelta):
        return _moment(value)
    return str(value)


def number_text(value: float | Decimal, form: NumberFormat = GENERAL) -> str:
    """A number without noise, in its format; no thousands separators."""
    if isinstance(value, float) and not abs(value) < float("inf"):
        return ""
    number = value if isinstance(value, Decimal | int) else Decimal(f"{value:.{_SIGNIFICANT}g}")
    shown = Decimal(number) * (100 if form.percent else 1)
    if form.decimals is None:
        plain = f"{shown:f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    else:
        plain = f"{shown:.{form.decimals}f}"
    if plain.strip("-0.") == "":
        plain = plain.removeprefix("-")
    sign, digits = ("-", plain[1:]) if plain.startswith("-") else ("", plain)
    whole, point, fraction = digits.partition(".")
    return f"{sign}{form.before}{whole.zfill(form.digits)}{point}{fraction}{form.after}"


@lru_cache(maxsize=1024)
def parse_format(code: str) -> NumberFormat:
    """The format of positive numbers that ``code`` (ECMA-376, 18.8.31) describes; ``GENERAL`` where it is not clear."""
    section = _section(code)
    section = _CURRENCY.sub(lambda match: _literal(match[1]), section)
    section = _BRACKETS.sub("", section)
    section = _LITERAL.sub(lambda match: _literal(match[1] or match[2] or " "), section)
    percent = "%" in section
    body = section.replace("%", _literal("%") if percent else "")
    placeholders = _DIGITS.search(body)
    if placeholders is None or re.search(r"[A-Za-z]", _unquoted(body)):
        return GENERAL
    before, after = _shown(body[: placeholders.start()]).lstrip(), _shown(body[placeholders.end() :]).rstrip()
    digits = placeholders[0]
    whole, _, fraction = digits.replace(",", "").replace(" ", "").partition(".")
    if digits.endswith(",") or _DIGITS.search(_unquoted(body[placeholders.end() :])):
        return GENERAL
    return NumberFormat(before, after, _decimals(fraction), whole.count("0"), percent)


def _decimals(fraction: str) -> int | None:
    """Decimals always shown; as they come where the format has optional ones."""
    return None if "#" in fraction or "?" in fraction else len(fraction)


def _section(code: str) -> str:
    """The part of a format before its first ``;`` outside quotation marks."""
    match = _SECTION.match(code)
    return match[0] if match else ""


def _literal(text: str) -> str:
    return "".join(_MARKER + c for c in text)


def _unquoted(body: str) -> str:
    return re.sub(f"{_MARKER}.", "", body, flags=re.DOTALL)


def _shown(part: str) -> str:
    """Text beside the placeholders, with single spaces."""
    return re.sub(r"\s+", " ", part.replace(_MARKER, ""))


def _moment(value: datetime | date | time | timedelta) -> str:
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
        return f"{sign}{seconds // 3600}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "seconds" if value.second else "minutes")
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return value.isoformat()
