"""The list of tickets as a model: a line each, and what a screen reader says of it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from citewell.application.drafting.working_drafts import WaitingTicket
from citewell.desktop.tickets.text import spoken_words, title_words

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class TicketModel(QAbstractListModel):
    """Rows in the order in which the tickets came."""

    def __init__(self, parent: QObject | None = None) -> None:
        """No ticket."""
        super().__init__(parent)
        self.tickets: list[WaitingTicket] = []
        self.current = ""
        """The id of the ticket on the page."""

    def rowCount(self, parent: Index = ROOT) -> int:
        """One row a ticket."""
        return 0 if parent.isValid() else len(self.tickets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The ticket under ``UserRole``; else its words."""
        ticket = self.tickets[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title_words(ticket)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return spoken_words(ticket)
            case Qt.ItemDataRole.UserRole:
                return ticket
        return None

    def show_tickets(self, tickets: Sequence[WaitingTicket]) -> None:
        """Show other tickets."""
        if self.tickets != list(tickets):
            self.beginResetModel()
            self.tickets = list(tickets)
            self.endResetModel()

    def update(self, ticket: WaitingTicket) -> bool:
        """Show another state of a ticket that is listed; whether it is."""
        row = self.row_of(ticket.id)
        if row < 0:
            return False
        known = self.tickets[row]
        self.tickets[row] = WaitingTicket(
            ticket.id, known.arrived, ticket.text, ticket.state, known.name, known.subject
        )
        if self.tickets[row] != known:
            self.dataChanged.emit(self.index(row), self.index(row))
        return True

    def mark(self, ticket_id: str) -> int:
        """The ticket with this id is on the page; its row, -1 where it is not listed."""
        self.current = ticket_id
        if self.tickets:
            self.dataChanged.emit(self.index(0), self.index(len(self.tickets) - 1))
        return self.row_of(ticket_id)

    def row_of(self, ticket_id: str) -> int:
        """The row of a ticket; -1 for none."""
        return next((row for row, one in enumerate(self.tickets) if one.id == ticket_id), -1)

    def beside(self, step: int) -> WaitingTicket | None:
        """The ticket ``step`` rows from the one on the page; from none, the first or the last open one."""
        row = self.row_of(self.current)
        if row < 0:
            return self.open_after(-1) if step > 0 else next(iter(self.tickets[::-1]), None)
        wanted = row + step
        return self.tickets[wanted] if 0 <= wanted < len(self.tickets) else None

    def open_after(self, row: int) -> WaitingTicket | None:
        """The next ticket that is still to be answered, around the end; not the one on the page."""
        others = [*self.tickets[row + 1 :], *self.tickets[: max(row, 0)]]
        return next((one for one in others if one.state.is_open and one.id != self.current), None)
