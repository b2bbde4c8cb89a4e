"""Bring the index up to date, one source after another, and tell the views how far it is."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.session import INDEX, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run, Task
from citewell.domain.documents import Access, Forgotten, IndexReport, Source


class IndexController(QObject):
    """One run at a time; what is asked for meanwhile waits its turn."""

    started = Signal()
    progressed = Signal(object)
    """A ``Progress``."""
    ended = Signal(object)
    """The ``IndexReport``."""
    failed = Signal(object)
    stopped = Signal()
    forgotten = Signal(object, object)
    """The ``Source`` and what ``Forgotten`` tells of it."""
    forget_failed = Signal(object)

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
        updates, turns = self._session.source_updates, self._session.turns

        def work(run: Run) -> IndexReport:
            with turns.asked(run.cancel):
                return updates.update(path, access, progress=run.progress, cancel=run.cancel)

        listener: Listener[IndexReport] = Listener(
            done=lambda report: self._end(lambda: self.ended.emit(report)),
            failed=lambda failure: self._end(lambda: self.failed.emit(failure)),
            cancelled=lambda: self._end(self.stopped.emit),
            progress=self.progressed.emit,
        )
        self._tasks.append(self._session.runner.start(INDEX, work, listener))
        self.started.emit()

    def forget(self, source: Source) -> None:
        """Take a source out of the index."""
        forgetting, turns = self._session.services.forgetting, self._session.turns

        def work(run: Run) -> Forgotten:
            with turns.asked(run.cancel):  # a run over it would bring it back
                return forgetting.forget(source.root)[1]

        def done(forgotten: Forgotten) -> None:
            self.forgotten.emit(source, forgotten)
            self._session.indexed.emit()

        def failed(failure: Failure) -> None:
            self.forget_failed.emit(failure)

        self._session.runner.start(INDEX, work, Listener(done=done, failed=failed))

    def cancel(self) -> None:
        """Stop; whole files that are indexed stay."""
        for task in self._tasks:
            task.cancel()

    def pause(self, paused: bool) -> None:  # noqa: FBT001  a slot
        """Let what runs wait, or go on."""
        for task in self._tasks[:1]:
            (task.token.pause if paused else task.token.go_on)()

    def _end(self, tell: Callable[[], None]) -> None:
        self._tasks.pop(0)  # the lane keeps its order
        tell()
        self._session.indexed.emit()
