"""Levenshtein distance by bit-parallel dynamic programming: a row of the table is one long integer."""

import re
from collections.abc import Hashable, Sequence

from citewell.governance.text.words import words

_MARK = re.compile(r"[ \t]*\[\d{1,3}\]")


def share_edited(draft: str, final: str) -> float:
    """Levenshtein distance over characters of the longer text, 0 to 1; citation marks and outer blanks do not count."""
    said, sent = (_MARK.sub("", text).strip() for text in (draft, final))
    longest = max(len(said), len(sent))
    return levenshtein(said, sent) / longest if longest else 0.0


def share_of_words(draft: str, final: str) -> float:
    """The same over words, whatever their case and the signs between them."""
    said, sent = (words(_MARK.sub("", text)) for text in (draft, final))
    longest = max(len(said), len(sent))
    return levenshtein(said, sent) / longest if longest else 0.0


def levenshtein(one: Sequence[Hashable], other: Sequence[Hashable]) -> int:
    """The fewest insertions, deletions and replacements of elements that make ``one`` into ``other``.

    Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", after Myers 1999: one
    step an element of ``other``, each some operations on integers of ``len(one)`` bits.
    """
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if not one or not other:
        return len(one) + len(other)
    places: dict[Hashable, int] = {}
    for place, element in enumerate(one):
        places[element] = places.get(element, 0) | 1 << place
    every, last = (1 << len(one)) - 1, 1 << len(one) - 1
    up, down, distance = every, 0, len(one)
    for element in other:
        equal = places.get(element, 0)
        vertical = equal | down
        horizontal = (((equal & up) + up) ^ up) | equal
        more = down | ~(horizontal | up) & every
        fewer = up & horizontal
        distance += bool(more & last) - bool(fewer & last)
        more = (more << 1 | 1) & every
        fewer = fewer << 1 & every
        up = fewer | ~(vertical | more) & every
        down = more & vertical
    return distance
