"""Whole copies of a database, encrypted with the key of one's choice, and proof that a copy is sound."""

from pathlib import Path

import apsw

from citewell.domain.errors import DamagedDatabaseError, HomeBusyError
from citewell.storage.db.database import BUSY_MS, explained, fetch_all, fetch_value
from citewell.storage.db.files import sync_file

_PAGES = 2000
SIDE_FILES = ("-wal", "-shm", "-journal")
Counts = dict[str, int]


def open_raw(path: Path, key: str) -> apsw.Connection:
    """A connection without pragmas of ours, as other programs may hold the database open. Raises apsw's errors."""
    connection = apsw.Connection(str(path))
    try:
        connection.pragma("key", f"raw:{key}")
        connection.set_busy_timeout(BUSY_MS)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def opens(path: Path, key: str) -> bool:
    """Whether ``key`` is that of the database at ``path``. Raises ``StorageError`` where it cannot be told."""
    with explained(path):
        try:
            open_raw(path, key).close()
        except apsw.NotADBError:
            return False
    return True


def alone(path: Path, key: str) -> bool:
    """Whether nobody else has the database open; its write-ahead log is then empty. Raises ``StorageError``."""
    with explained(path):
        connection = open_raw(path, key)
        try:
            connection.set_busy_timeout(0)
            connection.pragma("locking_mode", "exclusive")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except (apsw.BusyError, apsw.LockedError):
            return False
        finally:
            connection.close()
    return True


def take_alone(path: Path, key: str) -> apsw.Connection:
    """A connection that keeps everybody else out until it is closed; its write-ahead log is gone.

    Raises ``HomeBusyError`` where another program has the database open.
    """
    with explained(path):
        connection = open_raw(path, key)
        try:
            connection.set_busy_timeout(0)
            connection.pragma("journal_mode", "delete")  # refused while anybody else has it open
            connection.pragma("locking_mode", "exclusive")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
        except (apsw.BusyError, apsw.LockedError) as error:
            connection.close()
            raise HomeBusyError(
                f"Another Citewell has {path.parent} open. Close its windows and commands, then do it again."
            ) from error
        except BaseException:
            connection.close()
            raise
    return connection


def copy_database(source: apsw.Connection, target: Path, key: str) -> None:
    """Write what ``source`` holds to a new file at ``target``, under ``key``, on disk before returning.

    Others may read and write meanwhile: the copy is that of one moment. Raises apsw's errors.
    """
    remove_database(target)
    copy = apsw.Connection(str(target))
    try:
        copy.pragma("key", f"raw:{key}")
        with copy.backup("main", source, "main") as backup:
            while not backup.done:
                backup.step(_PAGES)
    finally:
        copy.close()
    sync_file(target)


def remove_database(path: Path) -> None:
    """Remove a database file and what lies beside it."""
    for suffix in ("", *SIDE_FILES):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def prove(path: Path, key: str) -> Counts:
    """Check every page of the database at ``path``; return its rows by table.

    Raises ``DamagedDatabaseError`` and the other kinds of ``StorageError``.
    """
    with explained(path):
        connection = open_raw(path, key)
        try:
            complaint = str(connection.pragma("integrity_check"))
            if complaint != "ok":
                raise DamagedDatabaseError(f"The copy {path} is not sound: {complaint}.")
            return count_rows(connection)
        finally:
            connection.close()


def count_rows(connection: apsw.Connection) -> Counts:
    """Rows of every ordinary table."""
    names = fetch_all(
        connection, "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')"
    )
    return {name: fetch_value(connection, f'SELECT count(*) FROM "{name}"') for (name,) in sorted(names)}  # noqa: S608  names of our schema
