"""What is written: a reply, a summary or a CRM record. One of the three is on, as long as the window is open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.theme import Theme
from citewell.desktop.widgets.wording import LEVELS
from citewell.domain.drafts import Level

GAP = 3


class LevelChoice(QFrame):
    """Three buttons side by side; the arrow keys go between them, Alt+1 to Alt+3 choose from anywhere."""

    changed = Signal(object)
    """The ``Level``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """A reply is chosen."""
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAccessibleName(tr("What is written"))
        self.buttons: dict[Level, ThemedButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(GAP, GAP, GAP, GAP)
        row.setSpacing(GAP)
        for level, words in LEVELS.items():
            button = ThemedButton(theme, tr(words.name), kind="segment", action=f"draft.{level}")
            button.setCheckable(True)
            button.setAutoExclusive(True)  # announced as one of several, not as a box to tick
            self._group.addButton(button)
            self.buttons[level] = button
            row.addWidget(button, 1)
        self.buttons[Level.REPLY].setChecked(True)
        self._group.buttonToggled.connect(self._tell)

    @property
    def level(self) -> Level:
        """The one that is chosen."""
        return next(level for level, button in self.buttons.items() if button.isChecked())

    def _tell(self, _button: object, on: bool) -> None:  # noqa: FBT001  a slot
        if on:
            self.changed.emit(self.level)
