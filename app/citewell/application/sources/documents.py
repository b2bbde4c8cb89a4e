"""Documents as a reader sees them: opened at a passage, drawn page by page, and described by fields in a form."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Protocol

from citewell.domain.documents import Box, DocumentView
from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.governance.text.readable import Readable, as_read
from citewell.knowledge.front_matter import read_front_matter
from citewell.knowledge.lineage import described_in_window
from citewell.knowledge.metadata import Fault
from citewell.knowledge.scan import KINDS, is_document

__all__ = [
    "FILE_PATTERNS",
    "DrawnPage",
    "Fault",
    "NoPages",
    "OpenedDocument",
    "PageRequest",
    "PdfFile",
    "draw_page",
    "field_faults",
    "is_entry",
    "open_document",
    "open_passage",
    "read_text",
]

FILE_PATTERNS = tuple(f"*{kind}" for kind in KINDS.split(", "))
"""Names of the files that can be indexed, as a dialog asks for them."""
PDF = ".pdf"
MARKDOWN = frozenset({".md", ".markdown", ".mdx"})
MARKED = frozenset({".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".txt", ".text"})
"""Other kinds of files that may hold Markdown: help centres export it into tables and JSON too."""
SLACK = 1
"""Characters by which a part of a line is marked wider, since letters differ in width."""


class Documents(Protocol):
    """Where a document's text is kept, as ``storage.index.store.IndexStore``."""

    def document(self, document_id: int) -> DocumentView:
        """A document by its row. Raises ``BadInputError`` where it is not in the index any more."""
        ...


class NoPages(Enum):
    """Why a document that has pages is shown as text."""

    GONE = "gone"
    CHANGED = "changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class PdfFile:
    """The bytes of a PDF, the sha256 of them, and the number of its pages."""

    data: bytes
    content_hash: str
    pages: int


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """``pdf`` is ``None`` where the text must do; ``no_pages`` says why, where there would be pages otherwise."""

    view: DocumentView
    pdf: PdfFile | None = None
    no_pages: NoPages | None = None
    read: Readable = field(default_factory=lambda: as_read(""))
    """Its text as it is read, and where each character of it stands in ``view.text``."""

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """Where characters ``start:end`` of the text stand: lines, of which the first and last may be a part."""
        return tuple(_part(box, start, end) for box in self.view.boxes if box.start < end and start < box.end)


def _part(box: Box, start: int, end: int) -> Box:
    """The part of a line that holds ``start:end``, as if its characters were equally wide; a high box is left whole."""
    width, length = box.right - box.left, box.end - box.start
    if width < 2 * (box.bottom - box.top) or length < 2:
        return box
    first, last = max(start, box.start) - box.start, min(end, box.end) - box.start
    slack = SLACK if (first, last) != (0, length) else 0
    left = box.left + width * max(0, first - slack * bool(first)) / length
    right = box.left + width * min(length, last + slack) / length
    return replace(box, left=left, right=right)


def read_text(view: DocumentView) -> Readable:
    """The text of a document as it is read: without the mark-up of a file that is written in Markdown."""
    suffix = Path(view.file or view.document).suffix.lower()
    if suffix in MARKDOWN:
        return as_read(view.text, read_front_matter(view.text).body, flowing=True)
    return as_read(view.text) if suffix in MARKED else Readable(view.text, range(len(view.text)))


def open_passage(index: Documents, document_id: int, start: int, end: int, quote: str) -> OpenedDocument | None:
    """The document of a passage; ``None`` where it left the index, or ``quote`` is no longer at ``start:end``.

    Raises ``StorageError``.
    """
    try:
        view = index.document(document_id)
    except BadInputError:  # it left the index; the draft keeps what it said
        return None
    return open_document(view) if view.text[start:end] == quote else None


def open_document(view: DocumentView) -> OpenedDocument:
    """Read the file of a document that has pages. Takes as long as the disk does."""
    from citewell.knowledge.loaders.pages.picture import page_count  # noqa: PLC0415  PDFium: few documents have pages

    read = read_text(view)
    if not view.boxes or Path(view.file).suffix.lower() != PDF:
        return OpenedDocument(view, read=read)
    try:
        data = Path(view.file).read_bytes()
    except OSError:
        return OpenedDocument(view, no_pages=NoPages.GONE, read=read)
    digest = hashlib.sha256(data).hexdigest()
    if digest != view.content_hash:
        return OpenedDocument(view, no_pages=NoPages.CHANGED, read=read)
    try:
        return OpenedDocument(view, PdfFile(data, digest, page_count(data)), read=read)
    except UnreadableFileError:
        return OpenedDocument(view, no_pages=NoPages.UNREADABLE, read=read)


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page (counted from 1) ``width`` pixels wide times ``zoom``, for a screen with ``ratio`` dots a pixel."""

    pdf: PdfFile
    page: int
    width: int
    zoom: float
    ratio: float


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """A page: its size in points, logical pixels a point, and the picture: its size in dots, and BGRA bytes."""

    page: int
    width: float
    height: float
    scale: float
    dots_wide: int
    dots_high: int
    pixels: bytes


def draw_page(request: PageRequest) -> DrawnPage:
    """Rasterise a page. One thread alone may call it, as the library asks. Raises ``BadInputError``."""
    from citewell.knowledge.loaders.pages.picture import page_size, render_page  # noqa: PLC0415  as above

    data = request.pdf.data
    try:
        width, height = page_size(data, request.page)
        scale = max(request.width, 1) / max(width, 1.0) * request.zoom
        pixels_wide, pixels_high, pixels = render_page(data, request.page, scale * request.ratio)
    except UnreadableFileError as error:
        raise BadInputError(f"This page cannot be drawn: the file {error}.") from error
    return DrawnPage(request.page, width, height, scale, pixels_wide, pixels_high, pixels)


def is_entry(document: str) -> bool:
    """Whether a document is a row or entry inside a file."""
    file, mark, _ = document.partition("#")
    return bool(mark) and is_document(file)


def field_faults(fields: Mapping[str, str]) -> Mapping[str, Fault]:
    """What is wrong with fields that are set in the window, by their names as in front matter."""
    return described_in_window(dict(fields)).faults
