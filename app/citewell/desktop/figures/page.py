"""The place of the figures: those of live work, and those of golden tickets."""

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QStackedWidget, QWidget

from citewell.desktop.figures.live_view import LiveView
from citewell.desktop.figures.view import FiguresView
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import page_title
from citewell.desktop.widgets.page import page_column
from citewell.desktop.widgets.theme import SPACE

GAP = 3


class FiguresPage(QWidget):
    """Two parts, one of which is on screen."""

    def __init__(self, session: Session, golden: FiguresView, parent: QWidget | None = None) -> None:
        """Live work is on screen."""
        super().__init__(parent)
        self.setObjectName("page")
        self.live, self.golden = LiveView(session), golden
        self.parts = QStackedWidget()
        self.parts.addWidget(self.live)
        self.parts.addWidget(golden)
        segments = QFrame()
        segments.setObjectName("segments")
        segments.setAccessibleName(tr("What the figures are of"))
        row = QHBoxLayout(segments)
        row.setContentsMargins(GAP, GAP, GAP, GAP)
        row.setSpacing(GAP)
        self._group = QButtonGroup(self)
        self.buttons = [
            ThemedButton(session.theme, tr("Live work"), kind="segment", tip=tr("How drafts were received")),
            ThemedButton(session.theme, tr("Golden tickets"), kind="segment", tip=tr("Tickets with known answers")),
        ]
        for number, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.setAutoExclusive(True)  # announced as one of several, not as a box to tick
            self._group.addButton(button, number)
            button.setMinimumWidth(button.fontMetrics().horizontalAdvance(button.text()) + 10 * SPACE)
            row.addWidget(button)
        self.buttons[0].setChecked(True)
        self._group.idClicked.connect(self.show_part)
        head = QHBoxLayout()
        head.addWidget(page_title(tr("Figures")))
        head.addStretch(1)
        head.addWidget(segments)
        column = page_column(self)
        column.addLayout(head)
        column.addWidget(self.parts, 1)

    def show_part(self, number: int) -> None:
        """Show live work (0) or golden tickets (1)."""
        self.buttons[number].setChecked(True)
        self.parts.setCurrentIndex(number)
        if not any(button.hasFocus() for button in self.buttons):  # arrow keys go on between the two
            self.focus_first()
        self.reload()

    def reload(self) -> None:
        """Read what is on screen anew."""
        (self.golden if self.parts.currentWidget() is self.golden else self.live).reload()

    def focus_first(self) -> None:
        """The keyboard goes to what is done first."""
        (self.golden.run if self.parts.currentWidget() is self.golden else self.live.by).setFocus()
