"""The history of styles: which were activated, refused or gone back to, when, and on what golden results."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from citewell.domain.audit import AuditKind
from citewell.domain.styles import Activation, StyleAction
from citewell.records.values import compact_json
from citewell.storage.audit.chain import append_entry
from citewell.storage.db.database import Database, fetch_all

_ALL = "SELECT at, style, action, reasons, golden FROM style_activation ORDER BY number"
_ADD = "INSERT INTO style_activation (at, style, action, reasons, golden) VALUES (?, ?, ?, ?, ?)"


class StyleStore:
    """``StyleHistory`` on SQLite. Lines are only ever appended."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def record(
        self, style: str, action: StyleAction, reasons: tuple[str, ...] = (), golden: Mapping[str, object] | None = None
    ) -> Activation:
        """Append one line. Raises ``StorageError``."""
        at = datetime.now(UTC).isoformat(timespec="milliseconds")
        line = Activation(at, style, action, reasons, dict(golden or {}))
        with self._database.write() as connection:
            connection.execute(_ADD, (at, style, action.value, compact_json(reasons), compact_json(line.golden)))
            append_entry(connection, AuditKind.STYLE, style, {"action": action.value})
        return line

    def entries(self) -> list[Activation]:
        """Every line, oldest first."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _ALL)
        return [
            Activation(at, style, StyleAction(action), tuple(json.loads(reasons)), json.loads(golden))
            for at, style, action, reasons, golden in rows
        ]
