"""Tells when a window was not used for some seconds: what moves or is counted for the eye alone then stands still."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

REST_MS = 10_000
"""As long as GTK lets a caret blink (``gtk-cursor-blink-timeout``)."""
_USES = {
    QEvent.Type.KeyPress,
    QEvent.Type.InputMethod,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Enter,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class Rest(QObject):
    """Watches each window of the program that had the keyboard; the caret is solid while it is at rest.

    The events of a ``QWindow`` are looked at, which are those of the person; a filter over the application would meet
    every event of every widget.
    """

    began = Signal()
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """In use until now."""
        super().__init__(parent)
        self.is_resting = False
        self._flash = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.begin)
        self._timer.start()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._follow)
        self._follow(QGuiApplication.focusWindow())

    def begin(self) -> None:
        """Rest now."""
        if self.is_resting:
            return
        self.is_resting = True
        self._timer.stop()
        hints = QGuiApplication.styleHints()
        self._flash = hints.cursorFlashTime()
        hints.setCursorFlashTime(0)
        self.began.emit()

    def note_use(self) -> None:
        """Somebody uses the program."""
        self._timer.start()
        if self.is_resting:
            self.is_resting = False
            QGuiApplication.styleHints().setCursorFlashTime(self._flash)
            self.ended.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note what a person does; let everything through."""
        if event.type() in _USES:
            self.note_use()
        return super().eventFilter(watched, event)

    def _follow(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # Qt keeps a filter once, and lets go of it with the window
            self.note_use()
