"""Working drafts: what stands, or stood a while ago, on the compose page, with the agent's edits."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import apsw

from citewell.storage.db.database import Database, fetch_all, fetch_one

MOST = 30
"""Working drafts that are kept."""
KEPT_FOR = timedelta(days=14)
_SAVE = """
    INSERT INTO working_draft (id, at, draft_id, on_screen, body) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET at = ?2, draft_id = ?3, on_screen = ?4, body = ?5
"""
_OLD = """
    DELETE FROM working_draft WHERE NOT on_screen AND (
        at < ? OR id NOT IN (SELECT id FROM working_draft ORDER BY on_screen DESC, at DESC LIMIT ?))
"""
_IS_LOGGED = "SELECT 1 FROM draft WHERE id = ?"


@dataclass(frozen=True, slots=True)
class WorkingDraft:
    """One of them: ``work`` is what the window reads and shows, ``draft_id`` is empty for a ticket without a draft."""

    id: str
    at: str
    draft_id: str
    work: dict[str, Any]


class WorkingDraftStore:
    """The newest ``MOST``, for ``KEPT_FOR``. They hold personal data as it was typed, and go when a draft is erased."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def save(self, work_id: str, draft_id: str, work: Mapping[str, Any], *, on_screen: bool) -> None:
        """Keep ``work`` under its id; at most one is on screen. Raises ``StorageError``.

        One whose draft is in the log no more, since it was erased meanwhile, is not kept.
        """
        now = datetime.now(UTC)
        with self._database.write() as connection:
            if on_screen:
                connection.execute("UPDATE working_draft SET on_screen = 0 WHERE id <> ?", (work_id,))
            if draft_id and fetch_one(connection, _IS_LOGGED, (draft_id,)) is None:
                _remove(connection, work_id)
                return
            body = json.dumps(work, ensure_ascii=False, separators=(",", ":"))
            at = now.isoformat(timespec="microseconds")
            connection.execute(_SAVE, (work_id, at, draft_id, on_screen, body))
            connection.execute(_OLD, ((now - KEPT_FOR).isoformat(timespec="microseconds"), MOST))

    def remove(self, work_id: str) -> None:
        """Keep it no longer. Raises ``StorageError``."""
        with self._database.write() as connection:
            _remove(connection, work_id)

    def all(self) -> list[WorkingDraft]:
        """Every one of them, the newest first. Raises ``StorageError``."""
        with self._database.read() as connection:
            rows = fetch_all(connection, "SELECT id, at, draft_id, body FROM working_draft ORDER BY at DESC")
        return [WorkingDraft(work_id, at, draft_id, json.loads(body)) for work_id, at, draft_id, body in rows]

    def on_screen(self) -> WorkingDraft | None:
        """The one that was on screen last. Raises ``StorageError``."""
        with self._database.read() as connection:
            row = fetch_one(connection, "SELECT id, at, draft_id, body FROM working_draft WHERE on_screen")
        return None if row is None else WorkingDraft(row[0], row[1], row[2], json.loads(row[3]))


def _remove(connection: apsw.Connection, work_id: str) -> None:
    connection.execute("DELETE FROM working_draft WHERE id = ?", (work_id,))
