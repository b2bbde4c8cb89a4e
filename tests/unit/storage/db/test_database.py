"""The encrypted file: what is on disk, what opens it, what survives, and what each refusal says."""

import json
import threading
from datetime import date
from pathlib import Path

import apsw
import pytest
from tests.support import log_draft, log_outcome

from citewell.domain.documents import Access
from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.domain.errors import (
    BadInputError,
    DamagedDatabaseError,
    DiskFullError,
    HomeBusyError,
    NewerDatabaseError,
    StorageError,
    WrongKeyError,
)
from citewell.domain.ports import FileState, IndexedFile
from citewell.knowledge.chunking import cut_passages
from citewell.knowledge.loaders import load_bytes
from citewell.models.fakes import HashingEmbedder
from citewell.storage.db import migrations
from citewell.storage.db.database import Database, fetch_all, fetch_value
from citewell.storage.index.store import IndexStore
from citewell.storage.log.draft_log import EditLog

KEY = "0123456789abcdef" * 4
OTHER_KEY = "f" * 64
SECRET = "giraffe bicycle opera"


def draft(identity: str, text: str = "Text.") -> Draft:
    return Draft(identity, Decision.ANSWER, text, (), (), 0.5, (), (), ModelUse("m", "", "f", "h"), "reply-1")


def indexed_file(path: str, text: str) -> IndexedFile:
    document = load_bytes(text.encode(), path)
    passages = cut_passages(document)
    return IndexedFile(
        path,
        FileState(len(text), 1, text, 2),
        document,
        passages,
        tuple(passage.text for passage in passages),
        tuple(HashingEmbedder().embed([passage.text for passage in passages])),
    )


def files_of(path: Path) -> list[Path]:
    return [file for file in path.parent.iterdir() if file.name.startswith(path.name)]


def fill(database: Database) -> None:
    index = IndexStore(database)
    source = index.open_source("/kb", Access.PUBLIC)
    index.store_files(source, [indexed_file("a.md", f"# Title\n\n{SECRET} in a document\n")])
    log_draft(EditLog(database), Ticket(f"{SECRET} in a ticket"), draft("d1", f"{SECRET} in a draft"))


# --- encryption ----------------------------------------------------------------------------------------------------


def test_nothing_on_disk_is_plain_text(tmp_path):
    path = tmp_path / "citewell.db"
    database = Database(path, KEY)
    fill(database)
    while_open = [file.read_bytes() for file in files_of(path)]
    database.close()
    for data in (*while_open, *(file.read_bytes() for file in files_of(path))):
        assert not data.startswith(b"SQLite format 3")
        for word in (*SECRET.encode().split(), b"CREATE TABLE", b"passage_words"):
            assert word not in data
    assert any(len(data) > 4096 for data in while_open)


def test_another_key_does_not_open_it_and_changes_nothing(tmp_path):
    path = tmp_path / "citewell.db"
    database = Database(path, KEY)
    fill(database)
    database.close()
    before = path.read_bytes()
    with pytest.raises(WrongKeyError, match=r"key does not open.*--home"):
        Database(path, OTHER_KEY)
    assert path.read_bytes() == before
    Database(path, KEY).close()


@pytest.mark.parametrize("key", ["not hexadecimal", "00"])
def test_a_key_that_is_none_does_not_open_it(tmp_path, key):
    Database(tmp_path / "citewell.db", KEY).close()
    with pytest.raises(StorageError):
        Database(tmp_path / "citewell.db", key)


@pytest.mark.parametrize("data", [b"plain text, no database" * 300, b"\0" * 8192])
def test_a_file_that_is_no_database_of_ours(tmp_path, data):
    path = tmp_path / "citewell.db"
    path.write_bytes(data)
    with pytest.raises(StorageError):
        Database(path, KEY)
    assert path.read_bytes() == data


def test_a_damaged_file_is_told_from_a_wrong_key(tmp_path):
    path = tmp_path / "citewell.db"
    database = Database(path, KEY)
    fill(database)
    database.close()
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20_000] = b"\x55" * 20_000
    path.write_bytes(data)
    with pytest.raises((DamagedDatabaseError, StorageError)):  # noqa: PT012  found when opened or when read
        reopened = Database(path, KEY)
        try:
            complaint = reopened.check()
            with reopened.read() as connection:
                for table in ("document", "passage", "draft", "passage_vector"):
                    fetch_all(connection, f"SELECT * FROM {table}")  # noqa: S608
            assert complaint == "ok"
        finally:
            reopened.close()


def test_a_folder_that_cannot_hold_it(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be opened"):
        Database(tmp_path / "file" / "citewell.db", KEY)
    with pytest.raises(StorageError, match="cannot be opened"):
        Database(tmp_path, KEY)


# --- schema --------------------------------------------------------------------------------------------------------


def raw(path: Path) -> apsw.Connection:
    connection = apsw.Connection(str(path))
    connection.pragma("key", f"raw:{KEY}")
    return connection


def test_a_newer_database_is_refused_and_left_as_it_is(tmp_path):
    path = tmp_path / "citewell.db"
    Database(path, KEY).close()
    connection = raw(path)
    connection.pragma("user_version", migrations.SCHEMA_VERSION + 1)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NewerDatabaseError, match=r"newer Citewell.*Update Citewell; nothing was changed"):
        Database(path, KEY)
    assert [file.read_bytes() for file in files_of(path)] == [before]


def test_an_older_database_is_copied_before_it_is_changed(tmp_path, monkeypatch):
    path = tmp_path / "citewell.db"
    old = Database(path, KEY)
    fill(old)
    old.close()
    version = migrations.SCHEMA_VERSION
    steps = (*migrations.STEPS, "CREATE TABLE added (x TEXT) STRICT; INSERT INTO added VALUES ('new');")
    monkeypatch.setattr(migrations, "STEPS", steps)
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", version + 1)
    database = Database(path, KEY)
    with database.read() as connection:
        assert fetch_value(connection, "SELECT x FROM added") == "new"
        assert fetch_value(connection, "SELECT count(*) FROM draft") == 1
    database.close()
    copy = path.with_name(f"{path.name}.before-{version + 1}")
    assert SECRET.encode() not in copy.read_bytes()
    kept = raw(copy)
    assert kept.pragma("user_version") == version
    assert kept.pragma("integrity_check") == "ok"
    assert kept.execute("SELECT count(*) FROM draft").fetchone() == (1,)
    kept.close()


def test_a_step_that_fails_leaves_the_old_schema(tmp_path, monkeypatch):
    path = tmp_path / "citewell.db"
    Database(path, KEY).close()
    version = migrations.SCHEMA_VERSION
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, "CREATE TABLE half (x TEXT) STRICT; SELECT nonsense;"))
    monkeypatch.setattr(migrations, "SCHEMA_VERSION", version + 1)
    with pytest.raises(apsw.SQLError):
        Database(path, KEY)
    connection = raw(path)
    assert connection.pragma("user_version") == version
    assert connection.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half'").fetchone() == (0,)
    connection.close()


def test_a_database_before_styles_gets_their_tables_and_keeps_its_drafts(tmp_path, monkeypatch):
    path = tmp_path / "citewell.db"
    with monkeypatch.context() as before:
        before.setattr(migrations, "STEPS", migrations.STEPS[:2])
        before.setattr(migrations, "SCHEMA_VERSION", 2)
        old = Database(path, KEY)
        with old.write() as connection:
            connection.execute("INSERT INTO draft (id, at, ticket, body) VALUES ('d', '', '{}', '{}')")
        old.close()
    database = Database(path, KEY)
    with database.write() as connection:
        for sql in (
            "INSERT INTO style_activation (at, style, action, reasons, golden) VALUES ('', 's', 'activated', '[]', '')",
            "INSERT INTO golden_run VALUES ('first', '', '{}')",
            "INSERT INTO retired_phrase VALUES ('kindly', '', 'please')",
            "INSERT INTO learning_run (at, state, body) VALUES ('', 'running', '{}')",
            "INSERT INTO suggestion (at, draft_id, document, body) VALUES ('', 'd', 'a.md', '{}')",
        ):
            connection.execute(sql)
    with database.read() as connection:
        assert fetch_value(connection, "SELECT state FROM suggestion") == "open"
        assert fetch_value(connection, "SELECT count(*) FROM draft") == 1
    with pytest.raises(apsw.ConstraintError), database.write() as connection:
        connection.execute("INSERT INTO golden_run VALUES ('first', '', '{}')")
    database.close()
    assert path.with_name(f"{path.name}.before-{migrations.SCHEMA_VERSION}").exists()


def test_opening_again_changes_nothing(tmp_path):
    path = tmp_path / "citewell.db"
    Database(path, KEY).close()
    before = path.read_bytes()
    Database(path, KEY).close()
    assert path.read_bytes() == before
    assert [file.name for file in files_of(path)] == ["citewell.db"]


def test_what_was_committed_is_on_the_disk(database):
    """Without power no test can cut: these are the settings that SQLite names for it."""
    assert database._writer.pragma("journal_mode") == "wal"
    assert database._writer.pragma("synchronous") == 2
    assert database._writer.pragma("secure_delete") == 1
    assert database._writer.pragma("foreign_keys") == 1


# --- transactions --------------------------------------------------------------------------------------------------


def test_a_write_that_fails_leaves_nothing(database):
    log = EditLog(database)
    log_draft(log, Ticket("one"), draft("d1"))
    with pytest.raises(apsw.ConstraintError):
        log_draft(log, Ticket("again"), draft("d1"))
    with pytest.raises(RuntimeError), database.write() as connection:  # noqa: PT012
        connection.execute(
            "INSERT INTO outcome (draft_id, at, kind, final, reasons) VALUES ('d1', '', 'edited', '', '')"
        )
        raise RuntimeError
    assert [(entry.ticket, entry.outcomes) for entry in log.entries()] == [("one", ())]


def test_readers_cannot_write(database):
    with pytest.raises(StorageError), database.read() as connection:
        connection.execute("DELETE FROM source")


def test_a_reader_sees_what_was_committed_by_another_object(tmp_path):
    first, second = Database(tmp_path / "citewell.db", KEY), Database(tmp_path / "citewell.db", KEY)
    log_draft(EditLog(first), Ticket("one"), draft("d1"))
    log_draft(EditLog(second), Ticket("two"), draft("d2"))
    for database in (first, second):
        assert [entry.draft_id for entry in EditLog(database).entries()] == ["d1", "d2"]
        database.close()


def test_writers_in_two_objects_and_many_threads_lose_nothing(tmp_path):
    databases = [Database(tmp_path / "citewell.db", KEY) for _ in range(2)]
    failures: list[BaseException] = []

    def write(database: Database, name: str) -> None:
        try:
            log = EditLog(database)
            for number in range(10):
                log_draft(log, Ticket("t"), draft(f"{name}-{number}"))
                log_outcome(log, Outcome(f"{name}-{number}", OutcomeKind.ACCEPTED))
        except BaseException as error:  # noqa: BLE001  shown below
            failures.append(error)

    threads = [
        threading.Thread(target=write, args=(database, f"{i}-{j}"))
        for i, database in enumerate(databases)
        for j in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    entries = list(EditLog(databases[0]).entries())
    assert len(entries) == len({entry.draft_id for entry in entries}) == 40
    assert all(len(entry.outcomes) == 1 for entry in entries)
    for database in databases:
        assert database.check() == "ok"
        database.close()


def test_a_writer_that_never_ends_is_named(tmp_path):
    first, second = Database(tmp_path / "citewell.db", KEY), Database(tmp_path / "citewell.db", KEY)
    second._writer.set_busy_timeout(1)
    with first.write(), pytest.raises(HomeBusyError, match="Another program keeps"), second.write():
        pass
    with second.write() as connection:
        connection.execute("DELETE FROM quarantine")
    first.close()
    second.close()


def test_a_full_disk_says_so_and_keeps_what_was_saved(database):
    log = EditLog(database)
    log_draft(log, Ticket("one"), draft("d1"))
    pages = database._writer.pragma("page_count")
    database._writer.pragma("max_page_count", pages + 1)
    with pytest.raises(DiskFullError, match=r"No space is left.*What was saved before is safe"):
        log_draft(log, Ticket("x" * 100_000), draft("d2"))
    assert [entry.draft_id for entry in log.entries()] == ["d1"]
    database._writer.pragma("max_page_count", pages + 1000)
    log_draft(log, Ticket("x" * 100_000), draft("d2"))
    assert [entry.draft_id for entry in log.entries()] == ["d1", "d2"]
    assert database.check() == "ok"


def test_a_disk_that_fills_while_indexing_leaves_whole_files(database):
    index = IndexStore(database)
    source = index.open_source("/kb", None)
    index.store_files(source, [indexed_file("a.md", "A first text.")])
    database._writer.pragma("max_page_count", database._writer.pragma("page_count") + 2)
    with pytest.raises(DiskFullError):
        index.store_files(source, [indexed_file("b.md", "Another text. " * 20_000)])
    assert list(index.file_states(source)) == ["a.md"]
    with database.read() as connection:
        assert fetch_value(connection, "SELECT count(*) FROM passage_vector") == 1


# --- the edit log --------------------------------------------------------------------------------------------------


def test_the_log_is_append_only(database):
    log = EditLog(database)
    log_draft(log, Ticket("one"), draft("d1"))
    log_outcome(log, Outcome("d1", OutcomeKind.EDITED, "final", ("tone",)))
    for sql in (
        "DELETE FROM draft",
        "DELETE FROM outcome",
        "UPDATE draft SET body = ''",
        "UPDATE outcome SET kind = 'accepted'",
        "INSERT OR REPLACE INTO draft (number, id, at, ticket, body) VALUES (1, 'd1', '', '', '')",
    ):
        with pytest.raises(apsw.ConstraintError), database.write() as connection:
            connection.execute(sql)
    (entry,) = log.entries()
    assert entry.outcomes == (
        {"at": entry.outcomes[0]["at"], "outcome": "edited", "final": "final", "reasons": ["tone"]},
    )


def test_an_outcome_needs_its_draft(database):
    with pytest.raises(BadInputError, match=r"no draft 'd9'.*citewell log"):
        log_outcome(EditLog(database), Outcome("d9", OutcomeKind.ACCEPTED))


def test_outcomes_stay_in_order(database):
    log = EditLog(database)
    log_draft(log, Ticket("one 日本 😀"), draft("d1"))
    for kind in (OutcomeKind.REJECTED, OutcomeKind.EDITED, OutcomeKind.ACCEPTED):
        log_outcome(log, Outcome("d1", kind))
    (entry,) = log.entries()
    assert entry.ticket == "one 日本 😀"
    assert [outcome["outcome"] for outcome in entry.outcomes] == ["rejected", "edited", "accepted"]
    assert json.loads(json.dumps(entry.draft))["id"] == "d1"


# --- the index -----------------------------------------------------------------------------------------------------


def test_a_document_can_be_opened_until_it_is_gone(database):
    index = IndexStore(database)
    source = index.open_source("/kb", None)
    text = "---\ntitle: T\nversion: '2'\neffective_from: 2026-01-01\naccess: confidential\n---\nBody\n"
    index.store_files(source, [indexed_file("a.md", text)])
    with database.read() as connection:
        document_id = fetch_value(connection, "SELECT id FROM document")
    view = index.document(document_id)
    assert (view.document, view.title, view.text, view.version) == ("a.md", "T", text, "2")
    assert (view.access, view.effective_from, view.effective_to) == (Access.CONFIDENTIAL, date(2026, 1, 1), None)
    index.remove_files(source, ["a.md"])
    with pytest.raises(BadInputError, match="no longer in the index"):
        index.document(document_id)


def test_more_hashes_than_one_statement_takes(database):
    index = IndexStore(database)
    source = index.open_source("/kb", None)
    index.store_files(source, [indexed_file("a.md", "Some text.")])
    known = index.known_vectors([f"hash {number}" for number in range(2000)] + ["Some text."])
    assert list(known) == ["Some text."]
    index.remove_files(source, [f"file {number}" for number in range(2000)] + ["a.md"])
    assert index.file_states(source) == {}


def test_forgotten_words_are_not_left_in_the_file(tmp_path):
    """The file is encrypted, so the test looks at its pages through the key."""
    path = tmp_path / "citewell.db"
    database = Database(path, KEY)
    index = IndexStore(database)
    source = index.open_source("/kb", None)
    index.store_files(source, [indexed_file("a.md", "Zanzibar hippopotamus text.")])
    assert "hippopotamu" in words_in(path)
    index.forget(source)
    assert "hippopotamu" not in words_in(path)
    database.close()


def words_in(path: Path) -> str:
    connection = raw(path)
    try:
        rows = connection.execute("SELECT block FROM passage_words_data").fetchall()
        return b"".join(block for (block,) in rows).decode("latin-1")
    finally:
        connection.close()
