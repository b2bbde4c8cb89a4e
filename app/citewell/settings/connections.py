"""The network connections that this program and its children hold: what the window shows, and ``doctor`` checks.

On Linux every socket of a process is looked up by its inode in the kernel's tables, those that native code opened and
those not connected yet included; elsewhere the system is asked through ``psutil``.
"""

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path

import psutil

_PROC = Path("/proc")
_NETWORK_TABLES = ("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "icmp", "icmp6", "packet")
_LOCAL_TABLES = ("unix", "netlink")
_INODE_COLUMN = {"unix": 6, "packet": 8}
_INODE = 9


@dataclass(frozen=True, slots=True)
class ProcessSockets:
    """One process: its id and name, its network sockets, and whether they could be counted."""

    pid: int
    name: str
    sockets: int
    counted: bool = True


def processes_with_sockets() -> list[ProcessSockets]:
    """This process and every child of it, with the number of its network sockets, listening ones included."""
    own = psutil.Process()
    found = []
    for process in (own, *own.children(recursive=True)):
        with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess, FileNotFoundError, ProcessLookupError):
            found.append(_look_at(process))
    return found


def count_connections() -> int:
    """Network sockets of this process and its children."""
    return sum(process.sockets for process in processes_with_sockets())


def _look_at(process: psutil.Process) -> ProcessSockets:
    name = process.name()
    try:
        number = _by_inode(process.pid) if sys.platform == "linux" else len(process.net_connections(kind="inet"))
    except (psutil.AccessDenied, PermissionError):
        return ProcessSockets(process.pid, name, 0, counted=False)
    return ProcessSockets(process.pid, name, number)


def _by_inode(pid: int) -> int:
    """Sockets of a process that are neither of the file system nor the kernel's own. Raises ``PermissionError``."""
    held = set()
    for link in (_PROC / str(pid) / "fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            target = str(link.readlink())
            if target.startswith("socket:["):
                held.add(target[len("socket:[") : -1])
    if not held:
        return 0
    local = {inode for table in _LOCAL_TABLES for inode in _inodes(pid, table)}
    unknown = held - local
    listed = {inode for table in _NETWORK_TABLES for inode in _inodes(pid, table)}
    return len(unknown & listed) + len([inode for inode in unknown - listed if _is_network(pid, inode)])


def _is_network(pid: int, inode: str) -> bool:
    """Whether a socket that no table lists belongs to the network: one that was made and not connected yet does.

    One of the file system may have been opened since the tables were read.
    """
    return inode not in _inodes(pid, "unix")


def _inodes(pid: int, table: str) -> set[str]:
    try:
        lines = (_PROC / str(pid) / "net" / table).read_text(encoding="ascii", errors="replace").splitlines()[1:]
    except OSError:
        return set()
    column = _INODE_COLUMN.get(table, _INODE)
    return {fields[column] for line in lines if len(fields := line.split()) > column}
