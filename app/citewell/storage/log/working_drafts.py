"""Working drafts: what stands, or stood a while ago, on the compose page, with the agent's edits; and what waits there.

Tickets that wait in the list are not pushed out by newer ones: they go when they are done, taken off, or too old.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import apsw

from citewell.storage.db.database import Database, fetch_all, fetch_one, fetch_value

MOST = 30
"""Working drafts that are kept beside those that wait."""
KEPT_FOR = timedelta(days=14)
WAITING_FOR = timedelta(days=60)
_COLUMNS = "id, at, draft_id, body, arrived, waits"
_SAVE = """
    INSERT INTO working_draft (id, at, draft_id, on_screen, body, arrived, waits) VALUES (?1, ?2, ?3, ?4, ?5, ?2, ?6)
    ON CONFLICT (id) DO UPDATE SET at = ?2, draft_id = ?3, on_screen = ?4, body = ?5, waits = ?6
"""
_ADD = """
    INSERT OR IGNORE INTO working_draft (id, at, draft_id, on_screen, body, arrived, waits)
    VALUES (?1, ?2, '', 0, ?3, ?2, 1)
"""
_OLD = """
    DELETE FROM working_draft WHERE NOT on_screen AND (
        at < iif(waits, ?2, ?1) OR NOT waits AND id NOT IN (
            SELECT id FROM working_draft WHERE NOT waits ORDER BY on_screen DESC, at DESC LIMIT ?3))
"""
_IS_LOGGED = "SELECT 1 FROM draft WHERE id = ?"


@dataclass(frozen=True, slots=True)
class WorkingDraft:
    """One of them: ``work`` is what the window reads and shows, ``draft_id`` is empty for a ticket without a draft.

    ``at`` is when it was kept last, ``arrived`` when it was kept first. With ``waits`` it is a ticket of the list that
    nothing became of yet.
    """

    id: str
    at: str
    draft_id: str
    work: dict[str, Any]
    arrived: str = ""
    waits: bool = False


class WorkingDraftStore:
    """The newest ``MOST``, for ``KEPT_FOR``, and those that wait, for ``WAITING_FOR``.

    They hold personal data as it was typed, and go when a draft is erased.
    """

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def save(
        self, work_id: str, draft_id: str, work: Mapping[str, Any], *, on_screen: bool, waits: bool = False
    ) -> None:
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
            connection.execute(_SAVE, (work_id, _stamp(now), draft_id, on_screen, _body(work), waits))
            _drop_old(connection, now)

    def add(self, tickets: Sequence[tuple[str, Mapping[str, Any]]], most: int) -> tuple[int, int]:
        """Keep tickets that wait, ``(id, work)`` each, in their order; how many are new, and how many were left out.

        Those are left out that would make more than ``most`` wait. One that is known by its id stays as it is. Raises
        ``StorageError``.
        """
        now = datetime.now(UTC)
        with self._database.write() as connection:
            room = most - int(fetch_value(connection, "SELECT count(*) FROM working_draft WHERE waits"))
            added = left = 0
            for work_id, work in tickets:
                if added >= room:
                    left += fetch_one(connection, "SELECT 1 FROM working_draft WHERE id = ?", (work_id,)) is None
                    continue
                at = _stamp(now + timedelta(microseconds=added))
                connection.execute(_ADD, (work_id, at, _body(work)))
                added += connection.changes()
            _drop_old(connection, now)
        return added, left

    def remove(self, work_id: str) -> None:
        """Keep it no longer. Raises ``StorageError``."""
        with self._database.write() as connection:
            _remove(connection, work_id)

    def one(self, work_id: str) -> WorkingDraft | None:
        """The one with this id. Raises ``StorageError``."""
        with self._database.read() as connection:
            row = fetch_one(connection, f"SELECT {_COLUMNS} FROM working_draft WHERE id = ?", (work_id,))  # noqa: S608
        return None if row is None else _draft(row)

    def all(self) -> list[WorkingDraft]:
        """Every one of them, the newest first. Raises ``StorageError``."""
        with self._database.read() as connection:
            rows = fetch_all(connection, f"SELECT {_COLUMNS} FROM working_draft ORDER BY at DESC")  # noqa: S608
        return [_draft(row) for row in rows]

    def on_screen(self) -> WorkingDraft | None:
        """The one that was on screen last. Raises ``StorageError``."""
        with self._database.read() as connection:
            row = fetch_one(connection, f"SELECT {_COLUMNS} FROM working_draft WHERE on_screen")  # noqa: S608
        return None if row is None else _draft(row)


def _draft(row: Sequence[Any]) -> WorkingDraft:
    work_id, at, draft_id, body, arrived, waits = row
    return WorkingDraft(work_id, at, draft_id, json.loads(body), arrived, bool(waits))


def _stamp(when: datetime) -> str:
    return when.isoformat(timespec="microseconds")


def _body(work: Mapping[str, Any]) -> str:
    return json.dumps(work, ensure_ascii=False, separators=(",", ":"))


def _drop_old(connection: apsw.Connection, now: datetime) -> None:
    connection.execute(_OLD, (_stamp(now - KEPT_FOR), _stamp(now - WAITING_FOR), MOST))


def _remove(connection: apsw.Connection, work_id: str) -> None:
    connection.execute("DELETE FROM working_draft WHERE id = ?", (work_id,))
