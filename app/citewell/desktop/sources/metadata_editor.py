"""The metadata of one document as a form: what counts for it now, and what is set here instead."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from citewell.desktop.language.words import Msg, tr
from citewell.desktop.sources.metadata_form import (
    CAPTIONS,
    DATES,
    PLACEHOLDERS,
    changed_fields,
    field_problems,
    field_texts,
)
from citewell.desktop.widgets.access_box import AccessBox
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.date_field import DateField
from citewell.desktop.widgets.labels import label, restyle
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.domain.documents import Access, DocumentEntry

FIELDS_A_ROW = 5
SET_HERE = Msg("set here")


class MetadataEditor(QWidget):
    """Empty until ``show_entry``."""

    saved = Signal(object)
    """The fields that are set here from now on: names and texts as in front matter."""
    taken_back = Signal()
    """Nothing is to be set here any more."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No document yet."""
        super().__init__(parent)
        self._shown: dict[str, str] = {}
        self._override: dict[str, str] = {}
        self.access = AccessBox(theme, tr(CAPTIONS["access"]))
        self.lines: dict[str, QLineEdit] = {
            name: DateField(theme, tr(caption), empty=tr(PLACEHOLDERS[name])) if name in DATES else QLineEdit()
            for name, caption in CAPTIONS.items()
            if name != "access"
        }
        self.captions = {name: label(tr(caption), tone="muted", size="small") for name, caption in CAPTIONS.items()}
        self.problems = {name: label("", tone="bad", size="small", wrap=True) for name in CAPTIONS}
        self.save = ThemedButton(theme, tr("Save"), icon="accept", kind="primary", action="listing.save")
        self.take_back = ThemedButton(
            theme,
            tr("Take back what is set here"),
            icon="reset",
            kind="quiet",
            tip=tr("Use what the document itself says"),
        )
        self._note = label("", tone="muted", size="small", wrap=True)
        self._build()
        self._connect()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * SPACE)
        grid.setVerticalSpacing(SPACE)
        for number, name in enumerate(CAPTIONS):
            row, column = divmod(number, FIELDS_A_ROW)
            field = self._field(name)
            self.captions[name].setBuddy(field)
            grid.addWidget(self.captions[name], 3 * row, column)
            grid.addWidget(field, 3 * row + 1, column)
            grid.addWidget(self.problems[name], 3 * row + 2, column, Qt.AlignmentFlag.AlignTop)
            grid.setRowMinimumHeight(3 * row + 2, SPACE)
            grid.setColumnStretch(column, 1)
            if name != "access":
                self.lines[name].setAccessibleName(tr(CAPTIONS[name]))
                self.lines[name].setPlaceholderText(tr(PLACEHOLDERS.get(name, "")))
        actions = QHBoxLayout()
        actions.setSpacing(2 * SPACE)
        actions.addWidget(self.save)
        actions.addWidget(self.take_back)
        actions.addWidget(self._note, 1)
        column_layout = QVBoxLayout(self)
        column_layout.setContentsMargins(0, 0, 0, 0)
        column_layout.setSpacing(2 * SPACE)
        column_layout.addLayout(grid)
        column_layout.addLayout(actions)

    def _connect(self) -> None:
        for line in self.lines.values():
            line.textChanged.connect(self._check)
            line.returnPressed.connect(self.save.click)
        self.access.currentIndexChanged.connect(self._check)
        self.save.clicked.connect(self._save)
        self.take_back.clicked.connect(self.taken_back)

    def show_entry(self, entry: DocumentEntry, override: Mapping[str, str], source_access: Access) -> None:
        """Show what counts for a document; ``override`` is what is set here already."""
        self._shown, self._override = field_texts(entry), dict(override)
        for name, line in self.lines.items():
            line.setText(self._shown[name])
            line.setCursorPosition(0)
        self.lines["id"].setPlaceholderText(entry.path)
        self.access.setCurrentIndex(self.access.findData(self._shown["access"]))
        self._show_access(source_access)
        for name, caption in CAPTIONS.items():
            here = name in override
            self.captions[name].setText(f"{tr(caption)} · {tr(SET_HERE)}" if here else tr(caption))
            restyle(self.captions[name], "tone", "accent" if here else "muted")
        self.take_back.setVisible(bool(override))
        self._check()

    def type_in(self, texts: Mapping[str, str]) -> None:
        """Write into fields, by name, without saving."""
        for name, text in texts.items():
            if name == "access":
                self.access.setCurrentIndex(self.access.findData(text))
            else:
                self.lines[name].setText(text)

    def settle(self) -> None:
        """What is typed is saved."""
        self._shown = self.typed()
        self._check()

    def typed(self) -> dict[str, str]:
        """What stands in the fields."""
        return {name: line.text() for name, line in self.lines.items()} | {"access": self.access.access.value}

    @property
    def is_dirty(self) -> bool:
        """Whether something was changed and not saved."""
        return bool(changed_fields(self._shown, self.typed()))

    def _field(self, name: str) -> QLineEdit | QComboBox:
        return self.access if name == "access" else self.lines[name]

    def _show_access(self, source_access: Access) -> None:
        """The strictest class counts, so what others made confidential cannot be opened here."""
        elsewhere = self._shown["access"] == Access.CONFIDENTIAL and self._override.get("access") != Access.CONFIDENTIAL
        whole = source_access is Access.CONFIDENTIAL
        self.access.setEnabled(not (whole or elsewhere))
        place = (
            tr("The whole source is confidential") if whole else tr("Its file or folder says that it is confidential")
        )
        self._note.setText(tr("{place}: that cannot be opened here.", place=place) if whole or elsewhere else "")

    def _check(self) -> None:
        typed = self.typed()
        problems = field_problems(typed)
        for name in DATES:
            field = self.lines[name]
            if isinstance(field, DateField) and not field.is_valid() and name not in problems:
                problems[name] = tr("Write year-month-day, such as 2026-02-28")
        for name, said in self.problems.items():
            said.setText(problems.get(name, ""))
            said.setVisible(name in problems)
        for name in DATES:
            restyle(self.lines[name], "wrong", "true" if name in problems else "")
        self.save.setEnabled(bool(changed_fields(self._shown, typed)) and not problems)

    def _save(self) -> None:
        if self.save.isEnabled():
            self.saved.emit(self._override | changed_fields(self._shown, self.typed()))
