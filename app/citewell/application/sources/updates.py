"""Brings sources up to date: when the user asks for it, and when a change on the disk is noticed."""

from collections.abc import Callable, Sequence
from pathlib import Path

from citewell.application.sources.stopped_sources import StoppedSources, is_within
from citewell.domain.documents import Access, IndexReport, Source
from citewell.domain.errors import CancelledError
from citewell.domain.progress import CancelToken, ProgressCallback
from citewell.knowledge.ingest import IndexOptions, Ingest
from citewell.knowledge.watch.watcher import Watcher, WatchTimes
from citewell.storage.index.store import IndexStore

__all__ = ["SourceUpdates", "WatchTimes", "Watcher"]


class SourceUpdates:
    """Index runs over the sources of one home. Who calls it sees to it that one runs at a time."""

    def __init__(self, index: IndexStore, ingest: Ingest, max_file_bytes: int, stopped: StoppedSources) -> None:
        """Files above ``max_file_bytes`` are quarantined; what a user stops is noted in ``stopped``."""
        self._index, self._ingest, self._max_file_bytes = index, ingest, max_file_bytes
        self._stopped = stopped

    def sources(self) -> Sequence[Source]:
        """What is indexed, in the order it was added. Raises ``StorageError``."""
        return self._index.sources()

    def stopped(self, sources: Sequence[Source]) -> frozenset[str]:
        """The roots of those whose run the user stopped: they are not to be followed. Raises ``StorageError``."""
        return self._stopped.among(sources)

    def update(
        self,
        root: Path,
        access: Access | None,
        *,
        progress: ProgressCallback,
        cancel: CancelToken,
        stopped_by_user: Callable[[], bool],
        again: bool = False,
    ) -> IndexReport:
        """Index ``root``; ``access``, if given, becomes its class; ``again``: also read what is in quarantine.

        A run that is cancelled because the user stopped it (``stopped_by_user``) is noted: nothing goes on with it by
        itself. Raises ``BadInputError``, ``ModelError``, ``StorageError`` and ``CancelledError``.
        """
        options = IndexOptions(root, access, self._max_file_bytes, again=again)
        try:
            report = self._ingest.run(options, progress=progress, cancel=cancel)
        except CancelledError:
            if stopped_by_user():
                self._stopped.stop(root, self._index.sources())
            raise
        self._stopped.resume(root, self._index.sources())
        return report

    def refresh(self, root: Path, cancel: CancelToken) -> IndexReport:
        """Index what changed in a source whose class stays. Raises as ``update`` does."""
        return self._ingest.run(IndexOptions(root, None, self._max_file_bytes), cancel=cancel)

    def is_followed(self, root: Path) -> bool:
        """Whether ``root`` is indexed, was not forgotten meanwhile, and was not stopped. Raises ``StorageError``."""
        sources = self._index.sources()
        return any(source.root == str(root) for source in sources) and str(root) not in self._stopped.among(sources)

    @staticmethod
    def is_known(path: Path, sources: Sequence[Source]) -> bool:
        """Whether ``path`` is one of ``sources`` or part of one, so that its class is known."""
        return any(is_within(path, source) for source in sources)

    @staticmethod
    def watcher(changed: Callable[[Path], None], cancel: CancelToken, times: WatchTimes | None) -> Watcher:
        """Watches sources that are added to it, and calls ``changed`` on its own thread."""
        return Watcher((), changed, cancel, times=times)
