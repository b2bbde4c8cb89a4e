"""Numbers of list items and headings as a reader sees them: ``3.``, ``b)``, ``iv.``, ``2.1``."""

from collections.abc import Mapping
from types import MappingProxyType

BULLET = "- "
_LETTERS = 26
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LAST_ROMAN = 3999
_LAST_LETTERS = _LETTERS**3

OFFICE_FORMATS: Mapping[str, str] = MappingProxyType(
    {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I", "decimalZero": "01"}
)
"""Word's names of number formats, as those of ``format_number``; every other one counts as decimal."""


def format_number(number: int, kind: str) -> str:
    """``number`` as ``a``, ``A`` (letters), ``i``, ``I`` (Roman), ``01``, else as a decimal number.

    What letters or Roman numerals cannot express, such as 0, is decimal.
    """
    if kind in {"a", "A"} and 0 < number <= _LAST_LETTERS:
        text = _letters(number)
    elif kind in {"i", "I"} and 0 < number <= _LAST_ROMAN:
        text = _roman(number)
    else:
        return f"{number:02d}" if kind == "01" else str(number)
    return text.upper() if kind.isupper() else text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, letter = divmod(number - 1, _LETTERS)
        text = chr(ord("a") + letter) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        text += sign * times
    return text


def to_int(text: object, default: int = 0) -> int:
    """A whole number out of an attribute, ``default`` for anything else."""
    try:
        return int(str(text))
    except ValueError:
        return default
