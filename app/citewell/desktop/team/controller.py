"""Reads what the team's page shows, keeps the folder that is chosen, and writes this computer's counts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Listener
from citewell.desktop.team.watch import ReleaseWatch
from citewell.domain.releases import InForce, ReleaseChanges, ReleaseInfo
from citewell.domain.rollups import Dimension
from citewell.settings.locks import LockedOption, locked_options

ROLLUP = "rollup"
"""The lane in which counts are written: that reads the whole log."""


@dataclass(frozen=True, slots=True)
class TeamStanding:
    """All that the page shows."""

    state: InForce
    info: ReleaseInfo | None
    changes: ReleaseChanges
    locked: Sequence[LockedOption]
    folder: str


@dataclass(frozen=True, slots=True)
class WrittenCounts:
    """Where counts were written, of how many drafts, and by which fingerprint a lead knows this computer."""

    path: Path
    drafts: int
    fingerprint: str


class TeamController(QObject):
    """Signals come on the main thread."""

    read = Signal(object)
    """A ``TeamStanding``."""
    failed = Signal(object)
    """A ``Failure``."""
    wrote = Signal(object)
    """``WrittenCounts``."""

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

    def write_counts(self, folder: Path) -> None:
        """Write this computer's counts into a folder."""
        rollups = self._session.services.team.rollups

        def write() -> WrittenCounts:
            path, rollup = rollups.write(folder)
            drafts = next(group.counts["drafts"] for group in rollup.groups if group.dimension is Dimension.ALL)
            return WrittenCounts(path, drafts, rollups.own_fingerprint)

        listener: Listener[WrittenCounts] = Listener(done=self.wrote.emit, failed=self.failed.emit)
        self._session.runner.start(ROLLUP, lambda _run: write(), listener)

    def choose_folder(self, folder: Path | None) -> None:
        """Watch another folder from now on; ``None``: none."""
        options = self._session.services.options
        self._session.set_options(replace(options, release_folder="" if folder is None else str(folder)))
        self._watch.look()
        self.reload()
