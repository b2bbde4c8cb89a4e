"""Texts as sentences, of which some are claims."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from citewell.governance.text.words import content_stems
from citewell.pipeline.checks.windows import pieces_of
from corpora import reading

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Span = tuple[int, int]
FOLDS: Final = 3
LEAST, MOST = 5, 40
"""Words of a sentence that claims are drawn from."""
_HEADING: Final = re.compile(r"^(#{1,4})\s+(.+)$", re.MULTILINE)
_MARKUP: Final = re.compile(r"\[([^\]]*)\]\([^)]*\)|[*_`]{1,3}|^>\s?(\[!\w+\])?|!\[[^\]]*\]\([^)]*\)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Article:
    """A text as its pieces (sentences), to draw claims from."""

    title: str
    pieces: tuple[str, ...]
    source: str
    group: str


def is_claim(piece: str) -> bool:
    """Whether a piece is a sentence that states something."""
    size = len(piece.split())
    return (
        LEAST <= size <= MOST
        and "?" not in piece
        and sum(c.isalpha() or c == " " for c in piece) > 0.75 * len(piece)
        and len(content_stems(piece)) >= 3
    )


def sections(files: Iterable[tuple[str, str]], source: str) -> Iterable[Article]:
    """The sections of Markdown files, in pieces."""
    for path, raw in files:
        text = raw.partition("\n---")[2] if raw.startswith("---") else raw
        marks = list(_HEADING.finditer(text))
        title = plain(marks[0][2]) if marks else ""
        ends = [*(mark.start() for mark in marks[1:]), len(text)]
        for mark, end in zip(marks, ends, strict=True):
            pieces = pieces_of(plain(text[mark.end() : end]))
            heading = plain(mark[2])
            shown = title if heading == title else f"{title} › {heading}"
            yield Article(shown, tuple(pieces[:40]), source, f"{source}/{path}")


def plain(text: str) -> str:
    """Markdown without its marks."""
    return _MARKUP.sub(lambda match: match[1] or "", text).strip()


def bank_articles(data: Path) -> list[Article]:
    """The documents of tau2's bank: never trained on, only measured."""
    return list(sections(reading.documents(data, "tau2_banking"), "tau2_banking"))


def fold(group: str) -> int:
    """The fold of a unit that is held out, of `FOLDS`."""
    return reading.fold(group, FOLDS)
