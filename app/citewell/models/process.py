"""The parent's end of a model process: start it when needed, call it, cancel a call, outlive its crash.

A crash or a hang of native code takes down the child, never this program; the next call starts a new child. The two
speak frames over plain pipes, so there is no socket and nothing on disk.
"""

import logging
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from citewell.domain.errors import ModelError, ModelProcessError
from citewell.domain.progress import CancelToken
from citewell.models.frames import Frame, read_frame, write_frame

logger = logging.getLogger(__name__)

HOST_FLAG = "--host"
POLL_SECONDS = 0.05
CHILD_ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    # Published builds of ONNX Runtime otherwise keep a device id and send events to Microsoft.
    "ORT_DISABLE_TELEMETRY": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "PYTHONUNBUFFERED": "1",
    # llama.cpp's waiting threads spin this often, then sleep: full speed on an idle machine, and beside other busy
    # programs half as fast again as spinning on (ADR 0003).
    "GOMP_SPINCOUNT": "1000",
}
CANCEL_SECONDS = 2.0
"""How long a cancelled child may take to stop before it is killed."""


def host_command(kind: str) -> list[str]:
    """The command that runs this program as the host of one kind of model."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "citewell"]
    return [*program, HOST_FLAG, kind]


class ModelProcess:
    """One child process that holds one model. Calls are served one at a time; any thread may call."""

    def __init__(self, kind: str, settings: Mapping[str, object], *, command: Sequence[str] | None = None) -> None:
        """Remember what to start. ``settings`` is the child's first message; the child starts at the first call."""
        self._kind = kind
        self._settings = dict(settings)
        self._command = list(command or host_command(kind))
        self._lock = threading.Lock()
        self._child: _Child | None = None

    @property
    def pid(self) -> int | None:
        """Process id of the running child."""
        child = self._child
        return child.process.pid if child is not None and child.alive else None

    def start(self) -> dict[str, object]:
        """Start the child unless it runs; return what it says of its model. Raises ``ModelError``."""
        with self._lock:
            return self._running().description

    def call(
        self, method: str, body: bytes = b"", cancel: CancelToken | None = None, **values: object
    ) -> Iterator[Frame]:
        """Call the child and yield its frames; the last one has ``done``.

        Raises ``ModelError`` for what the child refuses, ``ModelProcessError`` where it dies, ``CancelledError``.
        A caller that stops iterating cancels the call.
        """
        with self._lock:
            child = self._running()
            child.send(Frame({"method": method, **values}, body))
            finished = False
            try:
                while not finished:
                    frame = child.receive(cancel)
                    finished = bool(frame.head.get("done"))
                    _raise_refusal(frame)
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

    def _running(self) -> "_Child":
        if self._child is not None and self._child.alive:
            return self._child
        if self._child is not None:
            logger.warning("the %s process had died; a new one is started", self._kind)
            self._child.end()
            self._child = None
        child = _Child(self._kind, self._command)
        try:
            child.send(Frame(self._settings))
            answer = child.receive(None)
            _raise_refusal(answer)
            child.description = answer.head
        except BaseException:
            child.end()
            raise
        self._child = child
        return child

    def _stop_call(self, child: "_Child") -> None:
        """Have the child give up a call; kill it where it does not in time or has failed already."""
        if not child.alive or not child.give_up():
            child.end()
            self._child = None


def _raise_refusal(frame: Frame) -> None:
    if "error" in frame.head:
        raise ModelError(str(frame.head["error"]))


class _Child:
    """A started child and the thread that reads from it."""

    def __init__(self, kind: str, command: Sequence[str]) -> None:
        self.kind = kind
        self.description: dict[str, object] = {}
        environment = os.environ | CHILD_ENVIRONMENT
        try:
            self.process = subprocess.Popen(  # noqa: S603  our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
            )
        except OSError as error:
            raise ModelProcessError(f"The {kind} process cannot be started ({error}).") from error
        self._frames: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._complaints: deque[bytes] = deque(maxlen=20)
        self._threads = [
            threading.Thread(target=self._read, name=f"{kind}-reader", daemon=True),
            threading.Thread(target=self._listen, name=f"{kind}-complaints", daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def send(self, frame: Frame) -> None:
        assert self.process.stdin is not None  # noqa: S101  opened as a pipe above
        try:
            write_frame(self.process.stdin, frame)
        except (OSError, ValueError) as error:
            raise self._died() from error

    def receive(self, cancel: CancelToken | None) -> Frame:
        """The next frame. Raises ``ModelProcessError`` where none will come, and ``CancelledError``."""
        while True:
            if cancel is not None:
                cancel.check()
            try:
                frame = self._frames.get(timeout=POLL_SECONDS)
            except queue.Empty:
                continue
            if frame is None:
                raise self._died()
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
        except (queue.Empty, ModelProcessError):
            return False

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

    def _read(self) -> None:
        assert self.process.stdout is not None  # noqa: S101
        try:
            while (frame := read_frame(self.process.stdout)) is not None:
                self._frames.put(frame)
        except (OSError, ValueError):
            logger.warning("the %s process sent what is no frame", self.kind)
            self.process.kill()
        self._frames.put(None)

    def _listen(self) -> None:
        assert self.process.stderr is not None  # noqa: S101
        self._complaints.extend(self.process.stderr)

    def _died(self) -> ModelProcessError:
        try:
            code: int | None = self.process.wait(timeout=CANCEL_SECONDS)
        except subprocess.TimeoutExpired:
            code = None
        self._threads[1].join(timeout=CANCEL_SECONDS)
        last = b"".join(self._complaints).decode(errors="replace").strip()
        logger.error("the %s process ended with code %s: %s", self.kind, code, last)
        return ModelProcessError(
            f"The {self.kind} process stopped (code {code}). Nothing is lost; do it again, and a new one is started."
        )
