"""The team's own pack as text: mistakes are marked at their line, it is saved only when it can be used."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase, QTextCursor, QTextFormat
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from citewell.application.policies.own_pack import OwnPack, PackCheck
from citewell.desktop.language.words import tr
from citewell.desktop.policy.text import check_words
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import ElidedText, label, plain_tip, restyle
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.governance.yaml_positions import Problem

PAUSE_MS = 400


class PolicyEditor(QWidget):
    """Text, what is wrong with it, and Save."""

    check_wanted = Signal(str)
    save_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing is open yet."""
        super().__init__(parent)
        self._theme = theme
        self._problems: Sequence[Problem] = ()
        self._on_disk = ""
        self._filling = False
        self.file = ElidedText("", tone="muted", size="small")
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(tr("Your own policy pack"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.state = label(tone="muted", size="small", wrap=True)
        self.go = ThemedButton(theme, tr("Go to line"), kind="quiet", action="policy.mistake")
        self.save = ThemedButton(theme, tr("Save pack"), icon="accept", action="policy.save")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(lambda: self.check_wanted.emit(self.text.toPlainText()))
        foot = QHBoxLayout()
        foot.setSpacing(2 * SPACE)
        foot.addWidget(self.state, 1)
        foot.addWidget(self.go)
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addWidget(self.file)
        column.addWidget(self.text, 1)
        column.addLayout(foot)
        self.go.hide()
        self.text.textChanged.connect(self._note_text)
        self.save.clicked.connect(lambda: self.save_wanted.emit(self.text.toPlainText()))
        self.go.clicked.connect(self.go_to_problem)
        theme.changed.connect(self._mark)

    @property
    def changed(self) -> bool:
        """Whether the text is not what lies on disk."""
        return self.text.toPlainText() != self._on_disk

    def show_pack(self, pack: OwnPack) -> None:
        """Open a pack; text that is being edited is never replaced by another."""
        self._on_disk = pack.on_disk
        self.file.show_text(str(pack.file))
        if self.text.toPlainText() != pack.text:
            self._filling = True
            self.text.setPlainText(pack.text)
            self._filling = False
        self.check_wanted.emit(pack.text)

    def show_check(self, check: PackCheck) -> None:
        """Mark what is wrong, where the text is still the one that was checked."""
        if check.text != self.text.toPlainText():
            return
        self._problems = check.problems
        self._mark()
        self.save.setEnabled(check.pack is not None and self.changed)
        self.go.setVisible(bool(check.problems))
        self._say(*check_words(check, changed=self.changed))

    def show_saved(self, pack: OwnPack) -> None:
        """The pack lies on disk; what was typed since then stays."""
        self._on_disk = pack.on_disk
        self.check_wanted.emit(self.text.toPlainText())

    @property
    def problems(self) -> Sequence[Problem]:
        """What is wrong with the text, by line."""
        return self._problems

    def go_to_problem(self) -> None:
        """Put the cursor at the first mistake."""
        if not self._problems:
            return
        self.text.setTextCursor(self._line(self._problems[0].line))
        self.text.centerCursor()
        self.text.setFocus()

    def _note_text(self) -> None:
        if self._filling:
            return
        self.save.setEnabled(False)
        self._say(tr("Checking…"), "muted")
        self._timer.start()

    def _line(self, number: int) -> QTextCursor:
        return QTextCursor(self.text.document().findBlockByNumber(max(0, number - 1)))

    def _mark(self) -> None:
        marks = []
        for problem in self._problems:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._line(problem.line)
            mark.format.setBackground(self._theme.colour("bad_soft"))
            mark.format.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003  Qt's own
            mark.format.setToolTip(plain_tip(in_window(problem.message)))
            marks.append(mark)
        self.text.setExtraSelections(marks)

    def _say(self, text: str, tone: str) -> None:
        self.state.setText(text)
        restyle(self.state, "tone", tone)
