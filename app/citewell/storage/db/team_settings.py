"""What a team set for itself, by name, as JSON in the encrypted database."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from citewell.storage.db.database import Database, fetch_one

_SAVE = """INSERT INTO team_setting (name, at, value) VALUES (?, ?, ?)
    ON CONFLICT (name) DO UPDATE SET at = ?2, value = ?3"""


class TeamSettings:
    """Settings by name. Saving under a name that is taken replaces what was there."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def load(self, name: str) -> dict[str, Any] | None:
        """What is set under ``name``; ``None`` where nothing is. Raises ``StorageError``."""
        with self._database.read() as connection:
            row = fetch_one(connection, "SELECT value FROM team_setting WHERE name = ?", (name,))
        return None if row is None else dict(json.loads(row[0]))

    def save(self, name: str, value: Mapping[str, Any]) -> None:
        """Keep ``value`` under ``name``. Raises ``StorageError``."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._database.write() as connection:
            connection.execute(_SAVE, (name, at, json.dumps(value, separators=(",", ":"))))

    def remove(self, name: str) -> bool:
        """Go back to the standard; whether there was anything. Raises ``StorageError``."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM team_setting WHERE name = ?", (name,))
            return connection.changes() > 0
