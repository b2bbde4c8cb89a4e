"""Find sentences and gold quotes in passages again: whole, cut at an edge, or as the row of a table that says it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from citewell.governance.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.reader.items import Span

MARKUP: Final = frozenset("\\*_`#|")
LEAST_WORDS: Final = 6
"""Of a part of a quote that counts as it, or half of it where that is more."""
LEAST_SHARED: Final = 0.5
"""Share of a quote's words that a line must hold to be its mark."""
LEAST_LETTERS: Final = 8
_WORD = re.compile(r"\w+")


def sentences_of(text: str, body: str) -> tuple[Span, ...]:
    """The characters of `text`, a passage in one line, that each sentence of its `body` is, as a letter splits them.

    Those of fewer than `LEAST_LETTERS` characters say nothing.
    """
    found: list[Span] = []
    end = len(text) - len(" ".join(body.split()))
    for first, last in split_sentences(body):
        sentence = " ".join(body[first:last].split())
        at = text.find(sentence, end) if len(sentence) >= LEAST_LETTERS else -1
        if at >= 0:
            end = at + len(sentence)
            found.append((at, end))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Plain:
    """A text without markup, case, kinds of apostrophes and double spaces, and where each character stands in it."""

    text: str
    offsets: tuple[int, ...]

    def span(self, at: int, length: int) -> Span:
        """The characters of the text that `length` plain ones from `at` on are."""
        return self.offsets[at], self.offsets[min(at + length, len(self.offsets)) - 1] + 1


def plain(text: str) -> Plain:
    """`text` as texts are compared."""
    letters: list[str] = []
    offsets: list[int] = []
    after_space = True
    for at, character in enumerate(text):
        for one in unicodedata.normalize("NFKC", character):
            if one in MARKUP or (one.isspace() and after_space):
                continue
            after_space = one.isspace()
            shown = " " if after_space else "'" if one in "’‘" else one.lower()
            letters += shown
            offsets += [at] * len(shown)
    return Plain("".join(letters), tuple(offsets))


def spans_of(text: str, body: str, source: str, quotes: Sequence[str]) -> tuple[Span, ...] | None:
    """The characters of the passage `text` that `quotes` cover, in order; `None` where it holds none of them.

    `body` is the passage with its lines and `source` its slice of the document: a quote that is in the source alone,
    since a table is read otherwise, marks the line that shares most words with it, or nothing.
    """
    shown, written = plain(text), plain(source).text
    found: list[Span] = []
    held = False
    for quote in quotes:
        wanted = plain(quote).text.strip()
        span = _whole_or_part(shown, wanted)
        if span is None and wanted in written:
            held = True
            span = _line(text, body, wanted)
        if span is not None:
            held = True
            found.append(span)
    return tuple(sorted(found)) if held else None


def _whole_or_part(shown: Plain, wanted: str) -> Span | None:
    """The quote, or its longest beginning or end of enough words: passages are cut within quotes."""
    if (at := shown.text.find(wanted)) >= 0:
        return shown.span(at, len(wanted))
    words = wanted.split()
    for size in range(len(words) - 1, max(LEAST_WORDS, len(words) // 2) - 1, -1):
        for start in (0, len(words) - size):
            part = " ".join(words[start : start + size])
            if (at := shown.text.find(part)) >= 0:
                return shown.span(at, len(part))
    return None


def _line(text: str, body: str, wanted: str) -> Span | None:
    """The line of `body` that shares most words with the quote, as it stands in `text`."""
    words = set(_WORD.findall(wanted))
    lines: list[tuple[float, int, int]] = []
    end = 0
    for line in body.split("\n"):
        row = " ".join(line.split())
        at = text.find(row, end) if row else -1
        if at < 0:
            continue
        end = at + len(row)
        shared = words & set(_WORD.findall(plain(row).text))
        lines.append((len(shared) / max(1, len(words)), at, end))
    best = max(lines, default=None)
    return best[1:] if best and best[0] >= LEAST_SHARED else None
