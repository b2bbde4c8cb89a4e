"""Past drafts as a table of any length: pages are read as the reader comes to their end."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from citewell.desktop.language.words import tr
from citewell.desktop.log.text import HEADINGS, row_words
from citewell.domain.drafts import LogPage, LogRow

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class LogModel(QAbstractTableModel):
    """The rows that were read so far, the newest draft first."""

    more_wanted = Signal()
    """The reader came to the last row that was read, and there are more."""

    def __init__(self, parent: QObject | None = None) -> None:
        """No rows."""
        super().__init__(parent)
        self._rows: list[tuple[str, tuple[str, ...]]] = []
        self._places: dict[str, int] = {}
        self._has_more = False
        self._reading = False

    def show_first(self, page: LogPage) -> None:
        """Begin anew with the first page of a list."""
        self.beginResetModel()
        self._rows.clear()
        self._places.clear()
        self._append(page.rows)
        self._has_more = page.next is not None
        self.endResetModel()

    def show_next(self, page: LogPage) -> None:
        """Add a page at the end."""
        self._has_more = page.next is not None
        if page.rows:
            first = len(self._rows)
            self.beginInsertRows(_ROOT, first, first + len(page.rows) - 1)
            self._append(page.rows)
            self.endInsertRows()

    def show_reading(self, *, reading: bool) -> None:
        """Whether a page is being read: another one is not asked for meanwhile."""
        self._reading = reading

    def id_at(self, place: int) -> str:
        """The id of the draft at a place in the table; empty where there is none."""
        return self._rows[place][0] if 0 <= place < len(self._rows) else ""

    def place_of(self, draft_id: str) -> int:
        """Where a draft is; -1 where it is not among those that were read."""
        return self._places.get(draft_id, -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Rows that were read."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """When, decision, outcome, ticket."""
        return 0 if parent.isValid() else len(HEADINGS)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether there is a page after the last one that was read."""
        return not parent.isValid() and self._has_more and not self._reading

    def fetchMore(self, parent: Index) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self.more_wanted.emit()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return tr(HEADINGS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._rows[index.row()][1][index.column()]
        return None

    def _append(self, rows: tuple[LogRow, ...]) -> None:
        for row in rows:
            self._places[row.draft_id] = len(self._rows)
            self._rows.append((row.draft_id, row_words(row)))
