"""Where the window stands, how large it is, and how its splitters share it; remembered, and kept on the screen."""

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QSplitter, QWidget

logger = logging.getLogger(__name__)

SIZE = QSize(1280, 800)
"""Of a window that was never opened before, where the screen has room for it."""
FRAME = QSize(0, 32)
"""Room for the title bar, which is not part of a window's own size and not known before it is shown."""
MAXIMIZED, PLACE, SPLITTERS = "maximized", "place", "splitters"


def fit(wanted: QRect, available: QRect) -> QRect:
    """``wanted``, made no larger than the part of a screen that is ``available``, and moved until it lies in it."""
    size = wanted.size().boundedTo(available.size() - FRAME)
    left = min(max(wanted.left(), available.left()), available.left() + available.width() - size.width())
    lowest = available.top() + available.height() - size.height()
    top = min(max(wanted.top(), available.top() + FRAME.height()), lowest)
    return QRect(QPoint(left, top), size)


class WindowPlace:
    """The place of one window in a small file of its home. A file that cannot be read or written costs nothing else."""

    def __init__(self, file: Path | None = None) -> None:
        """``None``: nothing is remembered."""
        self._file = file
        self._kept = _read(file) if file is not None else {}

    def restore(self, window: QMainWindow) -> None:
        """Put ``window`` where it was, as far as that is on a screen of now; else in the middle of the first one."""
        primary = QGuiApplication.primaryScreen().availableGeometry()
        kept = self._rectangle()
        if kept is None:
            wanted = QRect(QPoint(), SIZE.boundedTo(primary.size() - FRAME))
            wanted.moveCenter(primary.center())
            kept = wanted
        screen = QGuiApplication.screenAt(kept.center())
        window.setGeometry(fit(kept, primary if screen is None else screen.availableGeometry()))
        if self._kept.get(MAXIMIZED) is True:
            window.showMaximized()

    def restore_splitters(self, inside: QWidget) -> None:
        """Share the room in ``inside`` as it was shared; splitters without a name are left alone."""
        sizes = self._kept.get(SPLITTERS)
        if not isinstance(sizes, dict):
            return
        for splitter in inside.findChildren(QSplitter):
            shares = _numbers(sizes.get(splitter.objectName()), splitter.count())
            if shares:
                splitter.setSizes(shares)

    def note_splitters(self, inside: QWidget) -> None:
        """Keep how the room in ``inside`` is shared, but for what was not shown, or only in part."""
        known = self._kept.setdefault(SPLITTERS, {})
        for splitter in inside.findChildren(QSplitter):
            if splitter.objectName() and all(splitter.sizes()):
                known[splitter.objectName()] = splitter.sizes()

    def save(self, window: QMainWindow) -> None:
        """Write where ``window`` is."""
        if self._file is None:
            return
        place = window.normalGeometry()
        self._kept[PLACE] = [place.x(), place.y(), place.width(), place.height()]
        self._kept[MAXIMIZED] = window.isMaximized()
        try:
            self._file.write_text(json.dumps(self._kept) + "\n", encoding="utf-8")
        except OSError as error:
            logger.info("the place of the window was not kept (%s)", error.strerror)

    def _rectangle(self) -> QRect | None:
        numbers = _numbers(self._kept.get(PLACE), 4)
        return QRect(*numbers) if numbers and min(numbers[2:]) > 0 else None


def _numbers(value: object, count: int) -> list[int]:
    """``value`` where it is a list of ``count`` whole numbers; else an empty one."""
    right = isinstance(value, list) and len(value) == count and all(type(one) is int for one in value)
    return cast("list[int]", value) if right else []


def _read(file: Path) -> dict[str, Any]:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return dict(kept) if isinstance(kept, Mapping) else {}
