"""A table to read: cells with tones of the theme, one chosen row, long texts in tooltips."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from citewell.desktop.widgets.labels import plain_tip
from citewell.desktop.widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure as text, with its tone and what its tooltip says."""

    text: str
    tone: str = ""
    tip: str = ""


class CellsTable(QTableWidget):
    """``wide`` columns share the width that is left; the others are as wide as their texts."""

    def __init__(self, theme: Theme, name: str, *, numbers: bool = False) -> None:
        """Empty; with ``numbers`` all columns but the first are numbers, and the first is the wide one."""
        super().__init__(0, 0)
        self._theme = theme
        self._numbers = numbers
        self._tones: dict[tuple[int, int], str] = {}
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        theme.changed.connect(self._colour)

    def show_cells(self, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Show ``rows``."""
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(list(headings))
        self.setRowCount(len(rows))
        self._tones = {}
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(cell.text)
                item.setToolTip(plain_tip(cell.tip or (cell.text if not self._numbers else "")))
                if self._numbers and column:
                    item.setTextAlignment(right)
                self._tones[row, column] = cell.tone
                self.setItem(row, column, item)
        for column in range(1, len(headings)):
            heading = self.horizontalHeaderItem(column)
            if self._numbers and heading is not None:
                heading.setTextAlignment(right)
        self._share_width(len(headings))
        self._colour()

    def text_at(self, row: int, column: int) -> str:
        """The text of a cell; empty where there is none."""
        item = self.item(row, column)
        return "" if item is None else item.text()

    def _share_width(self, columns: int) -> None:
        header = self.horizontalHeader()
        for column in range(columns):
            wide = column == 0 if self._numbers else column >= 2  # after ticket and mode
            mode = QHeaderView.ResizeMode.Stretch if wide else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)

    def _colour(self) -> None:
        for (row, column), tone in self._tones.items():
            item = self.item(row, column)
            if item is not None:
                item.setForeground(self._theme.colour(tone or "text"))
