"""Sources whose run the user stopped: they are not followed until a run over them ends."""

from collections.abc import Sequence
from pathlib import Path

from citewell.domain.documents import Source
from citewell.storage.db.database import Database
from citewell.storage.db.team_settings import TeamSettings

SETTING = "stopped_sources"


class StoppedSources:
    """Kept in the database, so that what was stopped stays so after a restart. Every call may raise ``StorageError``.

    With each root stands when a run over it had last ended: once that is another time, whoever ran it has gone on.
    """

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._settings = TeamSettings(database)

    def stop(self, path: Path, sources: Sequence[Source]) -> None:
        """The run over ``path`` was stopped: note it of the source that ``path`` is, or is part of."""
        ended = {source.root: source.indexed_at for source in sources if is_within(path, source)}
        if ended:
            self._settings.save(SETTING, {**self._kept(), **ended})

    def resume(self, path: Path, sources: Sequence[Source]) -> None:
        """A run over ``path`` has ended: its source is followed again."""
        kept = self._kept()
        left = {root: at for root, at in kept.items() if not _holds(Path(root), path)}
        known = {source.root for source in sources}
        left = {root: at for root, at in left.items() if root in known}
        if left != kept:
            self._settings.save(SETTING, left)

    def among(self, sources: Sequence[Source]) -> frozenset[str]:
        """The roots of those that were stopped, and over which no run has ended since."""
        kept = self._kept()
        return frozenset(source.root for source in sources if kept.get(source.root) == source.indexed_at)

    def _kept(self) -> dict[str, str]:
        return {str(root): str(at) for root, at in (self._settings.load(SETTING) or {}).items()}


def is_within(path: Path, source: Source) -> bool:
    """Whether ``path`` is a source, or lies in its folder."""
    return _holds(Path(source.root), path)


def _holds(root: Path, path: Path) -> bool:
    return root == path.absolute() or root in path.absolute().parents
