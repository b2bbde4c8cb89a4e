"""A portal of global shortcuts that does as it is told, on a session bus of its own (a real ``dbus-daemon``)."""

import queue
import shutil
import subprocess
import threading
from contextlib import contextmanager

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageFlag,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

NAME, PATH = "org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
SIGNATURES = {
    "Register": "sa{sv}",
    "CreateSession": "a{sv}",
    "ListShortcuts": "oa{sv}",
    "BindShortcuts": "oa(sa{sv})sa{sv}",
}
"""Of the arguments, as the portal's interface file (version 1) and the host registry's declare them."""
POLL_SECONDS = 0.02


@contextmanager
def session_bus():
    """The address of a bus; ``None`` where this machine has no ``dbus-daemon``."""
    if shutil.which("dbus-daemon") is None:
        yield None
        return
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as running:
        try:
            yield running.stdout.readline().strip()
        finally:
            running.terminate()


class PortalDouble:
    """``calls`` are the methods that were called, in order; ``asked`` the arguments of each method's last call."""

    def __init__(self, address, *, trigger="Press Ctrl+Alt+Space"):
        self.address, self.trigger = address, trigger
        self.refused, self.code, self.restored, self.early = (), {}, False, False
        self.calls, self.asked, self.faults = [], {}, []
        self.session = self.client = None

    @contextmanager
    def running(self):
        """On the bus, until the block ends."""
        self._orders, self._ended = queue.Queue(), threading.Event()
        with open_dbus_connection(self.address) as connection:
            connection.send_and_get_reply(message_bus.RequestName(NAME))
            served = threading.Thread(target=self._serve, args=(connection,))
            served.start()
            try:
                yield self
            finally:
                self._ended.set()
                served.join()

    def activate(self, shortcut="draft", session=None, **options):
        """The key was pressed."""
        values = (session or self.session, shortcut, 1234, {name: ("s", one) for name, one in options.items()})
        self._orders.put((PATH, SHORTCUTS, "Activated", "osta{sv}", values))

    def change(self, trigger):
        """The user gave it another key in the settings of the desktop."""
        self.trigger = trigger
        self._orders.put((PATH, SHORTCUTS, "ShortcutsChanged", "oa(sa{sv})", (self.session, self._shortcuts())))

    def end_session(self):
        """The desktop ends the session."""
        self._orders.put((self.session, "org.freedesktop.portal.Session", "Closed", "", ()))

    def _serve(self, connection):
        while not self._ended.is_set():
            while not self._orders.empty():
                self._tell(connection, *self._orders.get())
            try:
                message = connection.receive(timeout=POLL_SECONDS)
            except TimeoutError:
                continue
            if message.header.message_type is MessageType.method_call:
                self._answer(connection, message)

    def _answer(self, connection, message):
        fields = message.header.fields
        method, self.client = fields[HeaderFields.member], fields[HeaderFields.sender]
        self.calls.append(method)
        self.asked[method] = message.body
        if fields[HeaderFields.signature] != SIGNATURES[method]:
            self.faults.append(f"{method} was called with {fields[HeaderFields.signature]}")
        if method in self.refused:
            connection.send(
                new_error(message, "org.freedesktop.portal.Error.NotAllowed", "s", ("An app id is required",))
            )
            return
        if method == "Register":
            connection.send(new_method_return(message))
            return
        token = message.body[-1]["handle_token"][1]
        request = f"{PATH}/request/{self.client[1:].replace('.', '_')}/{token}"
        reply = new_method_return(message, "o", (request,))
        response = (
            request,
            "org.freedesktop.portal.Request",
            "Response",
            "ua{sv}",
            self._response(method, message.body),
        )
        if self.early:  # a portal may answer before it has said where
            self._tell(connection, *response)
            connection.send(reply)
        else:
            connection.send(reply)
            self._tell(connection, *response)

    def _response(self, method, body):
        code = self.code.get(method, 0)
        if code:
            return code, {}
        if method == "CreateSession":
            token = body[0]["session_handle_token"][1]
            self.session = f"{PATH}/session/{self.client[1:].replace('.', '_')}/{token}"
            return 0, {"session_handle": ("s", self.session)}
        known = self.restored or method == "BindShortcuts"
        return 0, {"shortcuts": ("a(sa{sv})", self._shortcuts() if known else [])}

    def _shortcuts(self):
        return [("draft", {"description": ("s", "Draft"), "trigger_description": ("s", self.trigger)})]

    def _tell(self, connection, path, interface, name, signature, values):
        message = new_signal(DBusAddress(path, interface=interface), name, signature or None, values)
        message.header.fields[HeaderFields.destination] = self.client
        message.header.flags |= MessageFlag.no_reply_expected
        connection.send(message)
