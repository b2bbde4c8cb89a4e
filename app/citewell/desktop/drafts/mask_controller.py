"""What of the ticket will be masked: looked up while it is written, to be marked in its text and counted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer

from citewell.desktop.drafts.ticket_panel import TicketPanel
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Listener, Run, Task
from citewell.domain.personal import PersonalSpan

LANE = "mask"
WAIT_MS = 350
"""After the last key, before the text is looked at."""


@dataclass(frozen=True, slots=True)
class _Seen:
    text: str
    spans: Sequence[PersonalSpan]
    allowed: Sequence[str]


class MaskController(QObject):
    """Looks at the ticket a moment after it changed, on a thread of its own."""

    def __init__(self, session: Session, panel: TicketPanel, parent: QObject | None = None) -> None:
        """Follow ``panel``."""
        super().__init__(parent)
        self._session = session
        self._panel = panel
        self._task: Task | None = None
        self._spans: Sequence[PersonalSpan] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.look)
        panel.text.textChanged.connect(self._wait)
        panel.mask_line.allow_wanted.connect(self.allow)
        panel.mask_line.disallow_wanted.connect(self.disallow)

    def _wait(self) -> None:
        if self._spans:  # old marks would stand in the wrong place
            self._spans = ()
            self._panel.show_marks(())
        self._timer.start()

    def look(self) -> None:
        """Find what would be masked in the text as it stands."""
        if self._task is not None:
            self._task.abandon()
        text = self._panel.text.toPlainText()
        services = self._session.services

        def work(_run: Run) -> _Seen:
            spans, _complete = services.masker.spans(text)
            return _Seen(text, spans, services.vault.allowed())

        self._task = self._session.runner.start(LANE, work, Listener(done=self._show, failed=self._session.failed.emit))

    def allow(self, value: str) -> None:
        """Take ``value`` for no personal data, here and from now on."""
        self._change(lambda: self._session.services.vault.allow(value))

    def disallow(self, value: str) -> None:
        """Mask ``value`` again."""
        self._change(lambda: self._session.services.vault.disallow(value))

    def _change(self, change: Callable[[], None]) -> None:
        self._session.runner.start(
            STORE, lambda _run: change(), Listener(done=lambda _: self.look(), failed=self._session.failed.emit)
        )

    def _show(self, seen: _Seen) -> None:
        self._task = None
        if seen.text != self._panel.text.toPlainText():
            return
        self._spans = seen.spans
        values = [(span.type, seen.text[span.start : span.end]) for span in seen.spans]
        self._panel.mask_line.show_values(values, seen.allowed)
        self._panel.show_marks(seen.spans)
