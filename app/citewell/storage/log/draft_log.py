"""The edit log: drafts and outcomes, append-only (triggers refuse everything else)."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from citewell.domain.audit import AuditKind
from citewell.domain.drafts import Draft, LogEntry, Outcome, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.personal import PersonalValue
from citewell.domain.ports import TextMasker
from citewell.governance.personal.placeholders import mask_known_record
from citewell.records.values import compact_json, record_of
from citewell.storage.audit.chain import append_entry, row_hash
from citewell.storage.db.database import Database, fetch_all, fetch_one
from citewell.storage.log.evidence_store import store_evidence
from citewell.storage.log.vault import read_values, store_values

_NEXT = "SELECT number, id, at, ticket, body FROM draft WHERE number > ? ORDER BY number LIMIT 1"
_OUTCOMES = "SELECT at, kind, final, reasons FROM outcome WHERE draft_id = ? ORDER BY number"


class EditLog:
    """``DraftLog`` on SQLite. A call that returned is on disk."""

    def __init__(self, database: Database, masker: TextMasker | None = None) -> None:
        """Keep ``database``; nothing is read yet. ``masker`` masks what agents send."""
        self._database = database
        self._masker = masker

    def record_draft(self, ticket: Ticket, draft: Draft) -> None:
        """Append a draft, masked; ``ticket`` is masked already, and its values go to the vault."""
        body = masked_body(record_of(draft), draft.personal)
        row = (draft.id, _now(), compact_json(record_of(ticket)), compact_json(body))
        with self._database.write() as connection:
            connection.execute("INSERT INTO draft (id, at, ticket, body) VALUES (?, ?, ?, ?)", row)
            store_values(connection, draft.id, draft.personal)
            hashes = store_evidence(connection, draft)
            append_entry(connection, AuditKind.DRAFT, draft.id, {"sha256": row_hash(*row), "evidence": hashes})

    def record_outcome(self, outcome: Outcome) -> None:
        """Append an outcome. Raises ``BadInputError`` for a draft that is not in the log."""
        final, values = self._masked_final(outcome)
        with self._database.write() as connection:
            known = fetch_one(connection, "SELECT 1 FROM draft WHERE id = ?", (outcome.draft_id,))
            if known is None:
                raise BadInputError(
                    f"There is no draft '{outcome.draft_id}' in the log. 'citewell log' lists the drafts and their ids."
                )
            store_values(connection, outcome.draft_id, values)
            row = (outcome.draft_id, _now(), outcome.kind.value, final, compact_json(outcome.reasons))
            connection.execute("INSERT INTO outcome (draft_id, at, kind, final, reasons) VALUES (?, ?, ?, ?, ?)", row)
            number = connection.last_insert_rowid()
            body = {"outcome": number, "sha256": row_hash(number, *row)}
            append_entry(connection, AuditKind.OUTCOME, outcome.draft_id, body)

    def _masked_final(self, outcome: Outcome) -> tuple[str, tuple[PersonalValue, ...]]:
        """What the agent sent, as it is kept: with the ticket's placeholders, and more for what the agent added."""
        if self._masker is None or not outcome.final.strip():
            return outcome.final, ()
        with self._database.read() as connection:
            values = read_values(connection, outcome.draft_id)
            text = "SELECT json_extract(body, '$.text') FROM draft WHERE id = ?"
            row = fetch_one(connection, text, (outcome.draft_id,))
        return self._masker.mask_more(outcome.final, values, str(row[0]) if row else "")

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
                personal = read_values(connection, draft_id)
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
                personal=personal,
            )


_DOCUMENTS = ("citations", "near_misses", "conflicts", "model", "id")
"""Fields of a draft that hold the words of documents, not of the ticket."""


def masked_body(body: dict[str, object], values: Sequence[PersonalValue]) -> dict[str, object]:
    """A draft as it is kept: what it says of the ticket's personal data are placeholders."""
    masked = mask_known_record(body, values, kept=_DOCUMENTS)
    assert isinstance(masked, dict)  # noqa: S101  a record stays one
    return masked


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
