"""Locks of a home that one program may hold."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from citewell.domain.errors import HomeBusyError


@contextlib.contextmanager
def locked(path: Path, doing: str) -> Iterator[None]:
    """Hold a lock file that one program of a home may hold. Raises ``HomeBusyError``."""
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise HomeBusyError(
            f"Another Citewell {doing} ({path.parent}). Wait for it or close it, then try again."
        ) from error
    try:
        yield
    finally:
        lock.release()
