"""How words are written (case, digits, start of a line), which a tokenizer without case does not say.

Shared by the host of the token model and by its training recipe (``training/personal``).
"""

import re
from collections.abc import Sequence

SHAPES = 20
"""Shapes there are: ``LINE_START`` is added to those of words at the start of a line."""
LINE_START = 10
NONE, LOWER, CAPITAL, CAPITALS, MIXED, DIGITS, LETTERS_DIGITS, MARK, AT, CASELESS = range(10)
_WORD = re.compile(r"\w+|[^\w\s]")


def words_with_shapes(text: str) -> list[tuple[int, int, int]]:
    """``(start, end, shape)`` of every run of letters and digits, and of every other mark, in order."""
    found: list[tuple[int, int, int]] = []
    last = 0
    for match in _WORD.finditer(text):
        between = text[last : match.start()]
        line_start = not found or "\n" in between or "\r" in between
        found.append((match.start(), match.end(), _shape(match[0]) + (LINE_START if line_start else 0)))
        last = match.end()
    return found


def _shape(word: str) -> int:  # noqa: PLR0911  one line for each shape
    if not (word[0].isalnum() or word[0] == "_"):
        return AT if word == "@" else MARK
    if word.isdigit():
        return DIGITS
    if any(c.isdigit() for c in word):
        return LETTERS_DIGITS
    if word.islower():
        return LOWER
    if word.isupper():
        return CAPITALS if len(word) > 1 else CAPITAL
    if word[0].isupper() and not any(c.isupper() for c in word[1:]):
        return CAPITAL
    return MIXED if word.upper() != word.lower() else CASELESS


def shapes_of_tokens(
    words: Sequence[tuple[int, int, int]], offsets: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """For each token at ``offsets`` (ascending), the index of the word that it lies in and the shape to feed.

    Only the first token of a word at the start of a line says so. Tokens without a word have index -1 and ``NONE``.
    """
    found: list[tuple[int, int]] = []
    at, seen = 0, -1
    for start, end in offsets:
        while at < len(words) and words[at][1] <= start:
            at += 1
        if at >= len(words) or words[at][0] >= end:
            found.append((-1, NONE))
            continue
        shape = words[at][2]
        found.append((at, shape if at != seen else shape % LINE_START))
        seen = at
    return found
