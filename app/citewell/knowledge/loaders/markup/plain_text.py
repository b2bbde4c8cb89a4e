"""Plain text: paragraphs are blocks, parted by empty lines."""

import re

from citewell.domain.documents import Block, ExtractedDocument, Metadata

_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*(?:\n[^\n]*\S[^\n]*)*")
_ITEM = re.compile(r"\s*(?:[-*•]|\d{1,3}[.)])\s")
_SPACES = re.compile(r"\s+")


def load_text(text: str, title: str) -> ExtractedDocument:
    """The extracted text is the file's own text. Lines of a paragraph are joined, list items are not."""
    blocks = [block for match in _PARAGRAPH.finditer(text) for block in _blocks(text, match.start(), match.end())]
    return ExtractedDocument(text, tuple(blocks), Metadata(title=title))


def _blocks(text: str, start: int, end: int) -> list[Block]:
    blocks: list[Block] = []
    open_from = position = start
    for line in text[start:end].splitlines(keepends=True):
        if _ITEM.match(line) and position > open_from:
            blocks.append(_block(text, open_from, position))
            open_from = position
        position += len(line)
    blocks.append(_block(text, open_from, end))
    return blocks


def _block(text: str, start: int, end: int) -> Block:
    raw = text[start:end]
    end -= len(raw) - len(raw.rstrip())
    start += len(raw) - len(raw.lstrip())
    return Block(start, end, _SPACES.sub(" ", text[start:end]))
