"""SQLite databases: every table a table, every row an entry. The database is read from memory and never written."""

import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing

from citewell.domain.documents import ExtractedDocument
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders.tables.cell_format import number_text
from citewell.knowledge.loaders.tables.table import Table, read_rows, table_document
from citewell.knowledge.loaders.text.entries import Budget

_MAGIC = b"SQLite format 3\0"
_VERSIONS = slice(18, 20)
"""Where the header says how the file is written; 2 is the write-ahead log, which nothing in memory can have."""
_ROLLBACK = b"\x01\x01"
_MAX_SECONDS = 60.0
_STEPS = 100_000
"""Virtual machine instructions between two looks at the clock."""
_TABLES = (
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
)


def load_sqlite(data: bytes, title: str) -> ExtractedDocument:
    """Each row of the database's tables is an entry, named by its primary key. Views and BLOBs are left out.

    Raises ``UnreadableFileError``.
    """
    if not data.startswith(_MAGIC):
        raise UnreadableFileError(
            "not an SQLite database, or an encrypted one; export its tables as CSV or as a plain database"
        )
    plain = bytearray(data)
    plain[_VERSIONS] = _ROLLBACK
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(bytes(plain))
            return _load(connection, title)
    except sqlite3.Error as error:
        raise UnreadableFileError(f"a database that cannot be read ({error}); export it again") from error


def _load(connection: sqlite3.Connection, title: str) -> ExtractedDocument:
    connection.text_factory = _text
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    end = time.monotonic() + _MAX_SECONDS
    connection.set_progress_handler(lambda: int(time.monotonic() > end), _STEPS)
    budget = Budget()
    tables = [_table(connection, str(name), budget) for (name,) in connection.execute(_TABLES).fetchall()]
    if len(tables) == 1:
        tables = [Table(tables[0].rows, "", tables[0].header, tables[0].key)]
    return table_document(tables, title, what="Table", problems=budget.problems())


def _table(connection: sqlite3.Connection, name: str, budget: Budget) -> Table:
    columns = connection.execute("SELECT name, pk FROM pragma_table_xinfo(?) WHERE hidden <> 1", (name,)).fetchall()
    header = [str(column) for column, _ in columns]
    key = sorted((position, i) for i, (_, position) in enumerate(columns) if position)
    quoted = name.replace('"', '""')
    rows = connection.execute(f'SELECT * FROM "{quoted}"')  # noqa: S608  a name out of the schema, quoted
    return Table(read_rows(_rows(rows), budget), name, header, tuple(i for _, i in key))


def _rows(rows: Iterator[Sequence[object]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, 1):
        yield number, [_shown(value) for value in row]


def _shown(value: object) -> str:
    if isinstance(value, int | float):
        return number_text(value)
    return value if isinstance(value, str) else ""


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")
