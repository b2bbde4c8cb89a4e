"""The parent's side of reading: files go to a child process that is killed where one takes too long or too much memory.

Several files are under way at once, since the way there and back would cost more than a small file itself. The child
reads them in order, so that a child that dies does so on the first file it has not answered.
"""

import logging
import re
import signal
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath
from types import ModuleType
from typing import TYPE_CHECKING

from citewell.domain.errors import ProcessError, UnreadableFileError
from citewell.domain.ports import Extraction
from citewell.domain.progress import CancelToken
from citewell.knowledge.loaders.pages.ocr_extra import is_installed
from citewell.knowledge.reader.frames import decode_extraction
from citewell.processes.child import Child
from citewell.processes.command import host_command
from citewell.processes.frames import Frame

if TYPE_CHECKING:
    import psutil

logger = logging.getLogger(__name__)

KIND = "reader"
POLL_SECONDS = 0.1
WAITING = 5.0
"""Seconds of waiting that count as one of work."""
WITH_PICTURES = frozenset({".pdf", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"})
START_SECONDS = 120.0
MEGABYTE = 1024 * 1024
ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1"}  # each of its threads would reserve memory, and none is needed
KILLED = -9
"""What a child ends with on POSIX when the system takes its memory back."""
_NEARLY = 0.8
"""A child that dies with this part of its memory used up dies of that: native code ends where it gets no more."""

_PLACE = re.compile(r"Fatal Python error|\s*File ")
"""Lines of a crash report that say where; others might quote the document."""


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """What one file may cost, and when a child is replaced."""

    seconds: float = 60.0
    """Of processor time; waiting counts a fifth, so that a busy computer costs no file."""
    seconds_per_megabyte: float = 4.0
    """More time for a big file."""
    seconds_for_pictures: float = 1800.0
    """More time for what OCR may have to read: some ten seconds a page."""
    memory_mb: int = 1024
    """Beyond what the child takes before its first file."""
    characters: int = 40_000_000
    """Of extracted text."""
    files_per_child: int = 5000
    growth_mb: int = 256
    """A child that keeps more than this after a file is replaced: memory in pieces does not come back."""
    idle_seconds: float = 20.0
    """A child without work ends after this: it keeps what its largest file took, a hundred megabytes and more."""
    files_ahead: int = 8
    bytes_ahead: int = 4 * MEGABYTE

    def seconds_for(self, size: int, path: str = "") -> float:
        """Seconds that a file of ``size`` bytes may take."""
        pictures = PurePosixPath(path).suffix.lower() in WITH_PICTURES and is_installed()
        return self.seconds + self.seconds_per_megabyte * size / MEGABYTE + self.seconds_for_pictures * pictures


class ReaderProcess:
    """``Reader`` in a child process. Any thread may call; calls wait for each other."""

    def __init__(self, limits: ReadLimits | None = None, *, command: Sequence[str] | None = None) -> None:
        """Remember what to start; the child starts with the first file."""
        self._limits = limits or ReadLimits()
        self._command = list(command or host_command(KIND))
        self._lock = threading.Lock()
        self._worker: _Worker | None = None
        self._idle: threading.Timer | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Process id of the running child."""
        worker = self._worker
        return worker.child.process.pid if worker is not None and worker.child.alive else None

    def read(self, data: bytes, path: str) -> Extraction:
        """Read one file; ``path`` tells its kind. Raises ``UnreadableFileError`` and ``ProcessError``."""
        (result,) = self.read_many([(data, path)])
        if isinstance(result, UnreadableFileError):
            raise result
        return result

    def read_many(
        self, files: Iterable[tuple[bytes, str]], cancel: CancelToken | None = None
    ) -> Iterator[Extraction | UnreadableFileError]:
        """Read ``files`` (bytes, path), some ahead of what is asked for; the results come in their order.

        Raises ``ProcessError`` where the child does not start, and ``CancelledError``. A caller that stops iterating
        ends the child.
        """
        cancel = cancel or CancelToken()
        with self._lock:
            self._stop_idle()
            self._closed = False
            queue = _Queue(iter(files), self._limits)
            try:
                while queue.fill():
                    yield self._next_result(queue, cancel)
            finally:
                if queue.sent:
                    self._end()
                self._begin_idle()

    def close(self) -> None:
        """End the child, at once; reading that is under way raises ``ProcessError``."""
        self._closed = True
        self._stop_idle()
        self._end()

    def _begin_idle(self) -> None:
        if self._worker is not None:
            self._idle = threading.Timer(self._limits.idle_seconds, self._end_idle)
            self._idle.daemon = True
            self._idle.start()

    def _stop_idle(self) -> None:
        if self._idle is not None:
            self._idle.cancel()
            self._idle = None

    def _end_idle(self) -> None:
        if self._lock.acquire(blocking=False):  # else it has work again
            try:
                self._end()
            finally:
                self._lock.release()

    def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.end()

    def _next_result(self, queue: "_Queue", cancel: CancelToken) -> Extraction | UnreadableFileError:
        while True:
            worker = self._send(queue, cancel)
            try:
                frame = worker.receive(cancel)
            except ProcessError:
                cancel.check()
                if self._closed or not worker.started:
                    raise
                reason = worker.cause_of_death(queue.first)
                self._end()
                queue.sent = 0
                if reason is None:
                    continue
                queue.take()
                return reason
            queue.take()
            result = _result(frame, self._limits)
            if "out_of_memory" in frame.head or "error" in frame.head:
                self._end()
                queue.sent = 0
            return result

    def _send(self, queue: "_Queue", cancel: CancelToken) -> "_Worker":
        """Send what is waiting, to a new child where there is none or the old one has served its time."""
        worker = self._worker
        if worker is not None and not queue.sent and worker.worn:
            self._end()
            worker = None
        if self._closed:
            raise ProcessError("The process that reads files was ended.")
        if worker is None:
            worker = self._worker = _Worker(self._command, self._limits)
        worker.watch(cancel)
        while queue.sent < len(queue.waiting) and (not worker.worn or not queue.sent):
            data, path = queue.waiting[queue.sent]
            queue.sent += 1
            worker.send(data, path)
        return worker


class _Queue:
    """The files under way: ``waiting`` for an answer, the first ``sent`` of them sent to the child at hand."""

    def __init__(self, files: Iterator[tuple[bytes, str]], limits: ReadLimits) -> None:
        self.waiting: deque[tuple[bytes, str]] = deque()
        self.sent = 0
        self._files = files
        self._limits = limits
        self._bytes = 0

    @property
    def first(self) -> bytes:
        """The bytes of the file whose answer comes next."""
        return self.waiting[0][0]

    def fill(self) -> bool:
        """Take on as many files as may be under way; whether there is any."""
        while len(self.waiting) < self._limits.files_ahead and self._bytes < self._limits.bytes_ahead:
            file = next(self._files, None)
            if file is None:
                break
            self.waiting.append(file)
            self._bytes += len(file[0])
        return bool(self.waiting)

    def take(self) -> None:
        """Drop the first file: it has its result."""
        data, _path = self.waiting.popleft()
        self._bytes -= len(data)
        self.sent = max(0, self.sent - 1)


class _Worker:
    """One child with the thread that watches over its time and memory."""

    def __init__(self, command: Sequence[str], limits: ReadLimits) -> None:
        self._limits = limits
        self._answers = 0
        self._slow_file: int | None = None
        self.started = self._large = False
        self._base = self._held = self._peak = 0
        self._state = threading.Condition()
        self._allowed: deque[float] = deque([START_SECONDS])  # for the start, then for each file without an answer
        self._spent = self._processor = 0.0
        self._arrived = 0
        self._ended = False
        self._cancel = CancelToken()
        self._process: psutil.Process | None = None
        self.child = Child(KIND, command, environment=ENVIRONMENT, on_frame=self._advance)
        with suppress(ProcessError):  # told when the first answer does not come
            self.child.send(Frame({"memory_mb": limits.memory_mb, "characters": limits.characters}))
        self._watcher = threading.Thread(target=self._watch, name=f"{KIND}-watch", daemon=True)
        self._watcher.start()

    @property
    def worn(self) -> bool:
        """Whether it has read so many files, or kept so much memory, that a new child is better."""
        grown = self._held - self._base > self._limits.growth_mb * MEGABYTE
        return grown or self._answers >= self._limits.files_per_child

    def watch(self, cancel: CancelToken) -> None:
        """Kill the child, too, once ``cancel`` is cancelled: a write to it may wait until then."""
        self._cancel = cancel

    def send(self, data: bytes, path: str) -> None:
        """Send a file. Where the child is gone, ``receive`` tells."""
        with self._state:
            if not self._allowed:
                self._spent = 0.0
                self._state.notify()
            self._allowed.append(self._limits.seconds_for(len(data), path))
        with suppress(ProcessError):
            self.child.send(Frame({"path": path}, data))

    def receive(self, cancel: CancelToken) -> Frame:
        """The answer to the first file that has none. Raises ``ProcessError`` where the child is gone.

        Where ``started`` is false then, it did not start, which is no fault of a file.
        """
        if not self.started:
            self._receive_start(cancel)
        frame = self.child.receive(cancel)
        self._answers += 1
        return frame

    def cause_of_death(self, data: bytes) -> UnreadableFileError | None:
        """Why the file ``data``, which was being read, cannot be.

        ``None`` where an earlier file may have left the child damaged, so that a fresh one is to read this one again.
        """
        code = self.child.exit_code()
        places = "; ".join(line.strip() for line in self.child.complaints().splitlines() if _PLACE.match(line))
        logger.warning("the reader process ended with code %s; a new one is started. %s", code, places)
        slow = self._slow_file == self._answers
        if self._answers and not slow:
            return None
        if slow:
            return UnreadableFileError(
                f"took longer than {self._limits.seconds_for(len(data)):,.0f} s to read; "
                "split it, or save it anew with the program that made it, and index it again"
            )
        if self._large or self._peak - self._base > _NEARLY * self._limits.memory_mb * MEGABYTE:
            return _too_large(self._limits)
        if code == KILLED:  # by the system or by somebody, which says nothing of the file
            return UnreadableFileError(
                "the computer ran out of memory while reading it; close other programs and index it again",
                lasting=False,
            )
        return UnreadableFileError(
            f"the parser crashed on it ({_exit_name(code)}); it may be damaged: save it anew and index it again"
        )

    def end(self) -> None:
        """Kill the child and leave no thread of it."""
        with self._state:
            self._ended = True
            self._state.notify()
        self.child.end()
        self._watcher.join()

    def _receive_start(self, cancel: CancelToken) -> None:
        try:
            answer = self.child.receive(cancel)
        except ProcessError as error:
            if self._ended:  # closed while it was starting, which is no fault of it
                raise
            logger.error("the reader process did not start: %s", self.child.complaints())  # noqa: TRY400  all is said
            raise ProcessError(
                "The process that reads files does not start. Restart the computer, or install Citewell again."
            ) from error
        if "error" in answer.head:
            raise ProcessError(str(answer.head["error"]))
        self.started = True

    def _advance(self) -> None:
        """An answer arrived: the next file's time begins."""
        with self._state:
            if self._allowed:
                self._allowed.popleft()
            self._spent = 0.0
            self._held = self._resident()
            if not self._arrived:
                self._base = self._held
            self._arrived += 1

    def _watch(self) -> None:
        while True:
            with self._state:
                while not (self._allowed or self._ended):
                    self._state.wait()
                if self._ended:
                    return
                began = time.monotonic()
                if self._state.wait(POLL_SECONDS) or not self._allowed:
                    continue
                waited = min(time.monotonic() - began, 10 * POLL_SECONDS)  # more is a computer that slept
                self._spent += max(self._worked(), waited / WAITING)
                if self._exceeded():
                    self.child.process.kill()
                    return

    def _exceeded(self) -> bool:
        if self._base:
            size = self._resident()
            self._peak = max(self._peak, size)
            self._large = size - self._base > self._limits.memory_mb * MEGABYTE
        slow = self._spent > self._allowed[0]
        if slow:
            self._slow_file = self._arrived - 1
        return self._large or slow or self._cancel.cancelled

    def _worked(self) -> float:
        """Seconds of processor time since it was last asked; 0 where the child is gone."""
        before = self._processor
        with suppress(_psutil().Error):
            times = self._child_process().cpu_times()
            self._processor = float(times.user + times.system)
        return max(0.0, self._processor - before)

    def _resident(self) -> int:
        """Bytes of memory that the child holds; 0 where it is gone."""
        try:
            return int(self._child_process().memory_info().rss)
        except _psutil().Error:
            return 0

    def _child_process(self) -> "psutil.Process":
        if self._process is None:
            self._process = _psutil().Process(self.child.process.pid)
        return self._process


def _psutil() -> ModuleType:
    """30 ms that only indexing needs."""
    return import_module("psutil")


def _result(frame: Frame, limits: ReadLimits) -> Extraction | UnreadableFileError:
    head = frame.head
    if "unreadable" in head:
        return UnreadableFileError(str(head["unreadable"]))
    if "out_of_memory" in head:
        return _too_large(limits)
    if "error" in head:
        return _failed(str(head["error"]))
    if "failure" in head:
        logger.warning("a parser failed: %s at %s", head["failure"], head.get("where"))
        return _failed(str(head["failure"]))
    try:
        return decode_extraction(frame)
    except (ValueError, TypeError, LookupError) as error:
        logger.warning("the reader sent what is no document (%s)", type(error).__name__)
        return _failed(type(error).__name__)


def _failed(error: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"its parser failed ({error}); it may be damaged: save it anew with the program that made it and index it again"
    )


def _too_large(limits: ReadLimits) -> UnreadableFileError:
    return UnreadableFileError(
        f"needs more than {limits.memory_mb:,} MB of memory to read; split it into smaller files and index them"
    )


def _exit_name(code: int | None) -> str:
    if code is None or code >= 0:
        return f"code {code}"
    try:
        return f"signal {-code}, {signal.Signals(-code).name}"
    except ValueError:
        return f"signal {-code}"
