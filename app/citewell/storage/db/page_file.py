"""Page reader: the pages of a database file as they stand on the disk, decrypted, free ones included.

A VFS shim over the encrypting one keeps the handle of the file that SQLite opens; the pages are read through that
handle. Nothing decrypted reaches the disk, and no more than what was asked for is in memory.
"""

import contextlib
import uuid
from collections.abc import Iterator
from pathlib import Path

import apsw

_RESERVED_AT = 20
"""Byte of the first page that tells how many bytes at the end of every page hold no content."""


class PageFile:
    """The main file of a database, without its write-ahead log. Pages are numbered from 1, as SQLite numbers them."""

    def __init__(self, file: apsw.VFSFile, page_size: int) -> None:
        """Read through ``file``. Raises apsw's errors."""
        self._file = file
        self.page_size = page_size
        self.count = file.xFileSize() // page_size
        reserved = self.read(1)[_RESERVED_AT] if self.count else 0
        self.usable = page_size - reserved
        """Bytes of a page that can hold content."""

    def read(self, first: int, count: int = 1) -> bytes:
        """``count`` whole pages from number ``first`` on. Raises apsw's errors."""
        return self._file.xRead(count * self.page_size, (first - 1) * self.page_size)


class _KeepsFiles(apsw.VFS):
    """Opens files through ``base`` and keeps their handles."""

    def __init__(self, base: str) -> None:
        self.name = f"citewell-pages-{uuid.uuid4().hex}"
        self.files: list[apsw.VFSFile] = []
        self._base = base
        super().__init__(self.name, base)

    def xOpen(self, name: str | apsw.URIFilename | None, flags: list[int]) -> apsw.VFSFile:  # noqa: N802  SQLite's name
        file = apsw.VFSFile(self._base, name, flags)
        self.files.append(file)
        return file


@contextlib.contextmanager
def open_pages(path: Path, key: str, vfs: str) -> Iterator[PageFile]:
    """The pages of the database at ``path``; ``vfs`` is the one that its other connections use.

    The file is read without locks: a checkpoint meanwhile may change pages, so hold a snapshot that keeps one out.
    Raises apsw's errors.
    """
    shim = _KeepsFiles(vfs)
    try:
        # 'immutable' leaves the write-ahead log alone, whose pages a shim cannot decrypt.
        uri = path.absolute().as_uri()
        if not uri.startswith("file:///"):  # a share of another machine, which SQLite takes with an empty host only
            uri = uri.replace("file://", "file:////", 1)
        connection = apsw.Connection(f"{uri}?immutable=1", apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI, shim.name)
        try:
            connection.pragma("key", f"raw:{key}")
            connection.execute("SELECT count(*) FROM sqlite_master").fetchall()  # the key is only tried when read
            yield PageFile(shim.files[0], int(connection.pragma("page_size")))
        finally:
            connection.close()
    finally:
        shim.unregister()
