"""Excel workbooks: the rows of every visible sheet, values as they are shown."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any, TypeAlias

from defusedxml.common import DefusedXmlException
from openpyxl.reader.excel import ExcelReader

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders.archive import DAMAGED, ENTITIES, open_archive, read_entry
from citewell.knowledge.loaders.tables.cell_format import cell_text
from citewell.knowledge.loaders.tables.sheet_scan import Merge, SheetFacts, scan_sheet
from citewell.knowledge.loaders.tables.table import Table, read_rows, table_document
from citewell.knowledge.loaders.text.entries import Budget

Sheet: TypeAlias = Any
Cell: TypeAlias = Any
"""openpyxl ships no types."""

_MAX_NAMED = 10
MAX_EMPTY_ROWS = 10_000
"""Empty rows in a row after which the rest of a sheet is not read."""
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_DEFAULT_NAME = re.compile(
    r"(?:Sheet|Worksheet|Tabelle|Blatt|Feuil|Hoja|Foglio|Planilha|Blad|Arkusz|Ark)\s?\d*", re.IGNORECASE
)
_UNREADABLE = (
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    OSError,
    EOFError,
    SyntaxError,
    NotImplementedError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What openpyxl, its XML parsers and ``zipfile`` raise for a workbook that is not sound."""


def load_xlsx(data: bytes, title: str) -> ExtractedDocument:
    """Each row of a visible sheet is an entry; formulas count with their stored values. Hidden parts are left out.

    Raises ``UnreadableFileError``.
    """
    with open_archive(data) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about features that are not read
        if _STRICT in (read_entry(archive, "xl/workbook.xml") or b""):
            data = _usual(archive)
        try:
            return _load(data, title)
        except RecursionError:
            raise
        except _UNREADABLE as error:
            entities = isinstance(error, DefusedXmlException) or isinstance(error.__cause__, DefusedXmlException)
            raise UnreadableFileError(ENTITIES if entities else DAMAGED) from error


def _load(data: bytes, title: str) -> ExtractedDocument:
    reader = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    reader.read()
    paths = {sheet.name: relation.target for sheet, relation in reader.parser.find_sheets()}
    budget = Budget()
    tables: list[Table] = []
    problems: list[str] = []
    hidden = [sheet.title for sheet in reader.wb.worksheets if sheet.sheet_state != "visible"]
    if hidden:
        problems.append(f"{_counted(len(hidden), 'hidden sheet')} not indexed: {', '.join(hidden[:_MAX_NAMED])}")
    for sheet in reader.wb.worksheets:
        if sheet.sheet_state != "visible":
            continue
        facts = scan_sheet(reader.archive, paths[sheet.title])
        sheet.reset_dimensions()
        rows = read_rows(_rows(sheet, facts, problems), budget)
        tables.append(Table(rows, sheet.title, grouped=_grouped(facts)))
        if facts.hidden or facts.hidden_rows:
            problems.append(_left_out(sheet, facts))
        if facts.uncalculated:
            problems.append(_uncalculated(sheet.title, facts.uncalculated))
    return table_document(_named(tables, title), title, what="Sheet", problems=[*problems, *budget.problems()])


def _named(tables: list[Table], title: str) -> list[Table]:
    """A sole sheet whose name says nothing has none."""
    if len(tables) == 1 and (_DEFAULT_NAME.fullmatch(tables[0].name) or tables[0].name == title):
        return [Table(tables[0].rows, grouped=tables[0].grouped)]
    return tables


def _left_out(sheet: Sheet, facts: SheetFacts) -> str:
    """What to tell of rows and columns that the sheet does not show."""
    parts = [
        _counted(len(numbers), f"hidden {what}")
        for numbers, what in ((facts.hidden_rows, "row"), (facts.hidden, "column"))
        if numbers
    ]
    return f'sheet "{sheet.title}": {" and ".join(parts)} not indexed'


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _uncalculated(name: str, count: int) -> str:
    return (
        f'sheet "{name}": {count:,} formulas have no stored value; open the file in a spreadsheet program and save it'
    )


def _grouped(facts: SheetFacts) -> frozenset[int]:
    """Rows with a cell that spans columns: as header they are continued in the row below."""
    return frozenset(row for row, merges in facts.merges.items() if any(m.last_column > m.first_column for m in merges))


def _rows(sheet: Sheet, facts: SheetFacts, problems: list[str]) -> Iterator[tuple[int, list[str]]]:
    """Number and shown texts of the rows that hold something."""
    open_merges: list[tuple[Merge, str]] = []
    empty = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        if number in facts.hidden_rows:
            continue
        texts = [_text(cell) if column not in facts.hidden else "" for column, cell in enumerate(cells, 1)]
        if not any(texts):
            empty += 1
            if empty > MAX_EMPTY_ROWS:
                problems.append(f'sheet "{sheet.title}": nothing is read after {MAX_EMPTY_ROWS:,} empty rows')
                return
            continue
        empty = 0
        open_merges = [(merge, text) for merge, text in open_merges if merge.last_row >= number]
        open_merges += [(merge, _at(texts, merge.first_column)) for merge in facts.merges.get(number, ())]
        _fill(texts, open_merges, facts.hidden)
        yield number, texts


def _text(cell: Cell) -> str:
    if cell.value is None or cell.data_type == "e":
        return ""
    if isinstance(cell.value, str):
        return cell.value
    return cell_text(cell.value, cell.number_format)


def _at(texts: list[str], column: int) -> str:
    return texts[column - 1] if column <= len(texts) else ""


def _fill(texts: list[str], merges: list[tuple[Merge, str]], hidden: set[int]) -> None:
    """Repeat a merged cell's text in all of its cells, but not that of a line across the whole table."""
    if sum(map(bool, texts)) < 2 and any(_at(texts, merge.first_column) for merge, _ in merges):
        return
    for merge, text in merges:
        if text:
            texts.extend([""] * (merge.last_column - len(texts)))
            for column in range(merge.first_column, merge.last_column + 1):
                if column not in hidden:
                    texts[column - 1] = texts[column - 1] or text


def _usual(archive: zipfile.ZipFile) -> bytes:
    """A strict workbook (ISO/IEC 29500) with the names of the usual, transitional form, which openpyxl reads."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as copy:
        for entry in archive.infolist():
            content = read_entry(archive, entry.filename) or b""
            copy.writestr(entry, _USUAL.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content))
    return target.getvalue()
