"""Tables of documents: each row becomes a text that reads by itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Literal

from citewell.domain.documents import ROW_JOINT

MAX_SPAN = 256
"""Columns that one cell may span; more is no table that anybody reads."""
_MAX_NAME = 60
"""Characters of a column's name; longer ones are content."""
_MAX_REPEATED = 80
"""Characters of a cell over several rows that are said again in each of them."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One place of the grid; ``joins`` says that it belongs to the cell at its left or above it and has no own text."""

    text: str = ""
    joins: Literal["", "left", "above"] = ""
    bold: bool = False


Row = Sequence[Cell]


def spanning(cell: Cell, columns: int) -> list[Cell]:
    """A cell over ``columns`` columns."""
    return [cell, *[Cell(joins=cell.joins or "left")] * (min(columns, MAX_SPAN) - 1)]


def row_texts(rows: Sequence[Row], headers: int | None = None) -> Iterator[str]:
    """The rows below the header, each as ``Plan: Pro; Price: 12 €``; rows without text are left out.

    ``headers`` is the number of header rows, ``None`` where the file does not say: then it is guessed.
    """
    count = _guess_headers(rows) if headers is None else headers
    names = _names(rows[:count])
    above: list[str] = []
    for row in rows[count:]:
        above = [_fill(cell, before) for cell, before in zip_longest(row, above[: len(row)], fillvalue="")]
        text = _row_text(row, names, above)
        if text:
            yield text


def row_text(header: list[str], cells: list[str]) -> str:
    """A table row that reads by itself: ``Plan: Pro; Price: 12 €``."""
    named = [f"{name}: {cell}" if name else cell for name, cell in zip(header, cells, strict=False) if cell]
    return ROW_JOINT.join([*named, *(cell for cell in cells[len(header) :] if cell)])


def _fill(cell: Cell | str, before: Cell | str) -> str:
    if not isinstance(cell, Cell):
        return ""
    if cell.joins == "above":
        return before if isinstance(before, str) and len(before) <= _MAX_REPEATED else ""
    return cell.text


def _row_text(row: Row, names: list[str], texts: list[str]) -> str:
    if len(row) > 1 and all(cell.joins == "left" for cell in row[1:]):
        return row[0].text  # a line across the whole table
    if not any(names) and len(texts) == 2 and all(texts) and len(texts[0]) <= _MAX_NAME:
        return row_text([texts[0].rstrip(": ")], texts[1:])
    return row_text(names, texts)


def _names(rows: Sequence[Row]) -> list[str]:
    """The name of each column, out of all header rows."""
    names: list[str] = []
    for row in rows:
        left = ""
        for column, cell in enumerate(row):
            left = left if cell.joins == "left" else cell.text
            if column == len(names):
                names.append(left)
            elif left and left != names[column]:
                names[column] = f"{names[column]} {left}".strip()
    return [name.rstrip(": ") for name in names]


def _guess_headers(rows: Sequence[Row]) -> int:
    """2 where the names of the first row are divided in the second, 1 where the first row names columns, else 0."""
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return 0
    first = [cell for cell in rows[0] if not cell.joins]
    if not _names_columns(first, rows[1]):
        return 0
    divided = any(cell.joins == "left" for cell in rows[0]) and any(cell.joins == "above" for cell in rows[1])
    return 2 if divided and len(rows) > 2 else 1


def _names_columns(first: Row, second: Row) -> bool:
    texts = [cell.text for cell in first]
    if len(first) < 2 or not all(texts[1:]) or len(set(texts)) < len(texts):
        return False
    if all(cell.bold for cell in first if cell.text) and not all(cell.bold for cell in second if cell.text):
        return True
    if len(first) == 2 and (texts[0].endswith(":") or any(map(str.isdigit, texts[1]))):
        return False  # a name and its value
    return all(map(_is_name, texts[1:])) and len(texts[0]) <= _MAX_NAME


def _is_name(text: str) -> bool:
    return len(text) <= _MAX_NAME and any(map(str.isalpha, text)) and "@" not in text and "://" not in text


def headed(rows: Sequence[tuple[bool, Row]]) -> int | None:
    """How many rows at the top the file itself marks as header rows, ``None`` where there are none."""
    count = next((index for index, (is_header, _) in enumerate(rows) if not is_header), len(rows))
    return count or None


def cells_of(spanned: Sequence[list[Cell]]) -> list[Cell]:
    """The places of one row, out of its cells with their spans."""
    return list(chain.from_iterable(spanned))
