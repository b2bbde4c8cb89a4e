"""The sample packs to choose from: a line of work and its company in one line, what it shows in the next."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from citewell.application.sources.sample_packs import SamplePack
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.labels import plain_tip
from citewell.desktop.widgets.theme import SPACE, Theme

SHOWN, SHOWN_AT_LEAST = 5.5, 2.5
"""Packs that are seen at once, in a window of the usual size and in the smallest one; half of one tells of others."""
PACK_ROLE = Qt.ItemDataRole.UserRole
_BEGINS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_Index = QModelIndex | QPersistentModelIndex


class PackList(QListWidget):
    """One pack is always chosen, the first one to begin with."""

    pack_wanted = Signal()
    """The chosen pack is to be begun with: by Enter, Space or a double click."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty until packs are shown."""
        super().__init__(parent)
        self._packs: tuple[SamplePack, ...] = ()
        self._painting = PackPainting(theme, self)
        self.setItemDelegate(self._painting)
        self.setAccessibleName(tr("Sample companies"))
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.itemDoubleClicked.connect(lambda _item: self.pack_wanted.emit())
        theme.changed.connect(self.viewport().update)

    def show_packs(self, packs: Sequence[SamplePack]) -> None:
        """Offer ``packs``; the first one is chosen."""
        self.clear()
        self._packs = tuple(packs)
        for pack in packs:
            item = QListWidgetItem(f"{in_window(pack.kind)}: {pack.company}")
            item.setData(PACK_ROLE, pack)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{in_window(pack.kind)}, {pack.company}. {in_window(pack.shows)}"
            )
            item.setToolTip(plain_tip(in_window(pack.shows)))
            self.addItem(item)
        self.setCurrentRow(0)

    @property
    def chosen(self) -> str:
        """Name of the chosen pack; empty where there is none."""
        row = self.currentRow()
        return self._packs[row].name if 0 <= row < len(self._packs) else ""

    def sizeHint(self) -> QSize:
        """Some packs high; the width is the layout's matter."""
        return QSize(super().sizeHint().width(), round(SHOWN * self._painting.height))

    def minimumSizeHint(self) -> QSize:
        """A few packs high."""
        return QSize(super().minimumSizeHint().width(), round(SHOWN_AT_LEAST * self._painting.height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Begin with Enter or Space; everything else is the list's own."""
        if event.key() in _BEGINS and self.chosen:
            self.pack_wanted.emit()
        else:
            super().keyPressEvent(event)


class PackPainting(QStyledItemDelegate):
    """Draws a pack in two lines; the ground and the choice are the stylesheet's."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        """Draw with the colours and fonts of ``theme``."""
        super().__init__(parent)
        self._theme = theme
        self._bold, self._small = theme.font(), theme.font("small")
        self._bold.setBold(True)
        heights = QFontMetrics(self._bold).height() + QFontMetrics(self._small).height()
        self.height = heights + 3 * SPACE

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Two lines and a margin."""
        return QSize(super().sizeHint(option, index).width(), self.height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The ground as the style draws it, then both lines."""
        pack = index.data(PACK_ROLE)
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        inner = option.rect.adjusted(3 * SPACE, 3 * SPACE // 2, -3 * SPACE, -3 * SPACE // 2)
        painter.save()
        painter.setFont(self._bold)
        metrics = painter.fontMetrics()
        painter.setPen(self._theme.colour("text"))
        painter.drawText(
            inner, Qt.AlignmentFlag.AlignTop, metrics.elidedText(in_window(pack.kind), _RIGHT, inner.width())
        )
        used = metrics.horizontalAdvance(f"{in_window(pack.kind)}  ")
        painter.setFont(self._theme.font())
        painter.setPen(self._theme.colour("muted"))
        rest = inner.adjusted(used, 0, 0, 0)
        painter.drawText(
            rest, Qt.AlignmentFlag.AlignTop, painter.fontMetrics().elidedText(pack.company, _RIGHT, rest.width())
        )
        painter.setFont(self._small)
        shown = painter.fontMetrics().elidedText(in_window(pack.shows), _RIGHT, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, shown)
        painter.restore()


_RIGHT = Qt.TextElideMode.ElideRight
