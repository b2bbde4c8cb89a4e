"""Where news of a folder's files come from: the system's reports, or two listings that differ."""

import contextlib
import logging
import os
import time
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psutil
from watchfiles import Change, watch

from citewell.knowledge.lineage import describes_documents
from citewell.knowledge.scan import is_document, is_ignored

logger = logging.getLogger(__name__)

_NETWORK = frozenset(
    [
        "9p", "afpfs", "afs", "ceph", "cifs", "davfs", "drvfs", "fuse", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4",
        "prl_fs", "smb3", "smbfs", "vboxsf", "virtiofs", "vmhgfs", "webdav",
    ]
)  # fmt: skip
"""File systems whose changes by other machines, or by a host, are not reported."""
_LISTING_SHARE = 20
"""Listing a folder again and again takes at most one part in so many of the time."""

Reported = tuple[Change, str]
"""What happened, and to which path."""


class Reports(Protocol):
    """Where news of a folder's files come from."""

    def changed(self) -> bool:
        """Whether there was a change since the last call. Raises ``ReportsEndedError``."""
        ...

    def close(self) -> None:
        """Let go of the folder."""
        ...


class ReportsEndedError(Exception):
    """Nothing more will be reported: the folder is gone, or the system has a difficulty."""


def open_reports(root: Path, listing_seconds: float, *, polling: bool) -> Reports:
    """Reports of a source that is there; it is listed every so many seconds where the system does not report."""
    scope = _Scope(root)
    if not polling and not is_on_network(root):
        try:
            return _SystemReports(scope)
        except ReportsEndedError as error:
            logger.warning("%s cannot be watched (%s); it is listed every few seconds instead", root, error)
    return _Listings(scope, listing_seconds)


class _Scope:
    """Which names in which folder belong to a source: the whole tree, or one file with what describes it."""

    def __init__(self, root: Path) -> None:
        self.whole = root.is_dir()
        self.folder = os.path.abspath(root if self.whole else root.parent)  # noqa: PTH100  as in ``source_root``
        self._only = "" if self.whole else root.name
        self._starts = tuple(
            {self.folder.rstrip(os.sep) + os.sep, os.path.realpath(self.folder).rstrip(os.sep) + os.sep}
        )

    def bears(self, name: str) -> bool:
        """Whether a file of this name, in a folder that is entered, is indexed or describes what is."""
        if self._only:
            return name == self._only or describes_documents(name)
        return is_document(name) or (describes_documents(name) and not is_ignored(name))

    def concerns(self, change: Reported) -> bool:
        """Whether a change that was reported may matter."""
        kind, path = change
        start = next((start for start in self._starts if path.startswith(start)), None)
        if start is None:
            return False
        *folders, name = Path(path[len(start) :]).parts
        if any(folder.startswith(".") for folder in folders):
            return False
        if self.bears(name):
            return True
        if self._only or is_ignored(name) or kind is Change.modified:
            return False
        return kind is Change.deleted or os.path.isdir(path)  # noqa: PTH112  a folder came or went with its files

    def is_end(self, change: Reported) -> bool:
        """Whether the folder itself went away."""
        kind, path = change
        return kind is Change.deleted and path.rstrip(os.sep) + os.sep in self._starts


class _SystemReports:
    """Changes as the system reports them."""

    def __init__(self, scope: _Scope) -> None:
        """Raises ``ReportsEndedError`` where the system does not watch the folder."""
        self._scope = scope
        self._changes: Generator[set[Reported], None, None] = watch(
            scope.folder,
            watch_filter=None,
            debounce=50,
            step=5,
            rust_timeout=1,
            yield_on_timeout=True,
            raise_interrupt=False,
            force_polling=False,
            recursive=scope.whole,
            ignore_permission_denied=True,
        )
        self._next()

    def changed(self) -> bool:
        changes = self._next()
        if any(self._scope.is_end(change) for change in changes):
            raise ReportsEndedError("it is gone")
        return any(self._scope.concerns(change) for change in changes)

    def close(self) -> None:
        self._changes.close()

    def _next(self) -> set[Reported]:
        try:
            return next(self._changes)
        except (OSError, RuntimeError, StopIteration) as error:
            raise ReportsEndedError(str(error) or "interrupted") from error


@dataclass(slots=True)
class _Listings:
    """Changes as two listings of the folder tell them."""

    scope: _Scope
    seconds: float
    _state: int | None = None
    _next: float = 0.0

    def changed(self) -> bool:
        began = time.monotonic()
        if began < self._next:
            return False
        state = sum(hash(entry) for entry in self._entries(self.scope.folder))
        took = time.monotonic() - began
        self._next = began + max(self.seconds, _LISTING_SHARE * took)
        before, self._state = self._state, state
        return before is not None and before != state

    def close(self) -> None:
        """Nothing is held."""

    def _entries(self, folder: str) -> Iterator[tuple[str, int, int]]:
        """Path, size and time of every file that bears on the source."""
        try:
            with os.scandir(folder) as listing:
                entries = list(listing)
        except OSError:
            return
        for entry in entries:
            with contextlib.suppress(OSError):
                if self.scope.bears(entry.name):
                    status = entry.stat()
                    yield entry.path, status.st_size, status.st_mtime_ns
                elif self.scope.whole and not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                    yield from self._entries(entry.path)


def is_on_network(path: Path) -> bool:
    """Whether ``path`` lies on a file system that does not report the changes of others."""
    real = Path(os.path.realpath(path))
    mounts = {Path(part.mountpoint): part for part in psutil.disk_partitions(all=True)}
    part = next((mounts[folder] for folder in (real, *real.parents) if folder in mounts), None)
    if part is None:
        return False
    kind = part.fstype.lower()
    return kind in _NETWORK or kind.startswith("fuse.") or "remote" in part.opts.split(",")
