"""The file of golden tickets that is edited: read and written beside the interface."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.application.evaluation.own_golden import GoldenText, OwnGolden
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Listener


class GoldenFileController(QObject):
    """One file at a time; ``opened`` is as it lies on disk."""

    shown = Signal(object)
    """The ``GoldenText`` that was opened."""
    saved = Signal(object, int)
    """The ``GoldenText`` that was saved, and how many tickets it has."""
    failed = Signal(object)
    """A ``Failure``: the file cannot be opened, or what is wrong with the text."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """No file is open."""
        super().__init__(parent)
        self._session = session
        self._files = OwnGolden(session.services.home.golden)

    def open(self, chosen: Path | None) -> None:
        """Read a file, the team's own one where none is chosen."""
        self._session.runner.start(
            STORE, lambda _run: self._files.open(chosen), Listener(done=self.shown.emit, failed=self.failed.emit)
        )

    def save(self, opened: GoldenText, text: str) -> None:
        """Save a text where it can be used."""
        self._session.runner.start(
            STORE,
            lambda _run: self._files.save(opened, text),
            Listener(done=lambda done: self.saved.emit(*done), failed=self.failed.emit),
        )
