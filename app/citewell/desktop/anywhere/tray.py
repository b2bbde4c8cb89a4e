"""The icon in the tray: the same ways in for the mouse."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from citewell.desktop.anywhere.text import TRAY_DRAFT, TRAY_OPEN, TRAY_QUIT, TRAY_TIP
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.icons import load_icon
from citewell.desktop.widgets.theme import Theme

Reason = QSystemTrayIcon.ActivationReason


class Tray(QObject):
    """Pressing the icon opens the window; its menu drafts and quits."""

    draft_wanted = Signal()
    open_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        """Shown at once."""
        super().__init__(window)
        self._theme = theme
        self.menu = QMenu(window)
        for words, wanted in (
            (tr(TRAY_DRAFT), self.draft_wanted),
            (tr(TRAY_OPEN), self.open_wanted),
            (tr(TRAY_QUIT), self.quit_wanted),
        ):
            self.menu.addAction(words).triggered.connect(lambda _on=False, wanted=wanted: wanted.emit())
        self.icon = QSystemTrayIcon(self)
        self.icon.setContextMenu(self.menu)
        self.icon.setToolTip(TRAY_TIP)
        self.icon.activated.connect(self._press)
        theme.changed.connect(self._refresh)
        self._refresh()
        self.icon.show()

    @staticmethod
    def is_available() -> bool:
        """Whether the desktop has a tray."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def _press(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is Reason.Trigger:
            self.open_wanted.emit()
        elif reason is Reason.MiddleClick:
            self.draft_wanted.emit()

    def _refresh(self) -> None:
        self.icon.setIcon(load_icon("draft", self._theme.colour("accent")))
