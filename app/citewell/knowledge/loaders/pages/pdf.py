"""PDF files: text with its place on the page, read with PDFium. Attachments and scripts are never looked at."""

import ctypes
import re
from bisect import bisect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import reduce
from math import hypot, isfinite, pi
from typing import NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.governance.text.raised import raised
from citewell.knowledge.loaders.pages import ocr, ocr_extra
from citewell.knowledge.loaders.pages.characters import clean, is_unreadable
from citewell.knowledge.loaders.pages.columns import join_rows
from citewell.knowledge.loaders.pages.form_fields import XFA, is_xfa, read_fields
from citewell.knowledge.loaders.pages.layout import SPLIT_GAP, Fragment, Frame, hull, read_columns, turned
from citewell.knowledge.loaders.pages.ligatures import named_ligatures, with_ligatures
from citewell.knowledge.loaders.pages.paged_document import Entry, Outline, compose
from citewell.knowledge.loaders.pages.picture import draw, open_pdf
from citewell.knowledge.loaders.pages.ruled import with_table_rows
from citewell.knowledge.loaders.pages.rulings import is_struck, read_rulings, strokes_in
from citewell.knowledge.loaders.pages.running_lines import Page, Region

_TOKEN = re.compile(r"\r?\n|[^\s\x02\ufffe]+[\x02\ufffe]?|[\x02\ufffe]")
_LINE_END_HYPHENS = str.maketrans({"\x02": "-", "\ufffe": "-"})
_BOLD_NAME = re.compile(r"bold|black|heavy|cmbx|-bd", re.IGNORECASE)
_BOLD_WEIGHT = 600
_NUMBER = re.compile(r"[-+−–]?\d+(?:,\d+)*")
_NUMBER_INSIDE = re.compile(r".\d")
_SMALLER = 0.8
"""Superscripts and subscripts are at most so high, by the height of what they stand beside."""
_HIGHER, _LOWER = 0.15, 0.03
"""How much higher the foot of a superscript is, and how much lower that of a subscript, by the same height."""
_NEAR_SIGN = 0.3
"""Gap before one, in its height, that PDFium takes for a space."""
_FEW_WORDS = 30
_SCAN_SCALE = 200 / 72
_OUTLINE_ENTRIES = 5000
_OUTLINE_DEPTH = 6


class _Word(NamedTuple):
    text: str
    frame: Frame
    first: int
    last: int


def load_pdf(data: bytes, title: str) -> ExtractedDocument:
    """Blocks are headings, paragraphs, list items and table rows, in reading order, each with its page.

    Running headers, footers and page numbers are left out. Boxes are in points from the top left corner of the page
    as shown. Pages without text are read by OCR where that is installed. Raises ``UnreadableFileError``.
    """
    ligatures = named_ligatures(data)
    with open_pdf(data) as document:
        if not len(document):
            raise UnreadableFileError("holds no pages")
        xfa = is_xfa(document)
        if document.get_formtype() != raw.FORMTYPE_NONE and not xfa:
            document.init_forms()
        pages = [_read_page(document, index, ligatures) for index in range(len(document))]
        outline = _outline(document)
        own_title = _read_text(lambda: document.get_metadata_value("Title"))
    if all(page.damaged for page in pages):
        raise UnreadableFileError("none of its pages can be read; get a fresh copy and index it again")
    if not any(page.regions for page in pages) and any(page.pictured for page in pages):
        raise UnreadableFileError(ocr.missing_reason())
    composed = compose(pages, outline=outline, own_title=clean(own_title), default_title=title)
    return replace(composed, problems=(*composed.problems, XFA)) if xfa else composed


def _read_page(document: pdfium.PdfDocument, index: int, ligatures: Mapping[str, str]) -> Page:
    """One page; it is closed before the next is opened, so that memory does not grow with the pages' pictures."""
    try:
        with closing(document[index]) as opened:
            return _page(opened, index + 1, ligatures, list(read_fields(document, opened)))
    except pdfium.PdfiumError:
        return Page(index + 1, damaged=True)


def _page(opened: pdfium.PdfPage, number: int, ligatures: Mapping[str, str], fields: Sequence[Fragment]) -> Page:
    with closing(opened.get_textpage()) as textpage:
        reader = _TextReader(opened, textpage, ligatures)
        if fields:
            reader.groups.setdefault(0, []).extend(fields)
        words = sum(fragment.text.count(" ") + 1 for group in reader.groups.values() for fragment in group)
        regions = reader.regions()
    pictured = words < _FEW_WORDS and _is_drawn(opened, by_anything=not words)
    if not words and pictured and ocr_extra.is_installed():
        return _read_scan(opened, number)
    return Page(number, opened.get_height(), tuple(regions), pictured=pictured)


def _read_scan(opened: pdfium.PdfPage, number: int) -> Page:
    try:
        width, height, pixels = draw(opened, _SCAN_SCALE)
    except UnreadableFileError:
        return Page(number, damaged=True)
    return ocr.read_page(pixels, (width, height), number, scale=width / opened.get_width())


def _is_drawn(page: pdfium.PdfPage, *, by_anything: bool) -> bool:
    """Whether a picture stands on a page; ``by_anything``: whether it is not simply blank."""
    kinds = {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}
    count = raw.FPDFPage_CountObjects(page)
    if by_anything:
        return bool(count > 0)
    return any(raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, i)) in kinds for i in range(count))


class _TextReader:
    """The fragments of a page, grouped by the direction in which they are written.

    ``groups`` maps quarter turns (counter-clockwise, in the page's own coordinates) to fragments whose frames are
    those of the page turned back so that they are upright.
    """

    def __init__(self, page: pdfium.PdfPage, textpage: pdfium.PdfTextPage, ligatures: Mapping[str, str]) -> None:
        self._ligatures = ligatures
        self._page = textpage.raw
        self._rotation = page.get_rotation() // 90
        self._left, bottom, right, self._top = page.get_bbox()
        self._width, self._height = right - self._left, self._top - bottom
        self._box = raw.FS_RECTF()
        self._box_reference = ctypes.byref(self._box)
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._rulings = read_rulings(page)
        self._turned: dict[int, tuple[list[Frame], list[Frame]]] = {}
        self.groups: dict[int, list[Fragment]] = {}
        text = self._text()
        if not is_unreadable(text):
            self._read(text)

    def regions(self) -> Iterator[Region]:
        """Columns in reading order; text in the page's main direction comes first."""
        for quarters, fragments in sorted(self.groups.items(), key=lambda group: -len(group[1])):
            width, height = (self._height, self._width) if quarters % 2 else (self._width, self._height)
            rulings = [turned(line, quarters, self._width, self._height) for line in self._rulings]
            for rows in read_columns(with_table_rows(fragments, rulings)):
                yield Region(tuple(join_rows(rows)), (self._rotation - quarters) % 4, width, height)

    def _text(self) -> str:
        """One character for each of PDFium's, so that a place in it is PDFium's index."""
        count = max(raw.FPDFText_CountChars(self._page), 0)
        buffer = ctypes.create_string_buffer(2 * (count + 1))
        raw.FPDFText_GetText(self._page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        text = buffer.raw.decode("utf-16-le", "replace").split("\0", 1)[0]
        if len(text) == count and "\ufffd" not in text:
            return text
        codes = (raw.FPDFText_GetUnicode(self._page, i) for i in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else "\x01" for code in codes)

    def _read(self, text: str) -> None:
        line: list[tuple[str, int, int]] = []
        for token in _TOKEN.finditer(text):
            if token[0].endswith("\n"):
                self._read_line(line)
                line = []
            else:
                line.append((token[0].translate(_LINE_END_HYPHENS), token.start(), token.end() - 1))
        self._read_line(line)

    def _read_line(self, tokens: Sequence[tuple[str, int, int]]) -> None:
        """Cut what PDFium takes for a line where it leaps: at wide gaps, and where it goes on in another column."""
        if not tokens:
            return
        angle = raw.FPDFText_GetCharAngle(self._page, tokens[0][1])
        quarters = -round(angle / (pi / 2)) % 4 if isfinite(angle) else 0
        placed = [(token, frame) for token in tokens if (frame := self._frame(token[1], token[2], quarters))]
        whole = reduce(hull, (frame for _, frame in placed)) if placed else None
        strokes = strokes_in(whole, self._lines(quarters)[1]) if whole else []
        run: list[_Word] = []
        parted = False
        for (text, first, last), frame in placed:
            if is_struck(frame, strokes):
                if run and not _leaps(run[-1].frame, frame):  # what follows it stands in the same cell
                    run[-1] = run[-1]._replace(frame=hull(run[-1].frame, frame))
                continue
            word = _Word(self._with_raised(text, first, last, quarters), frame, first, last)
            if run and _is_sign_at(run[-1].frame, word):
                run[-1] = _with_sign(run[-1], word)
                continue
            ruled = bool(run) and self._is_ruled(run[-1].frame, frame, quarters)
            if ruled or (run and _leaps(run[-1].frame, frame)):
                self._add(run, quarters, parted=parted)
                run, parted = [], ruled
            run.append(word)
        self._add(run, quarters, parted=parted)

    def _with_raised(self, text: str, first: int, last: int, quarters: int) -> str:
        """A word with its superscripts and subscripts, which are less high, told from its numbers."""
        if not _NUMBER_INSIDE.search(text):
            return text
        frames = [self._frame(place, place, quarters) for place in range(first, last + 1)]
        places = [frame for frame in frames if frame is not None]
        if len(places) != len(text):
            return text
        written, base, at = text[0], places[0], 1
        while at < len(text):
            mark = _raised_mark(base, places[at])
            end = at + 1
            while mark and end < len(text) and _raised_mark(base, places[end]) == mark:
                end += 1
            part = text[at:end]
            written += raised(written, part, text[end:], mark=mark) if mark else part
            base, at = base if mark else places[at], end
        return written

    def _lines(self, quarters: int) -> tuple[list[Frame], list[Frame]]:
        """The upright and the flat lines of the page turned, from left to right."""
        if quarters not in self._turned:
            lines = sorted(turned(line, quarters, self._width, self._height) for line in self._rulings)
            uprights = [line for line in lines if line.bottom - line.top > line.right - line.left]
            self._turned[quarters] = (
                uprights,
                [line for line in lines if line.bottom - line.top <= line.right - line.left],
            )
        return self._turned[quarters]

    def _is_ruled(self, before: Frame, after: Frame, quarters: int) -> bool:
        """Whether an upright line parts two words: they stand in two cells, however narrow the gap."""
        uprights, _ = self._lines(quarters)
        left, right = sorted(((before.left + before.right) / 2, (after.left + after.right) / 2))
        middle = (after.top + after.bottom) / 2
        between = uprights[bisect(uprights, left, key=_left) : bisect(uprights, right, key=_left)]
        return any(line.top <= middle <= line.bottom and not _crosses(line, before, after) for line in between)

    def _frame(self, first: int, last: int, quarters: int) -> Frame | None:
        """Where a word stands on the page turned upright; ``None`` for what lies outside the page as shown."""
        box, read = self._box, raw.FPDFText_GetLooseCharBox
        if not read(self._page, first, self._box_reference):
            return None
        left, top, right, bottom = box.left, box.top, box.right, box.bottom
        if last != first and read(self._page, last, self._box_reference):
            left = min(left, box.left)
            top = max(top, box.top)
            right = max(right, box.right)
            bottom = min(bottom, box.bottom)
        frame = Frame(left - self._left, self._top - top, right - self._left, self._top - bottom)
        if not (0 <= frame[0] + frame[2] <= 2 * self._width and 0 <= frame[1] + frame[3] <= 2 * self._height):
            return None
        return turned(frame, quarters, self._width, self._height) if quarters else frame

    def _add(self, run: Sequence[_Word], quarters: int, *, parted: bool) -> None:
        if not run:
            return
        text = clean(with_ligatures(" ".join(word.text for word in run), self._ligatures)).strip()
        if not text:
            return
        frames = [word.frame for word in run]
        frame = Frame(
            min(frame.left for frame in frames),
            min(frame.top for frame in frames),
            max(frame.right for frame in frames),
            max(frame.bottom for frame in frames),
        )
        places = (run[0].first, run[len(run) // 2].first, run[-1].last)
        first, last = self._size(places[0], frame), self._size(places[2], frame)
        size = first if first == last else sorted((first, self._size(places[1], frame), last))[1]
        bold = all(self._is_bold(place) for place in places)
        self.groups.setdefault(quarters, []).append(Fragment(text, frame, size, bold, parted=parted))

    def _size(self, place: int, frame: Frame) -> float:
        """The font's size in points as drawn: PDFium gives it before the text matrix."""
        size = abs(raw.FPDFText_GetFontSize(self._page, place))
        if raw.FPDFText_GetMatrix(self._page, place, self._matrix):
            size = round(size * hypot(self._matrix.c, self._matrix.d), 1)
        return size if size and isfinite(size) else frame.bottom - frame.top

    def _is_bold(self, place: int) -> bool:
        if raw.FPDFText_GetFontWeight(self._page, place) >= _BOLD_WEIGHT:
            return True
        length = raw.FPDFText_GetFontInfo(self._page, place, self._name, len(self._name), self._flags)
        return 0 < length <= len(self._name) and bool(_BOLD_NAME.search(self._name.value.decode("utf-8", "replace")))


def _height(frame: Frame) -> float:
    return frame.bottom - frame.top


def _raised_mark(base: Frame, sign: Frame) -> str:
    """``^`` where ``sign`` is a superscript beside ``base``, ``_`` for a subscript; empty where it is neither."""
    height = _height(base)
    if _height(sign) > _SMALLER * height:
        return ""
    lower = (sign.bottom - base.bottom) / height
    return "^" if lower < -_HIGHER else "_" if lower > _LOWER else ""


def _is_sign_at(base: Frame, word: _Word) -> bool:
    """Whether a number is a superscript or subscript of the word before it, though PDFium sees a space there."""
    near = -_height(base) < word.frame.left - base.right < _NEAR_SIGN * _height(word.frame)
    return near and bool(_NUMBER.fullmatch(word.text) and _raised_mark(base, word.frame))


def _with_sign(word: _Word, sign: _Word) -> _Word:
    text = word.text + raised(word.text, sign.text, mark=_raised_mark(word.frame, sign.frame))
    return _Word(text, hull(word.frame, sign.frame), word.first, sign.last)


def _left(frame: Frame) -> float:
    return frame.left


def _crosses(line: Frame, before: Frame, after: Frame) -> bool:
    """Whether an upright line runs through one of two words, such as a caret or a mark of changes does."""
    return any(frame.left + 1 < line.left < frame.right - 1 for frame in (before, after))


def _leaps(before: Frame, after: Frame) -> bool:
    """Whether a word does not stand beside the one before it (on either side: text may run from right to left)."""
    left, top, right, bottom = before
    next_left, next_top, next_right, next_bottom = after
    height = next_bottom - next_top
    if abs(top - next_top) > 0.5 * height:
        common = min(bottom, next_bottom) - max(top, next_top)
        if common < 0.2 * max(height, bottom - top, 1.0):
            return True
    gap = next_left - right if next_left > left else left - next_right
    return gap > SPLIT_GAP * height and gap > SPLIT_GAP * max(bottom - top, 1.0)


def _read_text(read: Callable[[], str]) -> str:
    """A title that PDFium reads; empty where its UTF-16 is broken, such as a surrogate without its other half."""
    try:
        return str(read())
    except UnicodeDecodeError:
        return ""


def _outline(document: pdfium.PdfDocument) -> Outline:
    """Entries of the document's outline with their page and depth, both counted from 1."""
    entries: list[Entry] = []
    try:
        for bookmark in document.get_toc(max_depth=_OUTLINE_DEPTH):
            target = bookmark.get_dest()
            page = target.get_index() if target else None
            if page is not None:
                entries.append(Entry(clean(_read_text(bookmark.get_title)), page + 1, bookmark.level + 1))
            if len(entries) >= _OUTLINE_ENTRIES:
                break
    except pdfium.PdfiumError:
        return ()
    return tuple(entries)
