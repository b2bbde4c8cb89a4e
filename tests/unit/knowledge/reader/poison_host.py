"""The real reader around a loader that does what the file says, good or bad."""

import ctypes
import os
import signal
import sys
import time

from citewell.domain.documents import Block, ExtractedDocument, Metadata
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders import load_bytes
from citewell.knowledge.reader.host import ReaderService, limit_memory
from citewell.processes.host import run_host

KEPT: list[bytearray] = []


def load_poison(data: bytes, path: str) -> ExtractedDocument:
    """``data`` is ``poison: NAME`` to do something wrong; anything else is read as ever."""
    if not data.startswith(b"poison: "):
        return load_bytes(data, path)
    wrong = globals()[f"do_{data.decode().removeprefix('poison: ')}"]()
    text = f"read by {os.getpid()}"
    return ExtractedDocument(text, (Block(0, len(text), text),), Metadata(title=path), problems=wrong or ())


def do_nothing() -> None:
    pass


def do_nap() -> None:
    time.sleep(0.3)


def do_hang() -> None:
    time.sleep(600)


def do_hang_without_letting_go() -> None:
    ctypes.PyDLL(None).sleep(600)  # native code that keeps Python's lock: no other thread of the child goes on


def do_segfault() -> None:
    ctypes.string_at(0)


def do_abort() -> None:
    os.abort()


def do_be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def do_exit() -> None:
    os._exit(3)


def do_grow() -> None:
    KEPT.append(bytearray(os.urandom(1024)) * 1024 * 40)


def do_bomb() -> None:
    while True:
        do_grow()


def do_slow_bomb() -> None:
    while True:
        KEPT.append(bytearray(os.urandom(1024)) * 1024 * 10)
        time.sleep(0.05)


def do_fail() -> None:
    raise KeyError("the secret of the document")


def do_refuse() -> None:
    raise UnreadableFileError("password-protected")


def do_answer_nonsense() -> tuple[object]:
    return (object(),)  # JSON cannot carry it


def do_print() -> None:
    print("reading " * 1000)  # noqa: T201  as libraries do
    os.write(1, b"native noise\n")


def load_service(settings: dict[str, object]) -> ReaderService:
    if "unlimited" not in sys.argv:
        limit_memory(int(str(settings["memory_mb"])))
    return ReaderService(int(str(settings["characters"])), load_poison)


if __name__ == "__main__":
    if "broken" in sys.argv:
        raise SystemExit("a library is missing")
    sys.exit(run_host("reader", load_service))
