"""Numbers with the unit they count: ``14 days`` does not back ``14 hours``."""

import re
from collections.abc import Iterable

from citewell.governance.literals.extraction import Literal, find_literals

_NAMES = {
    "second": "seconds second secs sec s",
    "minute": "minutes minute mins min",
    "hour": "hours hour hrs hr h",
    "day": "days day",
    "night": "nights night",
    "week": "weeks week",
    "month": "months month",
    "year": "years year yrs",
    "kilometre": "kilometres kilometers km",
    "metre": "metres meters metre meter m",
    "mile": "miles mile",
    "foot": "feet foot ft",
    "inch": "inches inch",
    "centimetre": "centimetres centimeters cm",
    "millimetre": "millimetres millimeters mm",
    "kilogram": "kilograms kilos kg",
    "gram": "grams gram g",
    "pound": "lb lbs",
    "litre": "litres liters litre liter l",
    "millilitre": "millilitres milliliters ml",
    "gallon": "gallons gallon",
    "kilobyte": "kb kilobytes",
    "megabyte": "mb megabytes",
    "gigabyte": "gb gigabytes",
    "terabyte": "tb terabytes",
    "volt": "volts volt v",
    "millivolt": "mv millivolts",
    "ampere": "amperes amps amp a",
    "milliampere": "ma milliamperes milliamps",
    "watt": "watts watt w",
    "kilowatt": "kw kilowatts",
    "hertz": "hertz hz",
    "kilohertz": "khz",
    "megahertz": "mhz",
    "gigahertz": "ghz",
    "celsius": "celsius °c",
    "fahrenheit": "fahrenheit °f",
}
_UNITS = {name: unit for unit, names in _NAMES.items() for name in names.split()}
_UNIT = "|".join(re.escape(name) for name in sorted(_UNITS, key=len, reverse=True))
_AFTER = re.compile(
    rf"[\s-]?(?:(?:business|working|calendar|full|consecutive|more)[\s-])?(?P<unit>{_UNIT})(?![\w°])", re.IGNORECASE
)
_WITHIN = re.compile(rf"[\d.,]+[\s-]?(?P<unit>{_UNIT})", re.IGNORECASE)
_MONEY = re.compile(r"\S+ ([a-z]{3})")
_PLAIN = re.compile(r"\d+(?:\.\d+)?")


def other_units(text: str, sources: Iterable[str]) -> list[Literal]:
    """The numbers of ``text`` that ``sources`` hold only with another unit. Numbers without a unit are none."""
    counted = [(literal, unit) for literal, unit in _counted(text) if unit]
    if not counted:
        return []
    known: dict[str, set[str]] = {}
    for source in sources:
        for literal, unit in _counted(source):
            known.setdefault(literal.normal, set()).add(unit)
    return [
        literal
        for literal, unit in counted
        if (found := known.get(literal.normal)) and "" not in found and unit not in found
    ]


def _counted(text: str) -> Iterable[tuple[Literal, str]]:
    """The plain numbers of ``text``, each with its unit; empty for none that is known."""
    for literal in find_literals(text):
        if not _PLAIN.fullmatch(literal.normal):
            continue
        yield literal, _unit_beside(text, literal)


def unit_of(text: str, literal: Literal) -> str:
    """What a literal of ``text`` counts: a unit, a currency or ``%``; empty for a bare number, a date or a code."""
    if literal.normal.endswith("%"):
        return "%"
    if match := _MONEY.fullmatch(literal.normal):
        return match[1]
    return _unit_beside(text, literal)


def _unit_beside(text: str, literal: Literal) -> str:
    match = _WITHIN.fullmatch(literal.text) or _AFTER.match(text, literal.end)
    return _UNITS[match["unit"].lower()] if match else ""
