"""What the window shows before its home is open: the rail as it will be, and that the program is starting."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from citewell.desktop.language.words import Msg, tr
from citewell.desktop.places.rail import Rail
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE, Theme

STARTING, OPENING = Msg("Starting…"), Msg("Opening your knowledge base…")


class StartPage(QWidget):
    """Nothing in it can be used yet."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Say that the program is starting."""
        super().__init__(parent)
        self.setObjectName("page")
        self.rail = Rail(theme)
        self.rail.setEnabled(False)
        self.state = label(tr(STARTING), tone="muted")
        self.state.setAlignment(Qt.AlignmentFlag.AlignCenter)
        middle = QVBoxLayout()
        middle.setContentsMargins(4 * SPACE, 3 * SPACE, 4 * SPACE, 3 * SPACE)
        middle.addWidget(self.state, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(middle, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail is as it will be."""
        super().resizeEvent(event)
        self.rail.fit(self.width())

    def show_opening(self) -> None:
        """The program is loaded; its home is being opened."""
        self.state.setText(tr(OPENING))
