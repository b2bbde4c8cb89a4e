"""Rows of tables on pages: cells that go on in the next line, and cells named by the header above them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from citewell.knowledge.loaders.pages.layout import CELL, Cell, Row

_LEAST_ROWS = 4
_MOSTLY = 0.8
_LETTER = re.compile(r"[^\W\d_]")


def goes_on(start: Row, row: Row) -> bool:
    """Whether ``row`` is the next line of one cell of the table row ``start``: of words, right of the first column."""
    if not start.tabular or row.tabular or row.frame.left < start.cells[1].left - row.size / 2:
        return False
    above = _overlapping(start.cells, Cell(row.text, row.frame.left, row.frame.right))
    return above is not None and bool(_LETTER.search(start.cells[above].text) and _LETTER.search(row.text))


def headers(rows: Sequence[Row | None]) -> list[Row | None]:
    """For the first line of each paragraph, ``None`` where it is no table row, the header that names its cells.

    A header is a bold row, with words in each cell, above rows that are not bold; or the first row of a table of
    words alone, above rows with a number in the same columns.
    """
    plain = _plain_headers(rows)
    found: list[Row | None] = []
    header: Row | None = None
    for i, (row, following) in enumerate(pairwise([*rows, None])):
        found.append(header if row is not None and not row.bold else None)
        if row is None:
            header = None
        elif i in plain:
            header = row
        elif row.bold:
            below = following is not None and not following.bold
            header = row if below and all(_LETTER.search(cell.text) for cell in row.cells) else None
    return found


def _plain_headers(rows: Sequence[Row | None]) -> frozenset[int]:
    """Where tables of rows that are all set alike begin with the names of their columns."""
    starts = (i for i, row in enumerate(rows) if row is not None and (i == 0 or rows[i - 1] is None))
    found = []
    for start in starts:
        end = next((i for i in range(start, len(rows)) if rows[i] is None), len(rows))
        table = [row for row in rows[start:end] if row is not None]
        if len(table) >= _LEAST_ROWS and not any(row.bold for row in table) and _names_columns(table[0], table[1:]):
            found.append(start)
    return frozenset(found)


def _names_columns(first: Row, others: Sequence[Row]) -> bool:
    if not all(_LETTER.search(cell.text) for cell in first.cells) or any(map(str.isdigit, first.text)):
        return False
    numbered = 0
    for row in others:
        if len(row.cells) > len(first.cells):
            return False
        numbered += any(map(str.isdigit, CELL.join(cell.text for cell in row.cells[1:])))
    return numbered >= _MOSTLY * len(others)


def row_text(rows: Sequence[Row], header: Row | None) -> str:
    """A table row that reads by itself: ``Plan: Pro; Price: 12 €``, or without names where no header fits."""
    cells = list(rows[0].cells)
    for row in rows[1:]:
        place = _overlapping(cells, Cell(row.text, row.frame.left, row.frame.right))
        if place is not None:
            text, left, right = cells[place]
            cells[place] = Cell(f"{text} {row.text}", min(left, row.frame.left), max(right, row.frame.right))
    names = _names(cells, header) if header else None
    if names is None:
        return "; ".join(cell.text for cell in cells).replace(":; ", ": ")
    return "; ".join(f"{name}: {cell.text}" for name, cell in zip(names, cells, strict=True))


def _names(cells: Sequence[Cell], header: Row) -> list[str] | None:
    places = [_overlapping(header.cells, cell) for cell in cells]
    known = [place for place in places if place is not None]
    if len(known) < len(places) or len(set(known)) < len(known):
        return None
    return [header.cells[place].text for place in known]


def _overlapping(columns: Sequence[Cell], cell: Cell) -> int | None:
    """The column that shares most of its width with ``cell``; ``None`` where none does."""
    shared = [min(column.right, cell.right) - max(column.left, cell.left) for column in columns]
    best = max(range(len(shared)), key=shared.__getitem__)
    return best if shared[best] > 0 else None
