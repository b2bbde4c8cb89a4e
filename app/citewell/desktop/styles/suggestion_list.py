"""Where agents changed what a draft says: for whoever keeps the documents. Personal data is masked until asked for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from citewell.desktop.language.figures import written
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.styles.text import LABELS
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import ElidedText, badge, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.learning import Suggestion
from citewell.governance.personal.placeholders import unmask
from citewell.governance.personal.records import mask

SHOWN = 20
"""The newest; the command line has them all."""
EMPTY = Msg("None open. Where an agent corrects a fact of a draft, the document it came from is named here.")


class SuggestionCard(QFrame):
    """One suggestion: the document, what the draft said of it, what the agent says."""

    dismissed = Signal(int)

    def __init__(self, theme: Theme, suggestion: Suggestion, *, reveal: bool, parent: QWidget | None = None) -> None:
        """Show ``suggestion``."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self.suggestion = suggestion
        document = suggestion.document or tr("No document")
        self.dismiss = ThemedButton(theme, tr("Dismiss"), kind="quiet", tip=tr("Take this suggestion off the list"))
        self.dismiss.setAccessibleName(tr("Dismiss the suggestion about {document}", document=document))
        self.dismiss.clicked.connect(lambda: self.dismissed.emit(suggestion.number))
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(badge(tr(LABELS.get(suggestion.label, suggestion.label)), "accent"))
        head.addWidget(ElidedText(document, strong=True), 1)
        head.addWidget(self.dismiss)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnMinimumWidth(0, 44)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        said, agent = suggestion.said, suggestion.agent
        for row, (caption, text, instead) in enumerate(
            ((tr("Draft"), said, tr("(said nothing of it)")), (tr("Agent"), agent, tr("(took it out)")))
        ):
            shown = unmask(text, suggestion.personal) if reveal else mask(text)
            grid.addWidget(label(caption, tone="muted", size="small"), row, 0, top)
            grid.addWidget(label(shown or instead, tone="" if shown else "muted", wrap=True), row, 1, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(4 * SPACE, 2 * SPACE, 3 * SPACE, 3 * SPACE)
        column.setSpacing(SPACE)
        column.addLayout(head)
        column.addLayout(grid)


class SuggestionList(QWidget):
    """The newest suggestions that are open."""

    dismissed = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """None yet."""
        super().__init__(parent)
        self._theme = theme
        self._suggestions: list[Suggestion] = []
        self._reveal = False
        self.cards: list[SuggestionCard] = []
        self._note = label(tr(EMPTY), tone="muted", wrap=True)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(2 * SPACE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(self._cards)
        column.addWidget(self._note)

    def show_suggestions(self, suggestions: Sequence[Suggestion]) -> None:
        """Show ``suggestions``, the newest first."""
        if self._suggestions != list(suggestions):
            self._suggestions = list(suggestions)
            self._show()

    def reveal(self, on: bool) -> None:  # noqa: FBT001  a slot
        """Show personal data, or mask it again."""
        self._reveal = on
        self._show()

    def _show(self) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        newest = self._suggestions[::-1]
        self.cards = [SuggestionCard(self._theme, one, reveal=self._reveal) for one in newest[:SHOWN]]
        for card in self.cards:
            self._cards.addWidget(card)
            card.dismissed.connect(self._dismiss)
        rest = len(newest) - SHOWN
        self._note.setText(tr("and {rest} older ones", rest=written(rest)) if rest > 0 else tr(EMPTY))
        self._note.setVisible(rest > 0 or not newest)

    def _dismiss(self, number: int) -> None:
        self.show_suggestions([one for one in self._suggestions if one.number != number])
        self.dismissed.emit(number)
