"""What was acknowledged survives: power cuts, a full disk, damaged pages, clocks that jump, two programs at once."""

import os
import random
import shutil
import sys
from pathlib import Path

import apsw
import pytest
from tests.conftest import KEY
from tests.support import log_draft, log_outcome

from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.domain.errors import DamagedDatabaseError, StorageError
from citewell.storage.backup.copying import alone
from citewell.storage.db.database import Database, fetch_all
from citewell.storage.db.migrations import SCHEMA_VERSION
from citewell.storage.db.start_check import check_after_crash
from citewell.storage.log import draft_log
from citewell.storage.log.draft_log import EditLog

posix = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork, and no such limit")


def record(database: Database, name: str, text: str = "Text. " * 50) -> None:
    draft = Draft(name, Decision.ANSWER, text, (), (), 0.5, (), (), ModelUse("m", "", "f", "h"), "reply-1")
    log = EditLog(database)
    log_draft(log, Ticket("Where is it?"), draft)
    log_outcome(log, Outcome(name, OutcomeKind.EDITED, text))


def outcomes(path: Path) -> list[str]:
    """Opens the database as after a crash; the drafts whose outcome is there."""
    check_after_crash(path, KEY)
    database = Database(path, KEY)
    try:
        assert database.check() == "ok"
        with database.read() as connection:
            return [name for (name,) in fetch_all(connection, "SELECT draft_id FROM outcome ORDER BY number")]
    finally:
        database.close()


def cut_copy(path: Path, folder: Path, log: bytes) -> Path:
    """The files as a power cut leaves them: the database as it is, the write-ahead log as ``log``."""
    folder.mkdir()
    copy = folder / path.name
    shutil.copyfile(path, copy)
    copy.with_name(copy.name + "-wal").write_bytes(log)
    return copy


def test_a_power_cut_at_any_byte_keeps_what_was_acknowledged(tmp_path):
    path = tmp_path / "citewell.db"
    database = Database(path, KEY)
    log = path.with_name("citewell.db-wal")
    sizes = []
    for number in range(12):
        record(database, f"d{number}")
        sizes.append(log.stat().st_size)  # on disk now, since the call returned
    whole = log.read_bytes()
    chance = random.Random(5)  # noqa: S311
    moments = [(chance.randrange(0, len(whole) + 1), kind) for kind in ("cut", "zeros", "noise") for _ in range(4)]
    for step, (at, kind) in enumerate(moments):
        rest = len(whole) - at
        tail = {"cut": b"", "zeros": bytes(rest), "noise": chance.randbytes(rest)}[kind]
        kept = outcomes(cut_copy(path, tmp_path / f"cut-{step}", whole[:at] + tail))
        acknowledged = sum(size <= at for size in sizes)
        assert kept == [f"d{n}" for n in range(len(kept))]
        assert len(kept) >= acknowledged
    database.close()
    assert len(outcomes(path)) == 12


def test_a_run_that_did_not_end_well_is_checked_at_the_next_start(tmp_path):
    path = tmp_path / "citewell.db"
    database = Database(path, KEY)
    record(database, "d1")
    assert not check_after_crash(path, KEY)  # this program has it open: nothing ended badly
    copy = cut_copy(path, tmp_path / "crashed", path.with_name("citewell.db-wal").read_bytes())
    assert check_after_crash(copy, KEY)
    assert not check_after_crash(copy, KEY)
    database.close()
    assert not check_after_crash(path, KEY)
    assert alone(path, KEY)


def test_damaged_pages_are_found_at_that_start_and_the_message_says_what_to_do(tmp_path):
    path = tmp_path / "citewell.db"
    database = Database(path, KEY)
    for number in range(30):
        record(database, f"d{number}")
    database.empty_log()
    record(database, "last")
    copy = cut_copy(path, tmp_path / "crashed", path.with_name("citewell.db-wal").read_bytes())
    database.close()
    data = bytearray(copy.read_bytes())
    for page in range(10, len(data) // 4096):
        data[page * 4096 + 100] ^= 1
    copy.write_bytes(data)
    with pytest.raises(DamagedDatabaseError, match=r"citewell restore FILE.*--salvage"):
        check_after_crash(copy, KEY)


@pytest.mark.parametrize("seed", range(4))
def test_a_flipped_bit_in_any_page_is_never_read_as_if_it_were_whole(tmp_path, seed):
    path = tmp_path / "citewell.db"
    database = Database(path, KEY)
    for number in range(20):
        record(database, f"d{number}", f"final {number}. " * 30)
    database.close()
    before = path.read_bytes()
    data = bytearray(before)
    at = random.Random(seed).randrange(4096, len(data))  # noqa: S311
    data[at] ^= 0x10
    path.write_bytes(data)
    try:
        found = Database(path, KEY)
    except StorageError:
        return
    try:
        complaint = found.check()
        with found.read() as connection:
            rows = fetch_all(connection, "SELECT draft_id, final FROM outcome ORDER BY number")
    except StorageError:
        return
    finally:
        found.close()
    assert complaint != "ok" or rows == [(f"d{n}", f"final {n}. " * 30) for n in range(20)]


def test_a_full_disk_acknowledges_nothing_and_loses_nothing(tmp_path):
    path = tmp_path / "citewell.db"
    database = Database(path, KEY)
    record(database, "before")
    with database.write() as connection:
        pages = int(connection.pragma("page_count"))
    database._writer.pragma("max_page_count", pages + 4)
    acknowledged = ["before"]
    with pytest.raises(StorageError, match="No space is left"):  # noqa: PT012  which of them fills it is no matter
        for number in range(50):
            record(database, f"d{number}", "A long text. " * 400)
            acknowledged.append(f"d{number}")
    database._writer.pragma("max_page_count", 1_000_000)
    record(database, "after")
    database.close()
    assert outcomes(path) == [*acknowledged, "after"]


@posix
def test_a_limit_on_files_acknowledges_nothing_that_is_not_there(tmp_path):
    path = tmp_path / "citewell.db"
    Database(path, KEY).close()
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        import resource  # noqa: PLC0415  there is none on Windows

        limit = path.stat().st_size + 150_000
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        try:
            database = Database(path, KEY)
            for number in range(200):
                record(database, f"d{number}")
                os.write(writing, f"d{number}\n".encode())
        except StorageError:
            os.write(writing, b"refused\n")
        finally:
            os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        *acknowledged, last = pipe.read().split()
    assert last == "refused"
    assert acknowledged
    assert set(acknowledged) <= set(outcomes(path))


@posix
def test_two_programs_write_at_once_and_nothing_is_lost(tmp_path):
    path = tmp_path / "citewell.db"
    Database(path, KEY).close()
    children = []
    for program in range(2):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                database = Database(path, KEY)
                for number in range(25):
                    record(database, f"p{program}-{number}")
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    found = outcomes(path)
    assert sorted(found) == sorted(f"p{program}-{number}" for program in range(2) for number in range(25))
    for program in range(2):
        assert [name for name in found if name.startswith(f"p{program}")] == [f"p{program}-{n}" for n in range(25)]


def test_a_clock_that_goes_back_changes_no_order(database, monkeypatch):
    times = iter(
        ["2030-01-01T00:00:00.000+00:00", "1970-01-01T00:00:00.000+00:00", "2026-05-05T00:00:00.000+00:00"] * 4
    )
    monkeypatch.setattr(draft_log, "_now", lambda: next(times))
    for number in range(3):
        record(database, f"d{number}")
    log_outcome(EditLog(database), Outcome("d0", OutcomeKind.REJECTED, ""))
    entries = list(EditLog(database).entries())
    assert [entry.draft_id for entry in entries] == ["d0", "d1", "d2"]
    assert [outcome["outcome"] for outcome in entries[0].outcomes] == ["edited", "rejected"]


def test_a_copy_made_before_a_migration_is_proved_and_old_ones_go(tmp_path):
    path = tmp_path / "citewell.db"
    golden = min((Path(__file__).parents[2] / "golden_databases").glob("v*"))
    key = (golden / "database.key").read_text().strip()
    for number in (1, 2):
        path.with_name(f"citewell.db.before-{number}").write_bytes(b"an old copy")
    shutil.copyfile(golden / "citewell.db", path)
    Database(path, key).close()
    names = {file.name for file in tmp_path.glob("citewell.db.before-*")}
    newest = f"citewell.db.before-{SCHEMA_VERSION}"
    assert names == {"citewell.db.before-2", newest}
    copy = apsw.Connection(str(tmp_path / newest))
    copy.pragma("key", f"raw:{key}")
    assert copy.pragma("integrity_check") == "ok"
    copy.close()
