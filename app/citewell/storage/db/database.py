"""One encrypted SQLite file: opening it, its pragmas, its one writer, and errors a person can act on."""

import contextlib
import threading
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import apsw

from citewell.domain.errors import (
    DamagedDatabaseError,
    DiskFullError,
    HomeBusyError,
    StorageError,
    WrongKeyError,
)
from citewell.storage.db.migrations import migrate
from citewell.storage.db.page_file import PageFile, open_pages
from citewell.storage.index.vector_table import load_sqlite_vec

BUSY_MS = 10_000
WRITER_CACHE, READER_CACHE = 32_000, 256_000
"""Kilobytes of pages kept without their encryption, at most. A reader's hold the sketches of a million passages and
what a search reads beside them: with less, each search pushes out what the next one reads first."""

_PAGES_PUT_BACK = 2000

Bindings = Sequence[Any] | Mapping[str, Any]


class Database:
    """Connections to one database: a writer that one thread at a time may use, and a reader for each thread.

    WAL with ``synchronous = FULL``: what was committed survives ``kill -9`` and a power cut.
    """

    def __init__(self, path: Path, key: str) -> None:
        """Open or make the database at ``path``; ``key`` is 64 hexadecimal digits.

        Raises ``WrongKeyError``, ``NewerDatabaseError``, ``DamagedDatabaseError`` or ``StorageError``.
        """
        self.path = path
        self._key = key
        self._lock = threading.RLock()
        self._local = threading.local()
        self.after_commit: Callable[[apsw.Connection], None] | None = None
        """Hears of every commit, with the writer, which no other thread uses meanwhile."""
        self._readers: weakref.WeakSet[apsw.Connection] = weakref.WeakSet()  # each ends with its thread
        with explained(path):
            self._writer = self._connect(WRITER_CACHE)
            try:
                migrate(self._writer, path, key)
            except BaseException:
                self._writer.close()
                raise

    def _connect(self, cache_kilobytes: int) -> apsw.Connection:
        connection = apsw.Connection(str(self.path))
        try:
            connection.pragma("key", f"raw:{self._key}")
            connection.set_busy_timeout(BUSY_MS)
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()  # the key is only tried when read
            connection.pragma("journal_mode", "wal")
            connection.pragma("synchronous", "full")
            connection.pragma("foreign_keys", "on")
            connection.pragma("recursive_triggers", "on")  # else REPLACE gets past the log's triggers
            connection.pragma("temp_store", "memory")
            connection.pragma("secure_delete", "on")
            connection.pragma("cache_size", -cache_kilobytes)
            load_sqlite_vec(connection)
            connection.create_scalar_function("folded", _folded, 1, deterministic=True)
        except BaseException:
            connection.close()
            raise
        return connection

    @contextlib.contextmanager
    def write(self) -> Iterator[apsw.Connection]:
        """One transaction: all of it is on disk when the block ends, or none of it."""
        with self._lock, explained(self.path):
            self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield self._writer
                self._writer.execute("COMMIT")
            except BaseException:
                if self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            if self.after_commit is not None:
                self.after_commit(self._writer)

    @contextlib.contextmanager
    def read(self) -> Iterator[apsw.Connection]:
        """This thread's own connection for reading; it never waits for the writer."""
        with explained(self.path):
            connection: apsw.Connection | None = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._local.connection = self._connect(READER_CACHE)
                connection.pragma("query_only", "on")
                with self._lock:
                    self._readers.add(connection)
            yield connection

    @contextlib.contextmanager
    def pages(self) -> Iterator[PageFile]:
        """The pages of the file as they stand on the disk, decrypted; the write-ahead log is no part of it.

        After ``empty_log`` they stay as they are meanwhile: what others write goes into the log.
        Raises ``StorageError``.
        """
        with self.read() as connection, connection:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()  # a snapshot begins at the first read
            with open_pages(self.path, self._key, connection.open_vfs) as pages:
                yield pages

    def empty_log(self) -> bool:
        """Move what stands in the write-ahead log into the database file, and cut the log to nothing.

        Returns whether it was cut: not while another program reads.
        """
        with self._lock, explained(self.path):
            try:
                self._writer.wal_checkpoint(mode=apsw.SQLITE_CHECKPOINT_TRUNCATE)
            except apsw.BusyError:
                return False
            return True

    def compact(self) -> None:
        """Write the whole file anew, without free pages: slow for a large one. Raises ``StorageError``.

        By way of an encrypted file beside it: a plain ``VACUUM`` keeps all of it in memory, as temporary tables are.
        """
        copy = self.path.with_name(f"{self.path.name}.before-compacting")
        with self._lock, explained(self.path):
            try:
                copy.unlink(missing_ok=True)
                self._writer.execute("VACUUM INTO ?", (str(copy),))
                self._put_back(copy)
            finally:
                copy.unlink(missing_ok=True)

    def _put_back(self, copy: Path) -> None:
        """Replace every page by that of ``copy``, in one transaction."""
        source = apsw.Connection(str(copy))
        try:
            source.pragma("key", f"raw:{self._key}")
            with self._writer.backup("main", source, "main") as backup:
                while not backup.done:
                    backup.step(_PAGES_PUT_BACK)
        finally:
            source.close()

    def check(self) -> str:
        """Return ``ok`` or the first complaint of SQLite's integrity check."""
        with self.read() as connection:
            return str(connection.pragma("integrity_check"))

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for connection in (*self._readers, self._writer):
                connection.close()
            self._readers.clear()


def fetch_all(connection: apsw.Connection, sql: str, values: Bindings = ()) -> list[tuple[Any, ...]]:
    """Every row; the columns' types are those of the schema's STRICT tables."""
    return connection.execute(sql, values).fetchall()


def fetch_one(connection: apsw.Connection, sql: str, values: Bindings = ()) -> tuple[Any, ...] | None:
    """The first row, if there is one."""
    row: tuple[Any, ...] | None = connection.execute(sql, values).fetchone()
    return row


def fetch_value(connection: apsw.Connection, sql: str, values: Bindings = ()) -> Any:  # noqa: ANN401  see fetch_all
    """The single value of a query that always has one."""
    return fetch_all(connection, sql, values)[0][0]


def _folded(*values: object) -> str:
    """SQL's ``folded(text)``: for comparing in any case and every script; its own ``lower`` knows ASCII alone."""
    return str(values[0] or "").casefold()


def damage(path: Path, complaint: str) -> str:
    """What to say of a damaged database, and how to mend it."""
    return (
        f"{path} is damaged ({complaint}). 'citewell restore FILE' puts a backup in its place; without one, "
        "'citewell restore --salvage' keeps what can still be read of the log."
    )


@contextlib.contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into ones that say what happened and how to mend it."""
    try:
        yield
    except apsw.FullError as error:
        raise DiskFullError(
            f"No space is left for {path}. What was saved before is safe; free some space and do it again."
        ) from error
    except apsw.NotADBError as error:
        raise WrongKeyError(
            f"The key does not open {path}: it is another home's key, the file is not Citewell's, or its start is "
            "damaged. Put the right key back, put a backup in place ('citewell restore FILE'), or choose another home "
            "with --home."
        ) from error
    except apsw.CorruptError as error:
        raise DamagedDatabaseError(damage(path, str(error))) from error
    except (apsw.BusyError, apsw.LockedError) as error:
        raise HomeBusyError(f"Another program keeps {path} locked. Wait for it or close it, then try again.") from error
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.PermissionsError, apsw.IOError) as error:
        raise StorageError(f"{path} cannot be opened or written ({error}). Check the folder's permissions.") from error
