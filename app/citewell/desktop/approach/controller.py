"""Measures the home for the approach page, and writes its report."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from citewell.application.evaluation.advising import advice_record, write_advice
from citewell.desktop.runtime.session import ADVICE, Session
from citewell.desktop.runtime.tasks import Listener


class ApproachController(QObject):
    """``record`` is what was measured last, as JSON; empty before."""

    read = Signal(object)
    """The advice as JSON."""
    reported = Signal(object)
    """The ``Path`` of the report."""
    failed = Signal(object)
    """A ``Failure``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing was measured yet."""
        super().__init__(parent)
        self._session = session
        self.record: dict[str, Any] = {}

    def reload(self) -> None:
        """Measure anew."""
        advisor = self._session.services.advisor
        listener: Listener[dict[str, Any]] = Listener(done=self._show, failed=self.failed.emit)
        self._session.runner.start(ADVICE, lambda _run: advice_record(advisor.advise()), listener)

    def report(self, path: Path) -> None:
        """Write what was measured last as HTML."""
        record = self.record
        listener: Listener[Path] = Listener(done=self.reported.emit, failed=self.failed.emit)
        self._session.runner.start(ADVICE, lambda _run: write_advice(path, record), listener)

    def _show(self, record: dict[str, Any]) -> None:
        self.record = record
        self.read.emit(record)
