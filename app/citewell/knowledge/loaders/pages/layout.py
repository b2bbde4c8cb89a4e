"""Reading order of a page: fragments of lines become rows, rows become columns.

Everything here is geometry. Lengths are in points, measured from the top left corner of the page as it is read.
"""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import median
from typing import NamedTuple

CELL = "\t"
"""Stands between the cells of a table row in ``Row.text``."""

SPLIT_GAP = 0.8
"""Gap between two words, in font sizes, past which they are separate fragments."""
_CELL_GAP = 1.6
_JOIN_GAP = 0.1
_CROSSED = 0.4
_COLUMN_LINES = 4
_COLUMN_LONG_LINES = 3
"""Long lines on either side from which on columns are looked for; the last lines of paragraphs are short."""
_LINE_LENGTH = 24
"""Bytes in UTF-8, so that scripts with more meaning in a character need fewer."""
_STRIPS = 5
_STRIP = 0.4
_TABLE_ROWS = 3
_ALIGNED = 0.8
_LEAPS = 3
_STEPS = 2000
_LEADERS = re.compile(r"(?:\s?[.…·_]){4,}\s*")
_MARKER = re.compile(r"[^\w\s]{1,2}|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|\d+(?:\.\d+)+\.?")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LETTER = re.compile(r"[^\W\d_]")


class Frame(NamedTuple):
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float


class CellLine(NamedTuple):
    """A line of a table cell, and where it stands."""

    text: str
    frame: Frame


class Cell(NamedTuple):
    """A cell of a table row: its lines, from top to bottom."""

    lines: tuple[CellLine, ...]

    @property
    def text(self) -> str:
        """Its lines, parted by blanks."""
        return " ".join(line.text for line in self.lines)

    @property
    def left(self) -> float:
        """Where its text begins."""
        return min(line.frame.left for line in self.lines)

    @property
    def right(self) -> float:
        """Where its text ends."""
        return max(line.frame.right for line in self.lines)


class Fragment(NamedTuple):
    """Words that follow each other on one line without a wide gap; with ``cells``, a whole row of a ruled table."""

    text: str
    frame: Frame
    size: float
    bold: bool = False
    cells: tuple[Cell, ...] = ()
    parted: bool = False
    """Whether an upright line parts it from the fragment before it."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a column, or one row of a table, whose cells are parted by ``CELL``."""

    text: str
    frame: Frame
    size: float
    bold: bool = False
    cells: tuple[Cell, ...] = ()
    """Those of a table row, in order; empty for other lines."""
    whole: bool = False
    """Whether nothing else belongs to it: ruling lines bound it, or leaders join its cells."""

    @property
    def tabular(self) -> bool:
        """Whether it is a row of a table or of a table of contents."""
        return bool(self.cells)


def turned(frame: Frame, quarters: int, width: float, height: float) -> Frame:
    """``frame`` after its page of ``width`` x ``height`` is turned clockwise by ``quarters`` of a turn."""
    left, top, right, bottom = frame
    if quarters % 4 == 1:
        return Frame(height - bottom, left, height - top, right)
    if quarters % 4 == 2:
        return Frame(width - right, height - bottom, width - left, height - top)
    if quarters % 4 == 3:
        return Frame(top, width - right, bottom, width - left)
    return frame


def read_columns(fragments: Sequence[Fragment]) -> list[list[Row]]:
    """Rows in reading order, one list for each column or stretch between full-width lines."""
    if not fragments:
        return []
    if not _may_have_columns(fragments):
        return [rows(fragments)]
    gutter = _gutter(fragments)
    if gutter is None:
        return [region for part in _stacked(fragments) for region in part]
    table = _table_rows(fragments, gutter)
    if table:
        return [region for row in table for side in _in_order(_part(row, gutter)[0]) for region in read_columns(side)]
    sides, crossing = _part(fragments, gutter)
    sides = _in_order(sides)
    regions: list[list[Row]] = []
    crossing.sort(key=lambda fragment: fragment.frame.top)
    tops = [fragment.frame.top for fragment in crossing]
    bands: list[tuple[list[Fragment], list[Fragment]]] = [([], []) for _ in range(len(tops) + 1)]
    for side, members in enumerate(sides):
        for fragment in members:
            bands[bisect(tops, _middle(fragment.frame))][side].append(fragment)
    full: list[Fragment] = []
    for i, (left, right) in enumerate(bands):
        if left or right:
            regions.extend([rows(full)] if full else [])
            full = []
            regions.extend(read_columns(left))
            regions.extend(read_columns(right))
        full.extend(crossing[i : i + 1])
    regions.extend([rows(full)] if full else [])
    return regions


def _in_order(sides: tuple[list[Fragment], list[Fragment]]) -> tuple[list[Fragment], list[Fragment]]:
    """Left and right in the order in which they are read."""
    return (sides[1], sides[0]) if is_right_to_left([*sides[0], *sides[1]]) else sides


def _table_rows(fragments: Sequence[Fragment], gutter: float) -> list[list[Fragment]]:
    """The rows of a table whose cells hold running text, top to bottom; empty where the sides are columns.

    In a table both sides begin anew at the same height, row for row; columns do so at their heads alone.
    """
    spacing = _STRIP * median(fragment.size for fragment in fragments)
    edges = sorted(place for height, place in _strips(fragments) if height >= spacing)
    bands: list[list[Fragment]] = [[] for _ in range(len(edges) + 1)]
    for fragment in fragments:
        bands[bisect(edges, _middle(fragment.frame))].append(fragment)
    aligned = sum(_begin_together(_part(band, gutter)[0], spacing) for band in bands)
    return bands if aligned >= max(_TABLE_ROWS, _ALIGNED * len(bands)) else []


def _begin_together(sides: tuple[list[Fragment], list[Fragment]], tolerance: float) -> bool:
    if not all(sides):
        return False
    left, right = (min(fragment.frame.top for fragment in side) for side in sides)
    return abs(left - right) <= tolerance


def _may_have_columns(fragments: Sequence[Fragment]) -> bool:
    """Whether enough lines keep to either side of the page."""
    left = min(fragment.frame.left for fragment in fragments)
    width = max(fragment.frame.right for fragment in fragments) - left
    lines = [fragment.frame for fragment in fragments if len(fragment.text.encode()) >= _LINE_LENGTH]
    before = sum(frame.right <= left + 0.7 * width for frame in lines)
    after = sum(frame.left >= left + 0.3 * width for frame in lines)
    return before >= _COLUMN_LONG_LINES and after >= _COLUMN_LONG_LINES


def _stacked(fragments: Sequence[Fragment]) -> Iterator[list[list[Row]]]:
    """Cut at one of the widest empty strips across the page, where columns begin or end there."""
    for _, place in sorted(_strips(fragments), reverse=True)[:_STRIPS]:
        above = [fragment for fragment in fragments if _middle(fragment.frame) < place]
        below = [fragment for fragment in fragments if _middle(fragment.frame) >= place]
        if any(_may_have_columns(part) and _gutter(part) is not None for part in (above, below)):
            yield read_columns(above)
            yield read_columns(below)
            return
    yield [rows(fragments)]


def _strips(fragments: Sequence[Fragment]) -> list[tuple[float, float]]:
    """Height and middle of the strips across the page that no line reaches into."""
    strips: list[tuple[float, float]] = []
    reached = float("inf")
    for frame in sorted((fragment.frame for fragment in fragments), key=lambda frame: frame.top):
        if frame.top > reached:
            strips.append((frame.top - reached, (frame.top + reached) / 2))
        reached = frame.bottom if reached == float("inf") else max(reached, frame.bottom)
    return strips


def _gutter(fragments: Sequence[Fragment]) -> float | None:
    """Where the emptiest upright strip between two columns of running text stands; ``None`` without columns."""
    left = min(fragment.frame.left for fragment in fragments)
    width = max(fragment.frame.right for fragment in fragments) - left
    step = max(width / _STEPS, 1.0)
    changes = [0] * (int(width / step) + 2)
    for _, frame, *_ in fragments:
        changes[int((frame.left - left) / step)] += 1
        changes[int((frame.right - left) / step) + 1] -= 1
    begin = int(0.15 * len(changes))
    cover = list(accumulate(changes))[begin : int(0.85 * len(changes))]
    if not cover or min(cover) > _CROSSED * len(fragments):
        return None
    start, length = _longest_run(cover, min(cover))
    if length * step < 0.5 * median(fragment.size for fragment in fragments):
        return None
    place = left + (begin + start + length / 2) * step
    sides, _ = _part(fragments, place)
    if all(_is_running_text(side) for side in sides) or _written_side_by_side(fragments, sides):
        return place
    return None


def _longest_run(values: Sequence[int], wanted: int) -> tuple[int, int]:
    best = (0, 0)
    length = 0
    for i, value in enumerate(values):
        length = length + 1 if value == wanted else 0
        if length > best[1]:
            best = (i + 1 - length, length)
    return best


def _written_side_by_side(fragments: Sequence[Fragment], sides: tuple[list[Fragment], list[Fragment]]) -> bool:
    """Whether the file itself gives one side after the other: columns that hold more than running text."""
    long = [sum(len(fragment.text.encode()) >= _LINE_LENGTH for fragment in side) for side in sides]
    left, right = (set(map(id, side)) for side in sides)
    order = [id(fragment) in right for fragment in fragments if id(fragment) in left or id(fragment) in right]
    leaps = sum(before != after for before, after in pairwise(order))
    return min(long) >= _COLUMN_LINES and leaps <= _LEAPS


def _is_running_text(fragments: Sequence[Fragment]) -> bool:
    """Whether most lines fill their column: cells of tables do not, nor do page numbers of a table of contents."""
    if len(fragments) < _COLUMN_LINES:
        return False
    left = min(fragment.frame.left for fragment in fragments)
    width = max(fragment.frame.right for fragment in fragments) - left
    filled = median(fragment.frame.right - fragment.frame.left for fragment in fragments)
    long = median(len(fragment.text.encode()) for fragment in fragments)
    size = median(fragment.size for fragment in fragments)
    return filled >= 0.5 * width and filled >= 8 * size and long >= _LINE_LENGTH


def _part(fragments: Sequence[Fragment], place: float) -> tuple[tuple[list[Fragment], list[Fragment]], list[Fragment]]:
    """What stands left and right of ``place``, and what crosses it, with whatever shares a line with that."""
    crossing = [fragment for fragment in fragments if fragment.frame.left < place < fragment.frame.right]
    sides: tuple[list[Fragment], list[Fragment]] = ([], [])
    lines = [fragment.frame for fragment in crossing]
    for fragment in fragments:
        if fragment.frame.left < place < fragment.frame.right:
            continue
        if any(on_one_line(fragment.frame, line) for line in lines):
            crossing.append(fragment)
        else:
            sides[fragment.frame.left >= place].append(fragment)
    return sides, crossing


def rows(fragments: Sequence[Fragment]) -> list[Row]:
    """Group the fragments of one column into rows, from top to bottom."""
    groups: list[tuple[Frame, list[Fragment]]] = []
    for fragment in sorted(fragments, key=lambda fragment: _middle(fragment.frame)):
        alone = fragment.cells or (groups and groups[-1][1][-1].cells)
        if groups and not alone and on_one_line(groups[-1][0], fragment.frame):
            frame, members = groups[-1]
            members.append(fragment)
            groups[-1] = (hull(frame, fragment.frame), members)
        else:
            groups.append((fragment.frame, [fragment]))
    return [_row(frame, members) for frame, members in groups]


def _row(frame: Frame, fragments: list[Fragment]) -> Row:
    if fragments[0].cells:
        row = fragments[0]
        return Row(row.text, frame, row.size, row.bold, row.cells, whole=True)
    right_to_left = len(fragments) > 1 and is_right_to_left(fragments)
    fragments.sort(key=lambda fragment: -fragment.frame.right if right_to_left else fragment.frame.left)
    cells: list[Cell] = []
    for i, fragment in enumerate(fragments):
        between = _between(fragments[i - 1], fragment) if i else CELL
        if between == CELL:
            cells.append(Cell((CellLine(fragment.text, fragment.frame),)))
        else:
            ((text, place),) = cells[-1].lines
            cells[-1] = Cell((CellLine(text + between + fragment.text, hull(place, fragment.frame)),))
    parts = [part for cell in cells for part in _without_leaders(cell)]
    largest = max(fragments, key=lambda fragment: len(fragment.text))
    bold = all(fragment.bold for fragment in fragments)
    text = CELL.join(part.text for part in parts)
    return Row(text, frame, largest.size, bold, tuple(parts) if len(parts) > 1 else (), whole=len(parts) > len(cells))


def _without_leaders(cell: Cell) -> list[Cell]:
    """The parts of a line of a table of contents, which dots lead to its page number."""
    parts = [part for part in _LEADERS.split(cell.text) if part.strip()]
    return [cell] if len(parts) < 2 else [Cell((CellLine(part.strip(), cell.lines[0].frame),)) for part in parts]


def _between(before: Fragment, after: Fragment) -> str:
    """What parts two neighbours on a line. The mark of a list item is no cell."""
    distance = max(after.frame.left - before.frame.right, before.frame.left - after.frame.right)
    gap = distance / max(before.size, after.size, 1.0)
    if after.parted and before.frame.right <= after.frame.left + before.size / 2:
        return CELL
    if gap > _CELL_GAP and not _MARKER.fullmatch(before.text):
        return CELL
    return " " if gap > _JOIN_GAP else ""


def is_right_to_left(lines: Sequence[Fragment | Row]) -> bool:
    """Whether most letters are of a script that is written from right to left."""
    text = "".join(line.text for line in lines)
    if text.isascii():
        return False
    return 2 * len(_RIGHT_TO_LEFT.findall(text)) > len(_LETTER.findall(text))


def on_one_line(first: Frame, second: Frame) -> bool:
    """Whether two frames share most of the lower one's height."""
    common = min(first.bottom, second.bottom) - max(first.top, second.top)
    return common > 0.5 * min(first.bottom - first.top, second.bottom - second.top)


def _middle(frame: Frame) -> float:
    return (frame.top + frame.bottom) / 2


def hull(first: Frame, second: Frame) -> Frame:
    """The smallest frame that holds both."""
    return Frame(
        min(first.left, second.left),
        min(first.top, second.top),
        max(first.right, second.right),
        max(first.bottom, second.bottom),
    )
