"""Tables with ruling lines: which rows and cells the lines make, and which text stands in each (lattice parsing)."""

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from citewell.knowledge.loaders.pages.columns import column_of, columns_of, lies_over
from citewell.knowledge.loaders.pages.layout import (
    CELL,
    Cell,
    CellLine,
    Fragment,
    Frame,
    hull,
    is_right_to_left,
    on_one_line,
    rows,
)

_SNAP = 3.0
"""Points within which lines are one line, and touch."""
_MOST_PAIRS = 1_000_000
_LEAST_LINES = 3
_LEAST_ROWS = 2
_LARGER = 1.15
_SIDE_BY_SIDE = 3
_MOST_COLUMNS = 0.6
_MOST_LINES = 25
_MOST_UNBOUND = 8
"""Lines of a cell without upright lines beside it."""
_MOST_CHARACTERS = 2000
"""Of a row; more is a page laid out by lines."""


_Band: TypeAlias = dict[int, list[Fragment]]
"""Fragments between two lines across, by the column in which they stand."""
_LETTER = re.compile(r"[^\W\d_]")


class _Table(NamedTuple):
    """Lines that touch: ``across`` from left to right, ``down`` from top to bottom."""

    across: list[Frame]
    down: list[Frame]


def with_table_rows(fragments: Sequence[Fragment], rulings: Sequence[Frame]) -> list[Fragment]:
    """``fragments``, of which those in a row of a ruled table are one that holds its cells."""
    kept = list(fragments)
    for table in _tables(rulings):
        rows_found = list(_rows_of(table, kept))
        taken = {id(member) for members, _row in rows_found for member in members}
        if rows_found:
            kept = [fragment for fragment in kept if id(fragment) not in taken]
            kept.extend(row for _members, row in rows_found)
    return kept


def _tables(rulings: Sequence[Frame]) -> Iterator[_Table]:
    """Lines grouped by touch; lines across that begin and end alike belong together without any down."""
    across = _merged([line for line in rulings if line.right - line.left > line.bottom - line.top])
    flipped = [Frame(*_flip(line)) for line in rulings if line.right - line.left <= line.bottom - line.top]
    down = [Frame(*_flip(line)) for line in _merged(flipped)]
    if len(across) * max(len(down), len(across)) > _MOST_PAIRS:
        return
    groups = list(range(len(across)))
    for i, line in enumerate(across):
        for j in range(i):
            if _alike(line, across[j]):
                _unite(groups, i, j)
    members: list[list[Frame]] = [[] for _ in across]
    for upright in down:
        touched = [i for i, line in enumerate(across) if _touch(line, upright)]
        for i, j in pairwise(touched):
            _unite(groups, i, j)
        if touched:
            members[touched[0]].append(upright)
    for root in sorted(set(groups), key=groups.index):
        own = [i for i, group in enumerate(groups) if group == root]
        yield _Table([across[i] for i in own], [line for i in own for line in members[i]])


def _flip(frame: Frame) -> tuple[float, float, float, float]:
    return frame.top, frame.left, frame.bottom, frame.right


def _merged(lines: Sequence[Frame]) -> list[Frame]:
    """Lines across at one height, whose ends meet, as one."""
    levels: list[list[Frame]] = []
    for line in sorted(lines, key=lambda line: line.top):
        if levels and line.top - levels[-1][0].top <= _SNAP:
            levels[-1].append(line)
        else:
            levels.append([line])
    found: list[Frame] = []
    for level in levels:
        open_line: Frame | None = None
        for line in sorted(level):
            if open_line is not None and line.left - open_line.right <= _SNAP:
                open_line = hull(open_line, line)
            else:
                found.extend([open_line] if open_line else [])
                open_line = line
        found.extend([open_line] if open_line else [])
    return found


def _alike(first: Frame, second: Frame) -> bool:
    return abs(first.left - second.left) <= _SNAP and abs(first.right - second.right) <= _SNAP


def _touch(across: Frame, down: Frame) -> bool:
    beside = across.left - _SNAP <= down.left <= across.right + _SNAP
    return beside and down.top - _SNAP <= across.top <= down.bottom + _SNAP


def _unite(groups: list[int], first: int, second: int) -> None:
    wanted, old = groups[first], groups[second]
    if wanted != old:
        groups[:] = [wanted if group == old else group for group in groups]


def _rows_of(table: _Table, fragments: Sequence[Fragment]) -> Iterator[tuple[list[Fragment], Fragment]]:
    """The rows of a table that its lines part, each with the fragments it takes the place of."""
    heights = _places([line.top for line in table.across])
    frame = Frame(
        min(line.left for line in table.across),
        heights[0],
        max(line.right for line in table.across),
        heights[-1],
    )
    inside = [fragment for fragment in fragments if _holds(frame, fragment.frame) and not fragment.cells]
    if len(heights) < _LEAST_LINES or len(inside) < _LEAST_LINES:
        return
    bands = _bands(table, heights, inside)
    if not bands:
        return
    counts = [_line_counts(band) for band in bands]
    ruled_throughout = sum(min(count) == 1 for count in counts) > sum(min(count) > 1 for count in counts)
    whole = [
        band
        for i, band in enumerate(bands)
        if _is_row(band, counts[i], ruled_throughout=ruled_throughout) or (i == 0 and _is_rest(bands))
    ]
    if len(whole) < _LEAST_ROWS:
        return
    for band in whole:
        yield [fragment for cell in band.values() for fragment in cell], _joined(band)


def _bands(table: _Table, heights: Sequence[float], inside: Sequence[Fragment]) -> list[_Band]:
    """What stands between two lines across each, by column: between upright lines where those are, else in columns.

    What no upright line bounds is left out; nothing is a table where text lies over columns without upright lines.
    """
    uprights = _places([line.left for line in table.down])
    columns = columns_of([fragment.frame for fragment in inside])
    bands: dict[int, _Band] = {}
    for fragment in inside:
        if len(uprights) >= _LEAST_LINES:
            left = _left(table.down, fragment.frame)
            if left is None:
                continue
            column = bisect(uprights, left + _SNAP / 2) - 1
        else:
            column = column_of(columns, fragment.frame)
            if lies_over(columns, fragment.frame) > 1:
                return []
        band = bisect(heights, _top(table.across, fragment.frame) + _SNAP / 2) - 1
        bands.setdefault(band, {}).setdefault(column, []).append(fragment)
    if len(uprights) < _LEAST_LINES:
        bands = {place: band for place, band in bands.items() if max(_line_counts(band)) <= _MOST_UNBOUND}
    return [bands[place] for place in sorted(bands)]


def _places(lines: Sequence[float]) -> list[float]:
    """Where lines stand, those that are one within ``_SNAP`` once."""
    found: list[float] = []
    for place in sorted(lines):
        if not found or place - found[-1] > _SNAP:
            found.append(place)
    return found


def _holds(table: Frame, frame: Frame) -> bool:
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    return table.left <= x <= table.right and table.top <= y <= table.bottom


def _top(across: Sequence[Frame], frame: Frame) -> float:
    """Height of the nearest line above: a cell that reaches over rows begins in the first of them."""
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    return max((line.top for line in across if line.left <= x <= line.right and line.top <= y), default=y)


def _left(down: Sequence[Frame], frame: Frame) -> float | None:
    """Where the nearest line to the left stands: a cell that reaches over columns begins in the first of them."""
    x, y = (frame.left + frame.right) / 2, (frame.top + frame.bottom) / 2
    beside = (line.left for line in down if line.top - _SNAP <= y <= line.bottom + _SNAP and line.left <= x)
    return max(beside, default=None)


def _line_counts(band: _Band) -> list[int]:
    return [len(rows(cell)) for cell in band.values()]


def _is_row(band: _Band, counts: Sequence[int], *, ruled_throughout: bool) -> bool:
    """Whether what stands between two lines is one row, and not several without lines between them.

    A cell of one line tells so; else it is the kind of the table. Columns that list numbers are several rows, as are
    lines that stand side by side in most columns. A larger line is a heading.
    """
    members = [fragment for cell in band.values() for fragment in cell]
    sizes = [fragment.size for fragment in members]
    if len(band) < 2 or max(counts) > _MOST_LINES or max(sizes) > _LARGER * min(sizes):
        return False
    if sum(len(fragment.text) for fragment in members) > _MOST_CHARACTERS:
        return False
    listing = sum(sum(not _LETTER.search(fragment.text) for fragment in cell) > 1 for cell in band.values())
    if min(counts) == 1:
        return listing < 2 and (ruled_throughout or not _stands_side_by_side(band))
    return ruled_throughout and not listing and not _stands_side_by_side(band)


def _stands_side_by_side(band: _Band) -> bool:
    """Whether lines below the first fill most columns: cells that wrap seldom all do so, and to the same line."""
    columns = {id(fragment): column for column, cell in band.items() for fragment in cell}
    wanted = max(_SIDE_BY_SIDE, _MOST_COLUMNS * len(band))
    lines: list[tuple[Frame, set[int]]] = []
    for fragment in sorted((fragment for cell in band.values() for fragment in cell), key=_height):
        if lines and on_one_line(lines[-1][0], fragment.frame):
            lines[-1][1].add(columns[id(fragment)])
        else:
            lines.append((fragment.frame, {columns[id(fragment)]}))
    counts = [len(filled) for _, filled in lines[1:]]
    return sum(count >= wanted for count in counts) > 1 or max(counts, default=0) == len(band) > _SIDE_BY_SIDE


def _height(fragment: Fragment) -> float:
    return fragment.frame.top + fragment.frame.bottom


def _is_rest(bands: Sequence[_Band]) -> bool:
    """Whether a table begins with the rest of a row of the page before, which leaves the first column empty."""
    first = [fragment for cell in bands[0].values() for fragment in cell]
    return 0 not in bands[0] and len(bands[1:]) > 0 and 0 in bands[1] and not any(fragment.bold for fragment in first)


def _joined(band: _Band) -> Fragment:
    """One fragment of the cells of a row, in the order in which they are read."""
    members = [fragment for cell in band.values() for fragment in cell]
    cells = [
        Cell(tuple(CellLine(row.text.replace(CELL, " "), row.frame) for row in rows(band[column])))
        for column in sorted(band, reverse=is_right_to_left(members))
    ]
    frame = members[0].frame
    for fragment in members:
        frame = hull(frame, fragment.frame)
    size = max(members, key=lambda fragment: len(fragment.text)).size
    bold = all(fragment.bold for fragment in members)
    return Fragment(CELL.join(cell.text for cell in cells), frame, size, bold, tuple(cells))
