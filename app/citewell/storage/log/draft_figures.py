"""Figures of the whole edit log, aggregated in SQL over its rows of facts; texts are read of the newest alone."""

import json
from typing import Any

from citewell.domain.drafts import LogEntry
from citewell.domain.live.advice import LevelUse, ModeSpeed, Place, PlaceUse
from citewell.storage.db.database import Database, fetch_all, fetch_value

_USES = """
    SELECT product, place, heading, count(*), sum(decision = 'answer'), sum(decision = 'refuse'),
        sum(decision = 'escalate')
    FROM draft_fact GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
"""
_LEVELS = "SELECT level, judged_at, nullif(outcome, '') FROM draft_fact ORDER BY outcome_number"
_SPEEDS = """
    WITH ranked AS (
        SELECT mode, total_ms AS ms, prompt_tokens + completion_tokens AS tokens,
               row_number() OVER (PARTITION BY mode ORDER BY total_ms) AS place,
               count(*) OVER (PARTITION BY mode) AS size
        FROM draft_fact WHERE total_ms > 0 AND level = 'reply')
    SELECT mode, max(size), avg(ms) FILTER (WHERE place IN ((size + 1) / 2, size / 2 + 1)), avg(tokens)
    FROM ranked GROUP BY mode ORDER BY mode
"""
_NEWEST = """
    SELECT d.id, d.at, json_extract(d.ticket, '$.text'), d.ticket, d.body, o.at, o.kind, o.final, o.reasons
    FROM (SELECT number, outcome_number FROM draft_fact WHERE outcome IN ('accepted', 'edited') AND level = 'reply'
          ORDER BY outcome_number DESC LIMIT ?) newest
    JOIN outcome o ON o.number = newest.outcome_number JOIN draft d ON d.number = newest.number ORDER BY o.number
"""
_TICKETS = "SELECT json_extract(ticket, '$.text') FROM draft WHERE json_valid(ticket) ORDER BY number DESC LIMIT ?"
_PERSONAL = "SELECT count(DISTINCT draft_id) FROM vault"
_USED = frozenset({"accepted", "edited"})


class DraftFigures:
    """Counts over every draft that the facts were caught up with, and the newest drafts themselves."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def uses(self) -> list[PlaceUse]:
        """How often each place is cited first, the most cited first; drafts that cite nothing have no document."""
        return [PlaceUse(Place(*row[:3]), *row[3:]) for row in self._all(_USES)]

    def levels(self) -> list[LevelUse]:
        """Every assist level that was used, with what became of its drafts in the order of their last outcomes."""
        counts: dict[str, int] = {}
        sent: dict[str, list[tuple[str, bool]]] = {}
        for level, at, kind in self._all(_LEVELS):
            counts[level] = counts.get(level, 0) + 1
            if kind is not None:
                sent.setdefault(level, []).append((at, kind in _USED))
        return [LevelUse(level, count, tuple(sent.get(level, ()))) for level, count in sorted(counts.items())]

    def speeds(self) -> list[ModeSpeed]:
        """Time and tokens of replies by mode."""
        return [ModeSpeed(mode, size, ms, tokens or 0.0) for mode, size, ms, tokens in self._all(_SPEEDS)]

    def sent(self, most: int) -> list[LogEntry]:
        """The newest replies that were accepted or edited, at most ``most`` of them, each with its last outcome."""
        return [_entry(row) for row in self._all(_NEWEST, most)]

    def tickets(self, most: int) -> list[str]:
        """Texts of the newest tickets as they are kept, masked."""
        return [text or "" for (text,) in self._all(_TICKETS, most)]

    def personal(self) -> int:
        """How many drafts have personal data behind their placeholders."""
        with self._database.read() as connection:
            return int(fetch_value(connection, _PERSONAL))

    def _all(self, sql: str, *values: int) -> list[tuple[Any, ...]]:
        with self._database.read() as connection:
            return fetch_all(connection, sql, values)


def _entry(row: tuple[Any, ...]) -> LogEntry:
    draft_id, at, text, ticket, body, judged_at, kind, final, reasons = row
    outcome: dict[str, object] = {"at": judged_at, "outcome": kind, "final": final, "reasons": json.loads(reasons)}
    asked = json.loads(ticket)
    draft = {**json.loads(body), "level": "reply", "product": asked.get("product", "")}
    return LogEntry(draft_id, at, text or "", draft, (outcome,))
