"""OpenDocument texts and presentations (.odt, .odp). What a reader sees of the body, in its order.

Read straight from the XML, as Word documents are: lists with their numbers, notes and tracked changes need all of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from citewell.domain.documents import ExtractedDocument, Metadata
from citewell.domain.errors import UnreadableFileError
from citewell.governance.text.raised import raised
from citewell.knowledge.loaders.archive import PROTECTED, Element, open_archive, read_xml
from citewell.knowledge.loaders.office.numbering import to_int
from citewell.knowledge.loaders.office.odf_styles import OFFICE, PRESENTATION, TEXT, Numbering, OpenList, Styles
from citewell.knowledge.loaders.office.slides import hidden_slides
from citewell.knowledge.loaders.text.grid import MAX_SPAN, Cell, Row, cells_of, headed, row_texts
from citewell.knowledge.loaders.text.parts import Part, clean, document_title, joined

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_DUBLIN = "{http://purl.org/dc/elements/1.1/}"
_P, _H, _LIST, _NOTE = (f"{TEXT}{name}" for name in ("p", "h", "list", "note"))
_ITEMS = frozenset(f"{TEXT}{name}" for name in ("list-item", "list-header"))
_SPACE = frozenset(f"{TEXT}{name}" for name in ("s", "tab", "line-break"))
_UNSEEN = frozenset(
    [
        f"{OFFICE}annotation",
        f"{OFFICE}annotation-end",
        f"{PRESENTATION}notes",
        *(
            f"{TEXT}{name}"
            for name in (
                "tracked-changes", "table-of-content", "illustration-index", "table-index", "object-index",
                "user-index", "alphabetical-index", "note-citation", "ruby-text", "hidden-text", "hidden-paragraph",
                "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls", "number",
            )
        ),
    ]
)  # fmt: skip
_ROW, _CELL, _COVERED = (f"{_TABLE}{name}" for name in ("table-row", "table-cell", "covered-table-cell"))
_HEADER_ROWS = f"{_TABLE}table-header-rows"
_ROW_GROUPS = frozenset(f"{_TABLE}{name}" for name in ("table-rows", "table-row-group", "table-header-rows"))


def load_odt(data: bytes, title: str) -> ExtractedDocument:
    """Blocks are headings, paragraphs, list items with their numbers, table rows and notes.

    Comments, tracked deletions, tables of contents, page headers and footers are left out.
    Raises ``UnreadableFileError``.
    """
    body, reader, metadata = _open(data, "text")
    parts = list(reader.walk(body))
    return joined(parts, replace(metadata, title=reader.title or document_title(parts, metadata.title, title)))


def load_odp(data: bytes, title: str) -> ExtractedDocument:
    """A slide is a page; its title is a heading of level 2, its notes are under one of level 3.

    Hidden slides are left out. Raises ``UnreadableFileError``.
    """
    body, reader, metadata = _open(data, "presentation")
    parts: list[Part] = []
    hidden: list[int] = []
    for number, slide in enumerate(body.iterchildren(f"{_DRAW}page"), start=1):
        if reader.styles.is_hidden(slide.get(f"{_DRAW}style-name", "")):
            hidden.append(number)
        else:
            parts.extend(replace(part, page=number) for part in _slide(reader, slide, number))
    first = next((part.text for part in parts if part.level), "")
    return joined(parts, replace(metadata, title=metadata.title or first or title), hidden_slides(parts, hidden))


def _open(data: bytes, kind: str) -> tuple[Element, "_Reader", Metadata]:
    archive = open_archive(data)
    manifest = read_xml(archive, "META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise UnreadableFileError(PROTECTED)
    content = read_xml(archive, "content.xml")
    body = None if content is None else content.find(f"{OFFICE}body/{OFFICE}{kind}")
    if content is None or body is None:
        raise UnreadableFileError(f"not an OpenDocument {kind}; save it as one and index it again")
    styles = Styles.read(read_xml(archive, "styles.xml"), content)
    return body, _Reader(styles, Numbering(styles)), _metadata(read_xml(archive, "meta.xml"))


def _metadata(root: Element | None) -> Metadata:
    meta = None if root is None else root.find(f"{OFFICE}meta")
    if meta is None:
        return Metadata()
    title, language = (clean(meta.findtext(f"{_DUBLIN}{name}") or "") for name in ("title", "language"))
    return Metadata(title=title, language=language.split("-")[0].lower())


def _slide(reader: "_Reader", slide: Element, number: int) -> Iterator[Part]:
    titles: list[str] = []
    body: list[Part] = []
    for shape in slide:
        parts = [part for part in reader.walk([shape]) if part.text]
        if shape.get(f"{PRESENTATION}class") == "title" and not titles:
            titles = [part.text for part in parts]
        elif shape.get(f"{PRESENTATION}class") not in {"footer", "date-time", "page-number", "header"}:
            body.extend(parts)
    notes = slide.find(f"{PRESENTATION}notes")
    spoken = [] if notes is None else [part for part in reader.walk(notes) if part.text]
    if titles or body or spoken:
        yield Part(" ".join(titles) or f"Slide {number}", 2)
    yield from body
    if spoken:
        yield Part("Notes", 3)
        yield from spoken


@dataclass(slots=True)
class _Reader:
    """Walks a document once, in order, since numbers depend on what came before."""

    styles: Styles
    numbering: Numbering
    title: str = ""

    def walk(self, container: Element | list[Element], within: OpenList | None = None) -> Iterator[Part]:
        """The blocks of a container; ``within`` is the list whose item it is."""
        for element in container:
            tag = element.tag
            if tag in {_P, _H}:
                part, after = self._paragraph(element, within)
                yield part
                yield from after
            elif tag == _LIST:
                yield from self._list(element, within)
            elif tag == f"{_TABLE}table":
                yield from self._table(element)
            elif tag not in _UNSEEN and element.get(f"{TEXT}display") != "none":
                yield from self.walk(element, within)

    def _list(self, element: Element, outer: OpenList | None) -> Iterator[Part]:
        inner = self.numbering.open(element, outer)
        for item in element:
            if item.tag in _ITEMS:
                self.numbering.item(item, inner)
                yield from self.walk(item, inner)

    def _paragraph(self, element: Element, within: OpenList | None) -> tuple[Part, list[Part]]:
        """The paragraph, and the notes and text boxes that hang on it."""
        texts: list[str] = []
        hanging: list[Element] = []
        self._inline(element, texts, hanging)
        after = [replace(part, level=0) for one in hanging for part in self.walk(one)]
        text = clean("".join(texts))
        if not text:
            return Part(""), after
        style = element.get(f"{TEXT}style-name", "")
        if self.styles.is_title(style):
            self.title = self.title or text
            return Part(text, 1), after
        level = self._level(element, style)
        if level:
            mark = self.numbering.heading(element, level)
            return Part(text, min(level, 6), mark=mark), after
        mark = ""
        if within is not None:
            mark, within.mark = within.mark, ""
        return Part(text, mark=mark), after

    def _level(self, element: Element, style: str) -> int:
        if element.tag == _H:
            return max(to_int(element.get(f"{TEXT}outline-level"), 1), 1)
        return self.styles.heading_level(style)

    def _inline(self, element: Element, texts: list[str], hanging: list[Element]) -> None:
        texts.append(element.text or "")
        for child in element:
            tag = child.tag
            if tag in _SPACE:
                texts.append(" ")
            elif tag == _NOTE:
                hanging.extend(child.iterchildren(f"{TEXT}note-body"))
            elif tag.startswith(_DRAW) and tag != f"{_DRAW}a":
                hanging.append(child)
            elif tag not in _UNSEEN and not self.styles.is_hidden(child.get(f"{TEXT}style-name", "")):
                self._span(child, texts, hanging)
            texts.append(child.tail or "")

    def _span(self, element: Element, texts: list[str], hanging: list[Element]) -> None:
        mark = self.styles.raised_mark(element.get(f"{TEXT}style-name", ""))
        inner: list[str] = [] if mark else texts
        self._inline(element, inner, hanging)
        if mark:
            texts.append(raised("".join(texts), "".join(inner), mark=mark))

    def _table(self, table: Element) -> Iterator[Part]:
        rows = list(_rows(table))
        if self._is_layout([row for _, row in rows]):
            for _, row in rows:
                for cell in row.iterchildren(_CELL):
                    yield from self.walk(cell)
            return
        after: list[Part] = []
        grid = [(is_header, self._row(row, after)) for is_header, row in rows]
        yield from (Part(text, row=True) for text in row_texts([row for _, row in grid], headed(grid)))
        yield from after

    def _is_layout(self, rows: list[Element]) -> bool:
        """A table of one row or column, or with headings in it, only places text on the page."""
        if len(rows) < 2 or all(len(row) < 2 for row in rows):
            return True
        paragraphs = (one for row in rows for one in row.iter(_P, _H))
        return any(self._level(one, one.get(f"{TEXT}style-name", "")) for one in paragraphs)

    def _row(self, row: Element, after: list[Part]) -> Row:
        spans: list[list[Cell]] = []
        left = 0
        for cell in row.iterchildren(_CELL, _COVERED):
            times = min(max(to_int(cell.get(f"{_TABLE}number-columns-repeated"), 1), 1), MAX_SPAN)
            if cell.tag == _COVERED:
                spans.extend([Cell(joins="left" if place < left else "above")] for place in range(times))
                left -= times
            else:
                spans.append([self._cell(cell, after)] * times)
                left = to_int(cell.get(f"{_TABLE}number-columns-spanned"), 1) - 1
        return cells_of(spans)

    def _cell(self, cell: Element, after: list[Part]) -> Cell:
        """A cell's paragraphs and lists as one text; tables in it are added to ``after``."""
        texts: list[str] = []
        for element in cell:
            into = after if element.tag == f"{_TABLE}table" else None
            for part in self.walk([element]):
                if into is not None:
                    into.append(part)
                elif part.text:
                    texts.append(part.mark + part.text)
        return Cell(" ".join(texts))


def _rows(table: Element, *, is_header: bool = False) -> Iterator[tuple[bool, Element]]:
    for child in table:
        if child.tag == _ROW:
            yield is_header, child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child, is_header=is_header or child.tag == _HEADER_ROWS)
