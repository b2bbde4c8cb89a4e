"""The proof of erasure: whatever place of the database a copy was left in, the scan of its pages finds it."""

import os
import random
import tracemalloc

import apsw
import pytest
from tests.conftest import KEY

from citewell.storage.db import database as database_module
from citewell.storage.db.database import Database, fetch_all, fetch_value
from citewell.storage.erasure import page_scan
from citewell.storage.erasure.page_scan import find_in_pages
from citewell.storage.erasure.phrases import MAX_CHARACTERS, phrases_of
from citewell.storage.erasure.proof import RECORDS, prove, prove_pages

PHRASE = "the wardrobe of Wilhelmina Quästenberg"
COPY = f"Before it {PHRASE} and after it."
MEGABYTE = 1024 * 1024

NO_RECORDS = {
    "audit", "common_term", "document_box", "document_region", "embedder", "erasing", "erasure", "export_note",
    "learning_run", "passage_code", "passage_term", "passage_vector", "passage_words", "passage_words_config",
    "passage_words_data", "passage_words_docsize", "passage_words_idx", "passage_vector_chunks", "passage_vector_info",
    "passage_vector_rowids", "passage_vector_vector_chunks00", "passage_vector_vector_chunks01", "quarantine", "source",
    "sqlite_sequence", "sqlite_stat1", "style_activation", "supersession", "tally", "team_setting",
    "draft_copied", "topic_draft", "topic_level", "trial",
}  # fmt: skip
"""Tables that hold no text of tickets and documents in their own right: there, a phrase is a leftover."""

LEFTOVERS = {
    "the index of words": "INSERT INTO passage_words_data VALUES (999, ?)",
    "the vectors": "INSERT INTO passage_vector_vector_chunks01 VALUES (1, ?)",
    "the sketches of vectors": "INSERT INTO passage_vector_vector_chunks00 VALUES (1, ?)",
    "the boxes of pages": "INSERT INTO document_box VALUES (1, ?)",
    "learning runs": "INSERT INTO learning_run VALUES (1, '', 'ended', CAST(? AS TEXT))",
    "team settings": "INSERT INTO team_setting VALUES ('x', '', CAST(? AS TEXT))",
}


def put_in(database: Database, sql: str, value: object) -> None:
    with database.write() as connection:
        connection.pragma("foreign_keys", "off")
        connection.execute(sql, (value,))


def leave_in(database: Database, table: str, column: str, text: str) -> None:
    """A row whose other columns hold as little as they may."""
    with database.read() as connection:
        columns = fetch_all(connection, "SELECT name, type FROM pragma_table_info(?)", (table,))
    allowed = {"access": "public", "kind": "edited", "state": "open", "verdict": "good"}
    values = {
        name: allowed.get(name, 1 if kind in {"INTEGER", "REAL"} else b"" if kind == "BLOB" else "")
        for name, kind in columns
    }
    values[column] = text
    marks = ", ".join("?" * len(values))
    with database.write() as connection:
        connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values()))  # noqa: S608


@pytest.fixture
def loose(database):
    """A database that takes rows without those that they belong to."""
    database._writer.pragma("foreign_keys", "off")
    return database


@pytest.mark.parametrize(("table", "column"), [(table, column) for table in RECORDS for column in RECORDS[table]])
def test_a_copy_in_a_record_is_seen_and_told_from_a_leftover(loose, table, column):
    leave_in(loose, table, column, COPY)
    proof = prove(loose, [PHRASE, "a phrase that stands nowhere"])
    assert (proof.found, proof.elsewhere) == ((), 1)


@pytest.mark.parametrize("sql", LEFTOVERS.values(), ids=LEFTOVERS)
def test_a_copy_outside_of_records_is_a_leftover(loose, sql):
    put_in(loose, sql, COPY.encode())
    proof = prove(loose, [PHRASE])
    assert (proof.found, proof.elsewhere) == ((PHRASE,), 0)
    assert not proof.holds


def test_every_table_is_told_apart(database):
    with database.read() as connection:
        tables = {name for (name,) in fetch_all(connection, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables - set(RECORDS) - NO_RECORDS == set()
    assert set(RECORDS) <= tables
    assert not set(RECORDS) & NO_RECORDS


def test_a_copy_in_a_free_page_is_found_and_goes(database):
    with database.write() as connection:
        connection.execute("CREATE TABLE scrap (text TEXT)")
        connection.execute("INSERT INTO scrap VALUES (?)", ("x" * 20_000 + COPY + "x" * 20_000,))
    database._writer.pragma("secure_delete", "off")
    with database.write() as connection:
        connection.execute("DROP TABLE scrap")
    database._writer.pragma("secure_delete", "on")
    database.empty_log()
    assert prove_pages(database, [PHRASE]).found == (PHRASE,)
    assert prove(database, [PHRASE]).holds


@pytest.mark.parametrize("table", ["CREATE TABLE scrap (t)", "CREATE TABLE scrap (t PRIMARY KEY) WITHOUT ROWID"])
def test_a_phrase_over_the_border_of_overflow_pages_is_found(database, monkeypatch, table):
    """One text many times, each with the phrase some characters further on: some break it at each border."""
    monkeypatch.setattr(page_scan, "PAGES_AT_ONCE", 3)  # so that a border also lies between two reads
    phrases = {start: f"{PHRASE} number {start:05}" for start in range(0, 13_000, 40)}
    with database.write() as connection:
        connection.execute(table)
        for start, phrase in phrases.items():
            connection.execute("INSERT INTO scrap VALUES (?)", ("x" * start + phrase + "x" * (13_000 - start),))
    database.empty_log()
    with database.pages() as pages:
        whole = pages.read(1, pages.count)
        assert find_in_pages(pages, list(phrases.values())) == tuple(phrases.values())
    broken = [start for start, phrase in phrases.items() if phrase.encode() not in whole]
    assert len({start // 1000 for start in broken}) >= 3  # a plain search misses those over a border


def test_a_snapshot_keeps_the_pages_as_they_are(tmp_path, database):
    put_in(database, LEFTOVERS["team settings"], COPY)
    database.empty_log()
    other = Database(tmp_path / "citewell.db", KEY)
    try:
        with database.pages() as pages:
            before = pages.read(1, pages.count)
            with other.write() as connection:
                connection.execute("UPDATE team_setting SET value = 'another'")
            other._writer.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_PASSIVE)
            assert pages.read(1, pages.count) == before
        with other.read() as connection:
            assert fetch_value(connection, "SELECT value FROM team_setting") == "another"
    finally:
        other.close()


def test_a_home_with_any_name_can_be_read(tmp_path):
    folder = tmp_path / "Ünser Heim #1 50% ?a=b"
    folder.mkdir()
    named = Database(folder / "citewell.db", KEY)
    try:
        put_in(named, LEFTOVERS["team settings"], COPY)
        assert prove(named, [PHRASE]).found == (PHRASE,)
    finally:
        named.close()


def test_memory_stays_small_however_large_the_database(database):
    rng = random.Random(7)  # noqa: S311  noise
    with database.write() as connection:
        connection.execute("CREATE TABLE scrap (text TEXT)")
        for _ in range(40):
            connection.execute("INSERT INTO scrap VALUES (?)", (rng.randbytes(MEGABYTE // 2).hex(),))
        connection.execute("INSERT INTO scrap VALUES (?)", ("x" * MEGABYTE + COPY,))
    database._writer.pragma("shrink_memory")
    database.empty_log()
    apsw.memory_high_water(True)
    held = apsw.memory_used()
    tracemalloc.start()
    try:
        proof = prove_pages(database, [PHRASE, *(f"phrase number {number} of many" for number in range(150))])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert proof.pages > 10_000
    assert proof.found == (PHRASE,)
    assert peak < 8 * MEGABYTE
    assert apsw.memory_high_water() - held < 8 * MEGABYTE


def test_memory_stays_small_where_the_file_is_written_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(database_module, "WRITER_CACHE", 2_000)
    large = Database(tmp_path / "large.db", KEY)
    try:
        with large.write() as connection:
            connection.execute("CREATE TABLE scrap (number INTEGER PRIMARY KEY, text TEXT)")
            for _ in range(60):
                connection.execute("INSERT INTO scrap (text) VALUES (?)", (os.urandom(MEGABYTE // 4).hex(),))
        with large.write() as connection:
            connection.execute("DELETE FROM scrap WHERE number % 2")
        large.empty_log()
        before = large.path.stat().st_size
        apsw.memory_high_water(True)
        held = apsw.memory_used()
        large.compact()
        assert apsw.memory_high_water() - held < 8 * MEGABYTE
        large.empty_log()
        assert large.path.stat().st_size < 0.6 * before
        assert large.check() == "ok"
        with large.read() as connection:
            assert fetch_value(connection, "SELECT count(*) FROM scrap") == 30
        assert [path.name for path in tmp_path.iterdir() if "compact" in path.name] == []
    finally:
        large.close()


def test_a_phrase_over_the_border_of_two_pieces_of_a_file_is_found(database):
    (database.path.parent / "large.txt").write_bytes(b"x" * (MEGABYTE - 10) + COPY.encode() + b"x" * MEGABYTE)
    (database.path.parent / "other.txt").write_bytes(b"x" * 2 * MEGABYTE)
    proof = prove(database, [PHRASE])
    assert [path.endswith("large.txt") for path in proof.files_found] == [True]
    assert proof.files >= 2


def test_a_phrase_is_never_longer_than_a_page_can_tell():
    (phrase,) = phrases_of([], ["x" * 10_000])
    assert phrase == "x" * MAX_CHARACTERS
