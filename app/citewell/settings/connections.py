"""How many network connections this program and its children hold: what the window shows, and ``doctor`` checks."""

import psutil


def count_connections() -> int:
    """Internet sockets of this process and its children, listening ones included."""
    own = psutil.Process()
    total = 0
    for process in (own, *own.children(recursive=True)):
        try:
            total += len(process.net_connections(kind="inet"))
        except (psutil.NoSuchProcess, psutil.AccessDenied, psutil.ZombieProcess):
            continue
    return total
