"""Reads the privacy report, checks the audit log and applies retention, in the store's lane."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from citewell.application.compliance.privacy_report import privacy_record
from citewell.desktop.privacy.text import LIMITS
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Listener


class PrivacyController(QObject):
    """Signals come on the main thread."""

    read = Signal(object)
    """The report as JSON."""
    checked = Signal(object)
    """An ``AuditReport``."""
    retained = Signal(object)
    """The receipt as JSON, or ``None`` where no draft went."""
    failed = Signal(object)
    """A ``Failure``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing runs yet."""
        super().__init__(parent)
        self._session = session

    def limits(self) -> Mapping[str, int]:
        """The time limits in days, by the names of their options; 0 for none."""
        return {name: getattr(self._session.services.options, name) for name in LIMITS}

    def set_limits(self, days: Mapping[str, int]) -> None:
        """Keep things for these days from now on, and read what is due by that."""
        options: dict[str, Any] = dict(days)
        self._session.set_options(replace(self._session.services.options, **options))
        self.reload()

    def reload(self) -> None:
        """Read the report anew."""
        services = self._session.services
        listener: Listener[dict[str, Any]] = Listener(done=self.read.emit, failed=self.failed.emit)
        self._session.runner.start(STORE, lambda _run: privacy_record(services), listener)

    def check(self) -> None:
        """Check the audit log."""
        trust = self._session.services.compliance
        listener: Listener[Any] = Listener(done=self.checked.emit, failed=self.failed.emit)
        self._session.runner.start(STORE, lambda _run: trust.audit_check.verify(), listener)

    def retain(self) -> None:
        """Erase what is past its time limit."""
        services = self._session.services

        def work() -> dict[str, Any] | None:
            with services.compliance.erasing():
                retention = services.compliance.retention
                return retention.apply(retention.plan(), services.learned_styles())

        listener: Listener[dict[str, Any] | None] = Listener(done=self.retained.emit, failed=self.failed.emit)
        self._session.runner.start(STORE, lambda _run: work(), listener)
