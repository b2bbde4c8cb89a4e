"""Models: which one drafts, which there are, how fast each is here, and which beats the one that ships."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from citewell.application.models.tiers import TierStanding
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.models.card import ModelCard
from citewell.desktop.models.controller import ModelsController
from citewell.desktop.models.text import FILES, LEAD, STOPPED
from citewell.desktop.runtime.session import Session
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import label, page_title
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column, scrolling
from citewell.desktop.widgets.progress_bar import ProgressStrip, StripWords
from citewell.desktop.widgets.theme import SPACE

STRIP = StripWords(
    Msg("Model progress"), Msg("Working…"), Msg("Ending…"), Msg("Cancel"), Msg("Stop; the model in use stays")
)


class ModelsView(QWidget):
    """The page; ``controller`` does the work."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Empty until ``reload``."""
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = session.theme
        self._blocked = False
        self.cards: list[ModelCard] = []
        self.controller = ModelsController(session, self)
        self.take_in = ThemedButton(session.theme, tr("Import…"), icon="add-file", action="models.import")
        self.progress = ProgressStrip(session.theme, words=STRIP)
        self.notice = Notice(session.theme)
        self.place = label(tone="muted", size="small", wrap=True)
        self._list = QVBoxLayout()
        self._build()
        self._connect()

    def _build(self) -> None:
        box = QWidget()
        box.setObjectName("cards")
        self._list.setSpacing(2 * SPACE)
        inner = QVBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(3 * SPACE)
        inner.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.addWidget(label(tr(LEAD), tone="muted", wrap=True))
        inner.addLayout(self._list)
        inner.addWidget(self.place)
        scroll_area = scrolling(box)
        head = QHBoxLayout()
        head.addWidget(page_title(tr("Models")), 1)
        head.addWidget(self.take_in)
        column = page_column(self)
        column.addLayout(head)
        column.addWidget(self.progress)
        column.addWidget(self.notice)
        column.addWidget(scroll_area, 1)

    def _connect(self) -> None:
        controller = self.controller
        controller.read_done.connect(self._show_models)
        controller.placed.connect(self._show_place)
        controller.busy_changed.connect(self._show_busy)
        controller.progressed.connect(self.progress.show_progress)
        controller.said.connect(lambda words, tone: self.notice.say(words, tone=tone))
        controller.stopped.connect(lambda: self.notice.say(tr(STOPPED)))
        self.progress.cancelled.connect(self._cancel)
        self.take_in.clicked.connect(self._ask_file)

    def _show_place(self, words: str) -> None:
        self.place.setText(f"{in_window(tr('The model in use computes {words}', words=words))}.")

    def reload(self) -> None:
        """Read the models anew."""
        self.controller.read()

    def focus_first(self) -> None:
        """Give the keyboard to the first thing that can be done."""
        self.take_in.setFocus()

    def block(self, busy: bool) -> None:  # noqa: FBT001  a slot
        """While golden tickets are run elsewhere, the models stay as they are."""
        self._blocked = busy
        self._show_buttons()

    def _show_models(self, standings: Sequence[TierStanding]) -> None:
        for card in self.cards:
            self._list.removeWidget(card)
            card.deleteLater()
        self.cards = [ModelCard(self._theme, standing) for standing in standings]
        for card in self.cards:
            card.use_wanted.connect(self.controller.use)
            card.measure_wanted.connect(lambda tier_id, _name: self.controller.measure(tier_id))
            card.judge_wanted.connect(self.controller.judge)
            self._list.addWidget(card)
        self._show_buttons()

    def _ask_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self.window(), tr("Import a model"), "", tr(FILES))
        if chosen:
            self.controller.take_in(Path(chosen))

    def _cancel(self) -> None:
        self.progress.show_stopping(tr("Stopping…"))
        self.controller.stop()

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001  a slot
        self.notice.dismiss()
        if busy:
            self.progress.begin()
        else:
            self.progress.end()
        self._show_buttons()

    def _show_buttons(self) -> None:
        busy = self.controller.busy or self._blocked
        self.take_in.setEnabled(not busy)
        for card in self.cards:
            card.show_running(running=busy)
