"""Styles: which one drafts now, which there are, what can be learned from the edits, and what they say of facts."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from citewell.application.styles.style_work import Learned, Offer, Shelf
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.styles.card import StyleCard
from citewell.desktop.styles.controller import StyleController
from citewell.desktop.styles.learn_panel import LearnPanel
from citewell.desktop.styles.suggestion_list import SuggestionList
from citewell.desktop.styles.text import FOLLOWS, NO_FIT, NO_STYLE, STOPPED, STOPPED_LEARNING, change_words, run_words
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.labels import label, page_title, section
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column, scrolling
from citewell.desktop.widgets.progress_bar import ProgressStrip, StripWords
from citewell.desktop.widgets.theme import SPACE
from citewell.domain.learning import LearningState
from citewell.domain.progress import Progress
from citewell.domain.styles import Activation, StyleAction

STRIP = StripWords(
    Msg("Activation progress"), Msg("Preparing…"), Msg("Ending…"), Msg("Cancel"), Msg("Stop; the style in use stays")
)


class StyleView(QWidget):
    """The page; ``controller`` does the work."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Empty until ``reload``."""
        super().__init__(parent)
        self.setObjectName("page")
        theme = session.theme
        self._theme = theme
        self._names: dict[str, str] = {}
        self._shelf: Shelf | None = None
        self._blocked = False
        self.cards: list[StyleCard] = []
        self.controller = StyleController(session, self)
        self.reveal = IconButton(theme, tr("Show personal data"), icon="reveal", action="style.reveal", checkable=True)
        self.progress = ProgressStrip(theme, words=STRIP)
        self.notice = Notice(theme)
        self.none = label("", tone="muted", wrap=True)
        self.learn = LearnPanel(theme)
        self.suggestions = SuggestionList(theme)
        self._list = QVBoxLayout()
        self._build()
        self._connect()

    def _build(self) -> None:
        box = QWidget()
        box.setObjectName("cards")
        self._list.setSpacing(2 * SPACE)
        facts = QHBoxLayout()
        facts.addWidget(section(tr("Suggestions about facts")))
        facts.addStretch(1)
        facts.addWidget(self.reveal)
        inner = QVBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(2 * SPACE)
        inner.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.addWidget(self.none)
        inner.addLayout(self._list)
        inner.addSpacing(2 * SPACE)
        inner.addWidget(section(tr("Learn from edits")))
        inner.addWidget(self.learn)
        inner.addSpacing(2 * SPACE)
        inner.addLayout(facts)
        inner.addWidget(self.suggestions)
        self.scroll_area = scrolling(box)
        column = page_column(self)
        column.addWidget(page_title(tr("Style")))
        column.addWidget(self.progress)
        column.addWidget(self.notice)
        column.addWidget(self.scroll_area, 1)

    def _connect(self) -> None:
        controller = self.controller
        controller.shelf_read.connect(self._show_shelf)
        controller.offer_read.connect(self._show_offer)
        controller.read_failed.connect(self._show_unread)
        controller.busy_changed.connect(self._show_busy)
        controller.progressed.connect(self._show_progress)
        controller.changed.connect(self._show_change)
        controller.learned.connect(self._show_learned)
        controller.failed.connect(self._show_failure)
        controller.stopped.connect(self._show_stopped)
        self.progress.cancelled.connect(self._cancel)
        self.learn.learn_wanted.connect(self._learn)
        self.learn.pause_wanted.connect(controller.stop)
        self.reveal.toggled.connect(self.suggestions.reveal)
        self.suggestions.dismissed.connect(controller.dismiss)

    def reload(self) -> None:
        """Read the styles and the edit log anew."""
        self.controller.read()

    def block(self, busy: bool) -> None:  # noqa: FBT001  a slot
        """While golden tickets are run, the style stays as it is."""
        self._blocked = busy
        self._show_buttons()

    def focus_first(self) -> None:
        """Give the keyboard to what is most likely wanted."""
        buttons = [self.learn.resume, self.learn.learn, *(card.activate for card in self.cards), self.reveal]
        next(button for button in buttons if button.isEnabled() and not button.isHidden()).setFocus()

    def _show_shelf(self, shelf: Shelf) -> None:
        if shelf == self._shelf:
            return
        self._shelf = shelf
        for card in self.cards:
            card.hide()
            card.deleteLater()
        ordered = sorted(shelf.standings, key=lambda standing: not standing.active)
        self.cards = [StyleCard(self._theme, standing, shelf.history) for standing in ordered]
        self._names = {card.style_id: card.name for card in self.cards}
        for card in self.cards:
            self._list.addWidget(card)
            card.activate_wanted.connect(self._activate)
            card.rollback_wanted.connect(self._roll_back)
        self.none.setText(tr(NO_FIT) if shelf.standings else tr(NO_STYLE))
        self.none.setVisible(not any(card.active for card in self.cards))
        self._show_buttons()

    def _show_offer(self, offer: Offer) -> None:
        self.learn.show_offer(offer)
        self.suggestions.show_suggestions(offer.suggestions)

    def _activate(self, style_id: str, name: str) -> None:
        self.notice.dismiss()
        self.controller.activate(style_id, name)

    def _roll_back(self) -> None:
        self.notice.dismiss()
        self.controller.roll_back()

    def _learn(self, resume: bool) -> None:  # noqa: FBT001  a slot
        self.notice.dismiss()
        self.controller.learn(resume=resume)

    def _cancel(self) -> None:
        self.progress.show_stopping(tr("Stopping…"))
        self.controller.stop()

    def _show_busy(self, busy: bool) -> None:  # noqa: FBT001  a slot
        learning = self.controller.learning
        if busy and not learning:
            self.progress.begin()
        else:
            self.progress.end()
        if not busy:
            self._show_buttons()  # first, so that the keyboard can go back to the button
        self.learn.show_running(running=busy and learning)
        self._show_buttons()

    def _show_buttons(self) -> None:
        busy = self.controller.busy or self._blocked
        for card in self.cards:
            card.show_running(running=busy)
        self.learn.show_busy(busy=busy)

    def _show_unread(self, failure: Failure) -> None:
        self.learn.show_unread()
        self.notice.say(failure.message, tone="bad")

    def _show_progress(self, progress: Progress) -> None:
        if self.controller.learning:
            self.learn.show_progress(progress)
        elif self.progress.cancel.isEnabled():
            self.progress.show_progress(progress)

    def _show_change(self, line: Activation) -> None:
        text, tone = change_words(line, self._names.get(line.style, line.style))
        reasons = line.reasons if line.action is StyleAction.REFUSED else ()
        self.notice.say(" ".join([text, *reasons]), tone=tone)

    def _show_learned(self, learned: Learned) -> None:
        text, tone = run_words(learned.state, "")
        paused = learned.state is LearningState.PAUSED
        self.notice.say(f"{text} {tr(FOLLOWS.get(learned.state, ''))}".strip(), tone="info" if paused else tone)

    def _show_failure(self, failure: Failure) -> None:
        what = tr("No style was learned.") if self.controller.learning else tr("The style in use stays.")
        self.notice.say(f"{what} {failure.message}", tone="bad")

    def _show_stopped(self) -> None:
        if self.controller.learning:
            self.notice.say(tr(STOPPED_LEARNING))
        else:
            self.notice.say(tr(STOPPED))
