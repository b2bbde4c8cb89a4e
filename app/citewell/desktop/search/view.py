"""Search all documents: passages as cards, why each was found, and a way into the document."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from citewell.application.sources.search import Searched
from citewell.desktop.actions.action import Action
from citewell.desktop.evidence.card import EvidenceCard
from citewell.desktop.evidence.conflict_notice import disagreeing
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.search.controller import SearchController
from citewell.desktop.search.text import (
    BACK,
    EMPTY,
    FIELD,
    FIELD_HINT,
    NOTHING,
    SEARCHING,
    TITLE,
    found_words,
    why_words,
)
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.icons import load_icon
from citewell.desktop.widgets.labels import label, page_title
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column, scrolling
from citewell.desktop.widgets.theme import SPACE, Theme

WIDEST = 860
"""Pixels of a card: longer lines are hard to read."""


class SearchField(QLineEdit):
    """Words to search for; Enter searches."""

    wanted = Signal(str)
    """The words, which are some."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText(tr(FIELD_HINT))
        self.setAccessibleName(tr(FIELD))
        self.setClearButtonEnabled(True)
        self._look = self.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.returnPressed.connect(self._ask)
        theme.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        self._look.setIcon(load_icon("search", self._theme.colour("muted")))

    def _ask(self) -> None:
        words = self.text().strip()
        if words:
            self.wanted.emit(words)


class SearchView(QWidget):
    """The page; ``closed`` when the reader has seen enough."""

    closed = Signal()
    passage_opened = Signal(object, str)
    """The ``Hit`` whose card was pressed, and what was searched for."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Nothing was searched yet."""
        super().__init__(parent)
        self.setObjectName("page")
        theme = session.theme
        self._theme = theme
        self._query = ""
        self.controller = SearchController(session, self)
        self.back = IconButton(theme, tr(BACK), icon="back")
        self.words = SearchField(theme)
        self.counted = label("", tone="muted", size="small")
        self.notice = Notice(theme)
        self.empty = label(tr(EMPTY), tone="muted", wrap=True)
        self.cards: list[EvidenceCard] = []
        self._build()
        self.back.clicked.connect(self.close_search)
        self.words.wanted.connect(self.search)
        self.controller.found.connect(self._show)
        self.controller.failed.connect(self._fail)
        Action("search.leave", self, self.close_search)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(self.back)
        head.addWidget(page_title(tr(TITLE)))
        head.addWidget(self.words, 1)
        head.addWidget(self.counted)
        box = QWidget()
        box.setObjectName("cards")
        box.setMaximumWidth(WIDEST)
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * SPACE)
        self._column.setAlignment(Qt.AlignmentFlag.AlignTop)
        column = page_column(self)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.empty)
        self._scroll = scrolling(box)
        column.addWidget(self._scroll, 1)

    def search(self, query: str) -> None:
        """Search for ``query``."""
        self.words.setText(query)
        self.notice.dismiss()
        self._replace([])
        self.counted.setText("")
        self._say(tr(SEARCHING))
        self._query = query
        self.controller.search(query)

    def focus_first(self) -> None:
        """The keyboard goes to the first passage, to the field where there is none."""
        (self.cards[0] if self.cards else self.words).setFocus()

    def close_search(self) -> None:
        """Let go of what was searched for."""
        self.controller.forget()
        self.closed.emit()

    def _show(self, searched: Searched) -> None:
        others = disagreeing(searched.conflicts)
        cards = []
        for found in searched.found:
            card = EvidenceCard(self._theme, found.passage, found.passage.n, others.get(found.passage.n, ()))
            card.say_why(why_words(found.passage, found.words))
            card.clicked.connect(lambda _on=False, hit=found.passage: self.passage_opened.emit(hit, self._query))
            cards.append(card)
        self._replace(cards)
        self.counted.setText(found_words(len(cards), len(searched.conflicts), searched.ms) if cards else "")
        self._say("" if cards else tr(NOTHING))
        if self.isVisible():
            self.focus_first()

    def _fail(self, failure: Failure) -> None:
        self._say("")
        self.notice.say(failure.message, tone="bad")

    def _say(self, text: str) -> None:
        self.empty.setText(text)
        self.empty.setVisible(bool(text))

    def _replace(self, cards: list[EvidenceCard]) -> None:
        for old in self.cards:
            old.hide()
            old.deleteLater()
        self.cards = cards
        for card in cards:
            self._column.addWidget(card)
            card.show()  # the keyboard goes to it at once
        self._scroll.verticalScrollBar().setValue(0)
