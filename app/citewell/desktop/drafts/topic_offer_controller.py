"""What is drafted first for the ticket on the page, by its topic; what the agent chooses stays chosen."""

from PySide6.QtCore import QObject, QTimer

from citewell.application.topics.levels import Offer
from citewell.desktop.drafts.draft_controller import DraftRun
from citewell.desktop.drafts.ticket_panel import TicketPanel
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Listener, Task
from citewell.desktop.widgets.in_window import in_window
from citewell.domain.drafts import Level

LANE = "offer"
WAIT_MS = 400
"""After the last key, before the ticket is looked at."""


class TopicOffer(QObject):
    """Looks at a ticket a moment after it changed, and says why something else than a reply comes first."""

    def __init__(self, session: Session, panel: TicketPanel, run: DraftRun, parent: QObject | None = None) -> None:
        """Follow ``panel``."""
        super().__init__(parent)
        self._session, self._panel, self._run = session, panel, run
        self._task: Task | None = None
        self._chosen: Level | None = None
        """What the agent chose for this ticket."""
        self._usual = panel.level.level
        """What is chosen where no topic says otherwise."""
        self._offering = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self.look)
        panel.text.textChanged.connect(self._follow)
        panel.level.changed.connect(self._note_choice)

    def look(self) -> None:
        """Ask what comes first for the text as it stands."""
        text = self._panel.text.toPlainText()
        levels = self._session.services.levels
        if self._task is not None:
            self._task.abandon()
        self._task = self._session.runner.start(
            LANE, lambda _run: levels.offered(text), Listener(done=lambda offer: self._show(text, offer))
        )

    def _follow(self) -> None:
        if self._panel.text.toPlainText().strip():
            self._timer.start()
            return
        self._timer.stop()
        self._chosen = None
        self._set(Offer(self._usual))

    def _note_choice(self, level: Level) -> None:
        if not self._offering:
            self._chosen = self._usual = level
            self._panel.offer.hide()

    def _show(self, text: str, offer: Offer) -> None:
        self._task = None
        settled = self._chosen is not None or self._run.running or self._run.draft is not None
        if settled or text != self._panel.text.toPlainText():
            return
        self._set(offer if offer.words else Offer(self._usual))

    def _set(self, offer: Offer) -> None:
        self._offering = True
        self._panel.level.buttons[offer.level].setChecked(True)
        self._offering = False
        self._panel.offer.setText(
            tr("{words} Alt+1 to Alt+3 choose something else.", words=in_window(offer.words)) if offer.words else ""
        )
        self._panel.offer.setVisible(bool(offer.words))
