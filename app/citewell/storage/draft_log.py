"""The edit log: drafts and outcomes, append-only (triggers refuse everything else)."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

from citewell.domain.drafts import Draft, LogEntry, Outcome, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.records import draft_record, ticket_record
from citewell.storage.database import Database, fetch_all, fetch_one

_NEXT = "SELECT number, id, at, ticket, body FROM draft WHERE number > ? ORDER BY number LIMIT 1"
_OUTCOMES = "SELECT at, kind, final, reasons FROM outcome WHERE draft_id = ? ORDER BY number"


class EditLog:
    """``DraftLog`` on SQLite. A call that returned is on disk."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def record_draft(self, ticket: Ticket, draft: Draft) -> None:
        """Append a draft."""
        with self._database.write() as connection:
            connection.execute(
                "INSERT INTO draft (id, at, ticket, body) VALUES (?, ?, ?, ?)",
                (draft.id, _now(), _json(ticket_record(ticket)), _json(draft_record(draft))),
            )

    def record_outcome(self, outcome: Outcome) -> None:
        """Append an outcome. Raises ``BadInputError`` for a draft that is not in the log."""
        with self._database.write() as connection:
            known = fetch_one(connection, "SELECT 1 FROM draft WHERE id = ?", (outcome.draft_id,))
            if known is None:
                raise BadInputError(
                    f"There is no draft '{outcome.draft_id}' in the log. 'citewell log' lists the drafts and their ids."
                )
            connection.execute(
                "INSERT INTO outcome (draft_id, at, kind, final, reasons) VALUES (?, ?, ?, ?, ?)",
                (outcome.draft_id, _now(), outcome.kind, outcome.final, _json(list(outcome.reasons))),
            )

    def entries(self) -> Iterator[LogEntry]:
        """Every draft with its outcomes, oldest first."""
        last = 0
        while True:
            with self._database.read() as connection:
                row = fetch_one(connection, _NEXT, (last,))
                if row is None:
                    return
                last, draft_id, at, ticket, body = row
                outcomes = fetch_all(connection, _OUTCOMES, (draft_id,))
            asked = json.loads(ticket)
            yield LogEntry(
                draft_id=draft_id,
                at=at,
                ticket=asked["text"],
                draft={**json.loads(body), "level": asked.get("level", "reply")},
                outcomes=tuple(
                    {"at": when, "outcome": kind, "final": final, "reasons": json.loads(reasons)}
                    for when, kind, final, reasons in outcomes
                ),
            )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
