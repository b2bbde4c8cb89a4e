"""The places of the rail as one list of tabs: a single stop for Tab, arrow keys inside, announced as tabs."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from citewell.desktop.actions.action import Action
from citewell.desktop.actions.declared import ActionText, Where
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.widgets.icons import SIZE, load_pixmap
from citewell.desktop.widgets.theme import RADIUS, SPACE, Theme

SIDE, LEAST_SIDE = 40, 24
"""Pixels of a place where there is room, and on a low screen."""
GAP, LEAST_GAP = SPACE, 2
HEADING, LINE = 26, 9
"""Pixels above a group of places: its name, or a line between it and the group before."""


def place_id(name: Msg) -> str:
    """The id of the action that goes to a place."""
    return f"place.{name.english.lower()}"


class PlaceTabs(QTabBar):
    """An icon a place, with its name where the rail is wide; ``currentChanged`` and ``tabBarClicked`` tell of a choice.

    Places are as tall as the rail lets them, from ``LEAST_SIDE`` to ``SIDE`` pixels.
    """

    def __init__(
        self,
        theme: Theme,
        places: Sequence[tuple[Msg, str, str]],
        groups: Mapping[Msg, Msg],
        parent: QWidget | None = None,
    ) -> None:
        """``places`` are names, icons and keys; ``groups`` names the group that begins with a place."""
        super().__init__(parent)
        self._theme = theme
        self._places = places
        self._groups = groups
        self._wide = False
        self._side, self._gap = SIDE, GAP
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Places"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for number, (name, _, key) in enumerate(places):
            self.addTab("")
            self.setAccessibleTabName(number, tr(name))
            declared = ActionText(Msg("Go to {name}"), Where.EVERYWHERE, (key,), name)
            go = Action(place_id(name), self, partial(self.tabBarClicked.emit, number), declared)
            self.setTabToolTip(number, go.toolTip())
        theme.changed.connect(self._lay_out)

    def show_names(self, *, wide: bool) -> None:
        """Show the names beside the icons, and those of the groups, or the icons alone."""
        if wide != self._wide:
            self._wide = wide
            self._lay_out()

    def sizeHint(self) -> QSize:
        """The room that all places would like."""
        return QSize(self._width(), self._height(SIDE, GAP, with_names=self._wide))

    def minimumSizeHint(self) -> QSize:
        """The room that all places need."""
        return QSize(self._width(), self._height(LEAST_SIDE, LEAST_GAP, with_names=False))

    def tabSizeHint(self, index: int) -> QSize:
        """A square or a row, the gap to the next one, and what stands above a group."""
        return QSize(self._width(), self._side + self._gap + self._above(index))

    def minimumTabSizeHint(self, index: int) -> QSize:
        """No place is ever smaller than the rail's height makes it."""
        return self.tabSizeHint(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go through the places, which stand one above the other."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()), 0)
        if by:
            self.setCurrentIndex(min(max(self.currentIndex() + by, 0), self.count() - 1))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The name of a group is no place to go to."""
        at = self.tabAt(event.position().toPoint())
        if at >= 0 and not self._square(at).contains(event.position()):
            event.ignore()
        else:
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past it goes nowhere."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height among the places."""
        self._share()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the places: the chosen one on accent, with a ring where the keyboard is."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        under = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for number in range(self.count()):
            self._draw_above(painter, number)
            self._draw_place(painter, number, under=number == under)
        painter.end()

    def _draw_place(self, painter: QPainter, number: int, *, under: bool) -> None:
        name, icon, _ = self._places[number]
        chosen = number == self.currentIndex()
        place = self._square(number)
        ground = "accent_soft" if chosen else "hover" if under else ""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(ground) if ground else Qt.BrushStyle.NoBrush)
        if chosen and self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawRoundedRect(place, RADIUS, RADIUS)
        tone = self._theme.colour("accent" if chosen else "muted")
        size = min(SIZE, self._side - 4)
        left = place.left() + (2 * SPACE if self._wide else (place.width() - size) / 2)
        drawn = load_pixmap(icon, tone, size, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(left, place.center().y() - size / 2), drawn)
        if self._wide:
            font = self._theme.font()
            font.setBold(chosen)
            painter.setFont(font)
            painter.setPen(self._theme.colour("text" if chosen else "muted"))
            painter.drawText(
                place.adjusted(2 * SPACE + SIZE + 2 * SPACE, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, tr(name)
            )

    def _draw_above(self, painter: QPainter, number: int) -> None:
        """The name of the group that begins here, or a line."""
        above, top = self._above(number), self.tabRect(number).top()
        if not above:
            return
        if self._has_headings():
            painter.setFont(self._theme.font("small"))
            painter.setPen(self._theme.colour("muted"))
            room = QRectF(2 * SPACE, top, self.width() - 2 * SPACE, above - SPACE)
            bottom = Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, bottom, tr(self._groups[self._places[number][0]]))
        else:
            painter.setPen(QPen(self._theme.colour("outline"), 1))
            middle = top + above / 2 - 1
            painter.drawLine(QPointF(2 * SPACE, middle), QPointF(self.width() - 2 * SPACE, middle))

    def _square(self, number: int) -> QRectF:
        """Where a place is drawn, without what stands above it."""
        room = self.tabRect(number)
        return QRectF(1, room.top() + self._above(number) + 1, self.width() - 2, self._side - 2)

    def _above(self, number: int) -> int:
        if self._places[number][0] not in self._groups:
            return 0
        return HEADING if self._has_headings() else LINE if number else 0

    def _has_headings(self) -> bool:
        return self._wide and self._height(LEAST_SIDE, LEAST_GAP, with_names=True) <= self.height()

    def _height(self, side: int, gap: int, *, with_names: bool) -> int:
        above = HEADING * len(self._groups) if with_names else LINE * (len(self._groups) - 1)
        return len(self._places) * (side + gap) + above

    def _width(self) -> int:
        if not self._wide:
            return SIDE
        bold = self._theme.font()
        bold.setBold(True)
        widest = max(QFontMetrics(bold).horizontalAdvance(tr(name)) for name, *_ in self._places)
        return widest + SIZE + 7 * SPACE

    def _share(self) -> None:
        named = self._has_headings()
        room = self.height() - self._height(0, 0, with_names=named)
        each = max(room // len(self._places), LEAST_SIDE + LEAST_GAP)
        self._gap = GAP if each >= SIDE + GAP else LEAST_GAP
        self._side = min(SIDE, each - self._gap)

    def _lay_out(self) -> None:
        """Have Qt ask for all sizes anew."""
        self._share()
        self.setIconSize(self.iconSize())
        self.update()
