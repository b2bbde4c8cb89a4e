"""Bring the index up to date, one source after another, and tell the views how far it is."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.session import INDEX, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run, Task
from citewell.domain.documents import Access, Forgotten, IndexReport, Source
from citewell.domain.progress import Progress


class IndexController(QObject):
    """One run at a time; what is asked for meanwhile waits its turn."""

    started = Signal()
    progressed = Signal(object)
    """A ``Progress``."""
    ended = Signal(object)
    """The ``IndexReport``."""
    failed = Signal(object)
    stopping = Signal()
    """The user wants it stopped; ``stopped`` follows once the file at hand is let go."""
    stopped = Signal()
    forgotten = Signal(object, object)
    """The ``Source`` and what ``Forgotten`` tells of it."""
    forget_failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing runs yet."""
        super().__init__(parent)
        self._session = session
        self._runs: list[tuple[Task, threading.Event]] = []
        """What runs and waits, each with whether the user stopped it, and not the end of the program."""

    @property
    def running(self) -> bool:
        """Whether anything runs or waits."""
        return bool(self._runs)

    def add(self, path: Path, access: Access | None = None, *, again: bool = False) -> None:
        """Index ``path``; ``access``, if given, becomes its class; ``again``: try files that could not be read."""
        updates, turns = self._session.source_updates, self._session.turns
        is_stopped = threading.Event()

        def work(run: Run) -> IndexReport:
            with turns.asked(run.cancel):
                return updates.update(
                    path,
                    access,
                    progress=run.progress,
                    cancel=run.cancel,
                    stopped_by_user=is_stopped.is_set,
                    again=again,
                )

        def show(progress: Progress) -> None:
            if not is_stopped.is_set():
                self.progressed.emit(progress)

        listener: Listener[IndexReport] = Listener(
            done=lambda report: self._end(lambda: self.ended.emit(report)),
            failed=lambda failure: self._end(lambda: self.failed.emit(failure)),
            cancelled=lambda: self._end(self.stopped.emit),
            progress=show,
        )
        self._runs.append((self._session.runner.start(INDEX, work, listener), is_stopped))
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
        """Stop; whole files that are indexed stay, and nothing goes on by itself."""
        for task, is_stopped in self._runs:
            is_stopped.set()
            task.cancel()
        if self._runs:
            self.stopping.emit()

    def pause(self, paused: bool) -> None:  # noqa: FBT001  a slot
        """Let what runs wait, or go on."""
        for task, _ in self._runs[:1]:
            (task.token.pause if paused else task.token.go_on)()

    def _end(self, tell: Callable[[], None]) -> None:
        self._runs.pop(0)  # the lane keeps its order
        tell()
        self._session.indexed.emit()
