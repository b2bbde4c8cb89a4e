"""Policy packs at work behind the page: read what is in force, try a text, check and save the team's own pack."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from citewell.application.policies.own_pack import OwnPack, PackCheck, Saving
from citewell.desktop.runtime.session import CHECK, STORE, Session
from citewell.desktop.runtime.tasks import Listener, Task


class PolicyController(QObject):
    """One trial and one check at a time: a newer one takes the place of what runs."""

    listed = Signal(object)
    """An ``InForce``."""
    opened = Signal(object)
    """An ``OwnPack``."""
    tried = Signal(object)
    """A ``Trial``."""
    checked = Signal(object)
    """A ``PackCheck``."""
    saved = Signal(object)
    """The ``OwnPack`` as it lies on disk now."""
    changed_elsewhere = Signal()
    """The file is not what was opened: it was not saved over."""
    failed = Signal(object)
    """A ``Failure``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing is read yet."""
        super().__init__(parent)
        self._session = session
        self._running: dict[str, Task] = {}

    def read(self) -> None:
        """Read what is in force."""
        packs = self._session.own_packs
        self._start("read", STORE, packs.in_force, self.listed.emit)

    def open(self, file: Path | None = None) -> None:
        """Open a pack of the home, the unsaved text of it first; a template where there is none yet."""
        packs = self._session.own_packs
        self._start("open", STORE, lambda: packs.open(file), self.opened.emit)

    def try_text(self, text: str, region: str) -> None:
        """Put a text to the rules, as a reply and as a ticket."""
        packs = self._session.own_packs
        self._start("try", CHECK, lambda: packs.try_text(text, region), self.tried.emit)

    def check(self, text: str, pack: OwnPack) -> None:
        """Read a text as a pack; what is unsaved of it is kept beside the file."""
        packs = self._session.own_packs
        self._start("check", STORE, lambda: packs.check(text, pack), self.checked.emit)

    def save(self, text: str, pack: OwnPack, *, over: bool = False) -> None:
        """Write a pack that can be used, whole; not over a file that another program changed, unless ``over``."""
        packs = self._session.own_packs

        def tell(result: OwnPack | PackCheck | Saving) -> None:
            match result:
                case OwnPack():
                    self.saved.emit(result)
                    self.read()
                case PackCheck():
                    self.checked.emit(result)
                case Saving.CHANGED_ELSEWHERE:
                    self.changed_elsewhere.emit()

        self._session.runner.start(
            STORE, lambda _run: packs.save(text, pack, over=over), Listener(done=tell, failed=self.failed.emit)
        )

    def _start(self, name: str, lane: str, work: Callable[[], object], tell: Callable[[Any], None]) -> None:
        """Do ``work`` in place of what runs under this name."""
        before = self._running.get(name)
        if before is not None:
            before.abandon()
        listener: Listener[object] = Listener(done=tell, failed=self.failed.emit)
        self._running[name] = self._session.runner.start(lane, lambda _run: work(), listener)
