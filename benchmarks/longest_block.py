"""A watchdog over the interface thread: how long it was kept from its events at most, and by what."""

import sys
import threading
import time
from dataclasses import dataclass, field
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5
LOOK_SECONDS = 0.01
BLOCK_SECONDS = 0.05
"""Blocks from here on are looked into: what every thread does meanwhile."""
_WAITING = {"wait", "get", "_work", "read", "select", "read_exactly", "_listen", "receive"}
"""Functions in which a thread waits."""


@dataclass(slots=True)
class Block:
    """One time in which no event was handled, and the code that ran in it, by how often it was seen."""

    seconds: float = 0.0
    seen: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        places = sorted(self.seen.items(), key=lambda item: -item[1])[:6]
        return f"{self.seconds * 1000:.0f} ms: " + "; ".join(f"{place} ({count})" for place, count in places)


class Watchdog(QObject):
    """Beats on the thread it is made on; a thread of its own looks whether the beat stays away."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._watched = threading.get_ident()
        self._last = time.perf_counter()
        self._current = Block()
        self._ended = threading.Event()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(BEAT_MS)
        self._thread = threading.Thread(target=self._look, name="watchdog", daemon=True)
        self._thread.start()

    def longest(self) -> Block:
        """The longest block so far."""
        return max(self.blocks, key=lambda block: block.seconds, default=Block())

    def end(self) -> None:
        """Stop watching."""
        self._timer.stop()
        self._ended.set()
        self._thread.join()

    def _beat(self) -> None:
        now = time.perf_counter()
        seconds = now - self._last - BEAT_MS / 1000
        if seconds >= BLOCK_SECONDS:
            self._current.seconds = seconds
            self.blocks.append(self._current)
        self._current = Block()
        self._last = now

    def _look(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            if time.perf_counter() - self._last < BLOCK_SECONDS:
                continue
            names = {thread.ident: thread.name for thread in threading.enumerate()}
            for ident, frame in sys._current_frames().items():  # noqa: SLF001  there is no other way
                if ident != threading.get_ident() and (place := _place(frame)):
                    who = "window" if ident == self._watched else names.get(ident, "?")
                    self._current.seen[f"{who} {place}"] = self._current.seen.get(f"{who} {place}", 0) + 1


def _place(frame: FrameType | None) -> str:
    """The innermost code of ours that a thread is in; empty for one that waits."""
    if frame is not None and frame.f_code.co_name in _WAITING:
        return ""
    while frame is not None:
        if "citewell" in frame.f_code.co_filename:
            return f"{frame.f_code.co_filename.rpartition('citewell/')[2]}:{frame.f_lineno} {frame.f_code.co_name}"
        frame = frame.f_back
    return ""
