"""Labels: plain ones with a tone and size, badges, and texts that are cut to a number of lines."""

import html

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from citewell.desktop.widgets.mirrored import mirrored

_LOOKS_RICH = frozenset("<&")
"""Without one of these, Qt takes no text of a tooltip for HTML."""


def label(text: str = "", *, tone: str = "", size: str = "", strong: bool = False, wrap: bool = False) -> QLabel:
    """A label of the theme: ``tone`` and ``size`` are names of the stylesheet."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    for name, value in (("tone", tone), ("scale", size), ("strong", "true" if strong else "")):
        if value:
            made.setProperty(name, value)
    made.setWordWrap(wrap)
    return made


def plain_tip(text: str) -> str:
    """``text`` for a tooltip, which has no plain format: what Qt might read as HTML is shown as it is written."""
    if _LOOKS_RICH.isdisjoint(text):
        return text
    return f"<span style='white-space:pre-wrap'>{html.escape(text)}</span>"


def badge(text: str, tone: str = "neutral") -> QLabel:
    """A word on a coloured ground."""
    made = label(text)
    made.setProperty("badge", tone)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    return made


TITLE_HEIGHT = 32
"""As tall as a button, so that titles stand at one height on pages with buttons beside them and without."""


def page_title(text: str) -> QLabel:
    """The heading of a page, or of a column of one."""
    made = label(text, size="title")
    made.setMinimumHeight(TITLE_HEIGHT)
    return made


def section(text: str) -> QLabel:
    """A quiet heading between parts of a page."""
    return label(text, tone="muted", size="small", strong=True)


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the stylesheet looks at, and show its effect."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


WIDTHS = 8
"""Widths of one text whose lines are remembered."""
LEAST_WIDTH = 24
"""Pixels."""
NARROW = 4
"""Pixels of a character where a text is narrow: more of it than that fills the lines is not laid out."""


class ElidedText(QLabel):
    """A text of at most ``lines`` lines; what does not fit is in the tooltip."""

    def __init__(self, text: str = "", *, lines: int = 1, tone: str = "", size: str = "", strong: bool = False) -> None:
        """Show ``text``; ``tone`` and ``size`` are names of the stylesheet."""
        super().__init__()
        self._lines = lines
        self._tip = ""
        self._broken: tuple[str, QFont, dict[int, list[str]]] | None = None
        for name, value in (("tone", tone), ("scale", size), ("strong", "true" if strong else "")):
            if value:
                self.setProperty(name, value)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(lines > 1)
        self.setSizePolicy(policy)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.show_text(text)

    def show_text(self, text: str, tip: str = "") -> None:
        """Show another text; ``tip`` is always its tooltip, where given."""
        self._tip = tip
        self.setText(" ".join(text.split()))
        self._refresh_tip()
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """As many lines as are needed, up to the limit."""
        return self._lines > 1

    def heightForWidth(self, width: int) -> int:
        """Height in pixels at ``width``."""
        return self._line_height() * max(1, len(self._break(width)))

    def sizeHint(self) -> QSize:
        """One line's height; the width is the layout's matter."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()), self._line_height())

    def minimumSizeHint(self) -> QSize:
        """Any width will do."""
        return QSize(LEAST_WIDTH, self._line_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide anew."""
        super().resizeEvent(event)
        self._refresh_tip()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines, the last one elided."""
        del event
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.setFont(self.font())
        height = self._line_height()
        lines = self._break(self.width())
        top = max(0.0, (self.height() - len(lines) * height) / 2)
        for number, line in enumerate(lines):
            line_box = QRectF(0, top + number * height, self.fontMetrics().horizontalAdvance(line), height)
            at = mirrored(line_box, QRectF(self.rect())).topLeft()
            painter.drawText(at + QPointF(0, self.fontMetrics().ascent()), line)
        painter.end()

    def _line_height(self) -> int:
        return self.fontMetrics().height() + (2 if self._lines > 1 else 0)

    def _refresh_tip(self) -> None:
        cut = "".join(self._break(self.width())) if self.text() else ""
        self.setToolTip(plain_tip(self._tip or (self.text() if cut.endswith("…") else "")))

    def _break(self, width: int) -> list[str]:
        """The lines at ``width``, broken once: layouts ask for several widths in turn, tooltip and paints again."""
        text, font = self.text(), QFont(self.font())
        known = self._broken
        if known is None or known[:2] != (text, font):
            known = self._broken = (text, font, {})
        widths = known[2]
        if width not in widths:
            if len(widths) == WIDTHS:
                widths.pop(next(iter(widths)))
            widths[width] = self._break_anew(text, font, width)
        return widths[width]

    def _break_anew(self, text: str, font: QFont, width: int) -> list[str]:
        """Of a long text its beginning tells, unless that does not fill the lines."""
        beginning = text[: (self._lines + 1) * max(width, LEAST_WIDTH) // NARROW]
        lines = self._lines_of(beginning, font, width)
        whole = len(beginning) == len(text) or lines[-1].endswith("…")
        return lines if whole else self._lines_of(text, font, width)

    def _lines_of(self, text: str, font: QFont, width: int) -> list[str]:
        if self._lines == 1:
            return [self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)]
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) <= self._lines:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, LEAST_WIDTH))
            starts.append(line.textStart())
        layout.endLayout()
        return self._cut(text, starts, width)

    def _cut(self, text: str, starts: list[int], width: int) -> list[str]:
        units = text.encode("utf-16-le")

        def piece(begin: int, end: int | None = None) -> str:
            return units[2 * begin : None if end is None else 2 * end].decode("utf-16-le", "ignore").rstrip()

        ends: list[int | None] = [*starts[1:], None]
        lines = [piece(begin, end) for begin, end in zip(starts, ends, strict=True)]
        if len(lines) <= self._lines:
            return lines
        last = piece(starts[self._lines - 1])
        elided = self.fontMetrics().elidedText(last, Qt.TextElideMode.ElideRight, width)
        return [*lines[: self._lines - 1], elided]
