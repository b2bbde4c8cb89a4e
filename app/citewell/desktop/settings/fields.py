"""Fields of the settings page: a box to tick, one of a few, or a line to type into, by the type of an option."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.settings.text import CHOICES
from citewell.desktop.widgets.choice_box import ChoiceBox
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import restyle
from citewell.desktop.widgets.theme import Theme
from citewell.settings.options import Option

NUMBER_WIDTH, CHOICE_WIDTH, TEXT_WIDTH = 96, 180, 260


class OptionField(QWidget):
    """One value. ``given`` when a value is to be used, ``typed`` while one is being typed."""

    given = Signal(object)
    typed = Signal(object)

    def __init__(self, theme: Theme, option: Option) -> None:
        """The default is shown."""
        super().__init__()
        self._option = option
        self.field: QCheckBox | ChoiceBox | QLineEdit
        if option.kind is bool:
            self.field = QCheckBox()
            self.field.setProperty("bare", "true")  # ends where the fields above and below it end
            self.field.toggled.connect(lambda _on: self.given.emit(self.value()))
        elif option.choices:
            self.field = ChoiceBox(theme, in_window(option.shown.label))
            for choice in option.choices:
                self.field.addItem(tr(CHOICES.get(choice, choice)), choice)
            self.field.activated.connect(lambda _index: self.given.emit(self.value()))
            self.field.setMinimumWidth(CHOICE_WIDTH)
        else:
            self.field = QLineEdit()
            self.field.setMinimumWidth(NUMBER_WIDTH if option.kind is int else TEXT_WIDTH)
            self.field.setMaximumWidth(NUMBER_WIDTH if option.kind is int else TEXT_WIDTH)
            self.field.textEdited.connect(lambda _text: self.typed.emit(self.value()))
            self.field.editingFinished.connect(lambda: self.given.emit(self.value()))
        self.field.setAccessibleName(in_window(option.shown.label))
        self.field.setAccessibleDescription(in_window(option.description))
        self.setFocusProxy(self.field)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(self.field)
        self.show_value(option.default)

    def value(self) -> object:
        """What is in the field: a number that is none is a text."""
        if isinstance(self.field, QCheckBox):
            return self.field.isChecked()
        if isinstance(self.field, QLineEdit):
            return _number(self.field.text()) if self._option.kind is int else self.field.text().strip()
        return self.field.currentData()

    def show_value(self, value: object) -> None:
        """Show a value; nothing is told."""
        with QSignalBlocker(self.field):
            if isinstance(self.field, QCheckBox):
                self.field.setChecked(bool(value))
            elif isinstance(self.field, QLineEdit):
                self.field.setText(str(value))
            else:
                self.field.setCurrentIndex(self.field.findData(value))

    def show_wrong(self, *, wrong: bool) -> None:
        """Draw the field as one that has to be mended."""
        restyle(self.field, "wrong", "true" if wrong else "")

    def lock(self) -> None:
        """Show the value alone: a line can still be read and copied."""
        if isinstance(self.field, QLineEdit):
            self.field.setReadOnly(True)
        else:
            self.field.setEnabled(False)


def _number(text: str) -> object:
    try:
        return int(text.strip())
    except ValueError:
        return text
