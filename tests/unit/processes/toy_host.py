"""A host that does what its calls name, good or bad."""

import os
import queue
import signal
import sys
import threading

from citewell.processes.frames import Frame, child_ends


def main() -> None:
    ends = child_ends(sys.stdin.buffer, sys.stdout.buffer)
    if ends is None:
        return
    reader, writer = ends
    first = reader.read()
    if first is None:
        return
    start(first, writer)
    calls: queue.SimpleQueue[Frame] = queue.SimpleQueue()
    cancelled = threading.Event()
    threading.Thread(target=listen, args=(reader, calls, cancelled), daemon=True).start()
    while True:
        call = calls.get()
        cancelled.clear()
        globals()[f"do_{call.head['method']}"](call, cancelled, writer)


def start(first: Frame, writer) -> None:
    match first.head.get("start"):
        case "refuse":
            writer.write(Frame({"error": "no such thing", "done": True}))
            raise SystemExit(0)
        case "die":
            sys.stderr.write("a library is missing\n")
            raise SystemExit(3)
        case "garbage":
            sys.stdout.buffer.write(b"Loading ... done\n")
            sys.stdout.buffer.flush()
            signal.pause()
    writer.write(Frame({"settings": first.head, "done": True}))


def listen(reader, calls, cancelled) -> None:
    while (frame := reader.read()) is not None:
        if frame.head.get("method") == "cancel":
            cancelled.set()
        else:
            calls.put(frame)
    os._exit(0)


def do_echo(call, cancelled, writer) -> None:
    writer.write(Frame({**call.head, "done": True}, call.body))


def do_embed(call, cancelled, writer) -> None:
    writer.write(Frame({"done": True}, b"\0" * 10))


def do_count(call, cancelled, writer) -> None:
    for number in range(call.head["to"]):
        writer.write(Frame({"number": number}))
    writer.write(Frame({"done": True}))


def do_refuse(call, cancelled, writer) -> None:
    writer.write(Frame({"error": "that is too long", "done": True}))


def do_refuse_late(call, cancelled, writer) -> None:
    writer.write(Frame({"number": 0}))
    do_refuse(call, cancelled, writer)


def do_die(call, cancelled, writer) -> None:
    writer.write(Frame({"number": 0}))
    sys.stderr.write("terminate called after throwing\n")
    sys.stderr.flush()
    os.kill(os.getpid(), signal.SIGKILL)


def do_garbage(call, cancelled, writer) -> None:
    sys.stdout.buffer.write(b"\xff" * 100)
    sys.stdout.buffer.flush()


def do_stream(call, cancelled, writer) -> None:
    number = 0
    while not cancelled.is_set():
        writer.write(Frame({"number": number}))
        number += 1
        cancelled.wait(0.01)
    writer.write(Frame({"done": True}))


def do_hang(call, cancelled, writer) -> None:
    writer.write(Frame({"number": 0}))
    threading.Event().wait()


if __name__ == "__main__":
    main()
