"""Counts the network connections for the status line: every few seconds in use, rarely where nobody is there."""

from PySide6.QtCore import QObject, QTimer

from citewell.desktop.runtime.rest import Rest
from citewell.desktop.runtime.session import WATCH, Session
from citewell.desktop.runtime.tasks import Listener
from citewell.desktop.shell.status_bar import StatusLine
from citewell.settings.connections import count_connections

COUNT_MS = 3000
COUNT_AT_REST_MS = 60_000
"""A count reads tables of the system for each process, which is most of what an idle window would use."""


class ConnectionCount(QObject):
    """Beside the status line of one open home."""

    def __init__(self, session: Session, status: StatusLine, rest: Rest, parent: QObject | None = None) -> None:
        """Count from now on."""
        super().__init__(parent)
        self._session, self._status = session, status
        self.timer = QTimer(self)
        self.timer.setInterval(COUNT_AT_REST_MS if rest.is_resting else COUNT_MS)
        self.timer.timeout.connect(self.count)
        self.timer.start()
        rest.began.connect(self._slow_down)
        rest.ended.connect(self._resume)
        self.count()

    def count(self) -> None:
        """Count now."""
        listener: Listener[int] = Listener(done=self._status.show_connections)
        self._session.runner.start(WATCH, lambda _run: count_connections(), listener)

    def _slow_down(self) -> None:
        self.timer.setInterval(COUNT_AT_REST_MS)

    def _resume(self) -> None:
        self.timer.setInterval(COUNT_MS)
        self.count()
