"""What benchmarks share: rows of a table and how they are printed, memory, and timing a call."""

import json
import os
import platform
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import psutil

MEGABYTE = 1024 * 1024
SAMPLE_SECONDS = 0.2
_STARTTIME = 19
"""Where ``starttime`` stands in ``/proc/PID/stat`` after the name, which may hold spaces."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, with its unit in ``value`` and what it is compared with in ``note``."""

    name: str
    value: str
    note: str = ""


def print_rows(rows: Sequence[Row], path: Path | None = None) -> None:
    """Print the table with the machine it was measured on; write the figures as JSON to ``path`` where given."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}"
    print(f"\n{datetime.now(UTC):%Y-%m-%d}, {machine}, load {psutil.getloadavg()[0]:.1f} at the end\n")
    width = max(len(row.name) for row in rows)
    for row in rows:
        print(f"{row.name:<{width}}  {row.value:>10}  {row.note}")
    if path is not None:
        figures = {row.name: {"value": row.value, "note": row.note} for row in rows}
        path.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def process_age() -> float:
    """Seconds since this process was made.

    On Linux by the clock of its start (``proc(5)``, ``starttime``: ticks since boot). The wall-clock time that psutil
    makes of it is up to a second early, since ``btime`` counts whole seconds.
    """
    if sys.platform != "linux":
        return time.time() - psutil.Process().create_time()
    fields = Path("/proc/self/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
    return time.clock_gettime(time.CLOCK_BOOTTIME) - int(fields[_STARTTIME]) / os.sysconf("SC_CLK_TCK")


def seconds(call: Callable[[], object]) -> float:
    """How long one call takes."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def median(values: list[float]) -> float:
    """The middle value (the upper one of two)."""
    return percentile(values, 0.5)


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that is above ``share`` of all of them; the largest one where none is."""
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


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


def family_memory() -> dict[str, float]:
    """Megabytes of this process and its children by name, and of the files that they map, which count once (``files``).

    Unlike PSS it does not depend on what other programs map as well. Of a file that several map, the part that one of
    them uses most of counts. Linux alone.
    """
    own = psutil.Process()
    parts: dict[str, float] = {}
    files: dict[tuple[str, int], int] = {}
    for process in (own, *own.children(recursive=True)):
        name = "program" if process.pid == own.pid else process.cmdline()[-1]
        for line in process.memory_maps(grouped=False):
            parts[name] = parts.get(name, 0.0) + line.anonymous / MEGABYTE
            part = (line.path, line.size)
            files[part] = max(files.get(part, 0), line.rss - line.anonymous)
    return {**parts, "files": sum(files.values()) / MEGABYTE}


class PeakMemory:
    """The most memory that this process and its children held at one time while the ``with`` block ran.

    Looked at every 0.2 s. Shared pages count once where the system says how they are shared (PSS), and not at all
    where it does not (USS).
    """

    def __init__(self) -> None:
        self.megabytes = 0.0
        self.parts: dict[str, float] = {}
        """Megabytes of each process at that time."""
        self._names: dict[int, str] = {}
        self._own = psutil.Process()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="memory", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.set()
        self._thread.join()

    def __str__(self) -> str:
        return ", ".join(f"{name} {size:.0f}" for name, size in self.parts.items())

    def _watch(self) -> None:
        while True:
            self._look()
            if self._ended.wait(SAMPLE_SECONDS):
                return

    def _look(self) -> None:
        parts: dict[str, float] = {}
        for process in (self._own, *self._own.children(recursive=True)):
            try:
                name = self._name(process)
                parts[name] = parts.get(name, 0.0) + _unshared(process) / MEGABYTE
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
        total = sum(parts.values())
        if total > self.megabytes:
            self.megabytes, self.parts = total, parts

    def _name(self, process: psutil.Process) -> str:
        if process.pid == self._own.pid:
            return "program"
        if process.pid not in self._names:
            self._names[process.pid] = process.cmdline()[-1]
        return self._names[process.pid]


def _unshared(process: psutil.Process) -> int:
    memory = process.memory_full_info()
    return int(getattr(memory, "pss", 0) or memory.uss)
