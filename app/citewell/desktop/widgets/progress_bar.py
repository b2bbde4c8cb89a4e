"""How far long work is: a bar, what is at hand, and a way to stop."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import ElidedText, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.progress import Progress


@dataclass(frozen=True, slots=True)
class StripWords:
    """What is said: the bar's name, at the beginning, when nothing is at hand, and on the button with its tooltip."""

    name: str
    begin: str
    ending: str
    stop: str
    tip: str


INDEXING = StripWords(
    "Indexing progress",
    "Looking for documents…",
    "Storing the last passages…",
    "Cancel",
    "Stop indexing; what is done stays",
)


class ProgressStrip(QWidget):
    """Hidden while nothing runs."""

    cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, words: StripWords = INDEXING) -> None:
        """Nothing runs."""
        super().__init__(parent)
        self._words = words
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words.name)
        self.item = ElidedText("", tone="muted", size="small")
        self._count = label(tone="muted", size="small")
        self.cancel = ThemedButton(theme, words.stop, icon="stop", kind="quiet", tip=words.tip)
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
        self.cancel.setEnabled(True)
        self.bar.setRange(0, 1)  # an unknown amount would be drawn as motion
        self.bar.setValue(0)
        self.item.show_text(self._words.begin)
        self._count.setText("")
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Show one report."""
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        self.item.show_text(progress.item or self._words.ending)
        self._count.setText(f"{progress.done} of {progress.total}" if progress.total else "")

    def show_stopping(self, text: str) -> None:
        """The end was asked for and is waited for."""
        self.item.show_text(text)
        self.cancel.setEnabled(False)

    def end(self) -> None:
        """Nothing runs any more."""
        self.hide()
