"""A plot of one measure by group: weeks from left to right, other groups below each other; figures on hovering."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from citewell.desktop.language.words import tr
from citewell.desktop.widgets.labels import plain_tip
from citewell.desktop.widgets.theme import SPACE, Theme

MOST = 24
"""Groups that are drawn; the table has all."""
ROW, TALL, NAMES, LEFT, FOOT, DOT = 26, 190, 190, 48, 26, 4.0
EXPORT_SCALE = 2


@dataclass(frozen=True, slots=True)
class Point:
    """One figure: ``value`` from ``low`` to ``high`` (``None``: not known), what hovering says, and its era."""

    value: float
    low: float | None
    high: float | None
    tip: str
    before: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """A group with its figures."""

    name: str
    points: tuple[Point, ...]


class MeasurePlot(QWidget):
    """Draws dots with their intervals; those before a change are hollow."""

    hovered = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """Empty."""
        super().__init__(parent)
        self._theme = theme
        self._series: tuple[Series, ...] = ()
        self._across = False
        self._scale = 1.0
        self._tick = "{:.0%}"
        self._title = ""
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Plot"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_series(self, title: str, series: Sequence[Series], *, across: bool, tick: str, most: float) -> None:
        """Show groups, from left to right where ``across``; ``most`` is the end of the scale, ``tick`` its format."""
        self._title, self._across, self._scale, self._tick = title, across, most or 1.0, tick
        self._series = tuple(series[-MOST:] if across else series[:MOST])
        said = "; ".join(f"{one.name}: {', '.join(point.tip for point in one.points)}" for one in self._series)
        self.setAccessibleName(title or tr("Plot"))
        self.setAccessibleDescription(said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """A fixed height for weeks, a line for each other group."""
        return QSize(480, TALL + FOOT if self._across else max(len(self._series), 1) * ROW + FOOT + SPACE)

    def minimumSizeHint(self) -> QSize:
        """As high as the hint, and narrower."""
        return QSize(240, self.sizeHint().height())

    def tip_at(self, place: QPointF) -> str:
        """What is said of the nearest figure under ``place``; empty where there is none."""
        area = self._area(QSizeF(self.size()))
        for name, point, at in self._places(area):
            if (at - place).manhattanLength() <= 3 * DOT:
                return f"{name}: {point.tip}"
        return ""

    def save(self, path: Path) -> None:
        """Write the plot as it looks, as SVG or PNG by the ending. Raises ``OSError``."""
        size = self.size()
        if path.suffix.lower() == ".svg":
            svg = QSvgGenerator()
            svg.setFileName(str(path))
            svg.setSize(size)
            svg.setViewBox(QRectF(0, 0, size.width(), size.height()))
            svg.setTitle(self._title)
            painter = QPainter()
            if not painter.begin(svg):
                raise OSError(f"{path} cannot be written")
            self._paint(painter, QSizeF(size))
            painter.end()
            return
        image = QImage(size * EXPORT_SCALE, QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(EXPORT_SCALE)
        image.fill(self._theme.colour("surface"))
        painter = QPainter(image)
        self._paint(painter, QSizeF(size))
        painter.end()
        if not image.save(str(path)):
            raise OSError(f"{path} cannot be written")

    def event(self, event: QEvent) -> bool:
        """Say what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), plain_tip(self.tip_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is under the pointer."""
        self.hovered.emit(self.tip_at(event.position()))
        super().mouseMoveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw."""
        del event
        painter = QPainter(self)
        self._paint(painter, QSizeF(self.size()))
        painter.end()

    def _area(self, size: QSizeF) -> QRectF:
        left = LEFT if self._across else min(NAMES, size.width() / 3)
        return QRectF(
            left, SPACE * 2, max(1.0, size.width() - left - 6 * SPACE), max(1.0, size.height() - FOOT - 3 * SPACE)
        )

    def _spot(self, area: QRectF, number: int, value: float, shift: float) -> QPointF:
        share = min(1.0, value / self._scale)
        step = (number + 0.5) / max(1, len(self._series))
        if self._across:
            return QPointF(area.left() + step * area.width() + shift, area.bottom() - share * area.height())
        return QPointF(area.left() + share * area.width(), area.top() + step * area.height() + shift)

    def _places(self, area: QRectF) -> list[tuple[str, Point, QPointF]]:
        found = []
        for number, series in enumerate(self._series):
            for place, point in enumerate(series.points):
                shift = (place - (len(series.points) - 1) / 2) * 2.5 * DOT
                found.append((series.name, point, self._spot(area, number, point.value, shift)))
        return found

    def _paint(self, painter: QPainter, size: QSizeF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        area = self._area(size)
        self._paint_scale(painter, area)
        self._paint_names(painter, area, size)
        places = self._places(area)
        for _, point, at in places:
            self._paint_interval(painter, area, point, at)
        for _, point, at in places:
            painter.setPen(QPen(self._theme.colour("muted" if point.before else "accent"), 2))
            painter.setBrush(self._theme.colour("surface" if point.before else "accent"))
            painter.drawEllipse(at, DOT, DOT)

    def _paint_scale(self, painter: QPainter, area: QRectF) -> None:
        for share in (0.0, 0.25, 0.5, 0.75, 1.0):
            at = self._spot(area, 0, share * self._scale, 0)
            words = self._tick.format(share * self._scale)
            painter.setPen(QPen(self._theme.colour("hover"), 1))
            if self._across:
                painter.drawLine(QPointF(area.left(), at.y()), QPointF(area.right(), at.y()))
                place = QRectF(0, at.y() - 10, area.left() - SPACE, 20)
                flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            else:
                painter.drawLine(QPointF(at.x(), area.top()), QPointF(at.x(), area.bottom()))
                place = QRectF(at.x() - 40, area.bottom() + SPACE, 80, 18)
                flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
            painter.setPen(self._theme.colour("muted"))
            painter.drawText(place, flags, words)

    def _paint_names(self, painter: QPainter, area: QRectF, size: QSizeF) -> None:
        painter.setPen(self._theme.colour("text"))
        metrics, room = painter.fontMetrics(), area.width() / max(1, len(self._series))
        widest = max((metrics.horizontalAdvance(one.name) for one in self._series), default=0)
        every = max(1, -(-(widest + 2 * SPACE) // max(1, int(room))))
        for number, series in enumerate(self._series):
            at = self._spot(area, number, 0, 0)
            if not self._across:
                name = metrics.elidedText(series.name, Qt.TextElideMode.ElideMiddle, int(area.left() - 3 * SPACE))
                place = QRectF(0, at.y() - 10, area.left() - 2 * SPACE, 20)
                painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
            elif (len(self._series) - 1 - number) % every == 0:
                place = QRectF(at.x() - widest, size.height() - FOOT, 2 * widest, FOOT)
                painter.drawText(place, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, series.name)

    def _paint_interval(self, painter: QPainter, area: QRectF, point: Point, at: QPointF) -> None:
        if point.low is None or point.high is None:
            return
        ends = [self._spot(area, 0, value, 0) for value in (point.low, point.high)]
        one, other = (QPointF(at.x(), end.y()) if self._across else QPointF(end.x(), at.y()) for end in ends)
        painter.setPen(QPen(self._theme.colour("outline" if point.before else "accent"), 1.5))
        painter.drawLine(one, other)
