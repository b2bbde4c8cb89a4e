"""Brings sources up to date: when the user asks for it, and when a change on the disk is noticed."""

from collections.abc import Callable, Sequence
from pathlib import Path

from citewell.domain.documents import Access, IndexReport, Source
from citewell.domain.progress import CancelToken, ProgressCallback
from citewell.knowledge.ingest import IndexOptions, Ingest
from citewell.knowledge.watch.watcher import Watcher, WatchTimes
from citewell.storage.index.store import IndexStore

__all__ = ["SourceUpdates", "WatchTimes", "Watcher"]


class SourceUpdates:
    """Index runs over the sources of one home. Who calls it sees to it that one runs at a time."""

    def __init__(self, index: IndexStore, ingest: Ingest, max_file_bytes: int) -> None:
        """Files above ``max_file_bytes`` are quarantined."""
        self._index, self._ingest, self._max_file_bytes = index, ingest, max_file_bytes

    def sources(self) -> Sequence[Source]:
        """What is indexed, in the order it was added. Raises ``StorageError``."""
        return self._index.sources()

    def update(
        self, root: Path, access: Access | None, *, progress: ProgressCallback, cancel: CancelToken
    ) -> IndexReport:
        """Index ``root``; ``access``, if given, becomes its class.

        Raises ``BadInputError``, ``ModelError``, ``StorageError`` and ``CancelledError``.
        """
        options = IndexOptions(root, access, self._max_file_bytes)
        return self._ingest.run(options, progress=progress, cancel=cancel)

    def refresh(self, root: Path, cancel: CancelToken) -> IndexReport:
        """Index what changed in a source whose class stays. Raises as ``update`` does."""
        return self._ingest.run(IndexOptions(root, None, self._max_file_bytes), cancel=cancel)

    def is_source(self, root: Path) -> bool:
        """Whether ``root`` is indexed, and was not forgotten meanwhile. Raises ``StorageError``."""
        return any(source.root == str(root) for source in self._index.sources())

    @staticmethod
    def watcher(changed: Callable[[Path], None], cancel: CancelToken, times: WatchTimes | None) -> Watcher:
        """Watches sources that are added to it, and calls ``changed`` on its own thread."""
        return Watcher((), changed, cancel, times=times)
