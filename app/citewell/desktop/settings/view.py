"""Settings: every declared option by group, with a search; a change counts and is saved at once."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from citewell.desktop.actions.action import Action
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.settings.controller import SettingsController
from citewell.desktop.settings.option_row import OptionRow
from citewell.desktop.settings.text import LEAD, NEEDS_RESTART, NOTHING, SEARCH, TITLE
from citewell.desktop.widgets.icons import load_icon
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import label, page_title, section
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.page import page_column, scrolling
from citewell.desktop.widgets.theme import SPACE
from citewell.settings.options import Option, declared_options

WIDEST = 860
"""Pixels that a line is easily read over."""


class SettingsView(QWidget):
    """The page; ``controller`` checks and keeps."""

    def __init__(
        self, session: Session, locked: Mapping[str, str] | None = None, parent: QWidget | None = None
    ) -> None:
        """``locked`` names for an option who keeps it as it is; it is shown and cannot be changed."""
        super().__init__(parent)
        self.setObjectName("page")
        self._theme = session.theme
        self.controller = SettingsController(session, self)
        self.notice = Notice(session.theme)
        self.words = QLineEdit()
        self._look = QAction(self)
        self.nothing = label(tr(NOTHING), tone="muted")
        self.nothing.hide()
        kept = locked or {}
        self.rows = {option.name: OptionRow(session.theme, option, kept.get(option.name, "")) for option in _by_group()}
        self._groups: dict[str, QFrame] = {}
        self._columns: dict[str, QVBoxLayout] = {}
        self._build()
        self._connect()
        self.reload()

    def _build(self) -> None:
        self.words.setPlaceholderText(tr(SEARCH))
        self.words.setAccessibleName(tr(SEARCH))
        self.words.setToolTip(Action("settings.search", self.words, self.words.setFocus).toolTip())
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(360)
        self.words.addAction(self._look, QLineEdit.ActionPosition.LeadingPosition)
        head = QHBoxLayout()
        head.setSpacing(2 * SPACE)
        head.addWidget(page_title(tr(TITLE)))
        head.addStretch(1)
        head.addWidget(self.words, 2)
        box = QWidget()
        box.setObjectName("cards")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(3 * SPACE)
        inner.setAlignment(Qt.AlignmentFlag.AlignTop)
        inner.addWidget(label(tr(LEAD), tone="muted", wrap=True))
        inner.addWidget(self.nothing)
        for row in self.rows.values():
            self._sheet(row.option.shown.group, inner).addWidget(row)
        area = scrolling(box)
        column = page_column(self)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(area, 1)

    def _sheet(self, group: str, into: QVBoxLayout) -> QVBoxLayout:
        """The column of a group's sheet, made where it is the first one of it."""
        if group not in self._groups:
            sheet = QFrame()
            sheet.setObjectName("sheet")
            sheet.setMaximumWidth(WIDEST)
            column = QVBoxLayout(sheet)
            column.setContentsMargins(4 * SPACE, 3 * SPACE, 3 * SPACE, 3 * SPACE)
            column.setSpacing(SPACE)
            column.addWidget(section(in_window(group)))
            self._groups[group], self._columns[group] = sheet, column
            into.addWidget(sheet)
        return self._columns[group]

    def _connect(self) -> None:
        self.words.textChanged.connect(self._narrow)
        self.controller.changed.connect(self.reload)
        self._theme.changed.connect(self._refresh)
        for name, row in self.rows.items():
            row.given.connect(lambda value, name=name: self._take(name, value))
            row.typed.connect(lambda value, row=row: row.show_problem(self.controller.problem(row.option, value)))
            row.set_back.connect(lambda name=name: self._take(name, self.rows[name].option.default))
        self._refresh()

    def reload(self) -> None:
        """Show the options in force; a field that has to be mended is left as it is."""
        for name, row in self.rows.items():
            if not row.problem.isVisibleTo(row):
                row.show_value(getattr(self.controller.options, name), changed=self.controller.is_changed(name))

    def focus_first(self) -> None:
        """Give the keyboard to the search."""
        self.words.setFocus()

    def _take(self, name: str, value: object) -> None:
        row = self.rows[name]
        problem = self.controller.problem(row.option, value)
        row.show_problem(problem)
        if problem:
            return
        before = getattr(self.controller.options, name)
        self.controller.set(name, value)
        row.show_value(value, changed=self.controller.is_changed(name))
        if before != value and row.option.shown.restart:
            self.notice.say(tr(NEEDS_RESTART))

    def _narrow(self, typed: str) -> None:
        shown = {name: _is_meant(typed, row) for name, row in self.rows.items()}
        for name, row in self.rows.items():
            row.setVisible(shown[name])
        for group, sheet in self._groups.items():
            sheet.setVisible(any(shown[name] for name, row in self.rows.items() if row.option.shown.group == group))
        self.nothing.setVisible(not any(shown.values()))

    def _refresh(self) -> None:
        self._look.setIcon(load_icon("search", self._theme.colour("muted")))


def _by_group() -> list[Option]:
    """All options, those of a group together: Tab goes through them as they stand."""
    options = declared_options().values()
    groups = list(dict.fromkeys(option.shown.group for option in options))
    return sorted(options, key=lambda option: groups.index(option.shown.group))


def _is_meant(typed: str, row: OptionRow) -> bool:
    option = row.option
    said = (option.shown.label, option.description, option.shown.group)
    words = " ".join((*said, *map(in_window, said), option.name))
    return all(word in words.casefold() for word in typed.casefold().split())
