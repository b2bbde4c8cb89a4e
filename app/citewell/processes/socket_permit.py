"""Lets one thread past the socket guard, to named hosts by HTTPS. For ``models.download`` alone, by a contract."""

import contextlib
import threading
from collections.abc import Iterator

from citewell.processes.socket_guard import GUARD


@contextlib.contextmanager
def permitting(hosts: frozenset[str]) -> Iterator[None]:
    """Let this thread reach ``hosts`` until the block ends."""
    number = threading.get_ident()
    GUARD.permitted[number] = hosts
    try:
        yield
    finally:
        del GUARD.permitted[number]
