"""A bar that looks for words in the document on screen."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from citewell.desktop.evidence.text import found_words
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE, Theme


class FindBar(QWidget):
    """Asks with ``wanted`` and ``stepped``; is told with ``show_count``."""

    wanted = Signal(str)
    """The words; empty when nothing is looked for any more."""
    stepped = Signal(int)
    """1 for the next place, -1 for the one before."""
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Hidden until it is opened."""
        super().__init__(parent)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Find in this document"))
        self.words.setAccessibleName(tr("Find in this document"))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self.wanted)
        self.words.installEventFilter(self)
        self.counted = label("", tone="muted", size="small")
        self.earlier = IconButton(theme, tr("Previous (Shift+Enter)"), icon="page-up")
        self.later = IconButton(theme, tr("Next (Enter)"), icon="page-down")
        self.dismissal = IconButton(theme, tr("Close the search (Esc)"), icon="reject")
        self.earlier.clicked.connect(lambda: self.stepped.emit(-1))
        self.later.clicked.connect(lambda: self.stepped.emit(1))
        self.dismissal.clicked.connect(self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self.words, 1)
        for widget in (self.counted, self.earlier, self.later, self.dismissal):
            row.addWidget(widget)
        self.hide()

    def open_bar(self) -> None:
        """Ask for words, those of the last time ready to be typed over."""
        self.show()
        self.words.setFocus()
        self.words.selectAll()
        self.wanted.emit(self.words.text())

    def close_bar(self) -> None:
        """Look for nothing any more."""
        if self.isVisible():
            self.hide()
            self.wanted.emit("")
            self.closed.emit()

    def show_count(self, current: int, total: int) -> None:
        """Say at which of how many places the reader is; the first is 0."""
        self.counted.setText(found_words(current, total) if self.words.text().strip() else "")
        for button in (self.earlier, self.later):
            button.setEnabled(total > 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on, Shift+Enter back, Esc closes."""
        if not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()  # else it is the page's shortcut, which closes the document
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.close_bar()
            return True
        if event.type() == QEvent.Type.KeyPress and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.stepped.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return True
        return super().eventFilter(watched, event)
