"""Applying retention: what is past its limit goes, with proof and receipt; what is held stays."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import apsw

from citewell.domain.audit import AuditKind
from citewell.domain.errors import BadInputError
from citewell.governance.retention import Due, Kept, Record, doubtful_clock, due, in_force
from citewell.storage.audit.chain import append_entry
from citewell.storage.db.database import Database, fetch_all, fetch_one
from citewell.storage.erasure.erasure import Eraser
from citewell.storage.erasure.holds import held_drafts

EVERY = timedelta(days=1)
_RECORDS = {
    Kept.DRAFTS: "SELECT id, at FROM draft",
    Kept.VAULT: "SELECT DISTINCT v.draft_id, d.at FROM vault v JOIN draft d ON d.id = v.draft_id",
    Kept.GOLDEN_RUNS: "SELECT name, at FROM golden_run",
    Kept.LEARNING_RUNS: "SELECT number, at FROM learning_run",
    Kept.COPIES: "SELECT number, at FROM export_note",
}
_REMOVE = {
    Kept.VAULT: "DELETE FROM vault WHERE draft_id IN (SELECT value FROM json_each(?))",
    Kept.GOLDEN_RUNS: "DELETE FROM golden_run WHERE name IN (SELECT value FROM json_each(?))",
    Kept.LEARNING_RUNS: "DELETE FROM learning_run WHERE number IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
    Kept.COPIES: "DELETE FROM export_note WHERE number IN (SELECT CAST(value AS INTEGER) FROM json_each(?))",
}
_LAST_RUN = "SELECT max(number), max(at) FROM audit WHERE kind = ?"
_TIMES = "SELECT at FROM audit WHERE number >= ? ORDER BY number"


@dataclass(frozen=True, slots=True)
class RetentionPlan:
    """What is due now, by kind, under the limits in force; ``doubt`` says why the clock may be wrong."""

    limits: Mapping[Kept, int]
    due: Mapping[Kept, Due]
    doubt: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to erase."""
        return not any(one.erase for one in self.due.values())

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "limits_days": {kind.value: days for kind, days in self.limits.items()},
            "due": {kind.value: len(one.erase) for kind, one in self.due.items()},
            "held": sorted({name for one in self.due.values() for name in one.held}),
            "doubt": self.doubt or None,
        }


class Retention:
    """Time limits of one home. ``schedule`` maps each kind to its days, 0 for no limit."""

    def __init__(self, database: Database, eraser: Eraser, schedule: Mapping[Kept, int]) -> None:
        """Keep the parts; nothing is read yet."""
        self._database = database
        self._eraser = eraser
        self._schedule = dict(schedule)

    def plan(self, now: datetime | None = None) -> RetentionPlan:
        """What is due. Raises ``StorageError``."""
        now = now or datetime.now(UTC)
        limits = in_force(self._schedule)
        with self._database.read() as connection:
            held = held_drafts(connection) if limits else {}
            found = {kind: due(_records(connection, kind, held), now, days) for kind, days in limits.items()}
            last = fetch_one(connection, _LAST_RUN, (AuditKind.RETENTION.value,))
            times = [at for (at,) in fetch_all(connection, _TIMES, ((last[0] if last else 0) or 0,))]
        return RetentionPlan(limits, found, doubtful_clock(times, now) if limits else "")

    def apply(
        self, plan: RetentionPlan, styles: Mapping[str, str] | None = None, *, confirmed: bool = False
    ) -> dict[str, Any] | None:
        """Erase what is due; return the receipt of the drafts that went, if any did.

        Raises ``BadInputError`` where the clock is doubtful and nobody ``confirmed`` it, ``StorageError``.
        """
        if plan.doubt and not confirmed:
            raise BadInputError(
                f"Nothing was erased: {plan.doubt}. Set the clock right, or run 'citewell privacy retain --yes'."
            )
        with self._database.write() as connection:
            for kind, sql in _REMOVE.items():
                names = plan.due[kind].erase if kind in plan.due else ()
                connection.execute(sql, (json.dumps(names),))
            append_entry(connection, AuditKind.RETENTION, "run", _told(plan, confirmed=confirmed))
        drafts = plan.due[Kept.DRAFTS].erase if Kept.DRAFTS in plan.due else ()
        if drafts:
            return self._eraser.erase(self._eraser.plan(drafts), styles or {}, reason="retention").receipt
        if not plan.is_empty:
            self._database.empty_log()
        return None

    def is_time(self, now: datetime | None = None) -> bool:
        """Whether limits are in force and the last run is a day ago, or there was none."""
        if not in_force(self._schedule):
            return False
        with self._database.read() as connection:
            last = fetch_one(connection, _LAST_RUN, (AuditKind.RETENTION.value,))
        at = last[1] if last else None
        return at is None or abs((now or datetime.now(UTC)) - datetime.fromisoformat(at)) >= EVERY


def _records(connection: apsw.Connection, kind: Kept, held: Mapping[str, str]) -> list[Record]:
    of_drafts = kind in {Kept.DRAFTS, Kept.VAULT}
    return [
        Record(str(name), at, held=of_drafts and name in held) for name, at in fetch_all(connection, _RECORDS[kind])
    ]


def _told(plan: RetentionPlan, *, confirmed: bool) -> dict[str, object]:
    body: dict[str, object] = {
        "limits": {kind.value: days for kind, days in plan.limits.items()},
        "erased": {kind.value: len(one.erase) for kind, one in plan.due.items()},
    }
    return body | ({"confirmed": True} if confirmed else {})
