"""The table of documents: the columns that say something and for which there is room, names and titles first."""

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from citewell.desktop.language.words import Msg, tr
from citewell.desktop.sources.document_row import HEADINGS, Column
from citewell.desktop.sources.documents_model import DocumentsModel
from citewell.desktop.widgets.theme import SPACE

SAMPLES: Mapping[Column, Msg] = MappingProxyType(
    {
        Column.STATE: Msg("Valid, 2 problems"),
        Column.VALID: Msg("28 Feb 2026 – 28 Feb 2027"),
        Column.VERSION: Msg("2026-02-28"),
        Column.AUDIENCE: Msg("DE, AT · Teams"),
        Column.ACCESS: Msg("Confidential"),
        Column.PASSAGES: Msg("12,345"),
        Column.UPDATED: Msg("12 months ago"),
    }
)
"""Texts that the columns are wide enough for; name and title share the rest."""
DISPENSABLE = (Column.PASSAGES, Column.AUDIENCE, Column.VERSION, Column.ACCESS, Column.VALID)
"""Columns that make room for names and titles, in this order; the document that is chosen shows all of them."""
NAMES_WIDTH = 320
"""Pixels that name and title have together at least."""
SORT_MARK = 5 * SPACE


class DocumentsTable(QTableView):
    """One line a document; none of them is a widget."""

    def __init__(self, model: DocumentsModel, parent: QWidget | None = None) -> None:
        """Show ``model``, sorted by name."""
        super().__init__(parent)
        self.setAccessibleName(tr("Documents of this source"))
        self._documents = model
        self.setModel(model)
        model.modelReset.connect(self._choose_columns)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._build_headers()
        self.setSortingEnabled(True)
        self.sortByColumn(Column.NAME, Qt.SortOrder.AscendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the columns for which there is room."""
        super().resizeEvent(event)
        self._choose_columns()

    def _choose_columns(self) -> None:
        """Hide what no document says, then what there is no room for."""
        wanted = [column for column in SAMPLES if column in self._documents.filled or column not in DISPENSABLE]
        left = self.viewport().width() - NAMES_WIDTH - sum(self._width(column) for column in wanted)
        for column in DISPENSABLE:
            shown = column in wanted and left >= 0
            if column in wanted and not shown:
                left += self._width(column)
            self.setColumnHidden(column, not shown)

    def _build_headers(self) -> None:
        lines = self.verticalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(self.fontMetrics().height() + 4 * SPACE)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (Column.NAME, Column.TITLE):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column in SAMPLES:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, self._width(column))

    def _width(self, column: Column) -> int:
        cell = self.fontMetrics().horizontalAdvance(tr(SAMPLES[column])) + 6 * SPACE
        return max(cell, self.fontMetrics().horizontalAdvance(tr(HEADINGS[column])) + 6 * SPACE + SORT_MARK)
