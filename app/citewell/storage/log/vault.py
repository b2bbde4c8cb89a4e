"""What the placeholders of drafts stand for, and the values that somebody said are no personal data."""

from collections.abc import Iterable
from datetime import UTC, datetime

import apsw

from citewell.domain.audit import AuditKind
from citewell.domain.digests import sha256_hex
from citewell.domain.personal import PersonalValue
from citewell.storage.audit.chain import append_entry
from citewell.storage.db.database import Database, fetch_all


class Vault:
    """The mapping of each draft, in the encrypted database; it goes with the draft."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def values(self, draft_id: str) -> tuple[PersonalValue, ...]:
        """What the placeholders of a draft stand for."""
        with self._database.read() as connection:
            return read_values(connection, draft_id)

    def allowed(self) -> tuple[str, ...]:
        """Values that are no personal data, in the order they were allowed."""
        with self._database.read() as connection:
            rows = fetch_all(connection, "SELECT value FROM mask_allowed ORDER BY at, value")
        return tuple(value for (value,) in rows)

    def allow(self, value: str) -> None:
        """Do not mask ``value`` from now on."""
        words = " ".join(value.split())
        if not words:
            return
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        with self._database.write() as connection:
            connection.execute("INSERT OR IGNORE INTO mask_allowed (value, at) VALUES (?, ?)", (words, now))
            if connection.changes():
                append_entry(connection, AuditKind.MASK, sha256_hex(words), {"allowed": True})

    def disallow(self, value: str) -> None:
        """Mask ``value`` again."""
        words = " ".join(value.split())
        with self._database.write() as connection:
            connection.execute("DELETE FROM mask_allowed WHERE value = ?", (words,))
            if connection.changes():
                append_entry(connection, AuditKind.MASK, sha256_hex(words), {"allowed": False})


def read_values(connection: apsw.Connection, draft_id: str) -> tuple[PersonalValue, ...]:
    """What the placeholders of a draft stand for."""
    sql = "SELECT placeholder, kind, value FROM vault WHERE draft_id = ? ORDER BY placeholder"
    return tuple(PersonalValue(*row) for row in fetch_all(connection, sql, (draft_id,)))


def store_values(connection: apsw.Connection, draft_id: str, values: Iterable[PersonalValue]) -> None:
    """Keep ``values`` of a draft, inside the transaction that logs it; what is known already stays."""
    connection.executemany(
        "INSERT OR IGNORE INTO vault (draft_id, placeholder, kind, value) VALUES (?, ?, ?, ?)",
        [(draft_id, value.placeholder, value.kind, value.value) for value in values],
    )
