"""``citewell index --watch``: the index follows its sources until Ctrl+C."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from citewell.bootstrap import Services
from citewell.cli import output, show
from citewell.domain.documents import IndexReport
from citewell.domain.errors import HomeBusyError, UserError
from citewell.domain.progress import CancelToken
from citewell.knowledge.ingest import IndexOptions
from citewell.knowledge.scan import source_root
from citewell.knowledge.watch.watcher import Watcher
from citewell.records.values import record_of


class IndexFollower:
    """Brings sources up to date one by one, and prints a line (JSON where wanted) where that changed something."""

    def __init__(
        self,
        services: Services,
        reports: Iterable[tuple[Path, IndexReport]],
        cancel: CancelToken,
        *,
        max_bytes: int,
        as_json: bool,
    ) -> None:
        """Go on from ``reports``, the first run over each path."""
        self._services = services
        self._quarantined = {source_root(path): report.quarantined for path, report in reports}
        self._cancel = cancel
        self._max_bytes = max_bytes
        self._as_json = as_json

    def follow(self) -> None:
        """Watch until cancelled."""
        if not self._as_json:
            output.console().print("Watching. Ctrl+C ends it.")
        Watcher(self._quarantined, self.update, self._cancel).run()

    def update(self, root: Path) -> None:
        """Bring one source up to date. Raises ``UserError`` where it is to be tried again."""
        try:
            report = self._services.ingest.run(IndexOptions(root, None, self._max_bytes), cancel=self._cancel)
        except HomeBusyError:
            raise
        except UserError as error:
            output.warn(str(error))
            raise
        changed = _counts(report) != IndexReport() or report.quarantined != self._quarantined[root]
        self._quarantined[root] = report.quarantined
        if not changed:
            return
        if self._as_json:
            output.print_json({"path": str(root), **record_of(report)})
        else:
            show.index_report(root, report)


def _counts(report: IndexReport) -> IndexReport:
    """What the run changed, and nothing of how things are."""
    return replace(report, unchanged=0, passages=0, quarantined=(), seconds=0.0)
