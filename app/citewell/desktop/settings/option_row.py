"""One option on the settings page: name, description, field, and what is wrong beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.settings.fields import OptionField
from citewell.desktop.settings.text import CHANGED, RESTART, bounds_words, locked_words, set_back_words
from citewell.desktop.widgets.announce import announce
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import badge, label
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.settings.options import Option


class OptionRow(QWidget):
    """``given`` with a value to use, ``typed`` with one that is being typed, ``set_back`` to the default."""

    given = Signal(object)
    typed = Signal(object)
    set_back = Signal()

    def __init__(self, theme: Theme, option: Option, locked_by: str = "") -> None:
        """``locked_by`` names who keeps the option as it is; empty: it can be changed here."""
        super().__init__()
        self.option = option
        self.field = OptionField(theme, option)
        self.changed = badge(tr(CHANGED), "accent")
        self.reset = IconButton(theme, set_back_words(option), icon="reset")
        kept = self.reset.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(kept)
        self.problem = label(tone="bad", size="small", wrap=True)
        self.problem.hide()
        self.locked = label(locked_words(locked_by), tone="muted", size="small", strong=True)
        self.locked.setVisible(bool(locked_by))
        self._is_locked = bool(locked_by)
        self._build()
        self.field.given.connect(self.given)
        self.field.typed.connect(self.typed)
        self.reset.clicked.connect(self.set_back)
        if locked_by:
            self.field.lock()
            self.field.field.setAccessibleDescription(f"{in_window(option.description)}. {locked_words(locked_by)}")

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        name = label(in_window(self.option.shown.label), strong=True)
        name.setBuddy(self.field.field)
        head.addWidget(name)
        head.addWidget(self.changed)
        if self.option.shown.restart:
            head.addWidget(badge(tr(RESTART)))
        head.addStretch(1)
        bounds = bounds_words(self.option)
        description = in_window(self.option.description) + (f" · {bounds}" if bounds else "")
        texts = QVBoxLayout()
        texts.setSpacing(SPACE // 2)
        texts.addLayout(head)
        texts.addWidget(label(description, tone="muted", size="small", wrap=True))
        texts.addWidget(self.locked)
        texts.addWidget(self.problem)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, SPACE, 0, SPACE)
        grid.setHorizontalSpacing(3 * SPACE)
        grid.addLayout(texts, 0, 0)
        grid.addWidget(self.field, 0, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.reset, 0, 2, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)

    def show_value(self, value: object, *, changed: bool) -> None:
        """Show the value in force; whether it is not the default."""
        self.field.show_value(value)
        self.show_problem("")
        self.changed.setVisible(changed)
        self.reset.setVisible(changed and not self._is_locked)

    def show_problem(self, problem: str) -> None:
        """Say beside the field what is wrong with it, once."""
        if problem == self.problem.text() and bool(problem) == self.problem.isVisibleTo(self):
            return
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.field.show_wrong(wrong=bool(problem))
        announce(self.field, problem, urgent=True)
