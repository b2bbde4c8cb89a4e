"""Mirroring of what is painted by hand, in a layout from right to left.

Qt mirrors layouts, and the alignment of texts that it draws; where a picture or part of a line is put, it cannot know.
"""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication


def is_mirrored() -> bool:
    """Whether the window is laid out from right to left."""
    return QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def mirrored(part: QRectF, room: QRectF) -> QRectF:
    """Where ``part`` is drawn, which is placed inside ``room`` as from left to right."""
    if not is_mirrored():
        return part
    return QRectF(room.left() + room.right() - part.right(), part.top(), part.width(), part.height())


def mirrored_rect(part: QRect, room: QRect) -> QRect:
    """The same in whole pixels."""
    return mirrored(QRectF(part), QRectF(room)).toRect()
