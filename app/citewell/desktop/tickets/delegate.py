"""How a line of the list is drawn: what the ticket is about, below it its state and where it came from."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from citewell.application.drafting.working_drafts import WaitingTicket
from citewell.desktop.language.words import tr
from citewell.desktop.tickets.model import TicketModel
from citewell.desktop.tickets.text import STATES, origin_words, title_words
from citewell.desktop.widgets.theme import SPACE, Theme

BAR = 3
GAP = 2 * SPACE
TITLE_LINES = 2


class TicketDelegate(QStyledItemDelegate):
    """Title and state; the ticket on the page has a bar in the accent."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        """Draw for ``view``."""
        super().__init__(view)
        self._theme, self._view = theme, view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """One or two lines of title, that of the state, and their margins."""
        ticket, title, shown = index.data(Qt.ItemDataRole.UserRole), self._theme.font(), 1
        if isinstance(ticket, WaitingTicket):
            title.setBold(ticket.state.is_open)
            shown = len(lines_of(title_words(ticket), title, self._view.viewport().width() - 2 * GAP - BAR))
        lines = shown * QFontMetrics(title).height() + QFontMetrics(self._theme.font("small")).height()
        return QSize(option.rect.width(), lines + 2 * GAP + SPACE // 2)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one line."""
        ticket, model = index.data(Qt.ItemDataRole.UserRole), index.model()
        if not isinstance(ticket, WaitingTicket) or not isinstance(model, TicketModel):
            return
        theme, rect = self._theme, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        on_page = ticket.id == model.current
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(rect.adjusted(0, 1, 0, -1), 4, 4)
        if on_page:
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRect(rect.left(), rect.top() + SPACE, BAR, rect.height() - 2 * SPACE), 1.5, 1.5)
        inner = rect.adjusted(GAP + BAR, GAP, -GAP, -GAP)
        font = theme.font()
        font.setBold(ticket.state.is_open)
        painter.setFont(font)
        painter.setPen(theme.colour("text" if ticket.state.is_open or on_page else "muted"))
        lines = lines_of(title_words(ticket), font, inner.width())
        for number, line in enumerate(lines):
            self._line(painter, inner, number * painter.fontMetrics().height(), line)
        below = len(lines) * painter.fontMetrics().height() + SPACE // 2
        state, tone = STATES[ticket.state]
        word = tr(state)
        small = theme.font("small")
        small.setBold(True)
        painter.setFont(small)
        painter.setPen(theme.colour(tone))
        self._line(painter, inner, below, word)
        used = painter.fontMetrics().horizontalAdvance(word) + GAP
        small.setBold(False)
        painter.setFont(small)
        painter.setPen(theme.colour("muted"))
        self._line(painter, inner.adjusted(used, 0, 0, 0), below, origin_words(ticket))
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, inner: QRect, top: int, text: str) -> None:
        metrics = painter.fontMetrics()
        place = QRect(inner.left(), inner.top() + top, inner.width(), metrics.height())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)


def lines_of(text: str, font: QFont, width: int) -> list[str]:
    """``text`` on at most ``TITLE_LINES`` lines of ``width`` pixels, the last one with all that is left."""
    metrics = QFontMetrics(font)
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and len(lines) < TITLE_LINES and metrics.horizontalAdvance(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
