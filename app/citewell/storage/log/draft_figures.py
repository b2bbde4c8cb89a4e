"""Figures of the whole edit log, aggregated in SQL over indexed JSON fields; texts are read of the newest alone."""

import json
from typing import Any

from citewell.domain.drafts import LogEntry
from citewell.domain.live.advice import LevelUse, ModeSpeed, Place, PlaceUse
from citewell.storage.db.database import Database, fetch_all, fetch_value

_FIGURES = """
    WITH figures AS MATERIALIZED (  -- read from the index alone: grouping the table itself would read every draft
        SELECT number, at, id,
               json_extract(ticket, '$.level') AS level, json_extract(ticket, '$.mode') AS mode,
               json_extract(ticket, '$.product') AS product, json_extract(body, '$.decision') AS decision,
               json_extract(body, '$.citations[0].document') AS document,
               json_extract(body, '$.citations[0].heading') AS heading,
               json_extract(body, '$.timings.total_ms') AS ms,
               json_extract(body, '$.timings.prompt_tokens') AS read,
               json_extract(body, '$.timings.completion_tokens') AS written
        FROM draft INDEXED BY draft_figures WHERE json_valid(ticket) AND json_valid(body))
"""
_USES = f"""
    {_FIGURES}
    SELECT coalesce(product, ''), coalesce(document, ''), coalesce(heading, ''), count(*), sum(decision = 'answer'),
           sum(decision = 'refuse'), sum(decision = 'escalate')
    FROM figures GROUP BY 1, 2, 3 ORDER BY 4 DESC, 1, 2, 3
"""  # noqa: S608  no value is put into it
_LAST = """
    SELECT draft_id, kind, at, max(number) FROM outcome INDEXED BY outcome_figures GROUP BY draft_id
"""
_LEVELS = f"""
    {_FIGURES}, last (draft_id, kind, at, number) AS ({_LAST})
    SELECT coalesce(f.level, 'reply'), l.at, l.kind FROM figures f LEFT JOIN last l ON l.draft_id = f.id
    ORDER BY l.number
"""  # noqa: S608  no value is put into it
_SPEEDS = f"""
    {_FIGURES}, ranked AS (
        SELECT coalesce(mode, 'hybrid') AS mode, ms, read + written AS tokens,
               row_number() OVER (PARTITION BY coalesce(mode, 'hybrid') ORDER BY ms) AS place,
               count(*) OVER (PARTITION BY coalesce(mode, 'hybrid')) AS size
        FROM figures WHERE ms > 0 AND coalesce(level, 'reply') = 'reply')
    SELECT mode, max(size), avg(ms) FILTER (WHERE place IN ((size + 1) / 2, size / 2 + 1)), avg(tokens)
    FROM ranked GROUP BY mode ORDER BY mode
"""  # noqa: S608  no value is put into it
_NEWEST = f"""
    SELECT d.id, d.at, json_extract(d.ticket, '$.text'), d.ticket, d.body, o.at, o.kind, o.final, o.reasons
    FROM (SELECT number FROM ({_LAST.replace("max(number)", "max(number) AS number")})
          WHERE kind IN ('accepted', 'edited') ORDER BY number DESC LIMIT ?) newest
    JOIN outcome o ON o.number = newest.number JOIN draft d ON d.id = o.draft_id
    WHERE json_valid(d.ticket) AND json_valid(d.body) AND coalesce(json_extract(d.ticket, '$.level'), 'reply') = 'reply'
    ORDER BY o.number
"""  # noqa: S608  no value is put into it
_TICKETS = "SELECT json_extract(ticket, '$.text') FROM draft WHERE json_valid(ticket) ORDER BY number DESC LIMIT ?"
_PERSONAL = "SELECT count(DISTINCT draft_id) FROM vault"
_USED = frozenset({"accepted", "edited"})


class DraftFigures:
    """Counts over every draft, and the newest drafts themselves."""

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
