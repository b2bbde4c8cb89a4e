"""A box to choose one of a few things."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate

from citewell.desktop.widgets.icons import load_pixmap
from citewell.desktop.widgets.mirrored import mirrored_rect
from citewell.desktop.widgets.theme import Theme

ARROW = 16


class ChoiceBox(QComboBox):
    """Draws its arrow in the theme's colour; a stylesheet can only take a file."""

    def __init__(self, theme: Theme, name: str) -> None:
        """``name`` is for screen readers."""
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setItemDelegate(QStyledItemDelegate(self))  # the one that a stylesheet gives room to

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        arrow = load_pixmap("more", self._theme.colour(self._tone()), ARROW, self.devicePixelRatioF())
        at = QRect(self.width() - ARROW - 7, (self.height() - ARROW) // 2, ARROW, ARROW)
        painter.drawPixmap(mirrored_rect(at, self.rect()).topLeft(), arrow)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past it chooses nothing."""
        event.ignore()

    def _tone(self) -> str:
        return "muted" if self.isEnabled() else "disabled"
