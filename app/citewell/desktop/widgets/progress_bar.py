"""How far long work is: a bar, what is at hand, and a way to stop."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from citewell.desktop.language.figures import decimal, written
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import ElidedText, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.progress import IndexProgress, Progress


@dataclass(frozen=True, slots=True)
class StripWords:
    """What is said: the bar's name, at the beginning, when nothing is at hand, and on the button with its tooltip."""

    name: Msg
    begin: Msg
    ending: Msg
    stop: Msg
    tip: Msg
    pause: Msg | None = None
    """On the button that pauses; ``None``: it cannot be paused."""
    go_on: Msg | None = None


PAUSE, PAUSED = Msg("Pause"), Msg("Paused")
INDEXING = StripWords(
    Msg("Indexing progress"),
    Msg("Looking for documents…"),
    Msg("Storing the last passages…"),
    Msg("Cancel"),
    Msg("Stop indexing; what is done stays"),
    PAUSE,
    Msg("Go on"),
)
SO_MANY, ABOUT_SO_MANY = Msg("{done} of {total} passages"), Msg("{done} of about {total} passages")
SOON, LONG = 50, 90
"""Seconds that are told as less than a minute, and minutes that are told in hours."""


class ProgressStrip(QWidget):
    """Hidden while nothing runs."""

    cancelled = Signal()
    paused = Signal(bool)
    """Whether the work is to wait."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, words: StripWords = INDEXING) -> None:
        """Nothing runs."""
        super().__init__(parent)
        self._words = words
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr(words.name))
        self.item = ElidedText("", tone="muted", size="small")
        self._count = label(tone="muted", size="small")
        self.cancel = ThemedButton(theme, tr(words.stop), icon="stop", kind="quiet", tip=tr(words.tip))
        self.cancel.clicked.connect(self.cancelled)
        self.pause = ThemedButton(theme, tr(words.pause or PAUSE), kind="quiet")
        if not words.pause:
            self.pause.hide()
        self.pause.clicked.connect(self._switch_pause)
        self._is_paused = False
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
        row.addWidget(self.pause)
        row.addWidget(self.cancel)
        self.hide()

    def begin(self) -> None:
        """Something runs now; how much it is, is not known yet."""
        self.cancel.setEnabled(True)
        self.pause.setEnabled(True)
        self._show_paused(paused=False)
        self.bar.setRange(0, 1)  # an unknown amount would be drawn as motion
        self.bar.setValue(0)
        self.item.show_text(tr(self._words.begin))
        self._count.setText("")
        self.show()

    def show_progress(self, progress: Progress) -> None:
        """Show one report."""
        self.bar.setRange(0, max(1, progress.total))
        self.bar.setValue(progress.done)
        if not self._is_paused:
            self.item.show_text(progress.item or tr(self._words.ending))
        if isinstance(progress, IndexProgress):
            self._count.setText(passages_words(progress))
        else:
            self._count.setText(
                tr("{done} of {total}", done=progress.done, total=progress.total) if progress.total else ""
            )

    def show_stopping(self, text: str) -> None:
        """The end was asked for and is waited for."""
        self.item.show_text(text)
        self.cancel.setEnabled(False)
        self.pause.setEnabled(False)

    def end(self) -> None:
        """Nothing runs any more."""
        self.hide()

    def _switch_pause(self) -> None:
        self._show_paused(paused=not self._is_paused)
        self.paused.emit(self._is_paused)

    def _show_paused(self, *, paused: bool) -> None:
        self._is_paused = paused
        text = tr((self._words.go_on if paused else self._words.pause) or PAUSE)
        self.pause.setText(text)
        self.pause.setAccessibleName(text)
        if paused:
            self.item.show_text(tr(PAUSED))


def passages_words(progress: IndexProgress) -> str:
    """How far an index run is: in files until passages are known, then in passages with the time that is left."""
    if not progress.total:
        return (
            tr("{files} of {of_files} files", files=written(progress.files), of_files=written(progress.of_files))
            if progress.of_files
            else ""
        )
    words = ABOUT_SO_MANY if progress.is_estimate else SO_MANY
    said = tr(words, done=written(progress.done), total=written(progress.total))
    return said if progress.seconds_left is None else f"{said} · {time_left(progress.seconds_left)}"


def time_left(seconds: float) -> str:
    """A time that is left, no more exact than it is known."""
    if seconds < SOON:
        return tr("less than a minute left")
    minutes = round(seconds / 60)
    return (
        tr("about {minutes} min left", minutes=minutes)
        if minutes < LONG
        else tr("about {minutes} h left", minutes=decimal(minutes / 60))
    )
