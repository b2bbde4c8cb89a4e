"""Processes that make batches beside the accelerator: a thread would hold up the one that feeds it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import warnings
from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

T = TypeVar("T")
LEFT_FREE, MOST = 2, 8
"""Processors left to the training itself, and processes at most."""


def worker_count() -> int:
    """As many processes as this machine has room for."""
    return max(1, min(MOST, (os.cpu_count() or 1) - LEFT_FREE))


class Workers(Generic[T]):
    """What `count` endless sources give, in any order, while a block lasts; each source is a forked process.

    Forked, so that what the sources are made of is there without being sent. They must use no accelerator. An error of
    a source is raised where batches are taken.
    """

    def __init__(self, source: Callable[[int], Iterator[T]], count: int) -> None:
        """`source` is called within each process with its number, which seeds it."""
        self._source, self._count = source, count
        self._processes: list[ForkProcess] = []
        self._open: list[Connection[Any, Any]] = []
        self._ready: list[Connection[Any, Any]] = []

    def __enter__(self) -> Workers[T]:
        """Begin to make."""
        context = multiprocessing.get_context("fork")
        for number in range(self._count):
            receiver, sender = context.Pipe(duplex=False)
            self._open.append(receiver)
            process = context.Process(target=_work, args=(self._source, number, sender, self._open), daemon=True)
            with warnings.catch_warnings():  # threads of libraries are there, but no source uses them
                warnings.simplefilter("ignore", DeprecationWarning)
                process.start()
            sender.close()
            self._processes.append(process)
        return self

    def __exit__(self, *_: object) -> None:
        """End all processes: they find nobody to send to."""
        for receiver in self._open:
            receiver.close()
        for process in self._processes:
            process.terminate()  # those that are within a batch
            process.join()
            process.close()
        self._processes, self._open, self._ready = [], [], []

    def __next__(self) -> T:
        """The next batch of any of them. Raises `RuntimeError` where one of them was ended from outside."""
        if not self._ready:
            self._ready = [one for one in wait(self._open) if one in self._open]
        try:
            failed, made = self._ready.pop().recv()
        except EOFError:
            raise RuntimeError("a process that makes batches was ended") from None
        if failed:
            raise made
        found: T = made
        return found


def _work(
    source: Callable[[int], Iterator[T]],
    number: int,
    sender: Connection[Any, Any],
    receivers: Sequence[Connection[Any, Any]],
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends the block
    for one in receivers:  # were they open here, nobody would notice that the parent has gone
        one.close()
    with suppress(BrokenPipeError):
        try:
            for made in source(number):
                sender.send((False, made))
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001  it is raised where batches are taken
            sender.send((True, error))
