"""Reads what the team's page shows, and keeps the folder that is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Listener
from citewell.desktop.team.watch import ReleaseWatch
from citewell.domain.releases import InForce, ReleaseChanges, ReleaseInfo
from citewell.settings.locks import LockedOption, locked_options


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """All that the page shows."""

    state: InForce
    info: ReleaseInfo | None
    changes: ReleaseChanges
    locked: Sequence[LockedOption]
    folder: str


class TeamController(QObject):
    """Signals come on the main thread."""

    read = Signal(object)
    """A ``TeamStanding``."""
    failed = Signal(object)
    """A ``Failure``."""

    def __init__(self, session: Session, watch: ReleaseWatch, parent: QObject | None = None) -> None:
        """``watch`` takes releases, and goes back."""
        super().__init__(parent)
        self._session, self._watch = session, watch

    def reload(self) -> None:
        """Read everything anew."""
        services = self._session.services

        def read() -> TeamStanding:
            releases = services.team.releases
            state, info = releases.current()
            locked = locked_options(services.home.settings)
            return TeamStanding(state, info, releases.last_changes(), locked, services.options.release_folder)

        listener: Listener[TeamStanding] = Listener(done=self.read.emit, failed=self.failed.emit)
        self._session.runner.start(STORE, lambda _run: read(), listener)

    def choose_folder(self, folder: Path | None) -> None:
        """Watch another folder from now on; ``None``: none."""
        options = self._session.services.options
        self._session.set_options(replace(options, release_folder="" if folder is None else str(folder)))
        self._watch.look()
        self.reload()
