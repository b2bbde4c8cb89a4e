"""Literals that stand in a source, but not where the text puts them: another row's price, two numbers swapped.

Looked for only where the text follows a sentence of the source closely, so that it is plain what stands in the place.
"""

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from citewell.governance.literals.extraction import LIST_NUMBER, find_literals, known_forms
from citewell.governance.text.words import words

CLOSE = 0.7
"""A sentence that follows another one: twice the words they share in order, over the words of both."""
ALSO_NEAR = 0.15
"""Another sentence that is less near by no more than this, and holds the literal, excuses it."""
REORDERED = 0.8
"""From here on the order of the literals must be the same."""


def closeness(text: str, sentence: str) -> float:
    """How closely ``text`` follows ``sentence``, 0 to 1."""
    return _alike(_words(text), _words(sentence))


def _alike(one: Sequence[str], other: Sequence[str]) -> float:
    if not one or not other:
        return 0.0
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return 2 * sum(block.size for block in blocks) / (len(one) + len(other))


def has_misplaced_literal(text: str, sentences: Sequence[str]) -> bool:
    """Whether ``text`` repeats one of ``sentences`` with a literal of another one, or with two literals swapped."""
    own = _normals(text)
    if not own or not sentences:
        return False
    near = [(_alike(_frame(text), _frame(sentence)), sentence) for sentence in sentences]
    best, nearest = max(near)
    if best < CLOSE:
        return False
    known = known_forms([nearest])
    foreign = {normal for normal in own if normal not in known}
    if foreign:
        others = [sentence for share, sentence in near if share >= best - ALSO_NEAR and sentence != nearest]
        return not foreign <= known_forms(others)
    said = _normals(nearest)
    return best >= REORDERED and len(own) == len(said) and own != said and set(own) <= set(said)


def _normals(text: str) -> list[str]:
    """The literals of ``text`` in order, without the number of a step."""
    numbers = {match.span(1) for match in LIST_NUMBER.finditer(text)}
    return [one.normal for one in find_literals(text) if (one.start, one.end) not in numbers]


@lru_cache(maxsize=2048)
def _frame(text: str) -> tuple[str, ...]:
    """What stands around the literals."""
    return tuple(word for word in words(text) if not any(c.isdigit() for c in word))


@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[str, ...]:
    return tuple(words(text))
