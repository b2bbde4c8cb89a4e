"""Long work of the interface thread in pieces: keys, paints and what threads tell come between them."""

from collections.abc import Iterator

from PySide6.QtCore import QObject, QTimer


def in_turns(pieces: Iterator[None], owner: QObject) -> None:
    """Do the first piece now, each further one in a turn of its own of the event loop, as long as ``owner`` lives."""
    for _done in pieces:
        QTimer.singleShot(0, owner, lambda: in_turns(pieces, owner))
        return
