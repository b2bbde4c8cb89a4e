"""Asks who may see what is in a new source, before anything of it is read."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.sources.text import ASK_CLASS_NOTE, CLASSES, ask_class_words
from citewell.desktop.widgets.controls import CardButton, ThemedButton
from citewell.desktop.widgets.labels import ElidedText, badge, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import ACCESS_WORDS
from citewell.domain.documents import Access

WIDTH = 460


class AccessDialog(QDialog):
    """``chosen`` carries the ``Access``; closed otherwise, nothing is added."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, path: Path, parent: QWidget | None = None) -> None:
        """Ask about ``path``."""
        super().__init__(parent)
        title = ask_class_words(path.name or str(path))
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(WIDTH)
        self.choices = {access: self._choice(access) for access in CLASSES}
        self.cancel = ThemedButton(theme, tr("Do not add it"), kind="quiet")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(label(title, size="title", wrap=True))
        column.addWidget(ElidedText(str(path), tone="muted", size="small"))
        for button in self.choices.values():
            column.addWidget(button)
        column.addWidget(label(tr(ASK_CLASS_NOTE), tone="muted", size="small", wrap=True))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        column.addLayout(buttons)
        self.choices[Access.PUBLIC].setFocus()

    def _choice(self, access: Access) -> CardButton:
        button = CardButton()
        button.setAccessibleName(f"{tr(ACCESS_WORDS[access])}: {tr(CLASSES[access])}")
        inner = QHBoxLayout(button)
        inner.setContentsMargins(3 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
        inner.setSpacing(3 * SPACE)
        inner.addWidget(badge(tr(ACCESS_WORDS[access]), "confidential" if access is Access.CONFIDENTIAL else "accent"))
        inner.addWidget(label(tr(CLASSES[access]), wrap=True), 1)
        button.let_mouse_through()
        button.clicked.connect(lambda: self._choose(access))
        return button

    def _choose(self, access: Access) -> None:
        self.chosen.emit(access)
        self.accept()
