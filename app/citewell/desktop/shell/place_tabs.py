"""The places of the rail as one list of tabs: a single stop for Tab, arrow keys inside, announced as tabs."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from citewell.desktop.widgets.icons import SIZE, load_pixmap
from citewell.desktop.widgets.theme import RADIUS, Theme

SIDE = 40
"""Pixels of a place."""


class PlaceTabs(QTabBar):
    """One icon a place, name and key in its tooltip. ``currentChanged`` and ``tabBarClicked`` tell what is chosen."""

    def __init__(self, theme: Theme, places: Sequence[tuple[str, str, str]], parent: QWidget | None = None) -> None:
        """``places`` are names, icons and keys."""
        super().__init__(parent)
        self._theme = theme
        self._icons = [icon for _, icon, _ in places]
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setAccessibleName("Places")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        for number, (name, _, key) in enumerate(places):
            self.addTab("")
            self.setAccessibleTabName(number, name)
            self.setTabToolTip(number, f"{name} ({key})")
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(lambda number=number: self.tabBarClicked.emit(number))
        theme.changed.connect(self.update)

    def tabSizeHint(self, index: int) -> QSize:
        """A square; nine of them fit on a low screen."""
        del index
        return QSize(SIDE, SIDE)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """No place is ever smaller."""
        return self.tabSizeHint(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the places, which stand one above the other."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()), 0)
        if by:
            self.setCurrentIndex(min(max(self.currentIndex() + by, 0), self.count() - 1))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past it goes nowhere."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the squares: the chosen one on accent, with a ring where the keyboard is."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        under = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for number, icon in enumerate(self._icons):
            chosen = number == self.currentIndex()
            corner = QPointF(self.tabRect(number).topLeft())
            place = QRectF(corner.x() + 1, corner.y() + 1, SIDE - 2, SIDE - 2)
            ground = "accent_soft" if chosen else "hover" if number == under else ""
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
            if chosen and self.hasFocus():
                painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(place, RADIUS, RADIUS)
            drawn = load_pixmap(
                icon, self._theme.colour("accent" if chosen else "muted"), SIZE, self.devicePixelRatioF()
            )
            painter.drawPixmap(place.center() - QPointF(SIZE / 2, SIZE / 2), drawn)
        painter.end()
