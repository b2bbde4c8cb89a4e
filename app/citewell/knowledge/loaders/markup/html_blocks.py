"""HTML inside Markdown: its tables row by row, its headings, and all else as one paragraph."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup

from citewell.domain.documents import Block
from citewell.domain.errors import UnreadableFileError
from citewell.governance.text.readable import plain
from citewell.knowledge.loaders.markup.html import UNREAD, read_page
from citewell.knowledge.loaders.text.captions import HEADER_CELL
from citewell.knowledge.loaders.text.parts import Part, clean

_TABLE = re.compile(r"<table\b.*?</table\s*>", re.IGNORECASE | re.DOTALL)
_EDGE = re.compile(r"<(/?)table\b[^<>]*>", re.IGNORECASE)
_ROW = re.compile(r"<tr\b.*?(?=<tr\b|</(?:tr|thead|tbody|tfoot|table)\b|\Z)", re.IGNORECASE | re.DOTALL)


def end_of_table(text: str, start: int, end: int) -> int:
    """Where the table that an HTML block leaves open at ``end`` is closed in ``text``; else ``end``."""
    depth = 0
    for edge in _EDGE.finditer(text, start):
        if edge.start() >= end and not depth:
            break
        depth += -1 if edge[1] else 1
        if edge.start() >= end and depth <= 0:
            return edge.end()
    return end


def read_html_block(source: str) -> Iterator[Block]:
    """The blocks of ``source``; their offsets count in it, and a table's row is its ``<tr>``."""
    at = 0
    for table in _TABLE.finditer(source):
        yield from _whole(source, at, table.start())
        yield from _rows(source, table.start(), table.end())
        at = table.end()
    yield from _whole(source, at, len(source))


def _parts(source: str) -> tuple[Part, ...]:
    try:
        return read_page(source, UNREAD).parts
    except UnreadableFileError:
        return ()


def _whole(source: str, start: int, end: int) -> Iterator[Block]:
    """One block, a heading where that is all it is."""
    raw = source[start:end]
    start += len(raw) - len(raw.lstrip())
    parts = _parts(raw)
    text = " ".join(part.mark + part.text for part in parts if part.text)
    if text:
        level = parts[0].level if len(parts) == 1 else 0
        yield Block(start, start + len(raw.strip()), text, level)


def _rows(source: str, start: int, end: int) -> Iterator[Block]:
    """A block a row; one of the whole table where its rows cannot be told."""
    parts = _parts(source[start:end])
    rows = [part for part in parts if part.row]
    spans = [match.span() for match in _ROW.finditer(source, start, end)]
    if not rows or len(spans) < len(rows):
        yield from _whole(source, start, end)
        return
    caption = " ".join(part.text for part in parts if not part.row)
    if caption:
        yield Block(start, spans[0][0], caption)
    heads = spans[: len(spans) - len(rows)]
    header = HEADER_CELL.join(_cells(source[slice(*heads[-1])])) if heads else ""
    above = tuple(filter(None, (caption, header)))
    for part, (first, last) in zip(rows, spans[len(heads) :], strict=True):
        yield Block(first, last, plain(part.text), table=above, row=True)


def _cells(row: str) -> Iterator[str]:
    texts = (clean(cell.get_text(" ")) for cell in BeautifulSoup(row, "html.parser").find_all(["th", "td"]))
    return filter(None, texts)
