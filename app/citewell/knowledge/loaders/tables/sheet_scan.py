"""What a worksheet's XML says besides its cells: merged ranges, hidden rows and columns, formulas without a value."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from openpyxl.utils.cell import range_boundaries

_CHUNK = 1 << 20
_MAX_MERGES = 20_000
_MAX_MERGE_WIDTH = 256
_MAX_COLUMN = 16_384

_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
_NUMBER = re.compile(rb"\sr=\"(\d{1,7})\"")
_FROM, _TO, _HIDDEN = (re.compile(rb"\s%s=\"(\w+)\"" % name) for name in (b"min", b"max", b"hidden"))
_NO_VALUE = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?:\s[^>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_CELL = (b"<c ", b":c ")


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, its bounds inclusive and counted from 1."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class SheetFacts:
    """Merged ranges by their first row, hidden columns and rows (from 1), how many formulas have no stored value."""

    merges: dict[int, list[Merge]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    uncalculated: int = 0


def scan_sheet(archive: zipfile.ZipFile, path: str) -> SheetFacts:
    """Read a worksheet once, in pieces; its cells are not parsed."""
    facts = SheetFacts()
    count = 0
    for piece in _pieces(archive, path):
        facts.uncalculated += sum(1 for _ in _NO_VALUE.finditer(piece))
        for match in _COLUMN.finditer(piece):
            facts.hidden.update(_hidden(match[0]))
        for match in _ROW.finditer(piece) if b"hidden" in piece else ():
            named, hidden = _NUMBER.search(match[0]), _HIDDEN.search(match[0])
            if named and hidden and hidden[1] in {b"1", b"true"}:
                facts.hidden_rows.add(int(named[1]))
        for match in _MERGE.finditer(piece):
            count += 1
            merge = _merge(match[1].decode())
            if count <= _MAX_MERGES and merge.last_column - merge.first_column < _MAX_MERGE_WIDTH:
                facts.merges.setdefault(merge.first_row, []).append(merge)
    return facts


def _pieces(archive: zipfile.ZipFile, path: str) -> Iterator[bytes]:
    """The XML in pieces that end between cells or tags."""
    rest = b""
    with archive.open(path) as source:
        while chunk := source.read(_CHUNK):
            rest += chunk
            cut = max(*(rest.rfind(mark) for mark in _CELL), 0) or rest.rfind(b">") + 1
            yield rest[:cut]
            rest = rest[cut:]
    yield rest


def _hidden(tag: bytes) -> range:
    first, last, hidden = (pattern.search(tag) for pattern in (_FROM, _TO, _HIDDEN))
    if not (first and last and hidden) or hidden[1] not in {b"1", b"true"}:
        return range(0)
    return range(int(first[1]), min(int(last[1]), _MAX_COLUMN) + 1)


def _merge(reference: str) -> Merge:
    left, top, right, bottom = range_boundaries(reference)
    return Merge(top, left, bottom, right)
