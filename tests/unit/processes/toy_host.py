"""A host that does what its calls name, good or bad."""

import os
import queue
import signal
import sys
import threading

from citewell.processes.frames import Frame, read_frame, write_frame


def main() -> None:
    pipe_in, pipe_out = sys.stdin.buffer, sys.stdout.buffer
    first = read_frame(pipe_in)
    if first is None:
        return
    start(first, pipe_out)
    calls: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    cancelled = threading.Event()
    threading.Thread(target=listen, args=(pipe_in, calls, cancelled), daemon=True).start()
    while True:
        call = calls.get()
        cancelled.clear()
        globals()[f"do_{call.head['method']}"](call, cancelled, pipe_out)


def start(first: Frame, pipe_out) -> None:
    match first.head.get("start"):
        case "refuse":
            write_frame(pipe_out, Frame({"error": "no such thing", "done": True}))
            raise SystemExit(0)
        case "die":
            sys.stderr.write("a library is missing\n")
            raise SystemExit(3)
        case "garbage":
            pipe_out.write(b"Loading ... done\n")
            pipe_out.flush()
            signal.pause()
    write_frame(pipe_out, Frame({"settings": first.head, "done": True}))


def listen(pipe_in, calls, cancelled) -> None:
    while (frame := read_frame(pipe_in)) is not None:
        if frame.head.get("method") == "cancel":
            cancelled.set()
        else:
            calls.put(frame)
    os._exit(0)


def do_echo(call, cancelled, pipe_out) -> None:
    write_frame(pipe_out, Frame({**call.head, "done": True}, call.body))


def do_embed(call, cancelled, pipe_out) -> None:
    write_frame(pipe_out, Frame({"done": True}, b"\0" * 10))


def do_count(call, cancelled, pipe_out) -> None:
    for number in range(call.head["to"]):
        write_frame(pipe_out, Frame({"number": number}))
    write_frame(pipe_out, Frame({"done": True}))


def do_refuse(call, cancelled, pipe_out) -> None:
    write_frame(pipe_out, Frame({"error": "that is too long", "done": True}))


def do_refuse_late(call, cancelled, pipe_out) -> None:
    write_frame(pipe_out, Frame({"number": 0}))
    do_refuse(call, cancelled, pipe_out)


def do_die(call, cancelled, pipe_out) -> None:
    write_frame(pipe_out, Frame({"number": 0}))
    sys.stderr.write("terminate called after throwing\n")
    sys.stderr.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def do_garbage(call, cancelled, pipe_out) -> None:
    pipe_out.write(b"\xff" * 100)
    pipe_out.flush()


def do_stream(call, cancelled, pipe_out) -> None:
    number = 0
    while not cancelled.is_set():
        write_frame(pipe_out, Frame({"number": number}))
        number += 1
        cancelled.wait(0.01)
    write_frame(pipe_out, Frame({"done": True}))


def do_hang(call, cancelled, pipe_out) -> None:
    write_frame(pipe_out, Frame({"number": 0}))
    threading.Event().wait()


if __name__ == "__main__":
    main()
