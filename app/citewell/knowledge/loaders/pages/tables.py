"""Tables on pages: cells named by the header above them, and rows that go on over the page."""

import re
from collections.abc import Sequence
from itertools import pairwise

from citewell.knowledge.loaders.pages.columns import reads_on, shared_most
from citewell.knowledge.loaders.pages.layout import CELL, Cell, CellLine, Row

_LEAST_ROWS = 4
_MOSTLY = 0.8
_LETTER = re.compile(r"[^\W\d_]")


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


def goes_on_over_page(before: Row, after: Row) -> bool:
    """Whether ``after``, the first row of a page, is the rest of ``before``, the last row of the page before.

    Its cells stand below those of ``before``, and each reads on in the middle of a sentence; or, where lines bound
    it, it leaves the first column empty.
    """
    if not before.cells or len(after.cells) > len(before.cells) or before.bold != after.bold:
        return False
    bounds = [(cell.left, cell.right) for cell in before.cells]
    if not after.cells and sum(after.frame.left < right and left < after.frame.right for left, right in bounds) > 1:
        return False
    cells = after.cells or (Cell((CellLine(after.text, after.frame),)),)
    places = [shared_most(bounds, cell) for cell in cells]
    known = [place for place in places if place is not None]
    if len(known) < len(places) or len(set(known)) < len(known):
        return False
    if after.whole and before.whole and 0 not in known:
        return True
    return all(reads_on(before.cells[place].text, cell.text) for place, cell in zip(known, cells, strict=True))


def merged(rows: Sequence[Row]) -> list[list[tuple[int, CellLine]]]:
    """The cells of a table row that reaches over pages: lines, each with the index of its row in ``rows``."""
    cells = [[(0, line) for line in cell.lines] for cell in rows[0].cells]
    bounds = [(cell.left, cell.right) for cell in rows[0].cells]
    for i, row in enumerate(rows[1:], 1):
        for cell in row.cells or (Cell((CellLine(row.text, row.frame),)),):
            place = shared_most(bounds, cell)
            cells[0 if place is None else place].extend((i, line) for line in cell.lines)
    return cells


def row_text(row: Row, texts: Sequence[str], header: Row | None) -> str:
    """A table row that reads by itself: ``Plan: Pro; Price: 12 €``, or without names where no header fits.

    ``texts`` are those of its cells.
    """
    names = _names(row.cells, header) if header else None
    if names is None:
        return "; ".join(texts).replace(":; ", ": ")
    return "; ".join(f"{name}: {text}" for name, text in zip(names, texts, strict=True))


def _names(cells: Sequence[Cell], header: Row) -> list[str] | None:
    bounds = [(cell.left, cell.right) for cell in header.cells]
    places = [shared_most(bounds, cell) for cell in cells]
    known = [place for place in places if place is not None]
    if len(known) < len(places) or len(set(known)) < len(known):
        return None
    return [header.cells[place].text for place in known]
