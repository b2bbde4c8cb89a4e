"""Form fields of a page (AcroForm): what was typed, ticked or chosen, where it stands. XFA is not read."""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import pypdfium2 as pdfium
from pypdfium2 import raw

from citewell.knowledge.loaders.pages.layout import Fragment, Frame

Handle: TypeAlias = Any
"""A handle of PDFium; its bindings ship no types."""

XFA = "holds an XFA form, whose fields are not read; print it to a new PDF and index that"
_TEXTS = frozenset([raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX])
_TICKS = frozenset([raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON])
_PASSWORD = 1 << 13
_HIDDEN = 1 << 1 | 1 << 5
_TICKED = "☑"
_MAX_FIELDS = 5000
_LARGEST = 12.0
"""Points of the text of a field; boxes are often higher."""


def is_xfa(document: pdfium.PdfDocument) -> bool:
    """Whether the file holds a form that PDFium does not show."""
    return document.get_formtype() in {raw.FORMTYPE_XFA_FULL, raw.FORMTYPE_XFA_FOREGROUND}


def read_fields(document: pdfium.PdfDocument, page: pdfium.PdfPage) -> Iterator[Fragment]:
    """The values of a page's fields, each a fragment in the page's own coordinates, from its top left corner."""
    form = document.formenv
    if form is None:
        return
    left, _bottom, _right, top = page.get_bbox()
    for number in range(min(raw.FPDFPage_GetAnnotCount(page), _MAX_FIELDS)):
        with _annotation(page, number) as annotation:
            value = _value(form, annotation)
            box = raw.FS_RECTF()
            if value and raw.FPDFAnnot_GetRect(annotation, box):
                frame = Frame(box.left - left, top - box.top, box.right - left, top - box.bottom)
                size = min(_LARGEST, max(frame.bottom - frame.top, 1.0))
                yield Fragment(value, frame, size)


@contextmanager
def _annotation(page: pdfium.PdfPage, number: int) -> Iterator[Handle]:
    annotation = raw.FPDFPage_GetAnnot(page, number)
    try:
        yield annotation
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _value(form: Handle, annotation: Handle) -> str:
    """What a field shows; empty for buttons, signatures, passwords and what is hidden."""
    if raw.FPDFAnnot_GetSubtype(annotation) != raw.FPDF_ANNOT_WIDGET or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        return ""
    kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in _TICKS:
        return _TICKED if raw.FPDFAnnot_IsChecked(form, annotation) else ""
    if kind not in _TEXTS or raw.FPDFAnnot_GetFormFieldFlags(form, annotation) & _PASSWORD:
        return ""
    return " ".join(_text(lambda buffer, size: raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, size)).split())


def _text(read: Callable[[Any, int], int]) -> str:
    """A text of PDFium: UTF-16 with a zero at its end, sizes in bytes."""
    size = read(None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    read(ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
