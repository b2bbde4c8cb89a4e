"""The documents of a source as a table of any length, filtered and sorted without a widget for any of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from citewell.desktop.language.words import Msg, tr
from citewell.desktop.sources.document_row import HEADINGS, Column, DocumentRow, DocumentState, row_tip
from citewell.desktop.widgets.labels import plain_tip
from citewell.desktop.widgets.theme import Theme

Index = QModelIndex | QPersistentModelIndex
Choice = Callable[[DocumentRow], bool]

CHOICES: tuple[tuple[Msg, Choice], ...] = (
    (Msg("All documents"), lambda _row: True),
    (Msg("Valid"), lambda row: row.state is DocumentState.VALID),
    (Msg("Not yet valid"), lambda row: row.state is DocumentState.LATER),
    (Msg("Expired"), lambda row: row.state is DocumentState.EXPIRED),
    (Msg("Superseded"), lambda row: row.state is DocumentState.SUPERSEDED),
    (Msg("Past versions"), lambda row: row.state is DocumentState.PAST),
    (Msg("Confidential"), lambda row: row.confidential),
    (Msg("Not indexed, or with problems"), lambda row: row.needs_attention),
)
"""What of a list may be shown, by name."""
ATTENTION = len(CHOICES) - 1
EVERYTHING = 0

_ROOT = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DocumentsModel(QAbstractTableModel):
    """Keeps all rows, and those of them that are shown, in order."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        """No rows."""
        super().__init__(parent)
        self._theme = theme
        self._all: tuple[DocumentRow, ...] = ()
        self._shown: list[DocumentRow] = []
        self.filled: frozenset[Column] = frozenset()
        """Columns in which any document of the source says something."""
        self._words: list[str] = []
        self._choice = EVERYTHING
        self._order: tuple[int, Qt.SortOrder] = (Column.NAME, Qt.SortOrder.AscendingOrder)
        theme.changed.connect(self._recolour)

    @property
    def total(self) -> int:
        """Rows before the filter."""
        return len(self._all)

    def show_rows(self, rows: Sequence[DocumentRow]) -> None:
        """Take other rows; filter and order stay."""
        self._all = tuple(rows)
        self.filled = frozenset(column for column in Column if any(row.cells[column] for row in self._all))
        self._refill()

    def filter(self, text: str, choice: int) -> None:
        """Show the rows that hold every word of ``text`` and belong to a choice, by its index in ``CHOICES``."""
        self._words, self._choice = text.casefold().split(), choice
        self._refill()

    def row_at(self, row: int) -> DocumentRow | None:
        """The row at a place in the table; ``None`` where there is none."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def place_of(self, path: str) -> int:
        """Where in the table a path is; -1 where it is not shown."""
        return next((place for place, row in enumerate(self._shown) if row.path == path), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Rows that are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One for each ``Column``."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The headings."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADINGS[section])
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.PASSAGES else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """One cell: its text, what pointing at it says, its colour, and on which side it stands."""
        row, column = self._shown[index.row()], Column(index.column())
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row.cells[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(row_tip(row, column)) or None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour(self._tone(row, column))
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.PASSAGES else None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column, those that are equal by path; what is chosen stays chosen."""
        self._order = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = list(self._shown)
        self._put_in_order()
        places = {id(row): place for place, row in enumerate(self._shown)}
        kept = self.persistentIndexList()
        moved = [self.index(places[id(before[index.row()])], index.column()) for index in kept]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    def _refill(self) -> None:
        chosen = CHOICES[self._choice][1]
        self.beginResetModel()
        self._shown = [row for row in self._all if chosen(row) and all(word in row.search for word in self._words)]
        self._put_in_order()
        self.endResetModel()

    def _put_in_order(self) -> None:
        column, order = self._order
        self._shown.sort(key=lambda row: row.keys[Column.NAME])
        self._shown.sort(key=lambda row: row.keys[column], reverse=order is Qt.SortOrder.DescendingOrder)

    @staticmethod
    def _tone(row: DocumentRow, column: Column) -> str:
        if column is Column.STATE:
            return "warn" if row.state is DocumentState.VALID and row.needs_attention else row.state.tone
        if column is Column.ACCESS and row.confidential:
            return "confidential"
        if row.state in {DocumentState.PAST, DocumentState.QUARANTINED}:
            return "muted"
        return "text" if column in {Column.NAME, Column.TITLE} else "muted"

    def _recolour(self) -> None:
        if self._shown:
            last = self.index(len(self._shown) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.ForegroundRole])
