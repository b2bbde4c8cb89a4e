"""Figures of live work behind the page: read, exported, and comparisons begun and ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.application.figures.comparisons import ComparisonStanding, Varies, verdict_words
from citewell.application.figures.ledger import Ledger
from citewell.application.figures.live_figures import (
    Change,
    Grouping,
    LiveReport,
    span_of,
    write_csv,
)
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Listener
from citewell.desktop.widgets.in_window import in_window

LIVE = "live figures"
"""The lane."""


@dataclass(frozen=True, slots=True)
class LiveSight:
    """All that the page shows: the figures, what they can be compared before and after, costs, and comparisons."""

    report: LiveReport
    changes: tuple[Change, ...]
    ledger: Ledger
    comparisons: tuple[ComparisonStanding, ...]
    ways: Mapping[Varies, tuple[str, ...]]


class LiveController(QObject):
    """Reads in a lane of its own; what was asked for last is shown last."""

    shown = Signal(object)
    """A ``LiveSight``."""
    failed = Signal(object)
    """A ``Failure``."""
    written = Signal(object)
    """The ``Path`` of a file that was written."""
    ended = Signal(str)
    """A comparison ended; what it says."""
    begun = Signal(object)
    """A ``Trial`` that began."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._session = session
        self.report: LiveReport | None = None

    def read(self, by: Grouping, change: str) -> None:
        """Read the figures by group, before and after the time ``change`` where it is not empty."""
        services = self._session.services

        def work(_run: object) -> LiveSight:
            span = span_of("", "", change)
            return LiveSight(
                services.live_figures.report(by, span),
                tuple(reversed(services.live_figures.changes())),
                services.ledger.read(span, services.options),
                tuple(services.comparisons.standings()),
                services.comparisons.ways(),
            )

        self._session.runner.start(LIVE, work, Listener(done=self._show, failed=self.failed.emit))

    def write_table(self, path: Path) -> None:
        """Write the figures on screen as CSV."""
        report = self.report
        if report is not None:
            listener: Listener[Path] = Listener(done=self.written.emit, failed=self.failed.emit)
            self._session.runner.start(LIVE, lambda _run: write_csv(path, report), listener)

    def begin_comparison(self, varies: Varies, first: str, second: str) -> None:
        """Draft half of the tickets in each of two ways from now on."""
        comparisons = self._session.services.comparisons
        self._session.runner.start(
            LIVE,
            lambda _run: comparisons.start(varies, first, second),
            Listener(done=self.begun.emit, failed=self.failed.emit),
        )

    def end_comparison(self) -> None:
        """End the comparison that runs."""
        comparisons = self._session.services.comparisons

        def done(standing: ComparisonStanding) -> None:
            self.ended.emit(in_window(verdict_words(standing)))

        self._session.runner.start(LIVE, lambda _run: comparisons.stop(), Listener(done=done, failed=self.failed.emit))

    def _show(self, sight: LiveSight) -> None:
        self.report = sight.report
        self.shown.emit(sight)
