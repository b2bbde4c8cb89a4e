"""A key of the whole desktop under X11, by ``XGrabKey`` of the core protocol (X11R7, GrabKey).

libxcb is asked through ctypes on a connection of its own: Qt ships with it, its checked requests tell that another
program has the key (BadAccess) without an error handler of the whole process, and nothing has to be installed.
"""

import ctypes
import ctypes.util
import logging
from typing import Any

from PySide6.QtCore import QKeyCombination, QObject, QSocketNotifier, Qt, Signal
from PySide6.QtGui import QKeySequence

from citewell.desktop.anywhere.text import NO_SCREEN, TAKEN_KEY, UNKNOWN_KEY
from citewell.desktop.language.words import tr

logger = logging.getLogger(__name__)

KEY_PRESS = 2
ASYNCHRONOUS = 1
SHIFT, LOCK, CONTROL, MOD1, MOD2, MOD4 = 1, 2, 4, 8, 16, 64
IGNORED = (0, LOCK, MOD2, LOCK | MOD2)
"""Caps lock and num lock may be on: the key is taken with each of them."""
F1 = 0xFFBE
MIN_KEYCODE_AT, MAX_KEYCODE_AT = 34, 35
"""Bytes of ``xcb_setup_t`` that hold the range of key codes."""
KEYSYMS_PER_CODE_AT = 1
"""Byte of a mapping's reply that says how many symbols each key has."""


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Screens(ctypes.Structure):
    _fields_ = (("data", ctypes.POINTER(ctypes.c_uint32)), ("rem", ctypes.c_int), ("index", ctypes.c_int))


def key_symbol(key: Qt.Key) -> int:
    """The symbol (keysym) of a letter, digit, space or function key; 0 for others."""
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return int(key) + 32  # symbols of letters are those of the small ones
    if Qt.Key.Key_0 <= key <= Qt.Key.Key_9 or key == Qt.Key.Key_Space:
        return int(key)
    if Qt.Key.Key_F1 <= key <= Qt.Key.Key_F24:
        return F1 + int(key) - int(Qt.Key.Key_F1)
    return 0


def read_keys(keys: str) -> tuple[int, int]:
    """Symbol and modifiers of a key such as ``Ctrl+Alt+Space``; zeros where it is none, or has no Ctrl, Alt or Meta."""
    sequence = QKeySequence(keys)
    if sequence.count() != 1:
        return 0, 0
    combination: QKeyCombination = sequence[0]  # type: ignore[index]  # the stubs leave it out
    modifier = Qt.KeyboardModifier
    masks = {
        modifier.ShiftModifier: SHIFT,
        modifier.ControlModifier: CONTROL,
        modifier.AltModifier: MOD1,
        modifier.MetaModifier: MOD4,
    }
    held = combination.keyboardModifiers()
    mask = sum(bit for one, bit in masks.items() if held & one)
    symbol = key_symbol(combination.key())
    return (symbol, mask) if symbol and mask & ~SHIFT else (0, 0)


class X11Key(QObject):
    """One key at a time."""

    pressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """No key is taken yet."""
        super().__init__(parent)
        self._xcb: Any = None
        self._libc = ctypes.CDLL(None)
        self._libc.free.argtypes = (ctypes.c_void_p,)
        self._connection: int | None = None
        self._notifier: QSocketNotifier | None = None

    def take(self, keys: str) -> str:
        """Take ``keys`` in place of those before; why that could not be, empty where it was done."""
        self.release()
        symbol, modifiers = read_keys(keys)
        if not symbol:
            return tr(UNKNOWN_KEY, keys=keys)
        if not self._connect():
            return tr(NO_SCREEN)
        codes = self._codes_of(symbol)
        if not codes:
            self.release()
            return tr(UNKNOWN_KEY, keys=keys)
        if not all(self._grab(code, modifiers | extra) for code in codes for extra in IGNORED):
            self.release()
            return tr(TAKEN_KEY, keys=keys)
        self._notifier = QSocketNotifier(
            self._xcb.xcb_get_file_descriptor(self._connection), QSocketNotifier.Type.Read, self
        )
        self._notifier.activated.connect(self._read)
        self._read()
        return ""

    def release(self) -> None:
        """Give the key back."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None:
            self._xcb.xcb_disconnect(self._connection)
            self._connection = None

    def _connect(self) -> bool:
        if self._xcb is None:
            self._xcb = _load_xcb()
        if self._xcb is None:
            return False
        number = ctypes.c_int()
        connection = self._xcb.xcb_connect(None, ctypes.byref(number))
        if self._xcb.xcb_connection_has_error(connection):
            self._xcb.xcb_disconnect(connection)
            return False
        self._connection = connection
        return True

    def _codes_of(self, symbol: int) -> list[int]:
        """The key codes whose first symbol is ``symbol``."""
        xcb, connection = self._xcb, self._connection
        setup = ctypes.cast(xcb.xcb_get_setup(connection), ctypes.POINTER(ctypes.c_uint8))
        first, last = setup[MIN_KEYCODE_AT], setup[MAX_KEYCODE_AT]
        cookie = xcb.xcb_get_keyboard_mapping(connection, first, last - first + 1)
        reply = xcb.xcb_get_keyboard_mapping_reply(connection, cookie, None)
        if not reply:
            return []
        each = ctypes.cast(reply, ctypes.POINTER(ctypes.c_uint8))[KEYSYMS_PER_CODE_AT]
        symbols = xcb.xcb_get_keyboard_mapping_keysyms(reply)
        found = [first + at for at in range(last - first + 1) if symbols[at * each] == symbol]
        self._libc.free(reply)
        return found

    def _grab(self, code: int, modifiers: int) -> bool:
        xcb, connection = self._xcb, self._connection
        root = xcb.xcb_setup_roots_iterator(xcb.xcb_get_setup(connection)).data[0]
        cookie = xcb.xcb_grab_key_checked(connection, 1, root, modifiers, code, ASYNCHRONOUS, ASYNCHRONOUS)
        error = xcb.xcb_request_check(connection, cookie)
        if error:
            self._libc.free(error)
        return not error

    def _read(self) -> None:
        while self._connection is not None and (event := self._xcb.xcb_poll_for_event(self._connection)):
            kind = ctypes.cast(event, ctypes.POINTER(ctypes.c_uint8))[0] & 0x7F
            self._libc.free(event)
            if kind == KEY_PRESS:
                self.pressed.emit()
        if self._connection is not None and self._xcb.xcb_connection_has_error(self._connection):
            self.release()  # the screen is gone


def _load_xcb() -> Any:  # noqa: ANN401  ctypes knows no types
    """The library with the types of what is called; ``None`` where it is not there."""
    try:
        xcb = ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1")
    except OSError as error:
        logger.info("libxcb cannot be loaded (%s)", error)
        return None
    pointer, byte, word, number = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
    for name, result, arguments in (
        ("xcb_connect", pointer, (ctypes.c_char_p, ctypes.POINTER(ctypes.c_int))),
        ("xcb_connection_has_error", ctypes.c_int, (pointer,)),
        ("xcb_disconnect", None, (pointer,)),
        ("xcb_get_setup", pointer, (pointer,)),
        ("xcb_setup_roots_iterator", _Screens, (pointer,)),
        ("xcb_get_keyboard_mapping", _Cookie, (pointer, byte, byte)),
        ("xcb_get_keyboard_mapping_reply", pointer, (pointer, _Cookie, pointer)),
        ("xcb_get_keyboard_mapping_keysyms", ctypes.POINTER(number), (pointer,)),
        ("xcb_grab_key_checked", _Cookie, (pointer, byte, number, word, byte, byte, byte)),
        ("xcb_request_check", pointer, (pointer, _Cookie)),
        ("xcb_poll_for_event", pointer, (pointer,)),
        ("xcb_get_file_descriptor", ctypes.c_int, (pointer,)),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    return xcb
