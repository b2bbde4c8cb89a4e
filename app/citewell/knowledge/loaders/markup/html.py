"""HTML pages. The extracted text is what a reader sees, one block a paragraph; scripts and page furniture go."""

import warnings
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, PageElement, Tag
from bs4.exceptions import ParserRejectedMarkup

from citewell.domain.documents import ExtractedDocument, Metadata
from citewell.domain.errors import UnreadableFileError
from citewell.governance.text.raised import raised
from citewell.knowledge.loaders.markup.html_furniture import remove_furniture
from citewell.knowledge.loaders.markup.html_hidden import hidden_elements
from citewell.knowledge.loaders.markup.html_tabs import label_tabs
from citewell.knowledge.loaders.office.numbering import BULLET, format_number, to_int
from citewell.knowledge.loaders.text.grid import Cell, Row, row_texts, spanning
from citewell.knowledge.loaders.text.parts import Part, clean, joined

UNREAD = ("script", "style", "noscript", "template", "svg", "iframe", "del", "s", "strike")
"""What no reader sees as text, and what a page says no more: struck out."""
_RAISED = {"sup": "^", "sub": "_"}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ROW_GROUPS = frozenset(["thead", "tbody", "tfoot"])
_IN_TABLES = frozenset(["colgroup", "col", "caption"])
_MAX_ROWS = 1000
"""Rows that one cell may reach down."""
_NOT_IN_CELLS = ("table", "tr", "td", "th", *_HEADINGS)


@dataclass(frozen=True, slots=True)
class Page:
    """What a reader sees of an HTML page; ``title`` and ``language`` (ISO 639) are what its head says, or empty."""

    parts: tuple[Part, ...]
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where a block begins or ends; at its beginning, what stands before its first text, and its heading level."""

    mark: str = ""
    level: int = 0
    ends: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A block of a table that is read already: its caption, or a row."""

    text: str
    caption: bool = False


_Pending = PageElement | _Edge | _Line


def load_html(text: str, title: str) -> ExtractedDocument:
    """Blocks are headings, paragraphs, list items and table rows, joined by an empty line.

    Raises ``UnreadableFileError`` for what the parser rejects.
    """
    page = read_page(text, UNREAD, furniture=False)
    first = next((part.text for part in page.parts if part.level == 1), "")
    return joined(page.parts, Metadata(title=first or page.title or title, language=page.language))


def read_page(
    text: str,
    leave_out: Collection[str],
    classes: Collection[str] = (),
    *,
    furniture: bool = True,
    prepare: Callable[[BeautifulSoup], None] | None = None,
) -> Page:
    """Read the main part of a page without the elements named in ``leave_out``, those of ``classes``, and hidden ones.

    Without ``furniture``, what stands around the text of a site's page is left out as well. ``prepare`` is called with
    the page before it is read.
    Raises ``UnreadableFileError``.
    """
    soup = _parse(text)
    title = clean(soup.title.get_text()) if soup.title else ""
    language = str(soup.html.get("lang") or soup.html.get("xml:lang") or "") if soup.html else ""
    for tag in soup.find_all(tuple(leave_out)):
        tag.decompose()
    _join_at_breaks(soup)
    _write_raised(soup)
    for tag in soup.find_all(class_=list(classes)) if classes else ():
        tag.decompose()
    for tag in hidden_elements(soup):
        tag.decompose()
    if prepare is not None:
        prepare(soup)
    label_tabs(soup)  # before rows of tabs go as navigation
    if not furniture:
        remove_furniture(soup)
    root = _main(soup)
    return Page(tuple(_Walk().read(root)), title, language.split("-")[0])


def _join_at_breaks(soup: BeautifulSoup) -> None:
    """Make one text of words that may be broken at ``wbr``."""
    for tag in soup.find_all("wbr"):
        tag.replace_with(joint := NavigableString(""))
        _join_strings(joint)


def _write_raised(soup: BeautifulSoup) -> None:
    """Make texts of superscripts and subscripts; a link to a note on the page is none."""
    for tag in soup.find_all(tuple(_RAISED)):
        link = tag.find("a", href=True)
        if isinstance(link, Tag) and str(link["href"]).startswith("#"):
            tag.decompose()
            continue
        before, after = tag.find_previous(string=True), tag.next_sibling
        text = raised(str(before or ""), tag.get_text(), str(after or ""), mark=_RAISED[tag.name])
        written = NavigableString(text)
        tag.replace_with(written)
        _join_strings(written)


def _join_strings(text: NavigableString) -> None:
    """Make one text of a text and those beside it: a cell's texts are read with spaces between them."""
    beside = (text.previous_sibling, text, text.next_sibling)
    texts = [one for one in beside if type(one) is NavigableString]
    texts[0].replace_with(NavigableString("".join(texts)))
    for one in texts[1:]:
        one.extract()


def _main(soup: BeautifulSoup) -> Tag:
    """The element that holds the page's text: ``main``, or the only ``article`` where most of the text is in it."""
    body = soup.body or soup
    main = soup.find("main")
    if isinstance(main, Tag) and main.get_text().strip():
        return main
    articles = soup.find_all("article")
    return articles[0] if len(articles) == 1 else body


def _parse(text: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # guesses that a page might be XML or a file's name
        try:
            return BeautifulSoup(text, "html.parser")
        except ParserRejectedMarkup as error:
            raise UnreadableFileError("not HTML that can be parsed; open it in a browser and save it again") from error


class _Walk:
    """Blocks in their order. Iterative, since pages may nest without end."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}
        """The last number of each ordered list, by the identity of its element."""

    def read(self, root: Tag) -> Iterator[Part]:
        pending: list[str] = []
        mark, level = "", 0
        stack: list[_Pending] = [_Edge(ends=True), root]
        while stack:
            element = stack.pop()
            if isinstance(element, _Edge):
                text = clean("".join(pending))
                pending = []
                if text:
                    yield Part(text, level, mark=mark)
                if text or element.ends:
                    mark, level = "", 0
                mark, level = element.mark or mark, element.level or level
            elif isinstance(element, _Line):
                yield Part(element.text, row=not element.caption, caption=element.caption)
            elif isinstance(element, Tag):
                stack.extend(self._opened(element))
            elif type(element) in {NavigableString, CData}:
                pending.append(str(element))

    def _opened(self, element: Tag) -> list[_Pending]:
        """What lies in an element, last first, between the edges of a block."""
        if element.name == "br":
            return [NavigableString(" ")]
        rows = _data_rows(element) if element.name == "table" else []
        inside: list[_Pending] = list(_table_lines(element, rows)) if rows else list(element.children)
        inside.reverse()
        if element.name not in _BLOCKS:
            return inside
        return [_Edge(ends=True), *inside, _Edge(self._mark(element), _HEADINGS.get(element.name, 0))]

    def _mark(self, element: Tag) -> str:
        """``- `` or ``3. `` for a list item."""
        if element.name != "li":
            return ""
        parent = element.parent
        if parent is None or parent.name != "ol":
            return BULLET
        last = self._counts.get(id(parent), to_int(parent.get("start"), 1) - 1)
        number = self._counts[id(parent)] = to_int(element.get("value"), last + 1)
        return f"{format_number(number, str(parent.get('type', '')))}. "


def _data_rows(table: Tag) -> list[Tag]:
    """The rows of a table that holds data; none where it only places other elements on the page."""
    rows: list[Tag] = []
    for child in table.find_all(recursive=False):
        if child.name == "tr":
            rows.append(child)
        elif child.name in _ROW_GROUPS:
            rows.extend(child.find_all("tr", recursive=False))
        elif child.name not in _IN_TABLES:
            return []
    cells = [_cells(row) for row in rows]
    if table.get("role") in {"presentation", "none"} or not any(len(row) > 1 for row in cells):
        return []
    if any(cell.find(_NOT_IN_CELLS) for row in cells for cell in row):
        return []
    return rows


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(["th", "td"], recursive=False)


def _table_lines(table: Tag, rows: list[Tag]) -> Iterator[_Line]:
    """Its caption and its rows; a header row further down begins a part with columns of its own."""
    caption = table.find("caption", recursive=False)
    if isinstance(caption, Tag) and clean(caption.get_text(" ")):
        yield _Line(clean(caption.get_text(" ")), caption=True)
    named = any(cell.name == "th" for row in rows for cell in _cells(row))
    grid: list[Row] = []
    headers = 0
    open_cells: dict[int, int] = {}
    for row in rows:
        cells = _cells(row)
        is_header = len(cells) > 1 and all(cell.name == "th" for cell in cells)
        if is_header and len(grid) > headers:
            yield from map(_Line, row_texts(grid, headers))
            grid, headers = [], 0
        headers += is_header
        grid.append(_row(cells, open_cells))
    yield from map(_Line, row_texts(grid, headers if named else None))


def _row(cells: list[Tag], open_cells: dict[int, int]) -> Row:
    """The places of one row; ``open_cells`` holds how many more rows the cell of a column reaches down."""
    row: list[Cell] = []
    for cell in cells:
        _continue(row, open_cells)
        own = Cell(clean(cell.get_text(" ")), bold=_is_bold(cell))
        places = spanning(own, max(to_int(cell.get("colspan"), 1), 1))
        down = min(to_int(cell.get("rowspan"), 1), _MAX_ROWS) - 1
        if down > 0:
            open_cells.update(dict.fromkeys(range(len(row), len(row) + len(places)), down))
        row.extend(places)
    _continue(row, open_cells)
    return row


def _continue(row: list[Cell], open_cells: dict[int, int]) -> None:
    while open_cells.get(len(row), 0) > 0:
        open_cells[len(row)] -= 1
        row.append(Cell(joins="above"))


def _is_bold(cell: Tag) -> bool:
    text = clean(cell.get_text(" "))
    return bool(text) and clean(" ".join(bold.get_text(" ") for bold in cell.find_all(["b", "strong"]))) == text
