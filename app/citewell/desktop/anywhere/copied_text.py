"""What was selected or copied last, in any program."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QClipboard, QGuiApplication

Mode = QClipboard.Mode


class CopiedText(QObject):
    """Where a program can see both a selection and a clipboard at all times (X11), the one that changed last counts."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hear of changes from now on; nothing is read."""
        super().__init__(parent)
        clipboard = QGuiApplication.clipboard()
        # Wayland shows a program either only while it has the keyboard, so that which is newer is not known: the
        # clipboard alone counts, or an old selection would be drafted in place of what was copied just now.
        self.copied_alone = QGuiApplication.platformName().startswith("wayland")
        self._newest = Mode.Selection if self._has(Mode.Selection) else Mode.Clipboard
        clipboard.changed.connect(self._note)

    def read(self) -> str:
        """The text; that of the other place where the newest holds none."""
        clipboard = QGuiApplication.clipboard()
        other = Mode.Clipboard if self._newest is Mode.Selection else Mode.Selection
        for mode in (self._newest, other):
            if self._has(mode):
                text = clipboard.text(mode)
                if text.strip():
                    return text
        return ""

    def _note(self, mode: QClipboard.Mode) -> None:
        if mode in {Mode.Clipboard, Mode.Selection} and self._has(mode):
            self._newest = mode

    def _has(self, mode: QClipboard.Mode) -> bool:
        return mode is Mode.Clipboard or (not self.copied_alone and QGuiApplication.clipboard().supportsSelection())
