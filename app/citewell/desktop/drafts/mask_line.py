"""One quiet line under the ticket: how much of it is personal data, and a menu to say of a value that it is none."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from citewell.desktop.drafts.text import PERSONAL_KINDS, masked_words
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import SPACE, Theme

LONGEST = 32
"""Characters of a value in the menu."""


class MaskLine(QWidget):
    """``allow_wanted`` and ``disallow_wanted`` carry the value."""

    allow_wanted = Signal(str)
    disallow_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Nothing masked."""
        super().__init__(parent)
        self._count = label("", tone="muted", size="small")
        self._count.setToolTip(
            tr("In the log and in what the models read. The draft on screen and the copy show them.")
        )
        self.button = ThemedButton(theme, tr("Change"), kind="quiet", tip=tr("Say what is no personal data"))
        self.menu = QMenu(self)
        self.button.clicked.connect(self._open)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE)
        row.addWidget(self._count)
        row.addWidget(self.button)
        row.addStretch(1)
        self.show_values((), ())

    @property
    def words(self) -> str:
        """What the line says."""
        return self._count.text()

    def show_values(self, found: Sequence[tuple[str, str]], allowed: Sequence[str]) -> None:
        """Show how many values are masked, ``(type, value)`` each, and what was allowed before."""
        distinct = list(dict.fromkeys(found))
        self._count.setText(masked_words(len(distinct)))
        self.menu.clear()
        if distinct:
            self._head(tr("This is no personal data"))
        for kind, value in distinct:
            name = tr(PERSONAL_KINDS.get(kind, kind.lower()))
            action = self.menu.addAction(f"{_short(value)}  ({name})")
            action.triggered.connect(lambda _checked=False, value=value: self.allow_wanted.emit(value))
        if allowed:
            self._head(tr("Never masked; mask again"))
        for value in allowed:
            action = self.menu.addAction(_short(value))
            action.triggered.connect(lambda _checked=False, value=value: self.disallow_wanted.emit(value))
        self.button.setVisible(bool(distinct or allowed))
        self.setVisible(bool(distinct))

    def _head(self, text: str) -> None:
        """A heading, as an entry that cannot be chosen: styles leave the texts of sections out."""
        heading = self.menu.addAction(text)
        heading.setEnabled(False)
        font = heading.font()
        font.setBold(True)
        heading.setFont(font)

    def _open(self) -> None:
        self.menu.popup(self.button.mapToGlobal(self.button.rect().bottomLeft()))


def _short(value: str) -> str:
    line = " ".join(value.split()).replace("&", "&&")
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
