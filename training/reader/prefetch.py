"""Batches made in a thread beside the accelerator."""

from __future__ import annotations

import queue
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Final, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
WAITING: Final = 12
"""Batches that are ready, at most."""
PATIENCE: Final = 0.5
"""Seconds after which a full queue looks whether it is still wanted."""


class Prefetched(Generic[T]):
    """What an endless source gives, while a block lasts; an error of the source is raised where batches are taken."""

    def __init__(self, source: Iterator[T]) -> None:
        """Nothing is made before the block begins."""
        self._source = source
        self._ready: queue.Queue[T | Exception] = queue.Queue(WAITING)
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._make, daemon=True)

    def __enter__(self) -> Prefetched[T]:
        """Begin to make."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End the thread."""
        self._stopped.set()
        self._thread.join()

    def __next__(self) -> T:
        """The next batch, once it is ready."""
        one = self._ready.get()
        if isinstance(one, Exception):
            raise one
        return one

    def _make(self) -> None:
        try:
            while not self._stopped.is_set():
                self._put(next(self._source))
        except Exception as error:  # noqa: BLE001  it is raised where batches are taken
            self._put(error)

    def _put(self, one: T | Exception) -> None:
        while not self._stopped.is_set():
            with suppress(queue.Full):
                self._ready.put(one, timeout=PATIENCE)
                return
