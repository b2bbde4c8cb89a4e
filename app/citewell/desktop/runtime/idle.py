"""Tells when nobody has touched keyboard or mouse for a while; time that the computer slept counts."""

import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

LOOK_MS = 5000
_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
    QEvent.Type.InputMethod,
}


class IdleWatch(QObject):
    """Emits ``expired`` once the limit has passed, by either clock: one stands still in sleep, one can be set."""

    expired = Signal()

    def __init__(
        self,
        parent: QObject | None = None,
        clocks: tuple[Callable[[], float], ...] = (time.monotonic, time.time),
    ) -> None:
        """Nothing is watched before ``begin``."""
        super().__init__(parent)
        self._clocks = clocks
        self._seconds = 0.0
        self._touched = [clock() for clock in clocks]
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def begin(self, minutes: int) -> None:
        """Watch from now on; 0 minutes: never mind."""
        self.end()
        if minutes <= 0:
            return
        self._seconds = minutes * 60.0
        self._touch()
        application = QCoreApplication.instance()
        if application is not None:
            application.installEventFilter(self)
        self._timer.start()

    def end(self) -> None:
        """Watch no more."""
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._timer.stop()

    def look(self) -> bool:
        """Whether the limit has passed; then it is told, and nothing is watched any more."""
        passed = max(clock() - touched for clock, touched in zip(self._clocks, self._touched, strict=True))
        if passed < self._seconds or not self._timer.isActive():
            return False
        self.end()
        self.expired.emit()
        return True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note a touch; the one that wakes the computer up after the limit is not passed on."""
        if event.type() not in _TOUCHES:
            return False
        if self.look():
            return True
        self._touch()
        return False

    def _touch(self) -> None:
        self._touched = [clock() for clock in self._clocks]
