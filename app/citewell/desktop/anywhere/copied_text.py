"""What was selected or copied last, in any program."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication

Mode = QClipboard.Mode


class CopiedText(QObject):
    """Where a system has both a selection and a clipboard (X11), the one that changed last counts."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hear of changes from now on; nothing is read."""
        super().__init__(parent)
        clipboard = QGuiApplication.clipboard()
        self._newest = Mode.Selection if clipboard.supportsSelection() else Mode.Clipboard
        clipboard.changed.connect(self._note)

    def read(self) -> str:
        """The text; that of the other place where the newest holds none."""
        clipboard = QGuiApplication.clipboard()
        other = Mode.Clipboard if self._newest is Mode.Selection else Mode.Selection
        for mode in (self._newest, other):
            if mode is Mode.Clipboard or clipboard.supportsSelection():
                text = clipboard.text(mode)
                if text.strip():
                    return text
        return ""

    def _note(self, mode: QClipboard.Mode) -> None:
        if mode in {Mode.Clipboard, Mode.Selection}:
            self._newest = mode
