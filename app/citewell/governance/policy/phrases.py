"""Phrases that a pack looks for: words with inflection and gaps, matched in time that grows with the text alone.

No regular expressions: whoever writes a pack cannot make it hang. ``docs/policy-packs.md`` describes the form.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

MAX_CHARACTERS = 400
MAX_PARTS = 14
MAX_GAPS = 3
MAX_ALTERNATIVES = 40
GAP = 4
"""Words that ``...`` may stand for."""
LEAST_STEM = 3
"""Letters before or after a ``*``."""
FUZZY = 8
"""From so many letters on, a word of a ticket may have one slip of the pen."""

_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[.!?…]['\")\]]*(?:\s|$)|\n\s*\n|[;|]")
_PART = re.compile(r"\*?[^\W_]+\*?")

Span = tuple[int, int]


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class _Word:
    """One spelling: ``text`` folded, with any beginning or any ending where ``open_start`` or ``open_end``."""

    text: str
    open_start: bool = False
    open_end: bool = False

    def fits(self, word: str) -> bool:
        if self.open_start:
            return self.text in word if self.open_end else word.endswith(self.text)
        return word.startswith(self.text) if self.open_end else word == self.text


@dataclass(frozen=True, slots=True)
class _Part:
    """One place of a phrase: any of ``words``, or a gap of up to ``gap`` words."""

    words: tuple[_Word, ...] = ()
    optional: bool = False
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as it is compared, where it stands, and the number of its clause.

    ``near`` are words of the phrases that it differs from by one slip of the pen.
    """

    word: str
    start: int
    end: int
    clause: int
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A phrase found in a text: ``start`` and ``end`` are characters of it."""

    phrase: str
    start: int
    end: int


def fold(text: str) -> str:
    """``text`` without case and accents: what spelling differences leave alone."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def tokens_of(text: str) -> list[Token]:
    """The words of ``text``; a full stop, an empty line or a semicolon ends a clause."""
    breaks = [match.start() for match in _BREAK.finditer(text)]
    found: list[Token] = []
    clause = 0
    for match in _WORD.finditer(text):
        while clause < len(breaks) and breaks[clause] < match.start():
            clause += 1
        found.append(Token(fold(match[0]), match.start(), match.end(), clause))
    return found


@lru_cache(maxsize=20_000)
def parse_phrase(text: str) -> tuple[_Part, ...]:
    """The parts of a phrase. Raises ``PhraseError``."""
    if len(text) > MAX_CHARACTERS:
        raise PhraseError(f"has {len(text)} characters; the most is {MAX_CHARACTERS}")
    parts: list[_Part] = []
    for piece in text.replace("’", " ").replace("'", " ").split():
        parts += [_Part(gap=GAP)] if piece in {"...", "…"} else _parts(piece)
    words = [part for part in parts if part.words and not part.optional]
    if not words:
        raise PhraseError("holds no word that must be there")
    if not parts[0].words or not parts[-1].words:
        raise PhraseError("begins or ends with a gap; leave that '...' out")
    if len(parts) > MAX_PARTS:
        raise PhraseError(f"has {len(parts)} words; the most is {MAX_PARTS}")
    if sum(bool(part.gap) for part in parts) > MAX_GAPS:
        raise PhraseError(f"has more than {MAX_GAPS} gaps '...'")
    return tuple(parts)


def _parts(piece: str) -> list[_Part]:
    """The parts of what stands between two spaces: a hyphen joins words, a slash separates alternatives."""
    optional = piece.endswith("?")
    alternatives = piece.removesuffix("?").split("/")
    if len(alternatives) > MAX_ALTERNATIVES:
        raise PhraseError(f"gives {len(alternatives)} alternatives for one word; the most is {MAX_ALTERNATIVES}")
    if len(alternatives) == 1:
        return [_Part((_word(one),), optional) for one in alternatives[0].split("-") if one or _raise(piece)]
    return [_Part(tuple(_word(one) for one in alternatives), optional)]


def _raise(piece: str) -> bool:
    raise PhraseError(f"'{piece}' is no word")


def _word(text: str) -> _Word:
    if not _PART.fullmatch(text):
        raise PhraseError(f"'{text}' is no word: use letters, digits, * at an end, / between alternatives, ? and ...")
    stem = fold(text.strip("*"))
    if "*" in text and len(stem) < LEAST_STEM:
        raise PhraseError(f"'{text}' needs at least {LEAST_STEM} letters beside its *")
    return _Word(stem, text.startswith("*"), text.endswith("*"))


class PhraseSet:
    """Phrases that are looked for together. ``fuzzy`` forgives one slip of the pen in long words."""

    def __init__(self, phrases: Iterable[str], *, fuzzy: bool = False) -> None:
        """Read ``phrases``. Raises ``PhraseError``."""
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._stems: dict[str, list[tuple[_Word, int]]] = defaultdict(list)
        self._anywhere: list[tuple[_Word, int]] = []
        self._long: dict[str, set[tuple[str, bool]]] = defaultdict(set)
        self.phrases = tuple(dict.fromkeys(phrases))
        self._parts = [parse_phrase(phrase) for phrase in self.phrases]
        for number, parts in enumerate(self._parts):
            self._index(number, parts)
            for part in parts if fuzzy else ():
                for word in part.words:
                    if len(word.text) >= FUZZY and not word.open_start:
                        self._long[word.text[0]].add((word.text, word.open_end))
        self._slips: dict[str, tuple[str, ...]] = {}

    def __bool__(self) -> bool:
        """Whether there is any phrase."""
        return bool(self.phrases)

    def _index(self, number: int, parts: Sequence[_Part]) -> None:
        """File a phrase under every word that it may begin with."""
        for part in parts:
            for word in part.words:
                if word.open_start:
                    self._anywhere.append((word, number))
                elif word.open_end:
                    self._stems[word.text[:LEAST_STEM]].append((word, number))
                else:
                    self._exact[word.text].append(number)
            if not part.optional:
                return

    def find(self, text: str) -> list[Match]:
        """Every match in ``text`` in order, the longest of those that begin at one word."""
        return self.find_in(tokens_of(text))

    def find_in(self, tokens: Sequence[Token]) -> list[Match]:
        """The same in a text that was cut into words before."""
        if not self.phrases:
            return []
        if self._long:
            tokens = [self._forgiving(token) for token in tokens]
        found = []
        for at in range(len(tokens)):
            ends = [
                (end, number) for number in self._candidates(tokens[at]) if (end := self._end(number, tokens, at)) > at
            ]
            if ends:
                end, number = max(ends)
                found.append(Match(self.phrases[number], tokens[at].start, tokens[end - 1].end))
        return found

    def _candidates(self, token: Token) -> set[int]:
        found: set[int] = set()
        for word in (token.word, *token.near):
            found.update(self._exact.get(word, ()))
            found.update(number for stem, number in self._stems.get(word[:LEAST_STEM], ()) if stem.fits(word))
        found.update(number for stem, number in self._anywhere if stem.fits(token.word))
        return found

    def _end(self, number: int, tokens: Sequence[Token], at: int) -> int:
        """Behind the last word of the phrase that begins at ``at``; -1 where it does not."""
        parts, clause = self._parts[number], tokens[at].clause
        reached = {at}
        for part in parts:
            after: set[int] = set()
            for i in reached:
                after.update(_step(part, tokens, i, clause))
            if not after:
                return -1
            reached = after
        return max(reached)

    def _forgiving(self, token: Token) -> Token:
        """The token with the long words that it is a slip away from."""
        if len(token.word) < FUZZY - 1:
            return token
        if token.word not in self._slips:
            if len(self._slips) > 50_000:
                self._slips.clear()
            self._slips[token.word] = self._near(token.word)
        near = self._slips[token.word]
        return Token(token.word, token.start, token.end, token.clause, near) if near else token

    def _near(self, word: str) -> tuple[str, ...]:
        found = []
        for text, open_end in self._long.get(word[0], ()):
            if word.startswith(text):
                continue
            sizes = (len(text) - 1, len(text), len(text) + 1) if open_end else (len(word),)
            if any(is_slip(word[:size], text) for size in sizes):
                found.append(text)
        return tuple(found)


def _step(part: _Part, tokens: Sequence[Token], i: int, clause: int) -> Iterable[int]:
    """Where one may stand after ``part``, beginning before token ``i``."""
    if part.gap:
        return [k for k in range(i, min(i + part.gap, len(tokens)) + 1) if k == i or tokens[k - 1].clause == clause]
    found = [i] if part.optional else []
    if i < len(tokens) and tokens[i].clause == clause:
        token = tokens[i]
        if any(word.fits(form) for word in part.words for form in (token.word, *token.near)):
            found.append(i + 1)
    return found


def is_slip(word: str, meant: str) -> bool:
    """Whether ``word`` is ``meant`` with one letter more, less or other, or two neighbours swapped."""
    if word == meant or abs(len(word) - len(meant)) > 1:
        return False
    i = 0
    while i < min(len(word), len(meant)) and word[i] == meant[i]:
        i += 1
    rest, wanted = word[i:], meant[i:]
    if len(rest) == len(wanted):
        return rest[1:] == wanted[1:] or (rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:])
    return rest[1:] == wanted if len(rest) > len(wanted) else rest == wanted[1:]


def outside(matches: Iterable[Match], allowed: Sequence[Span]) -> list[Match]:
    """The matches that lie in none of the spans ``allowed``."""
    return [one for one in matches if not any(start <= one.start and one.end <= end for start, end in allowed)]
