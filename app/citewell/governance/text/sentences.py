"""Where sentences begin and end. A line break ends one too, as in lists and steps."""

import re

import sentencex

Span = tuple[int, int]

_LINE = re.compile(r"[^\n]+")
_NUMBERED = re.compile(r"\s*(?:\d{1,3}[.)]|[-*•])\s*")
_CONTINUES = re.compile(r"(?:\b(?:No|Nr|Abs|Art|Fig|approx|ca|e\.g|i\.e|z\. ?B|bzw|incl|inkl|vs|etc)\.)\s*$")


def split_sentences(text: str, language: str = "en") -> list[Span]:
    """Spans of the sentences of ``text`` in order, without the white space around them."""
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        spans += _split_line(text, line.start(), line.end(), language or "en")
    return spans


def _split_line(text: str, start: int, end: int, language: str) -> list[Span]:
    spans: list[Span] = []
    position, open_from = start, start
    marker = _NUMBERED.match(text, start, end)
    if marker:
        position = marker.end()  # "1. Open the menu." is one sentence, not two
    for piece in sentencex.segment(language, text[position:end]):
        position += len(piece)
        if _CONTINUES.search(text, open_from, position) and position < end:
            continue
        _append(spans, text, open_from, position)
        open_from = position
    _append(spans, text, open_from, end)
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    stripped = piece.strip()
    if stripped:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(stripped)))
