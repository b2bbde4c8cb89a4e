"""Word documents (.docx). What a reader sees of the body, with notes and text boxes, in its order.

Read straight from the XML: python-docx knows neither list numbers nor notes, text boxes or tracked changes.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.governance.text.raised import raised
from citewell.knowledge.loaders.archive import Element
from citewell.knowledge.loaders.office.docx_hidden import HiddenRuns
from citewell.knowledge.loaders.office.docx_styles import VALUE, Numbering, Styles, W, is_on
from citewell.knowledge.loaders.office.numbering import to_int
from citewell.knowledge.loaders.office.opc import Package
from citewell.knowledge.loaders.text.grid import Cell, Row, cells_of, headed, row_texts, spanning
from citewell.knowledge.loaders.text.parts import Part, clean, document_title, joined

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHOICE, _FALLBACK = f"{_MC}Choice", f"{_MC}Fallback"
_TEXT = frozenset([f"{W}t", _MATH_TEXT])
_SPACE = frozenset(f"{W}{name}" for name in ("tab", "br", "cr", "ptab"))
_NOTE = frozenset(f"{W}{name}" for name in ("footnoteReference", "endnoteReference"))
_GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
_UNSEEN = _GONE | frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "rt")
)
_P, _R, _TBL, _TR, _TC, _SDT = (f"{W}{name}" for name in ("p", "r", "tbl", "tr", "tc", "sdt"))
_SYMBOLS = {"F0FC": "✓", "F0FB": "✗", "F0FE": "☑", "F0FD": "☒", "F0A8": "☐", "F0E0": "→"}
"""Wingdings that say something in a table."""
_CONTENTS = re.compile(r"(?:toc|index) \d|toc heading|table of figures|index heading")


def load_docx(data: bytes, title: str) -> ExtractedDocument:
    """Blocks are headings, paragraphs, list items with their numbers, table rows and notes.

    Comments, hidden text, tracked deletions, tables of contents, page headers and footers are left out.
    Raises ``UnreadableFileError``.
    """
    package = Package.open(data)
    main = package.main_part("word/document.xml")
    root = package.xml(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableFileError("not a Word document; save it as .docx and index it again")
    targets = {relation.kind: relation.target for relation in package.relations(main).values()}
    styles = Styles.read(_related(package, targets, "styles"))
    numbering = Numbering.read(_related(package, targets, "numbering"))
    notes = {
        (kind, note.get(f"{W}id")): note
        for kind in ("footnote", "endnote")
        for note in _children(_related(package, targets, f"{kind}s"), f"{W}{kind}")
    }
    hidden = HiddenRuns.read(_related(package, targets, "styles"), root)
    reader = _Reader(styles, numbering, notes, hidden)
    parts = list(reader.read(body))
    metadata = package.metadata()
    return joined(parts, replace(metadata, title=reader.title or document_title(parts, metadata.title, title)))


def _related(package: Package, targets: dict[str, str], kind: str) -> Element | None:
    return package.xml(targets.get(kind, f"word/{kind}.xml"))


def _children(element: Element | None, tag: str) -> list[Element]:
    return [] if element is None else list(element.iterchildren(tag))


@dataclass(slots=True)
class _Reader:
    """Walks a document once, in order, since numbers and fields depend on what came before."""

    styles: Styles
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    hidden: HiddenRuns
    title: str = ""
    fields: list[bool] = field(default_factory=list)
    """The open fields, from the outside; true while their code is read, false in their result."""
    carried: str = ""
    """Text of paragraphs whose end was deleted: it goes on in the next one."""

    def read(self, body: Element) -> Iterator[Part]:
        yield from self._walk(body)
        yield Part(clean(self.carried))

    def _walk(self, container: Element) -> Iterator[Part]:
        for element in _flat(container):
            if element.tag == _TBL:
                yield from self._table(element)
            else:
                part, after = self._paragraph(element)
                yield part
                yield from after

    def _paragraph(self, paragraph: Element) -> tuple[Part, list[Part]]:
        """The paragraph, and the notes and text boxes that hang on it."""
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.of(properties)
        texts: list[str] = []
        hanging: list[Element] = []
        self._inline(paragraph, texts, hanging)
        self.fields = [in_code for in_code in self.fields if not in_code]
        after = [part for element in hanging for part in self._hanging(element)]
        text = self.carried + "".join(texts)
        if _has_deleted_end(properties):
            self.carried = text
            return Part(""), after
        self.carried = ""
        text = clean(text)
        if not text or _CONTENTS.fullmatch(style.name):
            return Part(""), after
        if style.name == "title":
            self.title = self.title or text
            return Part(text, 1), after
        mark = self.numbering.mark(properties, style)
        return Part(text, style.level, mark=mark, caption=style.name == "caption"), after

    def _hanging(self, element: Element) -> list[Part]:
        outer, self.fields, carried, self.carried = self.fields, [], self.carried, ""
        parts = [replace(part, level=0) for part in self._walk(element)]
        self.fields, self.carried = outer, carried
        return parts

    def _inline(self, element: Element, texts: list[str], hanging: list[Element]) -> None:
        for child in element:
            tag = child.tag
            if tag in _TEXT:
                if not any(self.fields):
                    texts.append(child.text or "")
            elif tag == _R:
                if not self.hidden.is_hidden(child):
                    self._run(child, texts, hanging)
            elif tag not in _UNSEEN:
                self._rarer(child, texts, hanging)

    def _run(self, run: Element, texts: list[str], hanging: list[Element]) -> None:
        mark = self.hidden.raised_mark(run)
        inner: list[str] = [] if mark else texts
        self._inline(run, inner, hanging)
        if mark:
            texts.append(raised("".join(texts), "".join(inner), mark=mark))

    def _rarer(self, child: Element, texts: list[str], hanging: list[Element]) -> None:
        tag = child.tag
        if tag in _SPACE:
            texts.append(" ")
        elif tag == f"{W}noBreakHyphen":
            texts.append("-")
        elif tag == f"{W}sym":
            texts.append(_SYMBOLS.get(child.get(f"{W}char", "").upper(), ""))
        elif tag == f"{W}fldChar":
            self._field(child.get(f"{W}fldCharType"))
        elif tag in _NOTE:
            kind = tag.removeprefix(W).removesuffix("Reference")
            note = self.notes.pop((kind, child.get(f"{W}id")), None)
            hanging.extend([] if note is None else [note])
        elif tag == f"{W}txbxContent":
            hanging.append(child)
        else:
            for inner in _shown(child):
                self._inline(inner, texts, hanging)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _table(self, table: Element) -> Iterator[Part]:
        rows = [row for row in _rows(table) if row.find(f"{W}trPr/{W}del") is None]
        if self._is_layout(rows):
            for row in rows:
                for cell in _cells(row):
                    yield from self._walk(cell)
            return
        after: list[Part] = []
        grid = [(is_on(row.find(f"{W}trPr"), "tblHeader"), self._row(row, after)) for row in rows]
        yield from (Part(text, row=True) for text in row_texts([row for _, row in grid], headed(grid)))
        yield from after

    def _is_layout(self, rows: list[Element]) -> bool:
        """A table of one row or column, or with headings in it, only places text on the page."""
        if len(rows) < 2 or all(len(_cells(row)) < 2 for row in rows):
            return True
        paragraphs = (p for row in rows for cell in _cells(row) for p in _flat(cell) if p.tag == _P)
        return any(self.styles.of(paragraph.find(f"{W}pPr")).level for paragraph in paragraphs)

    def _row(self, row: Element, after: list[Part]) -> Row:
        before = row.find(f"{W}trPr/{W}gridBefore")
        indent = 0 if before is None else to_int(before.get(VALUE))
        spans = [[Cell()] * min(max(indent, 0), 16)]
        for cell in _cells(row):
            properties = cell.find(f"{W}tcPr")
            span, merge = (
                None if properties is None else properties.find(f"{W}{name}") for name in ("gridSpan", "vMerge")
            )
            continues = merge is not None and merge.get(VALUE, "continue") == "continue"
            own = Cell(joins="above") if continues else self._cell(cell, after)
            spans.append(spanning(own, 1 if span is None else to_int(span.get(VALUE), 1)))
        return cells_of(spans)

    def _cell(self, cell: Element, after: list[Part]) -> Cell:
        """A cell's paragraphs as one text; tables in it, notes and text boxes are added to ``after``."""
        texts: list[str] = []
        bold = True
        for element in _flat(cell):
            if element.tag == _TBL:
                after.extend(self._table(element))
                continue
            part, hanging = self._paragraph(element)
            after.extend(hanging)
            if part.text:
                texts.append(part.mark + part.text)
                bold = bold and all(is_on(run.find(f"{W}rPr"), "b") for run in element.iterchildren(_R))
        return Cell(" ".join(texts), bold=bold and bool(texts))


def _has_deleted_end(properties: Element | None) -> bool:
    mark = None if properties is None else properties.find(f"{W}rPr")
    return mark is not None and any(child.tag in _GONE for child in mark)


def _flat(container: Element) -> Iterator[Element]:
    """Paragraphs and tables of a container, whatever wraps them."""
    for child in container:
        if child.tag in {_P, _TBL}:
            yield child
        elif child.tag not in _UNSEEN:
            for inner in _shown(child):
                yield from _flat(inner)


def _shown(element: Element) -> list[Element]:
    """What of a wrapping element is to be read: one of two alternatives, and no placeholder to be filled in."""
    if element.tag == f"{_MC}AlternateContent":
        choice = element.find(_CHOICE)
        choice = element.find(_FALLBACK) if choice is None else choice
        return [] if choice is None else [choice]
    if element.tag == _SDT:
        properties = element.find(f"{W}sdtPr")
        if is_on(properties, "showingPlcHdr") or _is_contents(properties):
            return []
    return [element]


def _is_contents(properties: Element | None) -> bool:
    gallery = None if properties is None else properties.find(f"{W}docPartObj/{W}docPartGallery")
    return gallery is not None and gallery.get(VALUE) == "Table of Contents"


def _rows(table: Element) -> list[Element]:
    return _inside(table, _TR)


def _cells(row: Element) -> list[Element]:
    return _inside(row, _TC)


def _inside(element: Element, tag: str) -> list[Element]:
    """Rows of a table or cells of a row, whatever wraps them."""
    found: list[Element] = []
    for child in element:
        if child.tag == tag:
            found.append(child)
        elif child.tag not in _UNSEEN:
            found.extend(part for inner in _shown(child) for part in _inside(inner, tag))
    return found
