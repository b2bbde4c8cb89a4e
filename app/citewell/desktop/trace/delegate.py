"""How a stage is drawn: its name and time, below them its part of the whole time as a bar."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from citewell.desktop.trace.stages import StageView
from citewell.desktop.widgets.mirrored import mirrored
from citewell.desktop.widgets.theme import SPACE, Theme

BAR = 4
"""Height of the bar, and its least width, in pixels."""
SIDE, EDGE = 3 * SPACE, 2 * SPACE


class StageDelegate(QStyledItemDelegate):
    """Two lines; the stage that is open stands on the accent."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        """Draw for ``view``, whose items hold a ``StageView`` each under ``UserRole``."""
        super().__init__(view)
        self._theme = theme
        theme.changed.connect(view.viewport().update)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """A line, the bar and their margins."""
        del index
        return QSize(option.rect.width(), QFontMetrics(self._theme.font()).height() + SPACE + BAR + 2 * EDGE)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one stage."""
        stage = index.data(Qt.ItemDataRole.UserRole)
        if not isinstance(stage, StageView):
            return
        theme = self._theme
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(theme.colour("accent_soft" if selected else "hover"))
            painter.drawRoundedRect(option.rect, SPACE, SPACE)
        inner = option.rect.adjusted(SIDE, EDGE, -SIDE, -EDGE)
        self._draw_words(painter, inner, stage)
        track = QRectF(inner.left(), inner.bottom() - BAR + 1, inner.width(), BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("surface" if selected else "hover"))
        painter.drawRoundedRect(track, BAR / 2, BAR / 2)
        done = QRectF(track.left(), track.top(), max(BAR, track.width() * stage.share), BAR)
        painter.setBrush(theme.colour("accent_fill"))
        painter.drawRoundedRect(mirrored(done, track), BAR / 2, BAR / 2)
        painter.restore()

    def _draw_words(self, painter: QPainter, inner: QRect, stage: StageView) -> None:
        theme = self._theme
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour("muted"))
        line = QRect(inner.left(), inner.top(), inner.width(), QFontMetrics(theme.font()).height())
        painter.drawText(line, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), stage.time)
        used = painter.fontMetrics().horizontalAdvance(stage.time) + EDGE
        painter.setFont(theme.font())
        painter.setPen(theme.colour("text"))
        name = painter.fontMetrics().elidedText(stage.name, Qt.TextElideMode.ElideRight, line.width() - used)
        painter.drawText(line, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
