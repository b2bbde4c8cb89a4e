"""Ruling lines of a page: straight strokes, edges of boxes and of shaded cells, from its path objects."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

import pypdfium2 as pdfium
from pypdfium2 import raw

from citewell.knowledge.loaders.pages.form_fields import Handle
from citewell.knowledge.loaders.pages.layout import Frame

_MOST_SEGMENTS = 20_000
"""Of a page; a page of more is a drawing, whose lines rule no table."""
_DEEPEST = 4
_STRAIGHT = 0.5
_SHORTEST = 4.0

_THROUGH = 0.4, 0.7
"""Where a line strikes a word out, in parts of its height from the top: lower ones underline it."""
_STRUCK = 0.8
"""Part of a word's width that such a line covers."""
_BEYOND = 5.0
"""Points by which it may be longer than its line of text; what goes on further rules a table."""

_Point: TypeAlias = tuple[float, float]
_Count: TypeAlias = Callable[[Handle], int]
_Get: TypeAlias = Callable[[Handle, int], Handle]


class _Matrix(NamedTuple):
    """Maps ``(x, y)`` to ``(a x + c y + e, b x + d y + f)``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, point: _Point) -> _Point:
        x, y = point
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, first: "_Matrix") -> "_Matrix":
        """What maps as ``first`` and then as this one."""
        (a, b), (c, d) = self._turn(first.a, first.b), self._turn(first.c, first.d)
        return _Matrix(a, b, c, d, *self.apply((first.e, first.f)))

    def _turn(self, x: float, y: float) -> _Point:
        return self.a * x + self.c * y, self.b * x + self.d * y


def read_rulings(page: pdfium.PdfPage) -> list[Frame]:
    """Horizontal and vertical lines, as frames without height or without width, from the page's top left corner.

    Empty where the page is a drawing of too many lines.
    """
    left, _bottom, _right, top = page.get_bbox()
    found: list[Frame] = []
    seen = 0
    for path, matrix in _paths(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, _Matrix(), _DEEPEST):
        seen += max(raw.FPDFPath_CountSegments(path), 0)
        if seen > _MOST_SEGMENTS:
            return []
        for points in _outlines(path):
            placed = [matrix.apply(point) for point in points]
            found += _straight([(x - left, top - y) for x, y in placed])
    return found


def _paths(holder: Handle, count: _Count, get: _Get, matrix: _Matrix, depth: int) -> Iterator[tuple[Handle, _Matrix]]:
    """Paths that are drawn, also those inside forms, each with what maps its points to the page."""
    for index in range(max(count(holder), 0)):
        drawn = get(holder, index)
        kind = raw.FPDFPageObj_GetType(drawn)
        if kind == raw.FPDF_PAGEOBJ_PATH and _is_shown(drawn):
            yield drawn, matrix.after(_matrix(drawn))
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth:
            inner = matrix.after(_matrix(drawn))
            yield from _paths(drawn, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, inner, depth - 1)


def _matrix(drawn: Handle) -> _Matrix:
    matrix = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(drawn, matrix):
        return _Matrix()
    return _Matrix(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _is_shown(path: Handle) -> bool:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(path, fill, stroke):
        return False
    return bool(fill.value or stroke.value)


def _outlines(path: Handle) -> Iterator[list[_Point]]:
    """The corners of a path, run for run; curves by their control points: some programs draw straight lines so."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[_Point] = []
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        kind = raw.FPDFPathSegment_GetType(segment)
        if not raw.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if kind == raw.FPDF_SEGMENT_MOVETO and points:
            yield points
            points = []
        points.append((x.value, y.value))
        if raw.FPDFPathSegment_GetClose(segment):
            yield [*points, points[0]]
            points = []
    if points:
        yield points


def _straight(points: Sequence[_Point]) -> Iterator[Frame]:
    for (x, y), (next_x, next_y) in pairwise(points):
        frame = Frame(min(x, next_x), min(y, next_y), max(x, next_x), max(y, next_y))
        width, height = frame.right - frame.left, frame.bottom - frame.top
        if min(width, height) <= _STRAIGHT and max(width, height) >= _SHORTEST:
            yield frame


def strokes_in(line: Frame, flat: Sequence[Frame]) -> list[Frame]:
    """Those of the horizontal lines ``flat`` that lie inside a line of text: they rule no table."""
    return [
        stroke
        for stroke in flat
        if line.top <= stroke.top <= line.bottom
        and line.left - _BEYOND <= stroke.left
        and stroke.right <= line.right + _BEYOND
    ]


def is_struck(word: Frame, strokes: Sequence[Frame]) -> bool:
    """Whether one of ``strokes`` runs through a word."""
    height, width = word.bottom - word.top, word.right - word.left
    top, bottom = (word.top + part * height for part in _THROUGH)
    return any(
        top <= stroke.top <= bottom
        and min(stroke.right, word.right) - max(stroke.left, word.left) >= _STRUCK * width > 0
        for stroke in strokes
    )
