"""The child's end: read frames from standard input, serve a model, write frames to standard output.

When the parent goes, standard input ends and the child leaves at once, whatever native code it is in.
"""

import faulthandler
import os
import queue
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from typing import IO, Protocol

from citewell.domain.errors import ModelError
from citewell.models.frames import Frame, read_frame, write_frame


class Service(Protocol):
    """What a host serves."""

    def describe(self) -> dict[str, object]:
        """What the parent is told once the model is loaded."""
        ...

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:
        """Answer one call; the last frame has ``done``. Looks at ``cancelled`` between steps."""
        ...


STDIN, STDOUT, STDERR = 0, 1, 2

Load = Callable[[dict[str, object]], Service]


def _load(kind: str) -> Load:
    """The loader of one kind of model; its libraries are imported here, in the child, only."""
    if kind == "language-model":
        from citewell.models.llama import load_language_model  # noqa: PLC0415

        return load_language_model
    if kind == "embedder":
        from citewell.models.onnx_embedder import load_embedder  # noqa: PLC0415

        return load_embedder
    raise ModelError(f"There is no model host '{kind}'.")


def run_host(kind: str) -> int:
    """Serve one model until the parent goes."""
    faulthandler.enable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, which then stops us in order
    pipe_in, pipe_out = _take_pipes()
    try:
        first = read_frame(pipe_in)
        if first is None:
            return 0
        service = _load(kind)(first.head)
        write_frame(pipe_out, Frame({**service.describe(), "done": True}))
    except ModelError as error:
        write_frame(pipe_out, Frame({"error": str(error), "done": True}))
        return 0
    calls: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    cancelled = threading.Event()
    threading.Thread(target=_listen, args=(pipe_in, calls, cancelled), daemon=True).start()
    while True:
        call = calls.get()
        cancelled.clear()
        _answer(service, call, cancelled, pipe_out)


def _answer(service: Service, call: Frame, cancelled: threading.Event, pipe_out: IO[bytes]) -> None:
    try:
        for frame in service.serve(call, cancelled):
            write_frame(pipe_out, frame)
    except ModelError as error:
        write_frame(pipe_out, Frame({"error": str(error), "done": True}))
    except BrokenPipeError:
        os._exit(0)
    except Exception as error:  # noqa: BLE001  the parent must hear of it; the traceback goes to its log
        traceback.print_exc()
        write_frame(pipe_out, Frame({"error": f"The model failed: {type(error).__name__}: {error}", "done": True}))


def _listen(pipe_in: IO[bytes], calls: "queue.SimpleQueue[Frame]", cancelled: threading.Event) -> None:
    while (frame := read_frame(pipe_in)) is not None:
        if frame.head.get("method") == "cancel":
            cancelled.set()
        else:
            calls.put(frame)
    os._exit(0)


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep standard output for frames alone: what libraries print goes to standard error."""
    pipe_in, pipe_out = os.fdopen(os.dup(STDIN), "rb"), os.fdopen(os.dup(STDOUT), "wb")
    os.dup2(STDERR, STDOUT)
    return pipe_in, pipe_out
