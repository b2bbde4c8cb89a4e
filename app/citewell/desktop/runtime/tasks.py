"""Where threads meet Qt: work runs in lanes of one thread each, what it tells arrives on the GUI thread."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from citewell.desktop.language.words import tr
from citewell.desktop.widgets.in_window import in_window
from citewell.domain.errors import CancelledError, ModelProcessError, UserError
from citewell.domain.progress import CancelToken, Progress, ProgressCallback

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why work ended without a result, in words for a person. ``retry``: the same again may well succeed."""

    message: str
    retry: bool = False
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """What running work may use, on its own thread: report how far it is, tell an event, see whether to stop."""

    progress: ProgressCallback
    cancel: CancelToken
    emit: Callable[[object], None]


Work = Callable[[Run], T]


def _ignore(_thing: object) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Listener(Generic[T]):
    """Who hears of a task, on the GUI thread. ``event`` gets what the work emits, ``cancelled`` nothing."""

    done: Callable[[T], None] = _ignore
    failed: Callable[[Failure], None] = _ignore
    cancelled: Callable[[], None] = lambda: None
    progress: Callable[[Progress], None] = _ignore
    event: Callable[[object], None] = _ignore


class Task:
    """One piece of work under way."""

    __slots__ = ("deaf", "lane", "token")

    def __init__(self, lane: str = "") -> None:
        self.lane = lane
        self.token = CancelToken()
        self.deaf = False

    def cancel(self) -> None:
        """Ask the work to stop; its listener still hears how it ended."""
        self.token.cancel()

    def abandon(self) -> None:
        """Ask the work to stop and tell its listener nothing more."""
        self.deaf = True
        self.token.cancel()


class _Mailbox(QObject):
    """Carries calls from any thread to the thread it was made on, in order."""

    _arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._letters: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def post(self, letter: Callable[[], None]) -> None:
        """Have ``letter`` called on the mailbox's thread."""
        self._letters.put(letter)
        self._arrived.emit()

    @Slot()
    def _deliver(self) -> None:
        self._letters.get()()


class _Lane:
    """A thread that does one piece of work after another."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name=f"lane-{name}", daemon=True)
        self._thread.start()

    def put(self, job: Callable[[], None] | None) -> None:
        """Queue a job; ``None`` ends the lane after what is queued."""
        self._jobs.put(job)

    def join(self, seconds: float) -> bool:
        """Wait for the end of the lane; whether it came in time."""
        self._thread.join(max(0.0, seconds))
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


class TaskRunner(QObject):
    """Starts work. A lane keeps its order; work in different lanes runs side by side."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Deliver on the thread that makes this object."""
        super().__init__(parent)
        self._mailbox = _Mailbox(self)
        self._lanes: dict[str, _Lane] = {}
        self._tasks: set[Task] = set()
        self._closed = False

    def start(self, lane: str, work: Work[T], listener: Listener[T]) -> Task:
        """Run ``work`` in ``lane``; ``listener`` is called on the GUI thread, and always after this returned."""
        task = Task(lane)
        if self._closed:
            task.abandon()
            return task
        self._tasks.add(task)
        if lane not in self._lanes:
            self._lanes[lane] = _Lane(lane)
        self._lanes[lane].put(lambda: self._run(task, work, listener))
        return task

    @property
    def busy(self) -> set[str]:
        """The lanes that have work to do, or whose work's end was not told yet."""
        return {task.lane for task in self._tasks}

    def shutdown(self) -> None:
        """Cancel everything; from now on nothing is delivered and nothing starts."""
        self._closed = True
        for task in self._tasks:
            task.abandon()
        for lane in self._lanes.values():
            lane.put(None)

    def wait(self, seconds: float) -> bool:
        """After ``shutdown``: wait for the lanes to end; whether all did in time."""
        until = time.monotonic() + seconds
        return all(lane.join(until - time.monotonic()) for lane in self._lanes.values())

    def _run(self, task: Task, work: Work[T], listener: Listener[T]) -> None:
        """Runs on the lane's thread; every call of the listener goes through the mailbox."""

        def tell(call: Callable[[], None]) -> None:
            if not self._closed:
                self._mailbox.post(lambda: None if task.deaf else call())

        run = Run(
            progress=lambda progress: tell(lambda: listener.progress(progress)),
            cancel=task.token,
            emit=lambda event: tell(lambda: listener.event(event)),
        )
        ending: Callable[[], None]
        try:
            task.token.check()
            result = work(run)
        except CancelledError:
            ending = listener.cancelled
        except UserError as error:
            failure = Failure(in_window(str(error)), retry=isinstance(error, ModelProcessError))
            ending = partial(listener.failed, failure)
        except Exception as error:  # a bug is told in the window, and ends nothing else
            logger.exception("unexpected error in a task")
            bug = Failure(
                tr(
                    "Citewell made a mistake ({name}). What was saved before is safe; the details are in "
                    "citewell.log in the home folder.",
                    name=type(error).__name__,
                ),
                retry=True,
                ours=True,
            )
            ending = partial(listener.failed, bug)
        else:
            ending = partial(listener.done, result)
        if not self._closed:
            self._mailbox.post(lambda: self._end(task, ending))

    def _end(self, task: Task, ending: Callable[[], None]) -> None:
        self._tasks.discard(task)
        if not task.deaf:
            ending()
