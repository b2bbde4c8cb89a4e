"""Work that is on screen and nowhere else: kept in the encrypted database while the window is locked."""

from collections.abc import Mapping
from typing import Any

from citewell.storage.db.database import Database
from citewell.storage.db.team_settings import TeamSettings

SETTING = "unsaved_work"


class UnsavedWork:
    """One piece of work at most, as JSON. Every call may raise ``StorageError``."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._settings = TeamSettings(database)

    def keep(self, work: Mapping[str, Any]) -> None:
        """Save ``work`` in place of what was kept before; empty: keep nothing."""
        if work:
            self._settings.save(SETTING, dict(work))
        else:
            self._settings.remove(SETTING)

    def take(self) -> dict[str, Any]:
        """What was kept, which is then kept no more; empty where nothing was."""
        work = self._settings.load(SETTING)
        if work is not None:
            self._settings.remove(SETTING)
        return work or {}
