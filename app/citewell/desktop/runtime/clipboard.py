"""The clipboard: what is put there is marked as sensitive, and taken away again after a while, if it is still ours."""

import sys
from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

_HINTS: Mapping[str, tuple[str, bytes]] = MappingProxyType(
    {
        "linux": ("x-kde-passwordManagerHint", b"secret"),
        "win32": ("ExcludeClipboardContentFromMonitorProcessing", b"1"),
        "darwin": ("org.nspasteboard.ConcealedType", b"1"),
    }
)
"""By platform, the format by which clipboard managers know what not to keep."""


def mark_sensitive(data: QMimeData, platform: str = sys.platform) -> QMimeData:
    """Tell clipboard managers not to keep ``data``, where the platform knows how; return it."""
    hint = _HINTS.get(platform)
    if hint is not None:
        data.setData(*hint)
    return data


class ClipboardKeeper(QObject):
    """Puts texts on the clipboard and clears them."""

    filled = Signal()
    """A text was put there."""
    cleared = Signal()
    """What was put there is gone again."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is on the clipboard yet."""
        super().__init__(parent)
        self._ours = ""
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.timeout.connect(self.clear)

    def put(self, text: str, seconds: int, html: str = "") -> None:
        """Put ``text`` there for ``seconds``, with the same as ``html``; 0: until something else takes its place."""
        data = QMimeData()
        data.setText(text)
        if html:
            data.setHtml(html)
        QGuiApplication.clipboard().setMimeData(mark_sensitive(data))
        self._ours = text
        self.timer.stop()
        if seconds:
            self.timer.start(seconds * 1000)
        self.filled.emit()

    def clear(self) -> None:
        """Empty the clipboard, if it still holds what was put there."""
        ours, self._ours = self._ours, ""
        self.timer.stop()
        if ours and QGuiApplication.clipboard().text() == ours:
            QGuiApplication.clipboard().clear()
            self.cleared.emit()
