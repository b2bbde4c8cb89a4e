"""Bring the index up to date, one source after another, and tell the views how far it is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.session import INDEX, Session
from citewell.desktop.runtime.tasks import Listener, Run, Task
from citewell.domain.documents import Access, IndexReport
from citewell.knowledge.ingest import IndexOptions


class Indexing(QObject):
    """One run at a time; what is asked for meanwhile waits its turn."""

    started = Signal()
    progressed = Signal(object)
    """A ``Progress``."""
    ended = Signal(object)
    """The ``IndexReport``."""
    failed = Signal(object)
    stopped = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing runs yet."""
        super().__init__(parent)
        self._session = session
        self._tasks: list[Task] = []

    @property
    def running(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._tasks)

    def add(self, path: Path, access: Access | None = None) -> None:
        """Index ``path``; ``access``, if given, becomes its class."""
        services, turns = self._session.services, self._session.turns
        options = IndexOptions(path, access, services.options.max_file_mb * 1024 * 1024)

        def work(run: Run) -> IndexReport:
            with turns.asked(run.cancel):
                return services.ingest.run(options, progress=run.progress, cancel=run.cancel)

        listener: Listener[IndexReport] = Listener(
            done=lambda report: self._end(lambda: self.ended.emit(report)),
            failed=lambda failure: self._end(lambda: self.failed.emit(failure)),
            cancelled=lambda: self._end(self.stopped.emit),
            progress=self.progressed.emit,
        )
        self._tasks.append(self._session.runner.start(INDEX, work, listener))
        self.started.emit()

    def cancel(self) -> None:
        """Stop; whole files that are indexed stay."""
        for task in self._tasks:
            task.cancel()

    def _end(self, tell: Callable[[], None]) -> None:
        self._tasks.pop(0)  # the lane keeps its order
        tell()
        self._session.indexed.emit()
