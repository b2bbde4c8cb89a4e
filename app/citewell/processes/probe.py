"""A child that tells whether it would refuse a network connection: started like every other one, for the self-test."""

import threading
from collections.abc import Iterator

from citewell.processes.frames import Frame
from citewell.processes.host import Service
from citewell.processes.socket_guard import is_active

PROBE = "probe"


class Probe:
    """Answers every call with whether the socket guard is active."""

    def describe(self) -> dict[str, object]:
        """Whether the guard is active, known at the start."""
        return {"guarded": is_active()}

    def serve(self, frame: Frame, cancelled: threading.Event) -> Iterator[Frame]:
        """The same again."""
        del frame, cancelled
        yield Frame({**self.describe(), "done": True})


def load_probe(_settings: dict[str, object]) -> Service:
    """Make the probe."""
    return Probe()
