"""The parent's end of a child process: start it when needed, call it, cancel a call, outlive its crash.

A crash or a hang of native code takes down the child, never this program; the next call starts a new child. The two
speak sealed frames over plain pipes, so there is no socket and nothing on disk.
"""

import logging
import os
import queue
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import ClassVar

import psutil

from citewell.domain.errors import CitewellError, ProcessError
from citewell.domain.progress import CancelToken
from citewell.processes.command import host_command
from citewell.processes.frames import Frame, FrameReader, parent_ends

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.05
_KEPT_BYTES = str(128 * 1024)
"""Free memory that a child may keep, where its C library is glibc."""
_ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    # Published builds of ONNX Runtime otherwise keep a device id and send events to Microsoft.
    "ORT_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "PYTHONUNBUFFERED": "1",
    # llama.cpp's waiting threads spin this often, then sleep: full speed on an idle machine, and beside other busy
    # programs half as fast again as spinning on (ADR 0003).
    "GOMP_SPINCOUNT": "1000",
    # glibc raises both limits as it goes, and then keeps what a long text needed for as long as the process lives.
    "MALLOC_TRIM_THRESHOLD_": _KEPT_BYTES,
    "MALLOC_MMAP_THRESHOLD_": _KEPT_BYTES,
}
CANCEL_SECONDS = 2.0
"""How long a cancelled child may take to stop before it is killed."""
_NOTHING: Mapping[str, str] = MappingProxyType({})


def _without_secrets() -> dict[str, str]:
    """The environment, but for the passphrase of the home, which no child needs."""
    return {name: value for name, value in os.environ.items() if not name.startswith("CITEWELL_PASSPHRASE")}


class ChildProcess:
    """One child process that serves calls one at a time; any thread may call."""

    refusal: ClassVar[type[CitewellError]] = ProcessError
    """Raised for what the child refuses."""
    death: ClassVar[type[CitewellError]] = ProcessError
    """Raised where the child does not start, or dies."""

    def __init__(self, kind: str, settings: Mapping[str, object], *, command: Sequence[str] | None = None) -> None:
        """Remember what to start. ``settings`` is the child's first message; the child starts at the first call."""
        self._kind = kind
        self._settings = dict(settings)
        self._command = list(command or host_command(kind))
        self._lock = threading.Lock()
        self._child: Child | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the running child."""
        child = self._child
        return child.process.pid if child is not None and child.alive else None

    @property
    def cpu_seconds(self) -> float:
        """Processor seconds of the running child since it started; 0 where none runs."""
        pid = self.pid
        if pid is None:
            return 0.0
        try:
            times = psutil.Process(pid).cpu_times()
        except psutil.Error:  # it ended a moment ago
            return 0.0
        return float(times.user + times.system)

    def start(self) -> dict[str, object]:
        """Start the child unless it runs; return what it says of itself. Raises ``refusal`` and ``death``."""
        with self._lock:
            return self._running().description

    def call(
        self, method: str, body: bytes = b"", cancel: CancelToken | None = None, **values: object
    ) -> Iterator[Frame]:
        """Call the child and yield its frames; the last one has ``done``.

        Raises ``refusal``, ``death`` and ``CancelledError``.
        A caller that stops iterating cancels the call.
        """
        with self._lock:
            child = self._running()
            self._send(child, Frame({"method": method, **values}, body))
            finished = False
            try:
                while not finished:
                    frame = self._receive(child, cancel)
                    finished = bool(frame.head.get("done"))
                    self._raise_refusal(frame)
                    yield frame
            finally:
                if not finished:
                    self._stop_call(child)

    def ask(self, method: str, body: bytes = b"", **values: object) -> Frame:
        """Call the child for a single frame."""
        (frame,) = self.call(method, body, None, **values)
        return frame

    def close(self) -> None:
        """End the child."""
        with self._lock:
            if self._child is not None:
                self._child.end()
                self._child = None

    def _running(self) -> "Child":
        if self._child is not None and self._child.alive:
            return self._child
        if self._child is not None:
            logger.warning("the %s process had died; a new one is started", self._kind)
            self._child.end()
            self._child = None
        child = self._start()
        try:
            self._send(child, Frame(self._settings))
            answer = self._receive(child, None)
            self._raise_refusal(answer)
            child.description = answer.head
        except BaseException:
            child.end()
            raise
        self._child = child
        return child

    def _start(self) -> "Child":
        try:
            return Child(self._kind, self._command)
        except ProcessError as error:
            raise self.death(str(error)) from error

    def _send(self, child: "Child", frame: Frame) -> None:
        try:
            child.send(frame)
        except ProcessError as error:
            raise self._died(child) from error

    def _receive(self, child: "Child", cancel: CancelToken | None) -> Frame:
        try:
            return child.receive(cancel)
        except ProcessError as error:
            raise self._died(child) from error

    def _died(self, child: "Child") -> CitewellError:
        code = child.exit_code()
        logger.error("the %s process ended with code %s: %s", self._kind, code, child.complaints())
        return self.death(
            f"The {self._kind} process stopped (code {code}). Nothing is lost; do it again, and a new one is started."
        )

    def _raise_refusal(self, frame: Frame) -> None:
        if "error" in frame.head:
            raise self.refusal(str(frame.head["error"]))

    def _stop_call(self, child: "Child") -> None:
        """Have the child give up a call; kill it where it does not in time or has failed already."""
        if not child.alive or not child.give_up():
            child.end()
            self._child = None


class Child:
    """A started child and the threads that read from it. Once it is dead it stays dead."""

    def __init__(
        self,
        kind: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] = _NOTHING,
        on_frame: Callable[[], None] | None = None,
    ) -> None:
        """Start ``command``; ``on_frame`` is called in a thread of its own for each frame that arrives.

        Raises ``ProcessError`` where the program is not there.
        """
        self.kind = kind
        self.description: dict[str, object] = {}
        try:
            self.process = subprocess.Popen(  # noqa: S603  our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=_without_secrets() | _ENVIRONMENT | dict(environment),
            )
            assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101, PT018  pipes
            self._writer, reader = parent_ends(self.process.stdin, self.process.stdout)
        except OSError as error:
            raise ProcessError(f"The {kind} process cannot be started ({error}).") from error
        self._on_frame = on_frame
        self._frames: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._complaints: deque[bytes] = deque(maxlen=20)
        self._threads = [
            threading.Thread(target=self._read, args=(reader,), name=f"{kind}-reader", daemon=True),
            threading.Thread(target=self._listen, name=f"{kind}-complaints", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process.poll() is None

    def send(self, frame: Frame) -> None:
        """Send a frame; waits while the pipe is full. Raises ``ProcessError`` where the child is gone."""
        try:
            self._writer.write(frame)
        except (OSError, ValueError) as error:
            raise ProcessError(f"The {self.kind} process is gone.") from error

    def receive(self, cancel: CancelToken | None) -> Frame:
        """The next frame. Raises ``ProcessError`` where none will come, and ``CancelledError``."""
        while True:
            if cancel is not None:
                cancel.check()
            try:
                frame = self._frames.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if frame is None:
                raise ProcessError(f"The {self.kind} process is gone.")
            return frame

    def give_up(self) -> bool:
        """Ask the child to stop its call; whether it did so in time."""
        try:
            self.send(Frame({"method": "cancel"}))
            while True:
                frame = self._frames.get(timeout=CANCEL_SECONDS)
                if frame is None:
                    return False
                if frame.head.get("done") or "error" in frame.head:
                    return True
        except (queue.Empty, ProcessError):
            return False

    def exit_code(self) -> int | None:
        """What a child that is gone ended with: on POSIX, minus the signal. ``None`` where it still runs."""
        try:
            return self.process.wait(timeout=CANCEL_SECONDS)
        except subprocess.TimeoutExpired:
            return None

    def complaints(self) -> str:
        """The last lines that a child that is gone wrote to standard error."""
        self._threads[1].join(timeout=CANCEL_SECONDS)
        return b"".join(self._complaints).decode(errors="replace").strip()

    def end(self) -> None:
        """Kill the child if need be, and leave no thread or pipe of it."""
        process = self.process
        if self.alive:
            process.kill()
        process.wait()
        for thread in self._threads:
            thread.join(timeout=CANCEL_SECONDS)
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    logger.debug("a pipe of the %s process was broken already", self.kind)

    def _read(self, reader: FrameReader) -> None:
        try:
            while (frame := reader.read()) is not None:
                if self._on_frame is not None:
                    self._on_frame()
                self._frames.put(frame)
        except (OSError, ValueError):
            logger.warning("the %s process sent what is no frame", self.kind)
            self.process.kill()
        self._frames.put(None)

    def _listen(self) -> None:
        assert self.process.stderr is not None  # noqa: S101  opened as a pipe
        self._complaints.extend(self.process.stderr)
