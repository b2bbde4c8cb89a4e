"""Run context: the trace, the cancel token and the event listener of one run through the pipeline; nothing else."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from citewell.domain.drafts import DraftEvent, StageDone, TraceEntry
from citewell.domain.progress import CancelToken

Watch = Callable[[DraftEvent], None]
"""Hears of evidence, text and stages as they come, on the thread that runs the pipeline."""


def ignore_events(_event: DraftEvent) -> None:
    """A listener that hears nothing."""


@dataclass(slots=True)
class RunContext:
    """One run: ``watch`` hears of it, ``cancel`` ends it between two stages."""

    watch: Watch = ignore_events
    cancel: CancelToken = field(default_factory=CancelToken)
    began: float = field(default_factory=time.monotonic)
    """Seconds of the monotonic clock."""
    trace: list[TraceEntry] = field(default_factory=list)
    _stage_began: float = field(default_factory=time.monotonic)

    def done(self, stage: str, note: str, *, verdict: str = "", model_failed: bool = False) -> None:
        """Add a stage that ended to the trace, with the time since the one before.

        ``verdict`` is what it decided in a word; with ``model_failed`` another way was taken. Raises
        ``CancelledError``.
        """
        now = time.monotonic()
        entry = TraceEntry(stage, (now - self._stage_began) * 1000, note, verdict, model_failed)
        self.trace.append(entry)
        self._stage_began = now
        self.watch(StageDone(entry))
        self.cancel.check()
