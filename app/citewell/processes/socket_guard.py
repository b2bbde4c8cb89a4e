"""Refuses network connections of Python code in this process, whoever asks for them; once installed it stays.

The interpreter tells audit hooks of every call of the ``socket`` module before it happens (PEP 578). The guard refuses
what would reach another machine or port: looking a name up, connecting, binding, sending. Sockets of the file system
(AF_UNIX), by which a keyring is asked, pass. Native libraries open sockets without telling; they are watched by
counting, see ``settings.connections``. The program and each of its child processes install it before anything else.
"""

import sys
import threading
from typing import Final

HTTPS_PORT: Final = 443
PROBE_ADDRESS: Final = ("192.0.2.1", 9)
"""An address for documentation (RFC 5737), to which nothing is sent: the guard is asked, no socket is made."""
_LOOKED_UP: Final = frozenset(
    {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}
)
_REACHING: Final = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})


class NetworkRefusedError(PermissionError):
    """A connection was tried and refused."""


class SocketGuard:
    """Whether the hook is in place, what it refused, and which thread may reach which hosts."""

    def __init__(self) -> None:
        self.installed = False
        self.refused = 0
        self.permitted: dict[int, frozenset[str]] = {}
        """Hosts that a thread may reach by HTTPS, by its number: see ``socket_permit``."""

    def watch(self, event: str, arguments: tuple[object, ...]) -> None:
        """The audit hook. Raises ``NetworkRefusedError``."""
        if not event.startswith("socket."):
            return
        target = reached(event, arguments)
        if target is None or self._may(event, target):
            return
        self.refused += 1
        raise NetworkRefusedError(f"Citewell opens no network connections ({event}).")

    def _may(self, event: str, target: tuple[object, ...]) -> bool:
        hosts = self.permitted.get(threading.get_ident())
        if hosts is None or len(target) < 2 or str(target[1]) != str(HTTPS_PORT):
            return False
        host = target[0].decode("ascii", "replace") if isinstance(target[0], bytes) else str(target[0])
        return event == "socket.connect" or (event == "socket.getaddrinfo" and host.lower() in hosts)


GUARD: Final = SocketGuard()


def reached(event: str, arguments: tuple[object, ...]) -> tuple[object, ...] | None:
    """The host and port that an audit event is about; ``None`` where nothing outside this machine is reached."""
    if event in _LOOKED_UP:
        return tuple(arguments)
    if event in _REACHING and len(arguments) > 1:
        address = arguments[1]
        return address if isinstance(address, tuple) else None  # text and bytes: a socket of the file system
    return None


def install() -> None:
    """Refuse connections from now on, for as long as the process lives."""
    if not GUARD.installed:
        GUARD.installed = True
        sys.addaudithook(GUARD.watch)


def is_active() -> bool:
    """Whether a connection would be refused: asks for one to an address that does not exist, and counts no refusal."""
    before = GUARD.refused
    try:
        sys.audit("socket.connect", None, PROBE_ADDRESS)
    except NetworkRefusedError:
        GUARD.refused = before
        return True
    return False


def refusals() -> int:
    """How many connections were tried and refused in this process."""
    return GUARD.refused
