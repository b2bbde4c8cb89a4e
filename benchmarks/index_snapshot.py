"""What an index holds, without ids and times: to tell whether two are the same, and whether one is whole."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import apsw
import numpy as np

from citewell.bootstrap.open_home import open_app
from citewell.settings.home import Home
from citewell.storage.db.database import fetch_all, fetch_value

Snapshot = Mapping[str, tuple[int, str]]
"""Rows and sha256 of each part of an index."""

_PARTS = {
    "sources": "SELECT root, access FROM source ORDER BY root",
    "documents": """
        SELECT path, key, title, version, effective_from, effective_to, product, language, own_access, access,
               owner, text, problems, size, mtime_ns, content_hash, fingerprint, retired_of, passages
        FROM document ORDER BY path
    """,
    "regions": "SELECT d.path, region FROM document_region JOIN document d ON d.id = document_id ORDER BY 1, 2",
    "supersessions": "SELECT d.path, s.key FROM supersession s JOIN document d ON d.id = document_id ORDER BY 1, 2",
    "boxes": "SELECT d.path, boxes FROM document_box JOIN document d ON d.id = document_id ORDER BY d.path",
    "history": "SELECT path, key, title, version, content_hash FROM history ORDER BY path, content_hash",
    "quarantine": "SELECT path, reason FROM quarantine ORDER BY path",
    "passages": """
        SELECT d.path, p.ordinal, p.start, p.end, p.page, p.heading, p.text, p.hash, p.entry, p.quote
        FROM passage p JOIN document d ON d.id = p.document_id ORDER BY d.path, p.ordinal
    """,
    "vectors": """
        SELECT d.path, p.ordinal, v.sketch, v.vector
        FROM passage p CROSS JOIN passage_vector v ON v.id = p.id {document}
    """,
    "words": """
        SELECT d.path, p.ordinal, w.col, w.offset, w.term
        FROM temp.word w JOIN passage p ON p.id = w.doc {document}, w.col, w.offset, w.term
    """,
    "codes": "SELECT d.path, p.ordinal, c.code FROM passage_code c JOIN passage p ON p.id = c.passage_id {document}, 3",
}
_DOCUMENT = "JOIN document d ON d.id = p.document_id ORDER BY d.path, p.ordinal"
_WORDS = "CREATE VIRTUAL TABLE temp.word USING fts5vocab ('main', 'passage_words', 'instance')"

_OF_A_DOCUMENT = ("passage", "document_region", "supersession", "document_box")
_OF_A_PASSAGE = {
    "passage_words": "rowid",
    "passage_vector": "id",
    "passage_code": "passage_id",
}
_ONE_A_PASSAGE = ("passage_words", "passage_vector")
_TALLIES = {"documents": "document", "passages": "passage"}


def snapshot(home: Path) -> Snapshot:
    """Every part of the index in ``home``."""
    services = open_app(Home(home))
    try:
        with services.database.write() as connection:
            connection.execute(_WORDS)
            queries = {name: sql.format(document=_DOCUMENT) for name, sql in _PARTS.items()}
            return {name: _digest(connection, sql) for name, sql in queries.items()}
    finally:
        services.close()


def quarantined(home: Path) -> dict[str, str]:
    """Reasons by path of the files that the index in ``home`` could not take."""
    services = open_app(Home(home))
    try:
        return {path: reason for source in services.index.sources() for path, reason in source.quarantined.items()}
    finally:
        services.close()


def differences(one: Snapshot, other: Snapshot) -> list[str]:
    """The parts that differ, with their numbers of rows."""
    return [
        f"{name}: {one[name][0]} and {other[name][0]} rows that are not the same"
        for name in one
        if one[name] != other[name]
    ]


def complaints(home: Path) -> list[str]:
    """What is wrong with the index in ``home``: damage, rows that belong to nothing or are missing, wrong counts."""
    services = open_app(Home(home))
    try:
        check = services.database.check()
        with services.database.read() as connection:
            return [*([] if check == "ok" else [check]), *_complaints(connection)]
    finally:
        services.close()


def stored_passages(home: Path) -> int:
    """How many passages the index in ``home`` holds."""
    services = open_app(Home(home))
    try:
        with services.database.read() as connection:
            return int(fetch_value(connection, _count("passage")))
    finally:
        services.close()


def _digest(connection: apsw.Connection, sql: str) -> tuple[int, str]:
    digest = hashlib.sha256()
    rows = 0
    for row in connection.execute(sql):
        digest.update(repr(row).encode())
        rows += 1
    return rows, digest.hexdigest()


def _complaints(connection: apsw.Connection) -> Iterator[str]:
    for table, *_ in fetch_all(connection, "PRAGMA foreign_key_check"):
        yield f"a row of {table} refers to what is not there"
    for table in _OF_A_DOCUMENT:
        yield from _orphans(connection, table, "document_id", "document")
    for table, column in _OF_A_PASSAGE.items():
        yield from _orphans(connection, table, column, "passage")
    for table in _ONE_A_PASSAGE:
        yield from _unequal(connection, f"rows of {table}", _count(table), _count("passage"))
    passages = {passage_id for (passage_id,) in fetch_all(connection, "SELECT id FROM passage")}
    if sorted(_searched(connection)) != sorted(passages):
        yield "searched vectors: not those of the passages"
    for name, table in _TALLIES.items():
        sql = f"SELECT value FROM tally WHERE name = '{name}'"  # noqa: S608
        yield from _unequal(connection, f"counted {name}", sql, _count(table))
    counted = "SELECT count(*) FROM passage p WHERE p.document_id = d.id"
    sql = f"SELECT count(*) FROM document d WHERE d.passages <> ({counted})"  # noqa: S608
    yield from _unequal(connection, "documents with a wrong number of passages", sql, "SELECT 0")


def _searched(connection: apsw.Connection) -> Iterator[int]:
    """Ids of the vectors that a search looks at: those that sqlite-vec's chunks mark as valid."""
    for validity, ids in fetch_all(connection, "SELECT validity, rowids FROM passage_vector_chunks"):
        valid = np.unpackbits(np.frombuffer(validity, dtype=np.uint8), bitorder="little").astype(bool)
        yield from np.frombuffer(ids, dtype="<i8")[valid].tolist()


def _orphans(connection: apsw.Connection, table: str, column: str, parent: str) -> Iterator[str]:
    sql = f"SELECT count(*) FROM {table} WHERE {column} NOT IN (SELECT id FROM {parent})"  # noqa: S608
    yield from _unequal(connection, f"rows of {table} without a {parent}", sql, "SELECT 0")


def _unequal(connection: apsw.Connection, what: str, sql: str, expected: str) -> Iterator[str]:
    found: Any = fetch_value(connection, sql)
    wanted: Any = fetch_value(connection, expected)
    if found != wanted:
        yield f"{what}: {found}, expected {wanted}"


def _count(table: str) -> str:
    return f"SELECT count(*) FROM {table}"  # noqa: S608
