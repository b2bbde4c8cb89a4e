"""The frame of a page: the column that its parts stand in, and an area that scrolls up and down."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from citewell.desktop.widgets.theme import SPACE


def page_column(page: QWidget) -> QVBoxLayout:
    """An empty column over the whole page, with the margins and gaps of every page."""
    column = QVBoxLayout(page)
    column.setContentsMargins(5 * SPACE, 3 * SPACE, 5 * SPACE, 3 * SPACE)
    column.setSpacing(3 * SPACE)
    return column


def scrolling(content: QWidget) -> QScrollArea:
    """An area around ``content``, without a frame; it is as wide as the area, and no stop for the Tab key."""
    area = QScrollArea()
    area.setWidget(content)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
