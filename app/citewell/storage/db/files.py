"""Small private files: written whole, on disk before going on, and gone when removed."""

import os
from pathlib import Path

PRIVATE = 0o600


def write_private(path: Path, data: bytes) -> None:
    """Put ``data`` in place of what is at ``path`` in one step; its owner alone may read it. Raises ``OSError``.

    After a crash at any moment the file holds the old bytes or the new ones.
    """
    fresh = path.with_name(path.name + ".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, PRIVATE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    replace_durably(fresh, path)


def replace_durably(fresh: Path, path: Path) -> None:
    """Rename ``fresh`` to ``path``, on disk before going on. Raises ``OSError``."""
    fresh.replace(path)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Have a file's contents on disk before going on. Raises ``OSError``."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Have a folder's entries on disk before going on; Windows does so by itself."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def wipe(path: Path) -> None:
    """Overwrite a small file once and remove it, if it is there. Raises ``OSError``.

    A file system that copies on write, or a flash disk, may keep the old bytes for a while.
    """
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return
    with path.open("r+b") as file:
        file.write(bytes(size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    sync_folder(path.parent)
