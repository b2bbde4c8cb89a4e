"""The edit log: drafts and outcomes, append-only (triggers refuse everything else)."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

import apsw

from citewell.domain.audit import AuditKind
from citewell.domain.drafts import LogEntry, LogPage
from citewell.domain.errors import BadInputError, HomeBusyError
from citewell.domain.logged import LoggedDraft, LoggedOutcome
from citewell.domain.personal import PersonalValue
from citewell.records.values import compact_json
from citewell.storage.audit.chain import append_entry, row_hash
from citewell.storage.db.database import Database, fetch_all, fetch_one, fetch_value
from citewell.storage.log.evidence_store import store_evidence
from citewell.storage.log.log_pages import read_page, values_of
from citewell.storage.log.vault import read_values, store_values

BATCH = 100
"""How many drafts are read by one query where all of them are wanted."""
_NEXT = "SELECT number, id, at, ticket, body FROM draft WHERE number > ? ORDER BY number LIMIT ?"
_OUTCOMES = """
    SELECT draft_id, at, kind, final, reasons FROM outcome WHERE draft_id IN (SELECT value FROM json_each(?))
    ORDER BY number
"""


class EditLog:
    """``DraftLog`` on SQLite. A call that returned is on disk. What comes here is pseudonymised, as its types tell."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def record_draft(self, draft: LoggedDraft) -> None:
        """Append a draft with its evidence; what its placeholders stand for goes to the vault."""
        row = (draft.id, _now(), compact_json(draft.ticket), compact_json(draft.body))
        with self._database.write() as connection:
            connection.execute("INSERT INTO draft (id, at, ticket, body) VALUES (?, ?, ?, ?)", row)
            store_values(connection, draft.id, draft.personal)
            hashes = store_evidence(connection, draft.id, draft.evidence)
            append_entry(connection, AuditKind.DRAFT, draft.id, {"sha256": row_hash(*row), "evidence": hashes})

    def record_outcome(self, outcome: LoggedOutcome) -> None:
        """Append an outcome, and its override to the audit log, in one transaction.

        Raises ``BadInputError`` for a draft that is not in the log, and ``HomeBusyError`` where one of the outcome's
        placeholders got another meaning since it was masked.
        """
        draft_id = outcome.draft_id
        with self._database.write() as connection:
            _known_text(connection, draft_id)
            store_values(connection, draft_id, outcome.personal)
            if not set(outcome.personal) <= set(read_values(connection, draft_id)):
                raise HomeBusyError(
                    f"Another program recorded an outcome of draft '{draft_id}' at the same time. Nothing was recorded "
                    "here: do it again."
                )
            row = (draft_id, _now(), outcome.kind.value, outcome.final, compact_json(outcome.reasons))
            connection.execute("INSERT INTO outcome (draft_id, at, kind, final, reasons) VALUES (?, ?, ?, ?, ?)", row)
            number = connection.last_insert_rowid()
            body = {"outcome": number, "sha256": row_hash(number, *row)}
            append_entry(connection, AuditKind.OUTCOME, draft_id, body)
            if outcome.override is not None:
                append_entry(connection, AuditKind.OVERRIDE, draft_id, outcome.override.record())

    def kept_text(self, draft_id: str) -> tuple[str, tuple[PersonalValue, ...]]:
        """The text of a draft with its placeholders, and what these stand for.

        Raises ``BadInputError`` for a draft that is not in the log.
        """
        with self._database.read() as connection:
            return _known_text(connection, draft_id), read_values(connection, draft_id)

    def entries(self) -> Iterator[LogEntry]:
        """Every draft with its outcomes, oldest first; read as they are asked for, some ahead."""
        last = 0
        while True:
            with self._database.read() as connection:
                rows = fetch_all(connection, _NEXT, (last, BATCH))
                ids = [str(row[1]) for row in rows]
                outcomes = _outcomes(connection, ids)
                values = values_of(connection, ids)
            if not rows:
                return
            last = rows[-1][0]
            for _number, draft_id, at, ticket, body in rows:
                asked = json.loads(ticket)
                yield LogEntry(
                    draft_id=draft_id,
                    at=at,
                    ticket=asked["text"],
                    draft={**json.loads(body), "level": asked.get("level", "reply")},
                    outcomes=tuple(outcomes.get(draft_id, ())),
                    personal=values.get(draft_id, ()),
                )

    def page(self, limit: int, *, before: int | None = None, words: str = "") -> LogPage:
        """See ``DraftLog.page``."""
        with self._database.read() as connection:
            return read_page(connection, limit, before, words)

    def count(self) -> int:
        """How many drafts there are."""
        with self._database.read() as connection:
            return int(fetch_value(connection, "SELECT count(*) FROM draft"))


def _outcomes(connection: apsw.Connection, draft_ids: list[str]) -> Mapping[str, list[dict[str, object]]]:
    found: defaultdict[str, list[dict[str, object]]] = defaultdict(list)
    for draft_id, at, kind, final, reasons in fetch_all(connection, _OUTCOMES, (compact_json(draft_ids),)):
        found[draft_id].append({"at": at, "outcome": kind, "final": final, "reasons": json.loads(reasons)})
    return found


def _known_text(connection: apsw.Connection, draft_id: str) -> str:
    row = fetch_one(connection, "SELECT json_extract(body, '$.text') FROM draft WHERE id = ?", (draft_id,))
    if row is None:
        raise BadInputError(
            f"There is no draft '{draft_id}' in the log. 'citewell log' lists the drafts and their ids."
        )
    return str(row[0])


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
