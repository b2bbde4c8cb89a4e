"""A document that is opened to see a citation in its place: its text, and its file where that is still the same."""

from dataclasses import dataclass
from pathlib import Path

from citewell.domain.digests import sha256_hex
from citewell.domain.documents import Box, DocumentView
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders.pages.picture import page_count

PDF = ".pdf"
GONE = "The file is not there any more, so this is its text as it was indexed."
CHANGED = "The file has changed since this was indexed, so this is its text as it was then."
NO_PAGES = "The pages of this file cannot be drawn, so this is its text."


@dataclass(frozen=True, slots=True)
class PdfFile:
    """The bytes of a PDF, the sha256 of them, and the number of its pages."""

    data: bytes
    content_hash: str
    pages: int


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """``pdf`` is ``None`` where the text must do; ``note`` says why, where there would be pages otherwise."""

    view: DocumentView
    pdf: PdfFile | None = None
    note: str = ""

    def boxes(self, start: int, end: int) -> tuple[Box, ...]:
        """The lines on which characters ``start:end`` of the text stand."""
        return tuple(box for box in self.view.boxes if box.start < end and start < box.end)


def open_document(view: DocumentView) -> OpenedDocument:
    """Read the file of a document that has pages. Takes as long as the disk does."""
    if not view.boxes or Path(view.file).suffix.lower() != PDF:
        return OpenedDocument(view)
    try:
        data = Path(view.file).read_bytes()
    except OSError:
        return OpenedDocument(view, note=GONE)
    digest = sha256_hex(data)
    if digest != view.content_hash:
        return OpenedDocument(view, note=CHANGED)
    try:
        return OpenedDocument(view, PdfFile(data, digest, page_count(data)))
    except UnreadableFileError:
        return OpenedDocument(view, note=NO_PAGES)
