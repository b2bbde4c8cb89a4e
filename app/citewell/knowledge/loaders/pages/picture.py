"""Pages of a PDF as pictures, for showing a citation where it stands."""

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil, sqrt

import pypdfium2 as pdfium
from pypdfium2 import raw

from citewell.domain.errors import UnreadableFileError

MAX_PIXELS = 40_000_000
"""Pixels of one picture; a page that would need more is drawn smaller."""


@contextmanager
def open_pdf(data: bytes) -> Iterator[pdfium.PdfDocument]:
    """Open a PDF, with an empty password where it is encrypted. Raises ``UnreadableFileError`` saying why it cannot."""
    if b"%PDF-" not in data[:1024]:
        raise UnreadableFileError("not a PDF, although its name says so")
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UnreadableFileError(_reason(error.err_code)) from error
    try:
        yield document
    finally:
        document.close()


def _reason(code: int | None) -> str:
    if code == raw.FPDF_ERR_PASSWORD:
        return "password-protected; save it without a password and index it again"
    if code == raw.FPDF_ERR_SECURITY:
        return "encrypted in a way that is not supported; save it without encryption and index it again"
    return "damaged or cut short, so that it cannot be opened as a PDF; get a fresh copy and index it again"


def page_count(data: bytes) -> int:
    """Pages of a PDF. Raises ``UnreadableFileError``."""
    with open_pdf(data) as document:
        return len(document)


def page_size(data: bytes, page: int) -> tuple[float, float]:
    """Width and height in points of a page (counted from 1) as shown. Raises ``UnreadableFileError``."""
    with open_pdf(data) as document, _page(document, page) as opened:
        return float(opened.get_width()), float(opened.get_height())


def render_page(data: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """Draw a page (counted from 1) at ``scale`` pixels a point: width, height, and BGRA bytes without row padding.

    Where the picture would pass ``MAX_PIXELS``, the scale is lowered; its width tells by how much.
    Raises ``UnreadableFileError``.
    """
    with open_pdf(data) as document, _page(document, page) as opened:
        return draw(opened, scale)


def draw(page: pdfium.PdfPage, scale: float) -> tuple[int, int, bytes]:
    """Draw an open page on white, see ``render_page``. Raises ``UnreadableFileError``."""
    points = max(page.get_width() * page.get_height(), 1.0)
    scale = min(scale, 0.999 * sqrt(MAX_PIXELS / points))
    width, height = max(ceil(page.get_width() * scale), 1), max(ceil(page.get_height() * scale), 1)
    if width * height > MAX_PIXELS:
        raise UnreadableFileError("has a page that is too long and narrow to be drawn")
    try:
        bitmap = page.render(scale=scale, force_bitmap_format=raw.FPDFBitmap_BGRA, fill_color=(255, 255, 255, 255))
    except pdfium.PdfiumError as error:
        raise UnreadableFileError("has a page that cannot be drawn") from error
    try:
        return _unpadded(bitmap)
    finally:
        bitmap.close()


def _unpadded(bitmap: pdfium.PdfBitmap) -> tuple[int, int, bytes]:
    pixels = bytes(bitmap.buffer)
    row = bitmap.width * 4
    if bitmap.stride != row:
        starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
        pixels = b"".join(pixels[start : start + row] for start in starts)
    return bitmap.width, bitmap.height, pixels


@contextmanager
def _page(document: pdfium.PdfDocument, page: int) -> Iterator[pdfium.PdfPage]:
    if not 1 <= page <= len(document):
        raise UnreadableFileError(f"has no page {page}")
    try:
        opened = document[page - 1]
    except pdfium.PdfiumError as error:
        raise UnreadableFileError(f"page {page} is damaged") from error
    try:
        yield opened
    finally:
        opened.close()
