"""Markdown (CommonMark with tables). The extracted text is the file's own text; blocks say what a reader sees."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from citewell.domain.documents import Block, ExtractedDocument
from citewell.governance.text.raised import raised
from citewell.governance.text.readable import STRUCK_OUT, element_of
from citewell.knowledge.front_matter import read_front_matter
from citewell.knowledge.loaders.markup.html_blocks import end_of_table, read_html_block
from citewell.knowledge.loaders.text.captions import HEADER_CELL, is_caption
from citewell.knowledge.loaders.text.grid import row_text

_ALERT = re.compile(r"\A\[!(\w+)\]\s*")
_FENCE_NAME = re.compile(r"""\s\[([^\]]+)\]|\btitle=["']([^"']+)["']""")
"""The tab or file that a fence says its code is for: ``sh [npm]`` (VitePress), ``js title="a.js"`` (Docusaurus)."""
_SPACES = re.compile(r"[ \t\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n")  # no other character ends a line for the parser
_MAX_NESTING = 200
"""Deeper than any real document; the parser's own 20 would leave out what lies in a list of nine levels."""


def load_markdown(text: str, title: str) -> ExtractedDocument:
    """Blocks are headings, paragraphs, list items, table rows and code."""
    front = read_front_matter(text)
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable(["table", "strikethrough"])
    tokens = parser.parse(text[front.body :])
    blocks = _Blocks(text, front.body).read(tokens)
    first = next((block.text for block in blocks if block.level == 1), "")
    metadata = replace(front.metadata, title=front.metadata.title or first or title)
    return ExtractedDocument(text, tuple(blocks), metadata, front.problems)


@dataclass(slots=True)
class _List:
    """An open list: its next number (``None`` for bullets), and the mark of its item until that was used."""

    number: int | None
    mark: str = ""


@dataclass(slots=True)
class _Blocks:
    """Walks the flat token stream once; remembers open lists and the table at hand."""

    text: str
    offset: int
    blocks: list[Block] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    header: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    row: tuple[int, int] | None = None
    table: tuple[str, ...] = ()
    """What stands above the rows of the table at hand: its caption, and its header row."""
    level: int = 0
    in_cell: bool = False
    read_to: int = 0
    """The line up to which an HTML table is read already: blank lines in it end what the parser takes for one block."""
    line_starts: list[int] = field(default_factory=list)

    def read(self, tokens: list[Token]) -> list[Block]:
        ends = (match.end() for match in _LINE_END.finditer(self.text, self.offset))
        self.line_starts = [self.offset, *ends, len(self.text)]
        for token in tokens:
            handler = getattr(self, f"_on_{token.type}", None)
            if handler is not None and not (token.map and token.map[0] < self.read_to):
                handler(token)
        return self.blocks

    def _add(
        self,
        token_map: list[int] | tuple[int, int] | None,
        text: str,
        level: int = 0,
        table: tuple[str, ...] = (),
        *,
        row: bool = False,
    ) -> None:
        text = text.strip()
        if token_map is None or not text:
            return
        start, end = (
            self.line_starts[token_map[0]],
            self.line_starts[min(token_map[1], len(self.line_starts) - 1)],
        )
        raw = self.text[start:end]
        end -= len(raw) - len(raw.rstrip())
        start += len(raw) - len(raw.lstrip())
        self.blocks.append(Block(start, end, text, level, table=table, row=row))

    def _on_heading_open(self, token: Token) -> None:
        self.level = int(token.tag[1])

    def _on_inline(self, token: Token) -> None:
        text = inline_text(token)
        if self.in_cell:
            self.cells.append(text)
            return
        if self.level:
            self._add(token.map, text, self.level)
            self.level = 0
            return
        alert = _ALERT.match(text)
        if alert:
            text = f"{alert[1].capitalize()}: {text[alert.end() :]}"
        self._add(token.map, self._item_mark() + text)

    def _item_mark(self) -> str:
        if not self.lists:
            return ""
        mark, self.lists[-1].mark = self.lists[-1].mark, ""
        return mark

    def _on_bullet_list_open(self, _token: Token) -> None:
        self.lists.append(_List(None))

    def _on_ordered_list_open(self, token: Token) -> None:
        self.lists.append(_List(int(token.attrGet("start") or 1)))

    def _on_list_item_open(self, _token: Token) -> None:
        current = self.lists[-1]
        if current.number is None:
            current.mark = "- "
        else:
            current.mark = f"{current.number}. "
            current.number += 1

    def _on_bullet_list_close(self, _token: Token) -> None:
        self.lists.pop()

    _on_ordered_list_close = _on_bullet_list_close

    def _on_table_open(self, _token: Token) -> None:
        self.header = []

    def _on_tr_open(self, token: Token) -> None:
        self.cells = []
        self.row = (token.map[0], token.map[1]) if token.map else None

    def _on_th_open(self, _token: Token) -> None:
        self.in_cell = True

    def _on_th_close(self, _token: Token) -> None:
        self.in_cell = False

    _on_td_open = _on_th_open
    _on_td_close = _on_th_close

    def _on_thead_close(self, _token: Token) -> None:
        self.header = self.cells
        above = self.blocks[-1] if self.blocks else None
        caption = (above.text,) if above is not None and not above.level and is_caption(above.text) else ()
        self.table = (*caption, HEADER_CELL.join(filter(None, self.cells))) if any(self.cells) else caption

    def _on_tr_close(self, _token: Token) -> None:
        if self.header:
            self._add(self.row, row_text(self.header, self.cells), table=self.table, row=True)

    def _on_fence(self, token: Token) -> None:
        named = _FENCE_NAME.search(token.info)
        self._add(token.map, f"{named[1] or named[2]}: {token.content.lstrip()}" if named else token.content)

    _on_code_block = _on_fence

    def _on_html_block(self, token: Token) -> None:
        if token.map is None:
            return
        start, end = self.line_starts[token.map[0]], self.line_starts[min(token.map[1], len(self.line_starts) - 1)]
        goes_on = end_of_table(self.text, start, end)
        if goes_on > end:
            self.read_to = bisect_left(self.line_starts, goes_on)
            end = self.line_starts[min(self.read_to, len(self.line_starts) - 1)]
        for block in read_html_block(self.text[start:end]):
            self.blocks.append(replace(block, start=block.start + start, end=block.end + start))


def inline_text(token: Token) -> str:
    """What a reader sees of a run of inline Markdown."""
    parts: list[str] = []
    within = ""
    for child in token.children or ():
        element = element_of(child.type, child.content)
        if element is not None:
            within = element
        elif within in STRUCK_OUT:
            continue
        elif child.type == "text" and within:
            parts.append(raised("".join(parts), child.content, mark="_" if within == "sub" else "^"))
        elif child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif child.type == "image":
            parts.append(inline_text(child) or child.content)
    return _SPACES.sub(" ", "".join(parts)).strip()
