"""A second start on a home whose window is open: what it asks for is handed to that window.

They speak through a socket of the file system (``QLocalServer``; a named pipe on Windows) that this user alone may
open. A request is one word: no text of a ticket goes through it, the open window reads the clipboard by itself.
"""

import logging
import os
import sys
import time
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from citewell.domain.digests import sha256_hex
from citewell.settings.home import Home

logger = logging.getLogger(__name__)

STEP_MS = 50
ANSWER_SECONDS = 5.0
PATIENCE_SECONDS = 3.0
"""How long a window that is only just starting is waited for."""
MAX_BYTES = 64
MOST_PATH = 100
"""Bytes of a socket's path that every system takes."""
DONE = b"done\n"


class Request(StrEnum):
    """What a second start may ask for."""

    SHOW = "show"
    DRAFT = "draft"


def server_name(home: Home) -> str:
    """The name of the socket of a home: a path in a folder of this user alone, the runtime folder or the home.

    Empty where both paths are too long for a socket: then later starts are refused.
    """
    name = f"citewell-{sha256_hex(str(home.path))[:20]}"
    if sys.platform == "win32":
        return name
    folders = [Path(folder) for folder in (os.environ.get("XDG_RUNTIME_DIR"), home.path) if folder]
    paths = (str(folder / f"{name}.socket") for folder in folders)
    return next((path for path in paths if len(os.fsencode(path)) <= MOST_PATH), "")


class RequestServer(QObject):
    """Hears requests of later starts. Whoever makes one holds the window's lock: a socket that is left over is dead."""

    asked = Signal(object)
    """The ``Request``."""

    def __init__(self, home: Home, parent: QObject | None = None) -> None:
        """Listen from now on; where that fails, later starts are refused as if there were none."""
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        name = server_name(home)
        if name:
            QLocalServer.removeServer(name)
        if not name or not self._server.listen(name):
            logger.info("later starts cannot be heard (%s)", self._server.errorString())

    def close(self) -> None:
        """Hear nothing more."""
        self._server.close()

    def _greet(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._hear(socket))
            socket.disconnected.connect(socket.deleteLater)

    def _hear(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > MAX_BYTES:
                socket.abort()
            return
        word = bytes(socket.readLine(MAX_BYTES).data()).decode("ascii", "replace").strip()
        if word in set(Request):
            socket.write(DONE)
            socket.flush()
            self.asked.emit(Request(word))
        socket.disconnectFromServer()


def ask_running(home: Home, request: Request) -> bool:
    """Hand ``request`` to the window that is open on ``home``; whether it answered."""
    name, until = server_name(home), time.monotonic() + PATIENCE_SECONDS
    while name:
        socket = QLocalSocket()
        socket.connectToServer(name)
        if socket.waitForConnected(STEP_MS):
            socket.write(f"{request}\n".encode())
            return _is_answered(socket)
        if time.monotonic() > until:
            break
        time.sleep(0.1)
    return False


def _is_answered(socket: QLocalSocket) -> bool:
    until = time.monotonic() + ANSWER_SECONDS
    while not socket.canReadLine():
        if time.monotonic() > until or socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
            return False
        socket.waitForReadyRead(STEP_MS)
    return bytes(socket.readLine().data()) == DONE
