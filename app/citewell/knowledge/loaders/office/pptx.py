"""PowerPoint presentations (.pptx): each slide a page under its title, with its tables, diagrams and notes."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.governance.text.raised import raised
from citewell.knowledge.loaders.archive import Element
from citewell.knowledge.loaders.office.numbering import BULLET, format_number, to_int
from citewell.knowledge.loaders.office.opc import RELATION, Package, Relation
from citewell.knowledge.loaders.office.slides import hidden_slides
from citewell.knowledge.loaders.text.grid import Cell, Row, row_texts
from citewell.knowledge.loaders.text.parts import Part, clean, joined

_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TITLES = frozenset(["title", "ctrTitle"])
_FURNITURE = frozenset(["dt", "ftr", "sldNum", "hdr", "sldImg"])
_OUTLINES = frozenset(["body", "obj"])
"""Placeholders whose paragraphs have bullets unless they say otherwise."""
_FIELDS = ("slidenum", "datetime")
_AUTO = {"alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I"}
_OFF = frozenset(["0", "false"])
_NO_STRIKE = "noStrike"


def load_pptx(data: bytes, title: str) -> ExtractedDocument:
    """A slide is a page, counted as PowerPoint counts it; hidden slides and comments are left out.

    The title of the deck is a heading of level 1, that of a slide of level 2, its notes are under one of level 3.
    Raises ``UnreadableFileError``.
    """
    package = Package.open(data)
    main = package.main_part("ppt/presentation.xml")
    root = package.xml(main)
    if root is None or root.tag != f"{_P}presentation":
        raise UnreadableFileError("not a PowerPoint presentation; save it as .pptx and index it again")
    relations = package.relations(main)
    parts: list[Part] = []
    hidden: list[int] = []
    for number, slide_id in enumerate(root.iterfind(f"{_P}sldIdLst/{_P}sldId"), start=1):
        relation = relations.get(slide_id.get(f"{RELATION}id", ""))
        slide = package.xml(relation.target) if relation else None
        if relation and slide is not None and slide.get("show", "1") in _OFF:
            hidden.append(number)
        elif relation and slide is not None:
            slide_parts = _slide(package, relation.target, slide, number)
            parts.extend(replace(part, page=number) for part in slide_parts)
    metadata = package.metadata()
    deck = next((part.text for part in parts if part.level == 1), "") or metadata.title
    return joined(parts, replace(metadata, title=deck or title), hidden_slides(parts, hidden))


def _slide(package: Package, name: str, slide: Element, number: int) -> Iterator[Part]:
    relations = package.relations(name)
    reader = _Slide(package, relations)
    tree = slide.find(f"{_P}cSld/{_P}spTree")
    body = [] if tree is None else list(reader.shapes(tree))
    notes = list(_notes(package, relations))
    if reader.title:
        opens = number == 1 and reader.is_cover
        yield Part(reader.title, 1 if opens else 2)
    elif any(part.text for part in (*body, *notes)):
        yield Part(f"Slide {number}", 2)
    yield from body
    if notes:
        yield Part("Notes", 3)
        yield from notes


def _notes(package: Package, relations: dict[str, Relation]) -> Iterator[Part]:
    target = next((relation.target for relation in relations.values() if relation.kind == "notesSlide"), "")
    root = package.xml(target) if target else None
    tree = None if root is None else root.find(f"{_P}cSld/{_P}spTree")
    if tree is not None:
        texts = _Slide(package, {}, bulleted=False).shapes(tree)
        yield from (part for part in texts if part.text)


@dataclass(slots=True)
class _Slide:
    """Reads the shapes of one slide in their order; its title is kept apart."""

    package: Package
    relations: dict[str, Relation]
    bulleted: bool = True
    title: str = ""
    is_cover: bool = False
    counts: dict[int, int] = field(default_factory=dict)

    def shapes(self, tree: Element) -> Iterator[Part]:
        """The blocks of all shapes, groups opened."""
        for shape in tree:
            if shape.tag == f"{_MC}AlternateContent":
                yield from self.shapes(next(iter(shape), shape))
            elif shape.tag == f"{_P}grpSp":
                yield from self.shapes(shape)
            elif shape.tag == f"{_P}graphicFrame":
                yield from self._graphic(shape)
            elif shape.tag in {f"{_P}sp", f"{_P}cxnSp"}:
                yield from self._shape(shape)

    def _shape(self, shape: Element) -> Iterator[Part]:
        holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        kind = "" if holder is None else holder.get("type", "obj")
        text_body = shape.find(f"{_P}txBody")
        properties = shape.find(f"{_P}nvSpPr/{_P}cNvPr")
        if text_body is None or kind in _FURNITURE or _is_hidden(properties):
            return
        if kind in _TITLES and not self.title:
            self.title = clean(" ".join(_text(paragraph) for paragraph in text_body.iterchildren(f"{_A}p")))
            self.is_cover = kind == "ctrTitle"
            return
        yield from self._paragraphs(text_body, bulleted=self.bulleted and kind in _OUTLINES)

    def _paragraphs(self, body: Element, *, bulleted: bool) -> Iterator[Part]:
        paragraphs = [paragraph for paragraph in body.iterchildren(f"{_A}p") if _text(paragraph)]
        self.counts = {}
        for paragraph in paragraphs:
            yield Part(_text(paragraph), mark=self._mark(paragraph, bulleted=bulleted and len(paragraphs) > 1))

    def _mark(self, paragraph: Element, *, bulleted: bool) -> str:
        properties = paragraph.find(f"{_A}pPr")
        level = 0 if properties is None else to_int(properties.get("lvl"))
        self.counts = {at: count for at, count in self.counts.items() if at <= level}
        auto = None if properties is None else properties.find(f"{_A}buAutoNum")
        if auto is not None:
            count = self.counts.get(level, to_int(auto.get("startAt"), 1) - 1) + 1
            self.counts[level] = count
            return _auto_number(count, auto.get("type", "arabicPeriod"))
        self.counts.pop(level, None)
        if properties is not None:
            if properties.find(f"{_A}buNone") is not None:
                return ""
            if any(properties.find(f"{_A}{name}") is not None for name in ("buChar", "buBlip")):
                return BULLET
        return BULLET if bulleted else ""

    def _graphic(self, frame: Element) -> Iterator[Part]:
        data = frame.find(f"{_A}graphic/{_A}graphicData")
        for child in () if data is None else data:
            if child.tag == f"{_A}tbl":
                yield from (Part(text, row=True) for text in _table(child))
            elif child.tag == f"{_DIAGRAM}relIds":
                yield from self._diagram(child.get(f"{RELATION}dm", ""))

    def _diagram(self, relation_id: str) -> Iterator[Part]:
        """The texts of a SmartArt drawing."""
        relation = self.relations.get(relation_id)
        root = self.package.xml(relation.target) if relation else None
        for text_body in () if root is None else root.iter(f"{_DIAGRAM}t"):
            yield Part(clean(" ".join(_text(paragraph) for paragraph in text_body.iterchildren(f"{_A}p"))))


def _is_hidden(properties: Element | None) -> bool:
    return properties is not None and properties.get("hidden", "0") not in _OFF


def _table(table: Element) -> Iterator[str]:
    rows = [_row(row) for row in table.iterchildren(f"{_A}tr")]
    properties = table.find(f"{_A}tblPr")
    marked = properties is not None and properties.get("firstRow", "0") not in _OFF
    return row_texts(rows, 1 if marked and len(rows) > 1 else None)


def _row(row: Element) -> Row:
    cells: list[Cell] = []
    for cell in row.iterchildren(f"{_A}tc"):
        if cell.get("hMerge", "0") not in _OFF:
            cells.append(Cell(joins="left"))
        elif cell.get("vMerge", "0") not in _OFF:
            cells.append(Cell(joins="above"))
        else:
            cells.append(Cell(clean(" ".join(_text(paragraph) for paragraph in cell.iter(f"{_A}p")))))
    return cells


def _text(paragraph: Element) -> str:
    texts: list[str] = []
    for child in paragraph.iter(f"{_A}t", f"{_A}br"):
        parent = child.getparent()
        if child.tag == f"{_A}br":
            texts.append(" ")
        elif parent.tag != f"{_A}fld" or not parent.get("type", "").startswith(_FIELDS):
            run = parent.find(f"{_A}rPr")
            height = to_int(run.get("baseline"), 0) if run is not None else 0
            text = child.text or ""
            if run is not None and run.get("strike", _NO_STRIKE) != _NO_STRIKE:
                continue
            texts.append(raised("".join(texts), text, mark="^" if height > 0 else "_") if height else text)
    return clean("".join(texts))


def _auto_number(count: int, kind: str) -> str:
    """``kind`` is such as ``arabicPeriod`` or ``alphaLcParenR``."""
    number = format_number(count, next((form for name, form in _AUTO.items() if kind.startswith(name)), "1"))
    if kind.endswith("ParenBoth"):
        return f"({number}) "
    return f"{number}) " if kind.endswith("ParenR") else f"{number}. " if kind.endswith("Period") else f"{number} "
