"""Numbers spelled out in English, from two on: ``fourteen``, ``twenty-one``, ``one hundred and fifty``."""

import re
from collections.abc import Iterator

_SMALL = [
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
_UNITS = {word: value for value, word in enumerate(_SMALL)}
_TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10), ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], strict=True
    )
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_WORD = "|".join(sorted([*_UNITS, *_TENS, *_SCALES], key=len, reverse=True))
_RUN = re.compile(rf"(?<![\w-])(?:{_WORD})(?:(?:[ -]|\s+and\s+)(?:{_WORD}))*(?!-?\w)", re.IGNORECASE)
_PART = re.compile(rf"(?P<word>{_WORD})|(?P<and>and)", re.IGNORECASE)
_BEFORE_UNIT = re.compile(rf"(?<![\w-])(?:{_WORD})(?:-(?:{_WORD}))?(?=-(?!(?:{_WORD})\b)[a-z])", re.IGNORECASE)
"""As in ``fourteen-day``."""


def number_words(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and value of each number; ``one``, ``zero`` and a scale alone mostly are none."""
    for run in (*_RUN.finditer(text), *_BEFORE_UNIT.finditer(text)):
        words: list[str] = []
        start, end, value = run.start(), run.start(), 0
        joined = False
        for part in _PART.finditer(run[0].lower()):
            if part["and"]:
                joined = True
                continue
            if words and (not _follows(words, part["word"]) or (joined and words[-1] not in _SCALES)):
                yield from _told(start, end, value, words)
                start, words = run.start() + part.start(), []
            words.append(part["word"])
            end, value, joined = run.start() + part.end(), _value(words), False
        yield from _told(start, end, value, words)


def _told(start: int, end: int, value: int, words: list[str]) -> Iterator[tuple[int, int, int]]:
    if value > 1 and not (len(words) == 1 and words[0] in _SCALES):
        yield start, end, value


def _follows(words: list[str], word: str) -> bool:
    """Whether ``word`` continues the number that ``words`` are: 'twenty one' does, 'two three' does not."""
    last = words[-1]
    if word in _SCALES:
        return last not in _SCALES or _SCALES[last] < _SCALES[word]
    if last in _SCALES:
        return True
    return last in _TENS and word in _UNITS and 0 < _UNITS[word] < 10


def _value(words: list[str]) -> int:
    total = part = 0
    for word in words:
        if word == "hundred":
            part = max(part, 1) * 100
        elif word in _SCALES:
            total, part = total + max(part, 1) * _SCALES[word], 0
        else:
            part += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return total + part
