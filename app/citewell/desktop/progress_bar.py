"""How far indexing is: a bar, the file at hand, and a way to stop."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from citewell.desktop.controls import ThemedButton
from citewell.desktop.texts import ElidedText, label
from citewell.desktop.theme import SPACE, Theme
from citewell.domain.progress import Progress


class ProgressStrip(QWidget):
    """Hidden while nothing runs."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing runs."""
        super().__init__(parent)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Indexing progress")
        self.item = ElidedText("", tone="muted", size="small")
        self._count = label(tone="muted", size="small")
        self.cancel = ThemedButton(theme, "Cancel", icon="stop", kind="quiet", tip="Stop indexing; what is done stays")
        self.cancel.clicked.connect(self.cancelled)
        texts = QHBoxLayout()
        texts.setSpacing(2 * SPACE)
        texts.addWidget(self.item, 1)
        texts.addWidget(self._count)
        left = QVBoxLayout()
        left.setSpacing(SPACE)
        left.addWidget(self.bar)
        left.addLayout(texts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * SPACE)
        row.addLayout(left, 1)
        row.addWidget(self.cancel)
        self.hide()

    def begin(self) -> None:
        """Something runs now; how much it is, is not known yet."""
        self.bar.setRange(0, 1)  # an unknown amount would be drawn as motion
        self.bar.setValue(0)
        self.item.show_text("Looking for documents…")
        self._count.setText("")
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Show one report."""
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)
        self.item.show_text(progress.item or "Storing the last passages…")
        self._count.setText(f"{progress.done} of {progress.total}" if progress.total else "")

    def end(self) -> None:
        """Nothing runs any more."""
        self.hide()
