"""Places, one of them on screen."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedWidget, QWidget


class Places(QStackedWidget):
    """Needs the room of the place on screen, not that of the widest one, which may never be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """No place yet."""
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """The least size of the place on screen."""
        current = self.currentWidget()
        return QSize() if current is None else current.minimumSizeHint()
