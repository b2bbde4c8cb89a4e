"""How long work tells how far it is, and how it is told to stop. It never sees Qt or a terminal."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from citewell.domain.drafts import Mode
from citewell.domain.errors import CancelledError


@dataclass(frozen=True, slots=True)
class Progress:
    """One report: ``done`` of ``total`` units (0: not known yet), and what is being worked on."""

    done: int
    total: int
    item: str = ""


@dataclass(frozen=True, slots=True)
class IndexProgress(Progress):
    """An index run in passages; until the first one is read only ``files`` of ``of_files`` are known.

    ``is_estimate``: ``total`` may change, as files are still to be read. ``seconds_left``: ``None`` until it is known.
    """

    files: int = 0
    of_files: int = 0
    is_estimate: bool = False
    seconds_left: float | None = None


@dataclass(frozen=True, slots=True)
class GoldenProgress(Progress):
    """A run of golden tickets: the ticket that is drafted (its id), and in which mode."""

    mode: Mode = Mode.HYBRID
    ticket: str = ""


class LearningStage(Enum):
    """What a run of learning is doing."""

    TRAINING = "training"
    WAITING_FOR_MAINS = "waiting for mains"
    BAKING = "baking"
    HELD_OUT_DRAFTS = "held-out drafts"
    GOLDEN_TICKETS = "golden tickets"


@dataclass(frozen=True, slots=True)
class LearningProgress(Progress):
    """A run of learning: its stage, and while it trains the minutes that are left, at least 1."""

    stage: LearningStage = LearningStage.TRAINING
    minutes_left: int = 0


ProgressCallback = Callable[[Progress], None]


def ignore_progress(_progress: Progress) -> None:
    """Report to nobody."""


class CancelToken:
    """Flags that one thread sets and the working thread looks at between steps: to stop, and to pause."""

    __slots__ = ("_event", "_going")

    def __init__(self) -> None:
        self._event = threading.Event()
        self._going = threading.Event()
        self._going.set()

    def cancel(self) -> None:
        """Ask the work to stop at its next check, also while it is paused."""
        self._event.set()
        self._going.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked to stop."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait until somebody asks to stop, ``seconds`` at most; whether somebody did."""
        return self._event.wait(seconds)

    def check(self) -> None:
        """Raise ``CancelledError`` if somebody asked to stop."""
        if self._event.is_set():
            raise CancelledError("Cancelled.")

    def pause(self) -> None:
        """Ask the work to wait where it can: at its next ``rest``."""
        self._going.clear()

    def go_on(self) -> None:
        """Let work that waits go on."""
        self._going.set()

    @property
    def paused(self) -> bool:
        """Whether the work is to wait."""
        return not self._going.is_set()

    def rest(self) -> float:
        """Wait as long as the work is paused; how many seconds that was. Raises ``CancelledError``."""
        began = time.monotonic()
        waited = self.paused
        self._going.wait()
        self.check()
        return time.monotonic() - began if waited else 0.0
