"""What became of drafts, as levels and gaps need it: outcome, share of words changed, whether documents answer now."""

import json
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from citewell.domain.drafts import Decision, Level, OutcomeKind
from citewell.domain.live.topics import GapTicket, TopicDraft
from citewell.storage.db.database import Database, fetch_all, fetch_value
from citewell.storage.index.quantisation import unit_vectors

Floats = NDArray[np.float32]

_STALE = """
    SELECT t.number FROM topic_draft t
    JOIN (SELECT draft_id, max(number) AS last FROM outcome GROUP BY draft_id) o ON o.draft_id = t.draft_id
    WHERE o.last > t.outcome ORDER BY t.number DESC
"""
_FULL = """
    SELECT d.number, d.id, d.at, json_extract(d.ticket, '$.text'), coalesce(json_extract(d.ticket, '$.level'), 'reply'),
        json_extract(d.body, '$.decision'), json_extract(d.body, '$.text'), o.kind, o.final, o.number
    FROM draft d LEFT JOIN outcome o ON o.number = (SELECT max(number) FROM outcome WHERE draft_id = d.id)
    WHERE d.number IN (SELECT value FROM json_each(?)) ORDER BY d.number DESC
"""
_REFUSED = "SELECT number FROM topic_draft WHERE level = 'reply' AND decision = 'refuse'"
_REWRITTEN = """
    SELECT number FROM topic_draft WHERE level = 'reply' AND decision IN ('answer', 'clarify')
    AND (kind = 'rejected' OR (kind = 'edited' AND changed >= ?))
"""
_TICKETS = """
    SELECT number, decision, topic, searched, answered, vector FROM topic_draft
    WHERE embedder = ? AND number IN (SELECT value FROM json_each(?)) ORDER BY number DESC
"""
_USUAL = """
    SELECT vector FROM topic_draft WHERE embedder = ?1
    AND number % max(1, (SELECT count(*) FROM topic_draft) / ?2) = 0 LIMIT ?2
"""
_INDEX = """
    SELECT coalesce((SELECT max(indexed_at) FROM source), '') || ' ' || (SELECT count(*) FROM source)
        || ' ' || (SELECT value FROM tally WHERE name = 'documents')
        || ' ' || (SELECT value FROM tally WHERE name = 'passages')
"""


class GapStore:
    """Every call may raise ``StorageError``."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def stale(self) -> list[int]:
        """Numbers of the drafts with an outcome that was not looked at yet, the newest first."""
        with self._database.read() as connection:
            return [number for (number,) in fetch_all(connection, _STALE)]

    def full(self, numbers: Sequence[int]) -> list[TopicDraft]:
        """Drafts by number with all their texts, the newest first; those that were erased are left out."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _FULL, (json.dumps(list(numbers)),))
        return [
            TopicDraft(
                number, draft_id, at, ticket, Level(level), Decision(decision), said or "",
                OutcomeKind(kind) if kind else None, final or "", last or 0,
            )
            for number, draft_id, at, ticket, level, decision, said, kind, final, last in rows
        ]  # fmt: skip

    def note_outcomes(self, changed: Sequence[tuple[TopicDraft, float | None]]) -> None:
        """Keep what became of drafts, with the share of their words that was changed."""
        sql = "UPDATE topic_draft SET outcome = ?, kind = ?, changed = ? WHERE number = ?"
        rows = [(one.outcome_number, one.outcome or "", share, one.number) for one, share in changed]
        with self._database.write() as connection:
            connection.executemany(sql, rows)

    def candidates(self, embedder: str, heavy: float, limit: int) -> tuple[list[GapTicket], Floats]:
        """The newest tickets that were refused or rewritten (``heavy``: share of words), and their unit vectors."""
        sql = f"{_REFUSED} UNION {_REWRITTEN} ORDER BY number DESC LIMIT ?"
        with self._database.read() as connection:
            numbers = [number for (number,) in fetch_all(connection, sql, (heavy, limit))]
            rows = fetch_all(connection, _TICKETS, (embedder, json.dumps(numbers)))
        tickets = [GapTicket(row[0], row[1] == Decision.REFUSE, row[2], row[3], bool(row[4])) for row in rows]
        stored = [row[5] for row in rows]
        return tickets, unit_vectors(b"".join(stored), len(stored[0])) if stored else np.zeros((0, 1), dtype=np.float32)

    def usual(self, embedder: str, most: int) -> Floats:
        """Unit vectors of tickets of any kind, spread evenly over the log: what is usual among them."""
        with self._database.read() as connection:
            stored = [vector for (vector,) in fetch_all(connection, _USUAL, (embedder, most))]
        return unit_vectors(b"".join(stored), len(stored[0])) if stored else np.zeros((0, 1), dtype=np.float32)

    def note_answered(self, answered: Sequence[tuple[int, bool]], index: str) -> None:
        """Keep whether the documents of ``index`` answer tickets, by number."""
        sql = "UPDATE topic_draft SET searched = ?, answered = ? WHERE number = ?"
        with self._database.write() as connection:
            connection.executemany(sql, [(index, yes, number) for number, yes in answered])

    def index_state(self) -> str:
        """Names the state of the index: another one after a run that may have changed it."""
        with self._database.read() as connection:
            return str(fetch_value(connection, _INDEX))
