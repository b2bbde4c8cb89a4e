"""Which literals may be written, asked while a text is being written: what stands there so far may be unfinished.

A tail is the end of such a text, from a place on that no literal spans (see ``cut``). It is *whole* where all its
literals are allowed, and *viable* where they are or where its end begins one that is: it can then be completed.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from citewell.governance.literals.extraction import find_literals, known_forms
from citewell.governance.literals.spellings import NUMBER_WORDS, spellings

MAX_SPELLINGS = 6000
"""Ways to write literals that are kept: those of the first texts."""
MAX_CHARACTERS = 300
"""Of one literal: longer ones are checked when they are whole, and cannot be begun."""

_MARKS = re.compile(r"[ \t]*(?:\[\d{1,3}\][ \t,]*)*\[\d{1,3}\]")
_OPEN_MARK = re.compile(r"[ \t]*\[\d{0,3}\Z")
_OPENERS = re.compile(r"https?:/|www\.|mailto:|(?:[\w.+-]*)@|<[/!A-Za-z][\w-]*>?", re.IGNORECASE)
"""What begins a link, an address or a tag, before there is enough of it to be a literal."""
_TAGS = re.compile(r"<[/!]?[A-Za-z][\w-]*>")
_LISTED = re.compile(r"\n[^\S\n]*(1?\d|20)[.)](?=\s|\Z)")
_OPEN_NUMBER = re.compile(r"\n[^\S\n]*(1?\d|20)\Z")
_WORD = re.compile(r"(?<!\S)\S+(?=\s)")
_JOINS = frozenset(
    """of per cent percent prozent eur euro euros usd us dollars gbp pounds chf a aud c cad jpy inr
    am pm a.m p.m uhr o'clock o’clock and zero one hundred thousand million billion mio mrd tausend millionen milliarden
    january jan januar february feb februar march mar märz april apr may mai june jun juni july jul juli august aug
    september sept sep october oct oktober okt november nov december dec dezember dez""".split()
) | {part for word in NUMBER_WORDS.values() for part in (word, *word.split("-"))}
"""Words that a literal may go on through."""
_LINKED = "]("
"""A mark that Markdown would take for a link."""
_OWN_TAGS = ("<NAME>", "<AGENT>")
_AT_START = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Completion:
    """An allowed literal of which the end of a tail is the beginning: ``rest`` would complete it."""

    start: int
    rest: str


class AllowedLiterals:
    """The literals of some texts, and what else has their normal forms."""

    def __init__(self, texts: Iterable[str], can_write: Callable[[str], bool] = bool, *, marks: bool = True) -> None:
        """Allow the literals of ``texts``, the most important first; ``can_write`` tells which can be begun.

        ``[1]`` is a mark that its reader does not see, unless there are no ``marks``.
        """
        self._plain = without_marks if marks else str
        kept = list(texts)
        self._known = known_forms(kept)
        self._tags = frozenset([*_OWN_TAGS, *(tag for text in kept for tag in _TAGS.findall(text))])
        self._by_prefix: dict[str, list[str]] = defaultdict(list)
        self._unfinished = lru_cache(maxsize=256)(self._unfinished_now)
        spelled = dict.fromkeys(self._tags)
        for text in kept:
            for literal in find_literals(text):
                spelled.update(dict.fromkeys(sorted(spellings(literal))))
            if len(spelled) > MAX_SPELLINGS:
                break
        for one in spelled:
            if len(one) <= MAX_CHARACTERS and can_write(one):
                for length in range(1, len(one)):
                    self._by_prefix[one[:length].lower()].append(one)

    def is_whole(self, tail: str, numbers: AbstractSet[int] = frozenset()) -> bool:
        """Whether every literal of ``tail`` is allowed; ``numbers`` may count the steps of a list."""
        return _LINKED not in tail and not self._unknown(self._plain(tail), numbers)

    def is_viable(self, tail: str, numbers: AbstractSet[int] = frozenset(), room: int = MAX_CHARACTERS) -> bool:
        """Whether ``tail`` is whole, or can become it by at most ``room`` characters (in UTF-8: bytes)."""
        if _LINKED in tail:
            return False
        plain = self._plain(tail)
        unknown = self._unknown(plain, numbers)
        return not unknown or next(self._completions(tail, plain, unknown, numbers, room), None) is not None

    def completions(
        self, tail: str, numbers: AbstractSet[int] = frozenset(), room: int = MAX_CHARACTERS
    ) -> list[Completion]:
        """What may complete a ``tail`` that is viable and not whole; ``start`` is an offset into ``tail``."""
        plain = self._plain(tail)
        return list(self._completions(tail, plain, self._unknown(plain, numbers), numbers, room))

    def _completions(
        self, tail: str, plain: str, unknown: Sequence[tuple[int, int]], numbers: AbstractSet[int], room: int
    ) -> Iterator[Completion]:
        if not unknown:
            return
        first = min(start for start, _ in unknown)
        shift = len(tail) - len(plain)
        for start in range(len(plain)):
            end = plain[start:]
            if not tail.endswith(end) or (start and _AT_START.match(end) and _AT_START.match(plain[start - 1])):
                continue
            for whole in self._by_prefix.get(end.lower(), ()):
                rest = whole[len(end) :]
                if len(rest.encode()) <= room and not self._unknown(plain + rest, numbers):
                    yield Completion(min(start, first) + shift, rest)
            if (number := _OPEN_NUMBER.search(plain)) and number.start(1) == start and room:
                yield from (
                    Completion(start + shift, stop) for stop in (".", ")") if not self._unknown(plain + stop, numbers)
                )

    def _unknown(self, plain: str, numbers: AbstractSet[int]) -> tuple[tuple[int, int], ...]:
        return self._unfinished(plain, frozenset(numbers))

    def _unfinished_now(self, plain: str, numbers: frozenset[int]) -> tuple[tuple[int, int], ...]:
        """Spans of what is no allowed literal (yet)."""
        listed = {match.span(1) for match in _LISTED.finditer(plain) if int(match[1]) in numbers}
        known, unknown = [], []
        for literal in find_literals(plain):
            span = (literal.start, literal.end)
            if literal.normal in self._known:
                known.append(span)
            elif span not in listed:
                unknown.append(span)
        for opener in _OPENERS.finditer(plain):
            start, end = opener.span()
            if opener[0].startswith("<"):
                if any(opener[0].startswith(tag) for tag in self._tags):
                    continue
            elif any(left <= start and end <= right for left, right in known):
                continue
            unknown.append((start, end))
        return tuple(unknown)


def without_marks(tail: str) -> str:
    """``tail`` as its reader sees it: without citation marks, whole or begun, and the blanks before them."""
    return _OPEN_MARK.sub("", _MARKS.sub("", tail)) if "[" in tail else tail


def cut(tail: str) -> str:
    """``tail`` from its last word on that is neither a literal nor joins any: no literal spans the place before it."""
    for word in reversed(list(_WORD.finditer(tail))):
        plain = word[0].strip(".,;:!?()\"'“”’").lower()
        letters = any(c.isalpha() for c in plain)
        if letters and plain not in _JOINS and not any(c.isdigit() or c in "@[]<" for c in word[0]):
            return tail[max(0, word.start() - 1) :]  # its own blank stays, which tells the start of a line
    return tail
