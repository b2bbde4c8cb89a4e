"""What benchmarks share: a row of the table, memory, and timing a call."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with its unit in ``value`` and what it is compared with in ``note``."""

    name: str
    value: str
    note: str = ""


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def median(values: list[float]) -> float:
    """The middle value (the upper one of two)."""
    return sorted(values)[len(values) // 2]


def memory_megabytes() -> float:
    """Resident memory of this process and its children."""
    own = psutil.Process()
    total = 0
    for process in (own, *own.children(recursive=True)):
        try:
            total += process.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total / MEGABYTE
