"""What is still readable of a damaged database, in a new one: the log and everything that cannot be made again.

Every page is authenticated, so a damaged one is never read as if it were whole; rows are copied from both ends of
each table towards the damage, then one by one across it. The index is left behind: indexing makes it again.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import apsw

from citewell.domain.errors import DamagedDatabaseError
from citewell.storage.backup.copying import open_raw, remove_database
from citewell.storage.db.database import Database, explained

logger = logging.getLogger(__name__)

TABLES = (
    "source",
    "draft",
    "outcome",
    "vault",
    "evidence",
    "draft_evidence",
    "audit",
    "legal_hold",
    "erasure",
    "export_note",
    "review",
    "mask_allowed",
    "team_setting",
    "style_activation",
    "golden_run",
    "retired_phrase",
    "learning_run",
    "suggestion",
    "draft_copied",
    "trial",
    "topic",
    "topic_draft",
    "topic_level",
)
_DAMAGE = (apsw.CorruptError, apsw.IOError, apsw.NotADBError)
_MOST_SINGLE = 200_000
"""Rows that are tried one by one across damage, at most, in a table."""
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Salvaged:
    """Rows that were copied, by table; ``damaged`` are the tables of which something may be missing."""

    rows: dict[str, int] = field(default_factory=dict)
    damaged: tuple[str, ...] = ()


def salvage(path: Path, target: Path, key: str) -> Salvaged:
    """Copy what can be read of the database at ``path`` to a new one at ``target``, under the same key.

    Raises ``DamagedDatabaseError`` where nothing can be read, and other kinds of ``StorageError``.
    """
    remove_database(target)
    with explained(path):
        source = open_raw(path, key)
    fresh = Database(target, key)
    rows: dict[str, int] = {}
    damaged: list[str] = []
    try:
        for table in TABLES:
            with fresh.write() as connection:
                connection.pragma("defer_foreign_keys", "on")
                copied, whole = _copy_table(source, connection, table)
                _drop_orphans(connection)
            rows[table] = copied
            damaged += [] if whole else [table]
    finally:
        source.close()
        fresh.close()
    if not sum(rows.values()):
        remove_database(target)
        raise DamagedDatabaseError(
            f"Nothing can be read of {path}. 'citewell restore FILE' puts a backup in its place."
        )
    return Salvaged(rows, tuple(damaged))


def _copy_table(source: apsw.Connection, target: apsw.Connection, table: str) -> tuple[int, bool]:
    """Rows copied, and whether all of them could be read."""
    try:
        columns = [name for (_, name, *_) in source.execute(f'PRAGMA table_info("{table}")')]
        keyed = [name for (_, name, _, _, _, at) in source.execute(f'PRAGMA table_info("{table}")') if at]
    except _DAMAGE:
        return 0, False
    if not columns:
        return 0, True  # the database was made before there was such a table
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{name}"' for name in columns)
    insert = f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608  names of our schema
    seen: set[Row] = set()
    whole = True
    for row in _readable(source, table, names, keyed, columns):
        if row is None:
            whole = False
        else:
            place = tuple(row[columns.index(name)] for name in keyed)
            if place not in seen:
                seen.add(place)
                target.execute(insert, row)
    return len(seen), whole


def _readable(
    source: apsw.Connection, table: str, names: str, keyed: list[str], columns: list[str]
) -> Iterator[Row | None]:
    """Every row that can be read, some twice; ``None`` where damage was met."""
    order = ", ".join(f'"{name}"' for name in keyed)
    down = ", ".join(f'"{name}" DESC' for name in keyed)
    last: dict[str, Any] = {}
    met = False
    for way, by in (("up", order), ("down", down)):
        try:
            for row in source.execute(f'SELECT {names} FROM "{table}" ORDER BY {by}'):  # noqa: S608  names of our schema
                last[way] = row[columns.index(keyed[0])]
                yield row
        except _DAMAGE:
            met = True
            yield None
        if not met:
            return
    low, high = last.get("up", 0), last.get("down", 0)
    if len(keyed) != 1 or not (isinstance(low, int) and isinstance(high, int)):
        return
    for number in range(low + 1, min(high, low + _MOST_SINGLE)):
        try:
            yield from source.execute(f'SELECT {names} FROM "{table}" WHERE "{keyed[0]}" = ?', (number,))  # noqa: S608  names of our schema
        except _DAMAGE:
            continue


def _drop_orphans(connection: apsw.Connection) -> None:
    """A row that refers to one that is lost cannot be kept."""
    for table, rowid, *_ in connection.execute("PRAGMA foreign_key_check").fetchall():
        if rowid is None:
            continue
        logger.info("a row of %s refers to what is lost", table)
        connection.execute("INSERT OR IGNORE INTO erasing (number) VALUES (1)")
        connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))  # noqa: S608  names of our schema
    connection.execute("DELETE FROM erasing")
