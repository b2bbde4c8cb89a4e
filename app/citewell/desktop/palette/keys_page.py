"""The list of keys (F1): every action that has one, by the part of the window in which it counts."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from citewell.desktop.actions.action import shown_key
from citewell.desktop.actions.declared import ACTIONS, ActionText, Where
from citewell.desktop.language.words import tr
from citewell.desktop.palette.fuzzy import match_score
from citewell.desktop.palette.text import KEYS_LEAD, KEYS_SEARCH, KEYS_TITLE, MORE_KEYS, NO_KEYS
from citewell.desktop.widgets.controls import ThemedButton
from citewell.desktop.widgets.labels import badge, label, section
from citewell.desktop.widgets.theme import SPACE, Theme

WIDTH, HEIGHT = 620, 600

Line = tuple[str, str]
"""A key as it is written, and what it does."""


def key_groups(places: Sequence[ActionText]) -> list[tuple[str, list[Line]]]:
    """Every key with what it does, by heading; ``places`` are those of the rail."""
    groups: dict[str, list[Line]] = {tr(where.value): [] for where in Where}
    for declared in (*ACTIONS.values(), *places):
        if declared.keys:
            groups[tr(declared.where.value)].append((shown_key(declared.keys[0]), declared.does))
    groups |= {tr(heading): [(shown_key(key), tr(does)) for key, does in lines] for heading, lines in MORE_KEYS.items()}
    return [(heading, lines) for heading, lines in groups.items() if lines]


class KeysPage(QDialog):
    """A sheet over the window; what is typed narrows it."""

    def __init__(self, theme: Theme, places: Sequence[ActionText], parent: QWidget | None = None) -> None:
        """All keys."""
        super().__init__(parent)
        self.setWindowTitle(tr(KEYS_TITLE))
        self.resize(WIDTH, HEIGHT)
        self._groups = key_groups(places)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr(KEYS_SEARCH))
        self.words.setAccessibleName(tr(KEYS_SEARCH))
        self.words.setClearButtonEnabled(True)
        self.words.textChanged.connect(self._fill)
        self.nothing = label(tr(NO_KEYS), tone="muted")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(tr("Keys and what they do"))
        self._area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # to be scrolled by keys
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        close = ThemedButton(theme, tr("Close"))
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(5 * SPACE, 4 * SPACE, 5 * SPACE, 4 * SPACE)
        column.setSpacing(3 * SPACE)
        column.addWidget(label(tr(KEYS_TITLE), size="title"))
        column.addWidget(label(tr(KEYS_LEAD), tone="muted", wrap=True))
        column.addWidget(self.words)
        column.addWidget(self.nothing)
        column.addWidget(self._area, 1)
        column.addLayout(foot)
        self._fill("")

    def shown(self) -> list[tuple[str, list[Line]]]:
        """The keys that what is typed leaves, by heading."""
        typed = self.words.text()
        kept = (
            (heading, [line for line in lines if match_score(typed, f"{heading} {line[1]} {line[0]}") is not None])
            for heading, lines in self._groups
        )
        return [(heading, lines) for heading, lines in kept if lines]

    def _fill(self, _typed: str) -> None:
        box = QWidget()
        box.setObjectName("cards")
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 2 * SPACE, 0)
        grid.setHorizontalSpacing(4 * SPACE)
        grid.setVerticalSpacing(SPACE)
        grid.setColumnStretch(1, 1)
        row, groups = 0, self.shown()
        for heading, lines in groups:
            title = section(heading)
            title.setContentsMargins(0, 2 * SPACE if row else 0, 0, 0)
            grid.addWidget(title, row, 0, 1, 2)
            for number, (key, does) in enumerate(lines, start=row + 1):
                grid.addWidget(badge(key), number, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label(does, wrap=True), number, 1)
            row += len(lines) + 1
        grid.setRowStretch(row, 1)
        self._area.setWidget(box)
        self._area.setVisible(bool(groups))
        self.nothing.setVisible(not groups)
