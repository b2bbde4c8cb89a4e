"""A controller that does one long thing at a time."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task, Work

T = TypeVar("T")


class OneTask(QObject):
    """What is begun while something runs is passed over."""

    busy_changed = Signal(bool)
    progressed = Signal(object)
    said = Signal(str, str)
    """What came of a thing, and its tone."""
    stopped = Signal()

    def __init__(self, session: Session, lane: str, parent: QObject | None = None) -> None:
        """Nothing runs; what runs does so in ``lane``."""
        super().__init__(parent)
        self._session, self._lane = session, lane
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return self._task is not None

    def stop(self) -> None:
        """Stop what runs."""
        if self._task is not None:
            self._task.cancel()

    def begin(self, work: Work[T], tell: Callable[[T], None]) -> None:
        """Do ``work`` in the background, then ``tell`` what came of it."""
        if self.busy:
            return
        listener: Listener[T] = Listener(
            done=lambda result: self._end(lambda: tell(result)),
            failed=lambda failure: self._end(lambda: self.tell_failure(failure)),
            cancelled=lambda: self._end(self.stopped.emit),
            progress=self.progressed.emit,
        )
        self._task = self._session.runner.start(self._lane, work, listener)
        self.busy_changed.emit(True)  # noqa: FBT003  a signal has no keywords

    def tell_failure(self, failure: Failure) -> None:
        """Say what went wrong."""
        self.said.emit(failure.message, "bad")

    def after_task(self) -> None:
        """A task has ended and its result was told; whoever needs more does it here."""

    def _end(self, tell: Callable[[], None]) -> None:
        self._task = None
        self.busy_changed.emit(False)  # noqa: FBT003  a signal has no keywords
        tell()
        self.after_task()
