"""How long work tells how far it is, and how it is told to stop. It never sees Qt or a terminal."""

import threading
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
    """A flag that one thread sets and the working thread looks at between steps."""

    __slots__ = ("_event",)

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next check."""
        self._event.set()

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
