"""SQLite databases: tables, keys, and files that are none."""

import sqlite3
from contextlib import closing

import pytest

from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.loaders.tables.sqlite import load_sqlite


def database(*statements) -> bytes:
    with closing(sqlite3.connect(":memory:")) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        return connection.serialize()


ORDERS = (
    'CREATE TABLE "or""ders" (id INTEGER PRIMARY KEY, ref TEXT, total REAL, photo BLOB, paid)',
    "INSERT INTO \"or\"\"ders\" VALUES (1, 'ORD-10023', 12.5, x'0102', NULL)",
    'INSERT INTO "or""ders" VALUES (7, \'ORD-10024\', 0.30000000000000004, NULL, 1)',
)


def seen(data) -> list[tuple[str, str]]:
    document = load_sqlite(data, "T")
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    return [(block.entry, block.text) for block in document.blocks]


def test_rows_by_primary_key():
    document = load_bytes(database(*ORDERS), "exports/shop.db")
    assert [(block.entry, block.text) for block in document.blocks] == [
        ("1", "id: 1; ref: ORD-10023; total: 12.5"),
        ("7", "id: 7; ref: ORD-10024; total: 0.3; paid: 1"),
    ]
    assert document.blocks[0].codes == ("ORD-10023", "10023")
    assert document.metadata.title == "Shop"


def test_several_tables_keys_of_several_columns_and_no_key():
    data = database(
        *ORDERS,
        "CREATE TABLE line (orderno INT, n INT, sku TEXT, PRIMARY KEY (orderno, n)) WITHOUT ROWID",
        "INSERT INTO line VALUES (10023, 1, 'A-17'), (10023, 2, 'B-18')",
        "CREATE TABLE stock (sku TEXT, pieces INT)",
        "INSERT INTO stock VALUES ('4711-B', 5)",
        "CREATE TABLE empty (a)",
        "CREATE VIEW shown AS SELECT * FROM stock",
        "CREATE VIRTUAL TABLE words USING fts5(text)",
        "INSERT INTO words VALUES ('not shown')",
    )
    assert seen(data) == [
        ("", 'Table "line"'),
        ("line/10023/1", "orderno: 10023; n: 1; sku: A-17"),
        ("line/10023/2", "orderno: 10023; n: 2; sku: B-18"),
        ("", 'Table "or"ders"'),
        ('or"ders/1', "id: 1; ref: ORD-10023; total: 12.5"),
        ('or"ders/7', "id: 7; ref: ORD-10024; total: 0.3; paid: 1"),
        ("", 'Table "stock"'),
        ("stock/4711-B", "sku: 4711-B; pieces: 5"),
    ]


def test_generated_columns_keep_their_names():
    data = database("CREATE TABLE t (a INT, b INT AS (a * 2), c TEXT)", "INSERT INTO t (a, c) VALUES (2, 'x')")
    assert seen(data) == [("2", "a: 2; b: 4; c: x")]


def test_a_file_of_write_ahead_mode(tmp_path):
    path = tmp_path / "wal.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE t (code TEXT)")
        connection.execute("INSERT INTO t VALUES ('E-17')")
        connection.commit()
    assert seen(path.read_bytes()) == [("E-17", "code: E-17")]


def test_text_that_is_not_utf8():
    assert seen(database("CREATE TABLE t (a)", "INSERT INTO t VALUES (CAST(x'636166e9' AS TEXT))")) == [
        ("caf�", "a: caf�")
    ]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x8a" * 4096, "not an SQLite database, or an encrypted one"),
        (b"", "not an SQLite database"),
        (database(*ORDERS)[:300], "cannot be read"),
        (database(*ORDERS)[:100] + b"\xff" * 8000, "cannot be read"),
        (database("CREATE TABLE t (a)"), "no rows"),
    ],
)
def test_reasons(data, reason):
    with pytest.raises(UnreadableFileError, match=reason):
        load_sqlite(data, "T")


def test_damage_anywhere_is_read_or_refused():
    data = database(*ORDERS, "CREATE TABLE more (a, b)", *["INSERT INTO more VALUES ('x', 1)"] * 50)
    for position in range(16, len(data), 37):
        damaged = bytearray(data)
        damaged[position] ^= 0x5A
        try:
            load_sqlite(bytes(damaged), "T").text.encode()
        except UnreadableFileError as error:
            assert str(error)  # noqa: PT017
