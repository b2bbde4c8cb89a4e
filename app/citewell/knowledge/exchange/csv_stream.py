"""Streaming reader of CSV exports: rows one by one, by the names of their columns in lower case."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from citewell.domain.errors import BadInputError
from citewell.knowledge.exchange.json_stream import Reading
from citewell.knowledge.exchange.values import CutExportError, Record

MAX_CELL = 16 << 20
"""Characters of the largest cell."""
MOST_PROBLEMS = 50
_DELIMITERS = ",;\t|"


def read_csv_records(path: Path, encoding: str, reading: Reading) -> Iterator[Record]:
    """The rows of a CSV export in order.

    A row of another width is reported and left out. Raises ``CutExportError`` where the file ends inside of a row.
    """
    csv.field_size_limit(MAX_CELL)
    with path.open(encoding=encoding, newline="") as file:
        names, delimiter = _header(file, path)
        rows = csv.reader(_lines(file), delimiter=delimiter, strict=True)
        try:
            yield from _rows(rows, names, path, reading)
        except csv.Error as error:
            if "unexpected end of data" in str(error):
                raise _cut(path, reading) from error
            raise BadInputError(
                f"{path} is not CSV behind row {reading.count} ({error}). Export it again. Nothing was imported."
            ) from error


def columns_of(path: Path, encoding: str) -> tuple[str, ...]:
    """The names of the columns, in lower case. Raises ``BadInputError`` where there are none."""
    with path.open(encoding=encoding, newline="") as file:
        return _header(file, path)[0]


def _header(file: TextIO, path: Path) -> tuple[tuple[str, ...], str]:
    line = file.readline(1 << 20)
    delimiter = max(_DELIMITERS, key=line.count)
    try:
        cells = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        cells = []
    names = tuple(" ".join(cell.strip("\ufeff \t\r\n").casefold().replace("_", " ").split()) for cell in cells)
    if len(names) < 2:
        raise BadInputError(f"{path} is neither JSON nor a CSV export with named columns. Nothing was imported.")
    return names, delimiter


def _lines(file: TextIO) -> Iterator[str]:
    """Lines without zero bytes, which the parser takes for the end."""
    for line in file:
        yield line.replace("\0", "")


def _rows(rows: Iterator[list[str]], names: tuple[str, ...], path: Path, reading: Reading) -> Iterator[Record]:
    short = ""
    for number, row in enumerate(rows, 2):
        if short:
            reading.problems.append(short)
            short = ""
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(names):
            short = f"row {number} has {len(row)} cells and not {len(names)}; it is left out"
            continue
        reading.count += 1
        yield dict(zip(names, row, strict=True))
    if short:  # the last row of all: nothing says that the rest of it was ever written
        raise _cut(path, reading)


def _cut(path: Path, reading: Reading) -> CutExportError:
    return CutExportError(f"{path} is cut off in the middle: its last row, behind row {reading.count}, is not whole.")
