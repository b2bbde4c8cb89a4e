"""What covers the window while it is locked: nothing of any ticket, a field for the passphrase, a way back."""

from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from citewell.desktop.language.words import Msg, tr
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.labels import label, restyle
from citewell.desktop.widgets.sheet import centre
from citewell.desktop.widgets.theme import SPACE, Theme

WIDTH = 440
DIFFERENT = Msg("The two are not the same. Type them again.")


class LockKind(Enum):
    """Why the page is shown: title, explanation, the button's words."""

    OPENING = (
        Msg("Your knowledge base is locked"),
        Msg("A passphrase protects the documents, tickets and drafts on this computer."),
        Msg("Unlock"),
    )
    LOCKED = (
        Msg("Locked"),
        Msg("Your ticket and your edits are kept, encrypted. They are back when you unlock."),
        Msg("Unlock"),
    )
    SETTING = (
        Msg("Set a passphrase"),
        Msg("From then on nothing opens without it. Nobody can recover it for you, so keep it in a safe place."),
        Msg("Set passphrase"),
    )


class LockPage(QWidget):
    """One sheet in the middle; ``given`` tells what was typed."""

    given = Signal(str)
    cancelled = Signal()
    """Only where a passphrase is set for the first time."""

    def __init__(self, theme: Theme, kind: LockKind, parent: QWidget | None = None) -> None:
        """An empty field."""
        super().__init__(parent)
        self.setObjectName("page")
        self.kind = kind
        self._theme = theme
        title, explanation, action = kind.value
        self._icon = QLabel()
        self._title = label(tr(title), size="hero", wrap=True)
        self._explanation = label(tr(explanation), tone="muted", wrap=True)
        self.words = _field(tr("Passphrase"))
        self.again = _field(tr("Passphrase, again"))
        self.problem = label(tone="bad", wrap=True)
        self.state = label(tone="muted", wrap=True)
        self.button = ThemedButton(theme, tr(action), kind="primary")
        self.cancel = ThemedButton(theme, tr("Not now"))
        self._build()
        for field in (self.words, self.again):
            field.returnPressed.connect(self._give)
            field.textEdited.connect(self._forget_problem)
        self.button.clicked.connect(self._give)
        self.cancel.clicked.connect(self.cancelled)
        theme.changed.connect(self._refresh)
        self._refresh()

    def _build(self) -> None:
        sheet = QFrame()
        sheet.setObjectName("sheet")
        sheet.setFixedWidth(WIDTH)
        inner = QVBoxLayout(sheet)
        inner.setContentsMargins(9 * SPACE, 8 * SPACE, 9 * SPACE, 8 * SPACE)
        inner.setSpacing(3 * SPACE)
        for text in (self._icon, self._title, self._explanation):
            inner.addWidget(text)
        inner.addSpacing(SPACE)
        inner.addWidget(self.words)
        inner.addWidget(self.again)
        inner.addWidget(self.problem)
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * SPACE)
        buttons.addWidget(self.button)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        inner.addWidget(self.state)
        centre(self, sheet)
        setting = self.kind is LockKind.SETTING
        for widget, shown in (
            (self.again, setting),
            (self.cancel, setting),
            (self.problem, False),
            (self.state, False),
        ):
            widget.setVisible(shown)

    def focus_first(self) -> None:
        """Put the keyboard where the passphrase is typed."""
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, message: str) -> None:
        """Say why it did not open; what was typed is gone."""
        self.show_busy("")
        for field in (self.words, self.again):
            field.clear()
            restyle(field, "wrong", "true")
        self.problem.setText(message)
        self.problem.show()
        self.focus_first()

    def show_busy(self, words: str) -> None:
        """Take nothing more while it opens, and say so; empty: ready again."""
        for widget in (self.words, self.again, self.button, self.cancel):
            widget.setEnabled(not words)
        self.show_state(words)

    def show_state(self, words: str) -> None:
        """One quiet line at the bottom."""
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def _give(self) -> None:
        words = self.words.text()
        if not words:
            self.focus_first()
        elif self.kind is LockKind.SETTING and not self.again.text():
            self.again.setFocus()
        elif self.kind is LockKind.SETTING and self.again.text() != words:
            self.show_problem(tr(DIFFERENT))
        else:
            self._forget_problem()
            self.given.emit(words)

    def _forget_problem(self) -> None:
        self.problem.hide()
        for field in (self.words, self.again):
            restyle(field, "wrong", "")

    def _refresh(self) -> None:
        self._icon.setPixmap(load_pixmap("lock", self._theme.colour("accent"), 32, self.devicePixelRatioF()))


def _field(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    field.setInputMethodHints(
        Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
    )
    return field
