"""Golden tickets as text in a window of their own; they are saved only where a run could use them."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from citewell.application.evaluation.own_golden import GoldenText
from citewell.desktop.actions.action import shown_key
from citewell.desktop.figures.golden_file_controller import GoldenFileController
from citewell.desktop.figures.text import EDIT_LEAD, EDIT_TITLE, EDITED, edited_words
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import ElidedText, label, restyle
from citewell.desktop.widgets.theme import SPACE

WIDTH, HEIGHT = 720, 560


class GoldenEditor(QDialog):
    """Closing it keeps what was typed, until another file is opened."""

    saved = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """No file."""
        super().__init__(parent)
        theme = session.theme
        self.setWindowTitle(tr(EDIT_TITLE))
        self.setModal(True)
        self.resize(WIDTH, HEIGHT)
        self.controller = GoldenFileController(session, self)
        self._opened: GoldenText | None = None
        self.file = ElidedText("", tone="muted", size="small")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr(EDIT_TITLE))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.state = label(tone="muted", size="small", wrap=True)
        self.leave = ThemedButton(theme, tr("Close"), kind="quiet")
        self.keep = ThemedButton(
            theme, tr("Save"), icon="accept", kind="primary", tip=f"{tr(EDITED)} ({shown_key('Ctrl+S')})"
        )
        for button in (self.leave, self.keep):
            button.setAutoDefault(False)
        self._build()
        self.text.textChanged.connect(self._note_text)
        self.leave.clicked.connect(self.reject)
        self.keep.clicked.connect(self.save)
        self.keep.setShortcut("Ctrl+S")
        self.controller.shown.connect(self._show)
        self.controller.saved.connect(self._show_saved)
        self.controller.failed.connect(self._show_failure)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(2 * SPACE)
        column.addWidget(label(tr(EDIT_TITLE), size="title"))
        column.addWidget(label(tr(EDIT_LEAD), tone="muted", wrap=True))
        column.addWidget(self.file)
        column.addWidget(self.text, 1)
        column.addWidget(self.state)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.keep)
        column.addLayout(buttons)

    def edit(self, chosen: Path | None) -> None:
        """Open a file, the team's own one where none is chosen; unsaved text of the same file is there again."""
        self.open()
        self.controller.open(chosen)

    def save(self) -> None:
        """Check the text and save it."""
        if self._opened is not None:
            self.keep.setEnabled(False)
            self.controller.save(self._opened, self.text.toPlainText())

    @property
    def _changed(self) -> bool:
        return self._opened is not None and self.text.toPlainText() != self._opened.on_disk

    def _show(self, opened: GoldenText) -> None:
        before, self._opened = self._opened, opened
        typed = before is not None and before.file == opened.file and self.text.toPlainText() != before.text
        self.file.show_text(str(opened.file))
        if not typed:
            self.text.setPlainText(opened.text)
        self._note_text()
        self.text.setFocus()

    def _show_saved(self, opened: GoldenText, tickets: int) -> None:
        self._opened = opened
        self._note_text()
        self._say(edited_words(tickets), "good")
        self.saved.emit()

    def _show_failure(self, failure: Failure) -> None:
        self._note_text()
        self._say(failure.message, "bad")

    def _note_text(self) -> None:
        self.keep.setEnabled(self._changed)
        self._say("", "muted")

    def _say(self, words: str, tone: str) -> None:
        self.state.setText(words)
        self.state.setVisible(bool(words))
        restyle(self.state, "tone", tone)
