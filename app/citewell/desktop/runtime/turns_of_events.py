"""Long work of the interface thread in pieces: keys, paints and what threads tell come between them."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 1
"""More than none: Qt calls what has no pause among the events that are posted already, before timers and paints."""


def in_turns(pieces: Iterator[None], owner: QObject) -> None:
    """Do the first piece now, each further one in a turn of its own of the event loop, as long as ``owner`` lives."""
    for _done in pieces:
        QTimer.singleShot(PAUSE_MS, owner, lambda: in_turns(pieces, owner))
        return
