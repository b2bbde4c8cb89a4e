"""How long it takes from the paste of a ticket to the first copy of its draft, for the figures."""

import time

from PySide6.QtCore import QObject, SignalInstance

from citewell.desktop.drafts.draft_controller import DraftRun
from citewell.desktop.drafts.ticket_panel import TicketPanel
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Listener


class PaceController(QObject):
    """The clock of a ticket starts with its first words, and anew with another ticket; a copy stops it for good."""

    def __init__(
        self, session: Session, run: DraftRun, ticket: TicketPanel, copied: SignalInstance, parent: QObject
    ) -> None:
        """``copied`` tells that a draft was put on the clipboard."""
        super().__init__(parent)
        self._session, self._run, self._ticket = session, run, ticket
        self._began: float | None = None
        self._answered = ""
        ticket.changed.connect(self._note_ticket)
        copied.connect(self._note_copy)

    def _note_ticket(self) -> None:
        text = self._ticket.text.toPlainText()
        if not text.strip():
            self._began = None
        elif self._began is None and text != self._answered:
            self._began, self._answered = time.monotonic(), ""

    def _note_copy(self) -> None:
        draft, began = self._run.draft, self._began
        if draft is None or began is None:  # a draft of before that was brought back has no clock
            return
        self._began, self._answered = None, self._ticket.text.toPlainText()
        spent, figures = 1000 * (time.monotonic() - began), self._session.services.live_figures
        self._session.runner.start(
            STORE, lambda _run: figures.note_copied(draft.id, spent), Listener(failed=self._session.failed.emit)
        )
