"""The ways into the quick draft: a key of the whole desktop, the tray, and a command that a desktop binds to a key."""

import shlex
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from citewell.desktop.anywhere.text import NO_KEY_HERE, WAYLAND, key_words, portal_words
from citewell.desktop.anywhere.tray import Tray
from citewell.desktop.anywhere.x11_key import X11Key
from citewell.desktop.language.words import tr
from citewell.desktop.widgets.theme import Theme
from citewell.processes.command import window_command
from citewell.settings.options import Options

if TYPE_CHECKING:
    from citewell.desktop.anywhere.portal_key import PortalKey


class WaysIn(QObject):
    """What this desktop allows; ``hint`` says it in words, and ``by_command`` whether the command is the way."""

    draft_wanted = Signal()
    open_wanted = Signal()
    changed = Signal()
    """The desktop has answered: the hint is another."""

    def __init__(self, theme: Theme, window: QWidget, home: str, parent: QObject | None = None) -> None:
        """Nothing is taken or shown yet. ``home`` is the one that the command has to name; empty: the usual one."""
        super().__init__(parent)
        self._theme, self._window, self._home = theme, window, home
        self.key = X11Key(self)
        self.key.pressed.connect(self.draft_wanted)
        self.portal: PortalKey | None = None
        self.tray: Tray | None = None
        self.hint, self.by_command = "", False

    def open(self, options: Options) -> None:
        """Take the key and show the icon that the options ask for."""
        self._take(options.hotkey)
        if options.tray and self.tray is None and Tray.is_available():
            self.tray = Tray(self._theme, self._window)
            self.tray.draft_wanted.connect(self.draft_wanted)
            self.tray.open_wanted.connect(self.open_wanted)
            self.tray.quit_wanted.connect(self._window.close)

    def release(self) -> None:
        """Give the key back."""
        self.key.release()
        if self.portal is not None:
            self.portal.release()

    def drop_tray(self) -> None:
        """Take the icon away; ``open`` makes it anew, in the words of then."""
        if self.tray is not None:
            self.tray.icon.hide()
            self.tray.deleteLater()
            self.tray = None

    def command(self) -> str:
        """The command that a desktop can bind to a key."""
        return shlex.join(window_command(self._home))

    def _take(self, keys: str) -> None:
        self.hint, self.by_command = "", False
        platform = QGuiApplication.platformName()
        if not keys:
            return
        if platform.startswith("wayland"):
            self.hint, self.by_command = tr(WAYLAND), True  # until the portal has the key
            self._take_by_portal(keys)
        elif platform == "xcb":
            self.hint = self.key.take(keys) or key_words(keys)
        else:
            self.hint = tr(NO_KEY_HERE)

    def _take_by_portal(self, keys: str) -> None:
        if self.portal is None:
            from citewell.desktop.anywhere.portal_key import PortalKey  # noqa: PLC0415  D-Bus is of Linux alone

            self.portal = PortalKey(self)
            self.portal.pressed.connect(self.draft_wanted)
            self.portal.changed.connect(self._refresh)
        refused = self.portal.take(keys)
        if refused:
            self.hint, self.by_command = refused, False

    def _refresh(self) -> None:
        portal = self.portal
        bound = portal is not None and portal.bound
        self.hint, self.by_command = (portal_words(portal.trigger), False) if portal and bound else (tr(WAYLAND), True)
        self.changed.emit()
