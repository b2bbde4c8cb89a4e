"""What the database holds of whom: counts, ages and sizes, personal values by type, copies, holds, erasures."""

from dataclasses import dataclass
from typing import Any

import apsw

from citewell.storage.db.database import Database, fetch_all, fetch_value

_KINDS = {
    "sources": ("source", "added_at", "length(root)"),
    "documents": ("document", "indexed_at", "length(text)"),
    "drafts": ("draft", "at", "length(ticket) + length(body)"),
    "outcomes": ("outcome", "at", "length(final)"),
    "evidence": ("evidence", "NULL", "length(coalesce(text, ''))"),
    "vault": ("vault", "NULL", "length(value)"),
    "suggestions": ("suggestion", "at", "length(body)"),
    "golden_runs": ("golden_run", "at", "length(body)"),
    "learning_runs": ("learning_run", "at", "length(body)"),
    "working_drafts": ("working_draft", "at", "length(body)"),
    "topics": ("topic", "at", "length(name)"),
    "reviews": ("review", "at", "length(note)"),
    "copies": ("export_note", "at", "length(path)"),
    "audit": ("audit", "at", "length(body)"),
}


@dataclass(frozen=True, slots=True)
class StoredKind:
    """Records of one kind: how many, their characters, and the time of the oldest (ISO 8601; ``None``: not kept)."""

    name: str
    count: int
    characters: int
    oldest: str | None


@dataclass(frozen=True, slots=True)
class StoredReport:
    """What the database holds. ``personal`` counts vault values by type; ``forgotten`` erased texts of evidence."""

    kinds: tuple[StoredKind, ...]
    personal: dict[str, int]
    allowed: int
    forgotten: int
    bytes: int
    cipher: str
    secure_delete: bool

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "kinds": {
                kind.name: {"count": kind.count, "characters": kind.characters, "oldest": kind.oldest}
                for kind in self.kinds
            },
            "personal_values": self.personal,
            "allowed_values": self.allowed,
            "forgotten_texts": self.forgotten,
            "database_bytes": self.bytes,
        }


class PrivacyReporter:
    """Counts what is stored."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def report(self) -> StoredReport:
        """Count everything. Raises ``StorageError``."""
        with self._database.read() as connection:
            return StoredReport(
                kinds=tuple(_kind(connection, name, *columns) for name, columns in _KINDS.items()),
                personal=dict(fetch_all(connection, "SELECT kind, count(*) FROM vault GROUP BY kind ORDER BY kind")),
                allowed=fetch_value(connection, "SELECT count(*) FROM mask_allowed"),
                forgotten=fetch_value(connection, "SELECT count(*) FROM evidence WHERE text IS NULL"),
                bytes=int(connection.pragma("page_count")) * int(connection.pragma("page_size")),
                cipher=str(connection.pragma("cipher")),
                secure_delete=bool(connection.pragma("secure_delete")),
            )


def _kind(connection: apsw.Connection, name: str, table: str, at: str, size: str) -> StoredKind:
    sql = f"SELECT count(*), coalesce(sum({size}), 0), min({at}) FROM {table}"  # noqa: S608  of the table above
    count, characters, oldest = fetch_all(connection, sql)[0]
    return StoredKind(name, count, characters, oldest or None)
