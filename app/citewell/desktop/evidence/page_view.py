"""A page of a PDF as it looks, with the lines of a passage highlighted; turned and zoomed by keys and buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from citewell.application.sources.documents import DrawnPage, PageRequest, PdfFile
from citewell.desktop.language.figures import percent
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.controls import IconButton
from citewell.desktop.widgets.labels import label
from citewell.desktop.widgets.theme import LIGHT, SPACE, Theme
from citewell.domain.documents import Box

ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
"""Relative to the width of the view."""
FIT = ZOOMS.index(1.0)
CLOSE = 1.5
"""How far a page comes nearer by itself, so that the passage can be read."""
MARGIN = 2 * SPACE
"""Pixels beside a page."""
REST_MS = 120
"""How long the view keeps its size before the page is drawn anew."""
PADDING = 1.5
"""Points around a highlighted line."""


def _place(box: Box, scale: float) -> QRectF:
    """Where a line stands in a picture with ``scale`` pixels a point, with some room around it."""
    left, top = box.left - PADDING, box.top - PADDING
    width, height = box.right - box.left + 2 * PADDING, box.bottom - box.top + 2 * PADDING
    return QRectF(left * scale, top * scale, width * scale, height * scale)


def _closest_zoom(drawn: DrawnPage, places: Sequence[QRectF]) -> int:
    """The largest zoom (an index in ``ZOOMS``) that is no more than ``CLOSE`` and shows the lines in full width."""
    width = max(place.right() for place in places) - min(place.left() for place in places) + 2 * MARGIN
    most = min(drawn.width * drawn.scale / width, CLOSE)
    return max((index for index, zoom in enumerate(ZOOMS) if zoom <= most), default=FIT)


class _Sheet(QWidget):
    """The picture with what is highlighted in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self.highlights: list[QRectF] = []
        self.shades: list[QRectF] = []

    def show_picture(self, drawn: DrawnPage, highlights: list[QRectF], shades: list[QRectF]) -> None:
        image = QImage(drawn.pixels, drawn.dots_wide, drawn.dots_high, 4 * drawn.dots_wide, QImage.Format.Format_RGB32)
        self._picture = QPixmap.fromImage(image)
        self.highlights, self.shades = highlights, shades
        self.setFixedSize(QSize(round(drawn.width * drawn.scale), round(drawn.height * drawn.scale)))
        self.update()

    def show_nothing(self) -> None:
        self._picture, self.highlights, self.shades = QPixmap(), [], []
        self.setFixedSize(1, 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self._picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for places, tone in (
            (self.shades, LIGHT.shade),
            (self.highlights, LIGHT.mark),
        ):  # paper is light in every theme
            for place in places:
                painter.fillRect(place, QColor(tone))
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        painter.setPen(QColor(LIGHT.border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()


class PageView(QWidget):
    """Asks for pages with ``wanted`` and is given them with ``show_drawn``."""

    wanted = Signal(object)
    """A ``PageRequest``."""
    drawn = Signal()
    """A page is on screen."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No page."""
        super().__init__(parent)
        self._pdf: PdfFile | None = None
        self._boxes: tuple[Box, ...] = ()
        self._around: tuple[Box, ...] = ()
        self._zoom = FIT
        self._zoom_is_ours = True
        self._scroll_to_passage = False
        self.page = 0
        self.sheet = _Sheet()
        self.area = QScrollArea()
        self.area.setWidget(self.sheet)
        self.area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.area.setObjectName("pages")
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.problem = label("", tone="bad", wrap=True)
        self.where = label("", tone="muted", size="small")
        self.percent = label("", tone="muted", size="small")
        self.percent.setMinimumWidth(9 * SPACE)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.earlier = IconButton(theme, tr("Page before (Page up)"), icon="page-up")
        self.later = IconButton(theme, tr("Next page (Page down)"), icon="page-down")
        self.smaller = IconButton(theme, tr("Smaller"), icon="zoom-out", action="document.smaller")
        self.larger = IconButton(theme, tr("Larger"), icon="zoom-in", action="document.larger")
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Page with the cited passage"))
        self._build()
        self._connect()

    def _build(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(SPACE)
        bar.setContentsMargins(SPACE, SPACE, SPACE, 0)
        for widget in (self.earlier, self.later, self.where):
            bar.addWidget(widget)
        bar.addStretch(1)
        for widget in (self.smaller, self.percent, self.larger):
            bar.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE)
        column.addLayout(bar)
        column.addWidget(self.problem)
        column.addWidget(self.area, 1)
        self.problem.hide()

    def _connect(self) -> None:
        self.earlier.clicked.connect(lambda: self.turn_to(self.page - 1))
        self.later.clicked.connect(lambda: self.turn_to(self.page + 1))
        self.smaller.clicked.connect(lambda: self.zoom_by(-1))
        self.larger.clicked.connect(lambda: self.zoom_by(1))
        self._rest.timeout.connect(self._ask)

    def show_pdf(self, pdf: PdfFile, boxes: Sequence[Box], page: int, around: Sequence[Box] = ()) -> None:
        """Show a page of a file; ``boxes`` are marked, on any page, and ``around`` them is shaded."""
        self._pdf, self._boxes, self._around = pdf, tuple(boxes), tuple(around)
        self._scroll_to_passage = True
        if self._zoom_is_ours:
            self._zoom = FIT
        self.page = min(max(page, 1), pdf.pages)
        self.sheet.show_nothing()
        self._ask()

    def clear(self) -> None:
        """Let go of the file."""
        self._pdf, self._boxes, self._around, self.page = None, (), (), 0
        self._rest.stop()
        self.sheet.show_nothing()

    def turn_to(self, page: int) -> None:
        """Show another page, from its top; highlighted lines come into view."""
        if self._pdf is not None and 1 <= page <= self._pdf.pages and page != self.page:
            self.page = page
            self._scroll_to_passage = True
            self._ask()

    def zoom_by(self, steps: int) -> None:
        """Larger or smaller."""
        self._zoom_is_ours = False
        self._zoom = min(max(self._zoom + steps, 0), len(ZOOMS) - 1)
        self._ask()

    def show_drawn(self, drawn: DrawnPage) -> None:
        """Show a page that was asked for."""
        self.problem.hide()
        places, shades = (
            [_place(box, drawn.scale) for box in boxes if box.page == drawn.page]
            for boxes in (self._boxes, self._around)
        )
        if self._zoom_is_ours and self._zoom == FIT and places:
            self._zoom = _closest_zoom(drawn, places)
            if self._zoom != FIT:
                self._ask()
                return
        bar = self.area.verticalScrollBar()
        share = bar.value() / max(1, self.sheet.height())
        self.sheet.show_picture(drawn, places, shades)
        bar.setValue(round(share * self.sheet.height()))
        if self._scroll_to_passage:
            self._scroll_to_passage = False
            self._come_into_view()
        self.drawn.emit()

    def show_failure(self, message: str) -> None:
        """Say why a page is not shown."""
        self.sheet.show_nothing()
        self.problem.setText(message)
        self.problem.show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew when the size rests."""
        super().resizeEvent(event)
        if self._pdf is not None:
            self._scroll_to_passage = True
            self._rest.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page up and down go on to the next page at the end of one."""
        bar = self.area.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown:
            at_end = bar.value() >= bar.maximum()
            self.turn_to(self.page + 1) if at_end else bar.setValue(bar.value() + bar.pageStep())
        elif event.key() == Qt.Key.Key_PageUp:
            at_start = bar.value() <= bar.minimum()
            self.turn_to(self.page - 1) if at_start else bar.setValue(bar.value() - bar.pageStep())
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            step = 10 * SPACE if event.key() == Qt.Key.Key_Down else -10 * SPACE
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    def _come_into_view(self) -> None:
        top = min((place.top() for place in self.sheet.highlights), default=0.0)
        self.area.verticalScrollBar().setValue(max(0, round(top) - self.area.viewport().height() // 4))
        left = min((place.left() for place in self.sheet.highlights), default=0.0)
        self.area.horizontalScrollBar().setValue(max(0, round(left) - 4 * SPACE))

    def _ask(self) -> None:
        if self._pdf is None:
            return
        zoom = ZOOMS[self._zoom]
        self.where.setText(tr("Page {page} of {pages}", page=self.page, pages=self._pdf.pages))
        self.percent.setText(tr("Fit") if self._zoom == FIT else percent(zoom))
        self.earlier.setEnabled(self.page > 1)
        self.later.setEnabled(self.page < self._pdf.pages)
        self.smaller.setEnabled(self._zoom > 0)
        self.larger.setEnabled(self._zoom < len(ZOOMS) - 1)
        width = self.width() - self.area.verticalScrollBar().sizeHint().width() - 2 * MARGIN
        self.wanted.emit(PageRequest(self._pdf, self.page, width, zoom, self.devicePixelRatioF()))
