"""Indexing: sources brought up to date, followed while they change, and forgotten."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from citewell.domain.documents import IndexReport
from citewell.domain.errors import HomeBusyError, UserError
from citewell.domain.progress import CancelToken
from citewell.knowledge.ingest import IndexOptions, Ingest
from citewell.knowledge.scan import source_root
from citewell.knowledge.watch.watcher import Watcher

__all__ = ["IndexOptions", "SourceFollower", "source_root"]


class SourceFollower:
    """Brings sources up to date one by one, each time that files of them changed and rest again."""

    def __init__(
        self,
        ingest: Ingest,
        quarantined: Mapping[Path, Sequence[tuple[str, str]]],
        *,
        max_bytes: int,
        changed: Callable[[Path, IndexReport], None],
        failed: Callable[[UserError], None],
        cancel: CancelToken,
    ) -> None:
        """Follow the roots of ``quarantined``, which has the quarantine list of each at its last run.

        ``changed`` hears of a run that changed something, ``failed`` of one that is tried again later.
        """
        self._ingest = ingest
        self._quarantined = {root: tuple(listed) for root, listed in quarantined.items()}
        self._max_bytes = max_bytes
        self._changed = changed
        self._failed = failed
        self._cancel = cancel

    def follow(self) -> None:
        """Watch until cancelled."""
        Watcher(self._quarantined, self.update, self._cancel).run()

    def update(self, root: Path) -> None:
        """Bring one source up to date. Raises ``UserError`` where it is to be tried again."""
        try:
            report = self._ingest.run(IndexOptions(root, None, self._max_bytes), cancel=self._cancel)
        except HomeBusyError:
            raise
        except UserError as error:
            self._failed(error)
            raise
        differs = _counts(report) != IndexReport() or report.quarantined != self._quarantined[root]
        self._quarantined[root] = report.quarantined
        if differs:
            self._changed(root, report)


def _counts(report: IndexReport) -> IndexReport:
    """The changes of the run, without the state of things."""
    return replace(report, unchanged=0, passages=0, quarantined=(), seconds=0.0)
