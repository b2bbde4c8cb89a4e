"""Near copies: stretches of a text that say what a passage says in its words, small edits left aside.

Words are compared by their stems, in order (``difflib``), a window of the text at a time. A stretch counts by what its
shared words weigh, less what was put in or left out between them, so that case, punctuation, a changed or a moved word
do not hide it, and phrases that any two texts share do not make one.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from citewell.governance.text.words import is_stop_word, stem

WINDOW, STEP = 28, 18
"""Words of a text that are compared at a time, and how far the next window stands."""
LEAST = 4.5
"""What the words that a stretch shares must weigh, less its gaps."""
PUBLIC_SHARE = 0.85
"""A stretch that a public passage shares to this part, numbers whole, is no secret."""

_CONTENT, _STOP, _NUMBER = 1.0, 0.2, 1.25
_ADDED, _LEFT_OUT = 0.6, 0.3
"""What a word that one side has alone takes away, as a share of its weight."""
_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"\[\d{1,3}\]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+")
_WORD = re.compile(rf"[^\W_](?:{_INVISIBLE.pattern}|[^\W_]|['’](?=[^\W_]))*")


class Word(NamedTuple):
    """One word: as written but for case and invisible characters, its stem, how much it tells, where it stands."""

    plain: str
    form: str
    weight: float
    start: int
    end: int

    @property
    def is_number(self) -> bool:
        """Whether a digit is in it."""
        return self.weight == _NUMBER


@dataclass(frozen=True, slots=True)
class Copy:
    """A stretch of a text (``start:end``, in characters) that a passage holds.

    ``words`` are the shared words as they stand in the text; ``score`` is what they weigh less the gaps.
    """

    start: int
    end: int
    score: float
    words: tuple[Word, ...]


def read_words(text: str) -> tuple[Word, ...]:
    """The words of ``text`` in order; citation marks are none, and invisible characters inside words are left out."""
    plain = _MARK.sub(lambda mark: " " * len(mark[0]), text)
    return tuple(Word(*_read(match[0]), *match.span()) for match in _WORD.finditer(plain))


def windows(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """``words`` in overlapping stretches of ``WINDOW``."""
    for start in range(0, max(1, len(words) - WINDOW + STEP), STEP):
        yield words[start : start + WINDOW]


def shared_weight(words: Sequence[Word], source: Sequence[Word]) -> float:
    """What the words weigh that both have, whatever their order: no copy can score more."""
    here = {word.form: word.weight for word in words}
    counts = Counter(word.form for word in words)
    there = Counter(word.form for word in source if word.form in here)
    return sum(min(number, counts[form]) * here[form] for form, number in there.items())


def find_copy(words: Sequence[Word], source: Sequence[Word], least: float = LEAST) -> Copy | None:
    """The stretch of ``words`` that ``source`` holds best; ``None`` where none reaches ``least``."""
    if shared_weight(words, source) < least:
        return None
    matcher = SequenceMatcher(None, [w.form for w in words], [w.form for w in source], autojunk=False)
    pairs = [(block.a + i, block.b + i) for block in matcher.get_matching_blocks() for i in range(block.size)]
    best: tuple[float, int, int] = (0.0, 0, 0)
    total, first = 0.0, 0
    for at, (here, there) in enumerate(pairs):
        gap = 0.0
        if at:
            before_here, before_there = pairs[at - 1]
            gap = _ADDED * _sum(words[before_here + 1 : here]) + _LEFT_OUT * _sum(source[before_there + 1 : there])
        if total - gap <= 0:
            total, first = 0.0, at
        else:
            total -= gap
        total += words[here].weight
        best = max(best, (total, first, at), key=lambda run: run[0])
    score, start, end = best
    if score < least:
        return None
    shared = tuple(words[here] for here, _ in pairs[start : end + 1])
    return Copy(shared[0].start, shared[-1].end, score, shared)


def is_shared(copy: Copy, source: Sequence[Word]) -> bool:
    """Whether ``source`` holds what was copied too: nearly all of it, and every number in it."""
    matcher = SequenceMatcher(None, [w.form for w in copy.words], [w.form for w in source], autojunk=False)
    held = {block.a + i for block in matcher.get_matching_blocks() for i in range(block.size)}
    missing = [word for at, word in enumerate(copy.words) if at not in held]
    if any(word.is_number for word in missing):
        return False
    return _sum(missing) <= (1 - PUBLIC_SHARE) * _sum(copy.words)


def _sum(words: Iterable[Word]) -> float:
    return sum(word.weight for word in words)


@lru_cache(maxsize=20_000)
def _read(written: str) -> tuple[str, str, float]:
    """A word in lower case, its stem, and its weight."""
    plain = written.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", written)).casefold().replace("’", "'")
    if _DIGIT.search(plain):
        return plain, plain, _NUMBER
    return plain, stem(plain), _STOP if is_stop_word(plain) else _CONTENT
