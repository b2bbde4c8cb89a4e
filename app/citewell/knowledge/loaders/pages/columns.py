"""Columns of a table, and lines of unruled tables that are one row: cells of several lines (stream parsing)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from citewell.knowledge.loaders.pages.layout import CELL, Cell, CellLine, Frame, Row, hull, is_right_to_left

Bounds = tuple[float, float]
"""Left and right of a column."""

_APART = 2.5
"""Line pitch, in font sizes, past which a table ends."""
_WIDER = 1.2
"""Share of the smallest pitch past which a line begins a new row."""
_LOOSER = 1.3
"""Share of the usual pitch past which a new paragraph begins."""
_LARGER = 1.15
_HALF = 0.8
"""Line pitch, in font sizes, up to which lines stand in cells that are centred beside each other."""
_MOST_ROWS = 150
"""Lines that are looked at together; the time for them grows with their square."""
_OVER = 0.4
_WIDEST = 0.55
"""Share of a table's width that its first column may take."""
_MOST_LINES = 25
_SIDE_BY_SIDE = 3
_MOST_COLUMNS = 0.6
"""Share of the columns that lines fill which are rows of their own."""
_LETTER = re.compile(r"[^\W\d_]")
_STARTS_NUMBER = re.compile(r"\W*\d")
_BREAKS_OFF = re.compile(r"(?:[,\-–(/&]|\b(?:and|or|of|the|for|with|to|in|und|oder|von|für|mit|et|ou|de|y|o|e|og|i))$")
_ENDS = re.compile(r"[.!?;:]$")


def columns_of(frames: Sequence[Frame]) -> list[Bounds]:
    """The columns in which ``frames`` stand, from left to right; what lies over several is left out of account."""
    found: list[Bounds] = []
    for frame in sorted(frames, key=lambda frame: frame.right - frame.left):
        touched = [bounds for bounds in found if frame.left < bounds[1] and bounds[0] < frame.right]
        if len(touched) > 1:
            continue
        if touched:
            found.remove(touched[0])
            found.append((min(frame.left, touched[0][0]), max(frame.right, touched[0][1])))
        else:
            found.append((frame.left, frame.right))
    return sorted(found)


def lies_over(columns: Sequence[Bounds], frame: Frame) -> int:
    """How many columns ``frame`` lies over."""
    return sum(frame.left < right and left < frame.right for left, right in columns)


def column_of(columns: Sequence[Bounds], frame: Frame) -> int:
    """The column that ``frame`` shares most of its width with; the first one where it stands in none."""
    shared = [min(right, frame.right) - max(left, frame.left) for left, right in columns]
    best = max(range(len(shared)), key=shared.__getitem__)
    return best if shared[best] > 0 else 0


def shared_most(columns: Sequence[Bounds], cell: Cell) -> int | None:
    """The column that shares most of its width with ``cell``; ``None`` where none does."""
    shared = [min(right, cell.right) - max(left, cell.left) for left, right in columns]
    best = max(range(len(shared)), key=shared.__getitem__)
    return best if shared[best] > 0 else None


def reads_on(above: str, text: str) -> bool:
    """Whether ``text`` is in the middle of what ``above`` began: in lower case, in brackets, or after a comma."""
    if _STARTS_NUMBER.match(text) and _STARTS_NUMBER.match(above):
        return False
    if above.count("(") > above.count(")") or _BREAKS_OFF.search(above):
        return True
    return text[:1].islower() and not _ENDS.search(above)


def join_rows(rows: Sequence[Row]) -> list[Row]:
    """``rows`` of one column, in which the lines of an unruled table that make up one row are one."""
    found: list[Row] = []
    for run in _runs(rows):
        columns = columns_of([line.frame for row in run for cell in _cells(row) for line in cell.lines])
        found.extend(_table_rows(run, columns) if _is_table(run, columns) else _last_cells_joined(run))
    return found


def _runs(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Lines that may belong to one table: close to each other, and no cell of theirs lies over two columns."""
    run: list[Row] = []
    for row in rows:
        apart = bool(run) and row.frame.bottom - run[-1].frame.bottom > _APART * max(row.size, run[-1].size)
        larger = bool(run) and max(row.size, run[-1].size) > _LARGER * min(row.size, run[-1].size)
        if run and (apart or larger or row.whole or run[-1].whole or len(run) >= _MOST_ROWS or not _fits(run, row)):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _fits(run: Sequence[Row], row: Row) -> bool:
    """Whether each cell of ``row`` keeps to one of the columns of the lines before it."""
    columns = columns_of([line.frame for before in run for cell in before.cells for line in cell.lines])
    frames = [line.frame for cell in _cells(row) for line in cell.lines]
    return all(lies_over(columns, frame) <= 1 for frame in frames)


def _is_table(run: Sequence[Row], columns: Sequence[Bounds]) -> bool:
    """Whether lines are those of a table: two have cells, none stand over each other, and the first column is narrow.

    A wide one is text with notes in the margin; lines over each other are formulas and raised signs.
    """
    if sum(row.tabular for row in run) < 2 or len(columns) < 2:
        return False
    if any(after.frame.bottom - before.frame.bottom < _OVER * before.size for before, after in pairwise(run)):
        return False
    mirrored = is_right_to_left(run)
    left, right = columns[-1] if mirrored else columns[0]
    return right - left <= _WIDEST * (columns[-1][1] - columns[0][0])


def _pitches(run: Sequence[Row]) -> list[float]:
    """From line to line, in font sizes."""
    return [(after.frame.bottom - before.frame.bottom) / max(before.size, 1.0) for before, after in pairwise(run)]


def _close(run: Sequence[Row]) -> float:
    """The pitch up to which a line belongs to the paragraph above it."""
    pitches = [pitch for pitch in _pitches(run) if pitch > _HALF]
    return max(_LOOSER * median(pitches), 1.05) if pitches else 0.0


def _last_cells_joined(run: Sequence[Row]) -> list[Row]:
    """Lines that go on in the last cell of the row above them, right of its first column."""
    close = _close(run)
    found: list[Row] = []
    for row in run:
        if found and _goes_on_below(found[-1], row, close):
            cells = found[-1].cells
            place = shared_most([(cell.left, cell.right) for cell in cells], _cells(row)[0])
            below = CellLine(row.text, row.frame)
            joined = tuple(Cell((*cell.lines, below)) if i == place else cell for i, cell in enumerate(cells))
            text = CELL.join(cell.text for cell in joined)
            found[-1] = replace(found[-1], text=text, frame=hull(found[-1].frame, row.frame), cells=joined)
        else:
            found.append(row)
    return found


def _goes_on_below(start: Row, row: Row, close: float) -> bool:
    """Whether ``row``, at most ``close`` font sizes below, goes on in a cell of words right of the first column."""
    if not start.tabular or start.whole or row.tabular or row.frame.left < start.cells[1].left - row.size / 2:
        return False
    if row.frame.bottom - start.frame.bottom > close * row.size:
        return False
    place = shared_most([(cell.left, cell.right) for cell in start.cells], _cells(row)[0])
    return place is not None and bool(_LETTER.search(start.cells[place].text) and _LETTER.search(row.text))


def _table_rows(run: Sequence[Row], columns: Sequence[Bounds]) -> list[Row]:
    """The lines of a table as its rows: by the space between rows where that is wider, else by how cells read on."""
    pitches, close = _pitches(run), _close(run)
    least = min(pitch if pitch > _HALF else 2 * pitch for pitch in pitches)
    if max(pitches) > _WIDER * least:
        groups = [[run[0]]]
        for row, pitch in zip(run[1:], pitches, strict=True):
            if pitch > _WIDER * least and not _goes_on_alone(groups[-1], row, columns, close):
                groups.append([row])
            else:
                groups[-1].append(row)
        if sum(_is_one_row(group, columns) for group in groups) > 1:
            return [row for group in groups for row in _group_rows(group, columns, close)]
    return _read_on(run, columns, close)


def _goes_on_alone(group: Sequence[Row], row: Row, columns: Sequence[Bounds], close: float) -> bool:
    """Whether ``row`` is a further line of words in one cell, right of the first column."""
    if row.frame.bottom - group[-1].frame.bottom > close * row.size or len(group) >= _MOST_LINES:
        return False
    if row.tabular or not group[0].tabular or row.bold != group[-1].bold or not _LETTER.search(row.text):
        return False
    return column_of(columns, row.frame) > 0 and row.frame.left >= group[0].cells[1].left - row.size / 2


def _group_rows(group: Sequence[Row], columns: Sequence[Bounds], close: float) -> list[Row]:
    return [_one(group, columns)] if _is_one_row(group, columns) else _read_on(group, columns, close)


def _is_one_row(group: Sequence[Row], columns: Sequence[Bounds]) -> bool:
    """Whether lines without wider space between them are one row: a cell is one line, and none is a list of numbers."""
    if len({row.bold for row in group}) > 1 or len(group) > _MOST_LINES or _is_title(group[0], group[1:], columns):
        return False
    texts: dict[int, list[str]] = {}
    full = max(_SIDE_BY_SIDE, _MOST_COLUMNS * len(columns))
    if any(len(row.cells) >= full for row in group[1:]) and len(group[0].cells) >= full:
        return False
    for row in group:
        for cell in _cells(row):
            texts.setdefault(column_of(columns, cell.lines[0].frame), []).append(cell.text)
    if len(texts) < 2 or min(map(len, texts.values())) > 1:
        return False
    return all(len(cell) == 1 or any(map(_LETTER.search, cell)) for cell in texts.values())


def _is_title(first: Row, below: Sequence[Row], columns: Sequence[Bounds]) -> bool:
    """Whether a line in the first column is a title over one row, which begins anew below it."""
    if first.tabular or column_of(columns, first.frame) or len(below) != 1 or not below[0].tabular:
        return False
    return not reads_on(first.text, below[0].cells[0].text)


def _read_on(run: Sequence[Row], columns: Sequence[Bounds], close: float) -> list[Row]:
    """Rows that begin at the top of their cells, told by how the lines below read on."""
    groups: list[list[Row]] = []
    for row in run:
        if groups and _continues(groups[-1], row, columns, close):
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_one(group, columns) for group in groups]


def _continues(group: Sequence[Row], row: Row, columns: Sequence[Bounds], close: float) -> bool:
    """Whether ``row`` goes on in cells of the row above it, and leaves another of that row's cells as it is."""
    if _goes_on_alone(group, row, columns, close):
        return True
    if row.bold != group[-1].bold or row.frame.bottom - group[-1].frame.bottom > close * row.size:
        return False
    above: dict[int, str] = {}
    for line in group:
        for cell in _cells(line):
            above[column_of(columns, cell.lines[0].frame)] = cell.text
    below = {column_of(columns, cell.lines[0].frame): cell.text for cell in _cells(row)}
    if len(above) < 2 or not below.keys() < above.keys():
        return _begins_above(group, row, above, below)
    words = all(_LETTER.search(text) and _LETTER.search(above[place]) for place, text in below.items())
    return words and all(reads_on(above[place], text) for place, text in below.items())


def _begins_above(group: Sequence[Row], row: Row, above: dict[int, str], below: dict[int, str]) -> bool:
    """Whether the cells above stand at the bottom of their row: they are fewer, and ``row`` reads on in each."""
    if not row.tabular or group[0].tabular or not above.keys() < below.keys():
        return False
    return all(reads_on(text, below[place]) for place, text in above.items())


def _cells(row: Row) -> tuple[Cell, ...]:
    return row.cells or (Cell((CellLine(row.text, row.frame),)),)


def _one(group: Sequence[Row], columns: Sequence[Bounds]) -> Row:
    """The lines of ``group`` as one row, each cell with its lines."""
    if len(group) == 1:
        return group[0]
    lines: dict[int, list[CellLine]] = {}
    frame = group[0].frame
    for row in group:
        frame = hull(frame, row.frame)
        for cell in _cells(row):
            lines.setdefault(column_of(columns, cell.lines[0].frame), []).extend(cell.lines)
    order = sorted(lines)
    first = next((row for row in group if row.tabular), group[0])
    if first.tabular and first.cells[0].left > first.cells[-1].left:
        order.reverse()
    cells = tuple(Cell(tuple(lines[place])) for place in order)
    longest = max(group, key=lambda row: len(row.text))
    return Row(
        CELL.join(cell.text for cell in cells), frame, longest.size, group[0].bold, cells if len(cells) > 1 else ()
    )
