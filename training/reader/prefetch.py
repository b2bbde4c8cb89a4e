"""Batches made in a thread beside the accelerator."""

from __future__ import annotations

import queue
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
WAITING: Final = 12
"""Batches that are ready, at most."""
PATIENCE: Final = 0.5
"""Seconds after which a full queue looks whether it is still wanted."""


@contextmanager
def prefetched(source: Iterator[T]) -> Iterator[Iterator[T]]:
    """What an endless `source` gives; the thread ends with the block, and its error is raised in it."""
    ready: queue.Queue[T | BaseException] = queue.Queue(WAITING)
    stopped = threading.Event()

    def put(one: T | BaseException) -> None:
        while not stopped.is_set():
            try:
                ready.put(one, timeout=PATIENCE)
                return
            except queue.Full:
                continue

    def make() -> None:
        try:
            for one in source:
                put(one)
                if stopped.is_set():
                    return
        except Exception as error:  # noqa: BLE001  it is raised where batches are taken
            put(error)

    def taken() -> Iterator[T]:
        while True:
            one = ready.get()
            if isinstance(one, BaseException):
                raise one
            yield one

    thread = threading.Thread(target=make, daemon=True)
    thread.start()
    try:
        yield taken()
    finally:
        stopped.set()
        thread.join()
