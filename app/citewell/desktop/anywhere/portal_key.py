"""A key of the whole desktop under Wayland, by the portal ``org.freedesktop.portal.GlobalShortcuts`` (version 1).

The desktop decides on the key, may ask its user, and remembers both for the program's desktop file. Each request is
answered twice: at once by the path of a request, later by that path's signal ``Response`` (portal of requests).
"""

import logging
import os
from collections.abc import Callable
from itertools import count
from typing import Any

from jeepney import DBusAddress
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from citewell.desktop.anywhere.session_bus import Body, SessionBus
from citewell.desktop.anywhere.text import SHORTCUT, UNKNOWN_KEY
from citewell.desktop.anywhere.x11_key import CONTROL, F1, MOD1, MOD4, SHIFT, read_keys
from citewell.desktop.language.words import tr

logger = logging.getLogger(__name__)

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SHORTCUTS = DBusAddress(PATH, NAME, "org.freedesktop.portal.GlobalShortcuts")
REGISTRY = DBusAddress(PATH, NAME, "org.freedesktop.host.portal.Registry")
RESPONSE = "org.freedesktop.portal.Request.Response"
CLOSED = "org.freedesktop.portal.Session.Closed"
OWNER_CHANGED = "org.freedesktop.DBus.NameOwnerChanged"
TOKEN = "citewell"  # noqa: S105  the last part of a path
DRAFT = "draft"
"""What the desktop calls the one shortcut; it remembers the key by this name."""

Results = dict[str, tuple[str, Any]]
"""Variants by name: the signature of each and its value."""


def trigger_of(keys: str) -> str:
    """``Ctrl+Alt+Space`` as the XDG specification of shortcuts has it, ``CTRL+ALT+space``; empty where it is none."""
    symbol, modifiers = read_keys(keys)
    if not symbol:
        return ""
    held = [
        name for bit, name in ((CONTROL, "CTRL"), (MOD1, "ALT"), (SHIFT, "SHIFT"), (MOD4, "LOGO")) if modifiers & bit
    ]
    key = f"F{symbol - F1 + 1}" if symbol >= F1 else "space" if symbol == ord(" ") else chr(symbol)
    return "+".join((*held, key))


def _shortcuts(results: Results) -> dict[str, Results]:
    return dict(results.get("shortcuts", ("a(sa{sv})", []))[1])


class PortalKey(QObject):
    """One shortcut of the portal: ``bound`` tells that the desktop has it, ``trigger`` by which key, in its words."""

    pressed = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is asked yet."""
        super().__init__(parent)
        self.bound, self.trigger = False, ""
        self._wanted, self._session = "", ""
        self._asking = False
        """From the first call on until the portal refuses or ends: the first call may be what starts it."""
        self._waiting: dict[str, Callable[[Results], None]] = {}
        """What follows a response, by the path of its request."""
        self._number = count(1)
        self._bus = SessionBus(self)
        self._bus.heard.connect(self._hear)
        self._bus.lost.connect(self._lose)

    def take(self, keys: str) -> str:
        """Ask for ``keys`` in place of those before; why that cannot be, empty where ``changed`` tells the answer."""
        self.release()
        self._wanted = trigger_of(keys)
        if not self._wanted:
            return tr(UNKNOWN_KEY, keys=keys)
        if self._bus.open():
            self._bus.watch(sender=NAME)
            self._bus.watch(sender="org.freedesktop.DBus", member="NameOwnerChanged")
            self._begin()
        return ""

    def release(self) -> None:
        """Give the key back: the portal ends the sessions of who leaves the bus."""
        self._bus.close()
        self._forget()

    def _begin(self) -> None:
        self._asking = True
        # Portals from 1.20 on know a program outside a sandbox by this, and from 1.21 on refuse one that they do not
        # know; older ones refuse the call, which changes nothing.
        self._bus.call(REGISTRY, "Register", "sa{sv}", (QGuiApplication.desktopFileName(), {}), self._create)

    def _create(self, _registered: Body | None) -> None:
        self._ask("CreateSession", "", (), self._list, {"session_handle_token": ("s", TOKEN)})

    def _list(self, results: Results) -> None:
        self._session = str(results.get("session_handle", ("s", ""))[1])
        self._ask("ListShortcuts", "o", (self._session,), self._bind)

    def _bind(self, results: Results) -> None:
        """Ask for the key, unless the desktop has restored it with the session: some ask their user each time."""
        if self._note(_shortcuts(results)):
            return
        what = [(DRAFT, {"description": ("s", tr(SHORTCUT)), "preferred_trigger": ("s", self._wanted)})]
        self._ask("BindShortcuts", "oa(sa{sv})s", (self._session, what, ""), self._end_binding)

    def _end_binding(self, results: Results) -> None:
        if not self._note(_shortcuts(results)):
            self._fail("the desktop bound nothing")

    def _note(self, shortcuts: dict[str, Results]) -> bool:
        if DRAFT not in shortcuts:
            return False
        self.bound, self.trigger = True, str(shortcuts[DRAFT].get("trigger_description", ("s", ""))[1])
        self.changed.emit()
        return True

    def _ask(
        self, method: str, signature: str, values: Body, then: Callable[[Results], None], options: Results | None = None
    ) -> None:
        token = f"{TOKEN}_{next(self._number)}"
        sender = self._bus.name.removeprefix(":").replace(".", "_")
        request = f"{PATH}/request/{sender}/{token}"
        self._waiting[request] = then
        whole = (options or {}) | {"handle_token": ("s", token)}
        self._bus.call(SHORTCUTS, method, f"{signature}a{{sv}}", (*values, whole), lambda got: self._see(request, got))

    def _see(self, request: str, reply: Body | None) -> None:
        if reply is None and self._waiting.pop(request, None) is not None:
            self._fail("the portal refuses")

    def _hear(self, path: str, name: str, values: Body) -> None:
        if name == RESPONSE and (then := self._waiting.pop(path, None)) is not None:
            code, results = values
            if code == 0:
                then(results)
            else:
                self._fail(f"answered with {code}")
        elif name == OWNER_CHANGED:
            self._follow_portal(*map(str, values))
        elif self._session and path == self._session and name == CLOSED:
            self._fail("the desktop ended the session")
        elif self._session and path == PATH and values and values[0] == self._session:
            self._hear_shortcut(name, values)

    def _hear_shortcut(self, name: str, values: Body) -> None:
        if name.endswith(".Activated") and values[1] == DRAFT:
            token = values[3].get("activation_token")
            if token:  # by which Qt brings a window to the front
                os.environ["XDG_ACTIVATION_TOKEN"] = str(token[1])
            self.pressed.emit()
        elif name.endswith(".ShortcutsChanged"):
            self._note(dict(values[1]))

    def _follow_portal(self, name: str, before: str, now: str) -> None:
        """The portal has ended, and what it knew with it; started again, or only now, it is asked again."""
        if name != NAME:
            return
        if before:
            self._fail("the portal has ended")
        if now and not self._asking:
            self._begin()

    def _lose(self) -> None:
        self._fail("the session bus is gone")

    def _fail(self, why: str) -> None:
        logger.info("no key of the desktop: %s", why)
        self._forget()
        self.changed.emit()

    def _forget(self) -> None:
        self.bound, self.trigger, self._session, self._asking = False, "", "", False
        self._waiting.clear()
