"""Fuzzy matching of names with what is typed: words in any order, by their beginning, inside, initials or letters."""

import re
from functools import lru_cache

WORD_START, INSIDE, INITIALS, LETTERS = 100.0, 60.0, 50.0, 20.0
"""What a word that was typed is worth by how it is found, the best first."""
SPREAD = 3
"""How many times its own length the letters of a typed word may be spread over."""
LINE = 16
"""Names that differ by less than these characters count as equally long."""
_WORD = re.compile(r"\w+")


def match_score(typed: str, name: str) -> float | None:
    """How well ``name`` is meant by ``typed``, higher is better; ``None`` where a word of it is not found.

    Nothing typed means every name alike. Of two names that match alike the shorter one scores higher.
    """
    words = typed.casefold().split()
    folded = name.casefold()
    total = 0.0
    for word in words:
        found = _word_score(word, folded)
        if found is None:
            return None
        total += found
    return total - len(name) // LINE / 10 if words else 0.0


def _word_score(word: str, name: str) -> float | None:
    starts = _starts(name)
    for number, start in enumerate(starts):
        if name.startswith(word, start):
            return WORD_START - number
    if word in name:
        return INSIDE
    if _initials(name).find(word) >= 0:
        return INITIALS
    spread = _spread(word, name)
    return LETTERS - spread / 10 if spread is not None and spread <= SPREAD * len(word) else None


@lru_cache(maxsize=4096)
def _starts(name: str) -> tuple[int, ...]:
    return tuple(found.start() for found in _WORD.finditer(name))


def _initials(name: str) -> str:
    return "".join(name[start] for start in _starts(name))


def _spread(word: str, name: str) -> int | None:
    """Over how many characters the letters of ``word`` are spread, from the place where they stand closest."""
    best: int | None = None
    first = name.find(word[0])
    while first >= 0:
        at = first
        for letter in word[1:]:
            at = name.find(letter, at + 1)
            if at < 0:
                return best
        best = at - first + 1 if best is None else min(best, at - first + 1)
        first = name.find(word[0], first + 1)
    return best
