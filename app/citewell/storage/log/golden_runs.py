"""Saved golden runs: whole runs by name, as JSON in the encrypted database."""

import json
from collections.abc import Mapping, Sequence
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

    def newest_of(self, modes: Sequence[str]) -> tuple[str, dict[str, Any]] | None:
        """Name and record of the newest run that has drafts in every one of these modes."""
        every = " AND ".join("json_type(body, '$.made.' || ?) IS NOT NULL" for _ in modes) or "1"
        sql = f"SELECT name, body FROM golden_run WHERE {every} ORDER BY at DESC, name LIMIT 1"  # noqa: S608  marks
        with self._database.read() as connection:
            row = fetch_one(connection, sql, tuple(modes))
        return None if row is None else (row[0], json.loads(row[1]))

    def times(self) -> list[str]:
        """When each run was saved, the oldest first."""
        with self._database.read() as connection:
            return [at for (at,) in fetch_all(connection, "SELECT at FROM golden_run ORDER BY at")]

    def names(self) -> list[str]:
        """Names of the saved runs, the oldest first."""
        with self._database.read() as connection:
            return [name for (name,) in fetch_all(connection, "SELECT name FROM golden_run ORDER BY at, name")]

    def delete(self, name: str) -> None:
        """Remove a run, if it is there."""
        with self._database.write() as connection:
            connection.execute("DELETE FROM golden_run WHERE name = ?", (name,))
