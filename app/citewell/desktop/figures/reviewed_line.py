"""What reviewers' verdicts say of all drafts, in one line of the figures."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE


class ReviewedLine(QFrame):
    """Hidden until a draft was drawn for review."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until ``show_words``."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self.words = label("", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(4 * SPACE, 2 * SPACE, 4 * SPACE, 2 * SPACE)
        row.setSpacing(2 * SPACE)
        row.addWidget(label(tr("Reviewed"), tone="muted", size="small"))
        row.addWidget(self.words, 1)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show ``words``; hide where there is none."""
        self.words.setText(words)
        self.setVisible(bool(words))
