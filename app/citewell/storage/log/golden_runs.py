"""Saved golden runs: whole runs by name, as JSON in the encrypted database."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from citewell.domain.errors import BadInputError
from citewell.records.values import compact_json
from citewell.storage.db.database import Database, fetch_all, fetch_one

_SAVE = "INSERT INTO golden_run (name, at, body) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET at = ?2, body = ?3"


class GoldenRuns:
    """Runs by name. Saving under a name that is taken replaces that run."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def save(self, name: str, record: Mapping[str, Any]) -> None:
        """Keep a run under ``name``."""
        body = compact_json(record)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.write() as connection:
            connection.execute(_SAVE, (name, now, body))

    def load(self, name: str) -> dict[str, Any]:
        """The run saved under ``name``. Raises ``BadInputError`` where there is none."""
        with self._database.read() as connection:
            row = fetch_one(connection, "SELECT body FROM golden_run WHERE name = ?", (name,))
        if row is None:
            listed = ", ".join(self.names()) or "none yet; save one with --save NAME"
            raise BadInputError(f"There is no saved run '{name}'. Saved runs: {listed}.")
        found: dict[str, Any] = json.loads(row[0])
        return found

    def names(self) -> list[str]:
        """Names of the saved runs, the oldest first."""
        with self._database.read() as connection:
            return [name for (name,) in fetch_all(connection, "SELECT name FROM golden_run ORDER BY at, name")]

    def delete(self, name: str) -> None:
        """Remove a run, if it is there."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM golden_run WHERE name = ?", (name,))
