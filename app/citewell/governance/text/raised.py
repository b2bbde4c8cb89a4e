"""Superscripts and subscripts: 10⁶ is not 106, and the number of a footnote is no part of the word before it."""

import re

_STARTS_NUMBER = re.compile(r"[-+−–]?\d")
_NUMBERS = re.compile(r"\[?\d{1,3}(?:[,;\s]+\d{1,3})*\]?")
_LAST_WORD = re.compile(r"[^\W\d_]+\Z")
_LONGEST_UNIT = 3
"""Letters of what a raised number belongs to, as in ``m²`` and ``dm³``; behind a longer word it is a footnote's."""


def raised(before: str, text: str, after: str = "", *, mark: str = "^") -> str:
    """How a superscript reads behind ``before``; ``mark`` is ``_`` for a subscript.

    What would run into a number gets the mark, unless it begins a fraction: ``1¹/₂`` reads ``1 1/2``.
    """
    text = text.strip()
    if before[-1:].isdigit() and _STARTS_NUMBER.match(text):
        return f" {text}" if after[:1] in {"/", "⁄"} and after else f"{mark}{text}"
    word = _LAST_WORD.search(before)
    if word is not None and len(word[0]) > _LONGEST_UNIT and mark == "^" and _NUMBERS.fullmatch(text):
        return f"{mark}{text}"
    return text
