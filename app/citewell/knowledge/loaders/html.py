"""HTML pages. The extracted text is what a reader sees, one block a paragraph; scripts and page furniture go."""

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, PageElement, Tag
from bs4.exceptions import ParserRejectedMarkup

from citewell.domain.documents import Block, ExtractedDocument, Metadata
from citewell.domain.errors import UnreadableFileError

_FURNITURE = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "svg",
    "iframe",
)
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
        "tfoot",
        "thead",
        "tr",
        "ul",
    ]
)
_SPACES = re.compile(r"\s+")
_PARTING = "\n\n"


@dataclass(frozen=True, slots=True)
class _Edge:
    """Where a block begins or ends; at its beginning, what stands before its first text, and its heading level."""

    mark: str = ""
    level: int = 0
    ends: bool = False


def load_html(text: str, title: str) -> ExtractedDocument:
    """Blocks are headings, paragraphs, list items and table rows, joined by an empty line.

    Raises ``UnreadableFileError`` for what the parser rejects.
    """
    soup = _parse(text)
    page_title = _clean(soup.title.get_text()) if soup.title else ""
    language = str(soup.html.get("lang", "")) if soup.html else ""
    for tag in soup.find_all(_FURNITURE):
        tag.decompose()
    root = soup.find("main") or soup.find("article") or soup.body or soup
    parts: list[str] = []
    blocks: list[Block] = []
    position = 0
    for part, level in _walk(root):
        blocks.append(Block(position, position + len(part), part, level))
        parts.append(part)
        position += len(part) + len(_PARTING)
    first = next((block.text for block in blocks if block.level == 1), "")
    metadata = Metadata(title=first or page_title or title, language=language.split("-")[0])
    return ExtractedDocument(_PARTING.join(parts), tuple(blocks), metadata)


def _parse(text: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # guesses that a page might be XML or a file's name
        try:
            return BeautifulSoup(text, "html.parser")
        except ParserRejectedMarkup as error:
            raise UnreadableFileError("not HTML that can be parsed; open it in a browser and save it again") from error


def _walk(root: Tag) -> Iterator[tuple[str, int]]:
    """Texts of the blocks in order, each with its heading level. Iterative, since pages may nest without end."""
    pending: list[str] = []
    header: list[str] = []
    mark, level = "", 0
    stack: list[PageElement | _Edge] = [_Edge(ends=True), root]
    while stack:
        element = stack.pop()
        if isinstance(element, _Edge):
            text = _clean("".join(pending))
            pending = []
            if text:
                yield mark + text, level
            if text or element.ends:
                mark, level = "", 0
            mark, level = element.mark or mark, element.level or level
        elif isinstance(element, Tag) and element.name == "tr":
            header, row = _row(element, header)
            if row:
                yield row, 0
        elif isinstance(element, Tag):
            stack.extend(_opened(element))
        elif type(element) in {NavigableString, CData}:
            pending.append(str(element))


def _opened(element: Tag) -> list[PageElement | _Edge]:
    """What lies in an element, last first, between the edges of a block."""
    if element.name == "br":
        return [NavigableString(" ")]
    inside: list[PageElement | _Edge] = list(reversed(list(element.children)))
    if element.name not in _BLOCKS:
        return inside
    return [_Edge(ends=True), *inside, _Edge(_mark(element), _HEADINGS.get(element.name, 0))]


def _mark(element: Tag) -> str:
    """``- `` or ``3. `` for a list item."""
    if element.name != "li":
        return ""
    if element.parent is not None and element.parent.name == "ol":
        return f"{1 + len(element.find_previous_siblings('li'))}. "
    return "- "


def _row(row: Tag, header: list[str]) -> tuple[list[str], str]:
    """The header for the rows to come, and this row as a text that reads by itself."""
    cells = row.find_all(["th", "td"], recursive=False)
    texts = [_clean(cell.get_text(" ")) for cell in cells]
    if cells and all(cell.name == "th" for cell in cells):
        return texts, ""
    named = [f"{name}: {text}" if name else text for name, text in zip(header, texts, strict=False) if text]
    return header, "; ".join([*named, *(text for text in texts[len(header) :] if text)])


def _clean(text: str) -> str:
    return _SPACES.sub(" ", text).strip()
