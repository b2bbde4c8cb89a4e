"""The child's end: read frames from standard input, serve them, write frames to standard output.

When the parent goes, standard input ends and the child leaves at once, whatever native code it is in.
"""

import ctypes
import faulthandler
import os
import queue
import signal
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import IO, Protocol

from citewell.domain.errors import CitewellError
from citewell.processes.core_files import leave_no_core
from citewell.processes.frames import Frame, FrameReader, FrameWriter, child_ends


class Service(Protocol):
    """What a host serves."""

    def describe(self) -> dict[str, object]:
        """What the parent is told once the service is loaded."""
        ...

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:
        """Answer one call; the last frame has ``done``. Looks at ``cancelled`` between steps."""
        ...


STDIN, STDOUT, STDERR = 0, 1, 2
_NO_CRASH_DIALOG = 0x8003

Load = Callable[[dict[str, object]], Service]
"""Makes the service out of the parent's settings. Raises ``CitewellError`` with what the parent is to be told."""


def run_host(kind: str, load: Load) -> int:
    """Serve what ``load`` makes until the parent goes; ``kind`` names it in messages."""
    faulthandler.enable()
    leave_no_core()
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(_NO_CRASH_DIALOG)  # it would wait for somebody to close it
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then stops us in order
    ends = child_ends(*_take_pipes())
    if ends is None:
        return 0
    reader, writer = ends
    try:
        first = reader.read()
        if first is None:
            return 0
        service = load(first.head)
        writer.write(Frame({**service.describe(), "done": True}))
    except CitewellError as error:
        writer.write(Frame({"error": str(error), "done": True}))
        return 0
    calls: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    cancelled = threading.Event()
    threading.Thread(target=_listen, args=(reader, calls, cancelled), daemon=True).start()
    while True:
        call = calls.get()
        cancelled.clear()
        _answer(kind, service, call, cancelled, writer)


def _answer(kind: str, service: Service, call: Frame, cancelled: threading.Event, writer: FrameWriter) -> None:
    try:
        for frame in service.serve(call, cancelled):
            writer.write(frame)
    except CitewellError as error:
        writer.write(Frame({"error": str(error), "done": True}))
    except BrokenPipeError:
        os._exit(0)
    except Exception as error:  # noqa: BLE001  the parent must hear of it; the traceback goes to its log
        traceback.print_exc()
        message = f"The {kind} process failed: {type(error).__name__}: {error}"
        writer.write(Frame({"error": message, "done": True}))


def _listen(reader: FrameReader, calls: "queue.SimpleQueue[Frame]", cancelled: threading.Event) -> None:
    try:
        while (frame := reader.read()) is not None:
            if frame.head.get("method") == "cancel":
                cancelled.set()
            else:
                calls.put(frame)
    finally:
        os._exit(0)


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep standard output for frames alone: what libraries print goes to standard error."""
    pipe_in, pipe_out = os.fdopen(os.dup(STDIN), "rb"), os.fdopen(os.dup(STDOUT), "wb")
    os.dup2(STDERR, STDOUT)
    return pipe_in, pipe_out
