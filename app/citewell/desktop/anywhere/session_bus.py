"""The session bus of D-Bus (D-Bus specification), read by Qt's event loop: no call waits for its answer.

jeepney, by which keyring asks for secrets, writes and reads the messages. Qt's own binding ends the process where an
array of structures (``a(sa{sv})``) is built from Python: docs/decisions/0044-global-key-under-wayland.md.
"""

import logging
from collections.abc import Callable
from typing import Any

from jeepney import DBusAddress, HeaderFields, MatchRule, Message, MessageType, message_bus, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QObject, QSocketNotifier, Signal

logger = logging.getLogger(__name__)

Body = tuple[Any, ...]
"""Values of a message; a variant is a pair of its signature and its value."""
Answer = Callable[[Body | None], None]
"""Takes the values of a reply; ``None`` where the call failed."""


class SessionBus(QObject):
    """One connection, made by ``open`` and gone after ``close``, with what was asked and not answered yet."""

    heard = Signal(str, str, object)
    """Path, interface and name (with a dot between), and values of a signal that was watched for."""
    lost = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Nothing is connected yet."""
        super().__init__(parent)
        self._connection: DBusConnection | None = None
        self._notifier: QSocketNotifier | None = None
        self._asked: dict[int, tuple[str, Answer]] = {}

    def open(self) -> bool:
        """Connect; false where this machine has no session bus. It waits for the bus itself, which answers in 1 ms."""
        self.close()
        try:
            self._connection = open_dbus_connection("SESSION")
        except (OSError, KeyError, ValueError, RuntimeError, StopIteration) as error:
            logger.info("there is no session bus (%r)", error)
            return False
        self._notifier = QSocketNotifier(self._connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        return True

    def close(self) -> None:
        """Leave the bus; what was asked is not answered any more."""
        self._asked.clear()
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    @property
    def name(self) -> str:
        """The unique name that the bus gave this connection, such as ``:1.42``; empty where there is none."""
        return self._connection.unique_name if self._connection is not None else ""

    def watch(self, **rule: str) -> None:
        """Hear the signals that fit: ``sender``, ``interface``, ``member``."""
        self._send(message_bus.AddMatch(MatchRule(type="signal", **rule)))

    def call(self, address: DBusAddress, method: str, signature: str, values: Body, answer: Answer) -> None:
        """Call a method; ``answer`` is called later, by the event loop."""
        self._send(new_method_call(address, method, signature, values), (method, answer))

    def _send(self, message: Message, asked: tuple[str, Answer] | None = None) -> None:
        connection = self._connection
        if connection is None:
            return
        serial = next(connection.outgoing_serial)
        if asked is not None:
            self._asked[serial] = asked
        try:
            connection.send(message, serial=serial)
        except OSError as error:
            self._lose(error)

    def _read(self) -> None:
        while self._connection is not None:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except OSError as error:
                self._lose(error)
                return
            self._take_in(message)

    def _take_in(self, message: Message) -> None:
        fields, kind = message.header.fields, message.header.message_type
        if kind is MessageType.signal:
            name = f"{fields[HeaderFields.interface]}.{fields[HeaderFields.member]}"
            self.heard.emit(fields[HeaderFields.path], name, message.body)
            return
        method, answer = self._asked.pop(fields.get(HeaderFields.reply_serial, 0), ("", None))
        if answer is None:
            return
        if kind is MessageType.error:
            logger.info("%s is refused (%s)", method, fields.get(HeaderFields.error_name, "without a name"))
        answer(message.body if kind is MessageType.method_return else None)

    def _lose(self, error: OSError) -> None:
        logger.info("the session bus is gone (%s)", error)
        self.close()
        self.lost.emit()
