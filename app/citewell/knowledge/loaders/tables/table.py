"""Tables of all kinds: each row an entry that reads by itself, with its header, its name and its identifiers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.governance.text.sentences import split_sentences
from citewell.knowledge.loaders.tables.columns import Column, Layout, Row, cell_codes, key_of, lay_out
from citewell.knowledge.loaders.text.entries import MAX_ENTRY_NAME, Budget, EntryNames, EntryText, clean_cell
from citewell.knowledge.loaders.text.field_names import question_and_answer
from citewell.knowledge.loaders.text.grid import row_text

PART_WORDS = 110
"""Words of one block of a row. A longer row is several blocks, each of which begins with what names the row."""
_QUESTION_LEVEL = 3
_MOST_TITLE = 80
"""Characters of a table's title."""
_CHARACTERS = 10
"""Characters that count as a word where a text has few spaces."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows (none empty), and what is known of them: a name, the names of the columns, the columns that name a row.

    ``grouped`` are the numbers of rows with cells that span columns.
    """

    rows: list[Row]
    name: str = ""
    header: Sequence[str] | None = None
    key: tuple[int, ...] = ()
    grouped: frozenset[int] = frozenset()


def read_rows(rows: Iterable[tuple[int, Sequence[str]]], budget: Budget) -> list[Row]:
    """The rows that hold anything, cleaned, as far as ``budget`` goes."""
    kept: list[Row] = []
    for number, raw in rows:
        cells = [clean_cell(cell) if cell else "" for cell in raw]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            if not budget.take(len(cells)):
                break
            kept.append((number, cells))
    return kept


def table_document(
    tables: Sequence[Table], title: str, *, what: str = "", problems: Sequence[str] = ()
) -> ExtractedDocument:
    """The rows of all tables, a line each (or several, where a row is long).

    Where there are several tables, each has a heading of ``what`` it is and its name (``Sheet "Rates"``), and the
    entries of its rows begin with that name. Raises ``UnreadableFileError`` where no table has a row.
    """
    filled = [table for table in tables if table.rows]
    if not filled:
        raise UnreadableFileError("the file holds no rows")
    text = EntryText()
    names = EntryNames()
    for table in filled:
        if table.name:
            text.gap()
            text.line(f'{what} "{table.name}"'.strip(), level=2)
        prefix = f"{table.name}/" if table.name and len(tables) > 1 else ""
        write_table(text, names, table, prefix)
    return text.extracted(title, problems)


def write_table(text: EntryText, names: EntryNames, table: Table, prefix: str = "") -> None:
    """Add the rows of one table."""
    layout = lay_out(table.rows, table.header, table.key, table.grouped)
    for number, cells in layout.leading:
        text.line(" ".join(filter(None, cells)), entry=names.unique(f"{prefix}{number}"))
    title = _title(layout)
    header = [column.name for column in layout.columns]
    faq = question_and_answer(header)
    for number, cells in layout.body:
        wanted = key_of(cells, layout.key)
        entry = names.unique(prefix + (wanted if 0 < len(wanted) <= MAX_ENTRY_NAME else str(number)))
        codes = row_codes(layout.columns, cells)
        if faq and len(cells) > max(faq) and all(cells[i] for i in faq):
            _write_faq(text, header, cells, faq, entry, codes)
        else:
            for part in _parts(header, cells, layout):
                text.line(part, entry=entry, codes=codes, table=title)
    for number, cells in layout.notes:
        codes = row_codes(layout.columns, cells)
        text.line(", ".join(cells), entry=names.unique(f"{prefix}{number}"), codes=codes, table=title)


def _title(layout: Layout) -> tuple[str, ...]:
    """The title above the header: the first row there, where it is one short text."""
    first = list(filter(None, layout.leading[0][1])) if layout.leading else []
    return tuple(first) if len(first) == 1 and len(first[0]) <= _MOST_TITLE and layout.columns else ()


def _write_faq(
    text: EntryText, header: list[str], cells: list[str], faq: tuple[int, int], entry: str, codes: Sequence[str]
) -> None:
    """A row that asks and answers: the question as a heading, the answer and the other cells below it."""
    question, answer = faq
    text.line(cells[question], level=_QUESTION_LEVEL, entry=entry, codes=codes)
    others = row_text(header, [cell if i not in faq else "" for i, cell in enumerate(cells)])
    for piece in (*_pieces("", cells[answer], PART_WORDS), *(_pieces("", others, PART_WORDS) if others else ())):
        text.line(piece, entry=entry, codes=codes)


def row_codes(columns: Sequence[Column], cells: Sequence[str]) -> tuple[str, ...]:
    """The identifiers in a row, as written, in the order of its cells."""
    found: dict[str, None] = {}
    for column, cell in zip(columns, cells, strict=False):
        if cell:
            found.update(dict.fromkeys(cell_codes(column, cell)))
    return tuple(found)


def _parts(header: list[str], cells: list[str], layout: Layout) -> Iterator[str]:
    """A row as one text, or where it is long as several, each with the cells that name the row."""
    whole = row_text(header, cells)
    if _size(whole) <= PART_WORDS:
        yield whole
        return
    key = layout.key if key_of(cells, layout.key) else ()
    lead = row_text([header[i] for i in key], [cells[i] for i in key])
    yield from _filled(
        lead,
        (
            piece
            for i, cell in enumerate(cells)
            if cell and i not in key
            for piece in _pieces(header[i], cell, PART_WORDS - _size(lead))
        ),
    )


def _filled(lead: str, pieces: Iterable[str]) -> Iterator[str]:
    """Pieces joined to texts of ``PART_WORDS`` at most, each after ``lead``."""
    open_part = [lead] if lead else []
    words = _size(lead)
    for piece in pieces:
        size = _size(piece)
        if words + size > PART_WORDS and len(open_part) > bool(lead):
            yield "; ".join(open_part)
            open_part = [lead] if lead else []
            words = _size(lead)
        open_part.append(piece)
        words += size
    if len(open_part) > bool(lead):
        yield "; ".join(open_part)


def _pieces(name: str, cell: str, words: int) -> Iterator[str]:
    """A cell with its name; one that is too long in runs of sentences, each with the name."""
    named = f"{name}: " if name else ""
    room = max(20, words - _size(named))
    if _size(cell) <= room:
        yield named + cell
        return
    run: list[str] = []
    for unit in _units(cell, room):
        if run and _size(" ".join([*run, unit])) > room:
            yield named + " ".join(run)
            run = []
        run.append(unit)
    yield named + " ".join(run)


def _units(cell: str, words: int) -> Iterator[str]:
    """Sentences; one that is too long in runs of words, or of characters where it has no spaces."""
    for start, end in split_sentences(cell):
        sentence = cell[start:end]
        if _size(sentence) <= words:
            yield sentence
        elif len(sentence) > words * _CHARACTERS * 2 and sentence.count(" ") * 40 < len(sentence):
            step = words * _CHARACTERS
            yield from (sentence[i : i + step] for i in range(0, len(sentence), step))
        else:
            parts = sentence.split()
            step = max(1, words // 2)
            yield from (" ".join(parts[i : i + step]) for i in range(0, len(parts), step))


def _size(text: str) -> int:
    """Words of a text, or a tenth of its characters where that is more."""
    return max(len(text.split()), len(text) // _CHARACTERS)
