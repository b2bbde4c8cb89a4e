"""Facts of drafts, kept up with the log: a row of numbers for each draft and its last outcome."""

import json
import re
from typing import Any

import apsw

from citewell.governance.text.edit_distance import share_edited
from citewell.storage.db.database import Database, fetch_all

_ENTRY = re.compile(r"(?<=.\.\w{2})(\w*)#[^#]*$")
"""The row or entry that a document's place ends with, after the file's own ending."""
BATCH = 500
"""How many rows are read in one transaction: others that write wait no longer than for these."""
_NEW = """
    SELECT number, id, at, ticket, body, coalesce(json_extract(body, '$.citations[0].heading'), '')
    FROM draft
    WHERE number > (SELECT coalesce(max(number), 0) FROM draft_fact) AND json_valid(ticket) AND json_valid(body)
    ORDER BY number LIMIT ?
"""
_JUDGED = """
    SELECT o.number, o.draft_id, o.at, o.kind, o.final, json_extract(d.body, '$.text')
    FROM outcome o JOIN draft d ON d.id = o.draft_id AND json_valid(d.body)
    WHERE o.number > (SELECT coalesce(max(outcome_number), 0) FROM draft_fact) ORDER BY o.number LIMIT ?
"""
_ADD = """
    INSERT OR IGNORE INTO draft_fact (number, draft_id, at, level, decision, product, document, place, heading, mode,
        style, model, policy, trial, arm, factual, supported, citations, total_ms, prompt_tokens,
        completion_tokens, cpu_ms)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_CITES = "INSERT OR IGNORE INTO draft_document (number, document) VALUES (?, ?)"
_JUDGE = "UPDATE draft_fact SET outcome_number = ?, outcome = ?, judged_at = ?, distance = ? WHERE draft_id = ?"


class DraftFacts:
    """Reads what is new in the log. Ended before its time, it goes on there."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def catch_up(self) -> None:
        """Take in the drafts and outcomes that are new. Raises ``StorageError``."""
        with self._database.read() as connection:
            more = any(fetch_all(connection, sql, (1,)) for sql in (_NEW, _JUDGED))
        while more:
            with self._database.write() as connection:
                drafts = fetch_all(connection, _NEW, (BATCH,))
                for row in drafts:
                    _take_draft(connection, row)
                more = len(drafts) == BATCH
                if not more:  # every draft is in now, so no outcome is passed over
                    outcomes = fetch_all(connection, _JUDGED, (BATCH,))
                    for row in outcomes:
                        _take_outcome(connection, row)
                    more = len(outcomes) == BATCH

    def note_copied(self, draft_id: str, milliseconds: float) -> None:
        """Note the time from the paste of a ticket to the first copy of its draft. Raises ``StorageError``."""
        sql = "INSERT OR IGNORE INTO draft_copied (draft_id, ms) SELECT id, ? FROM draft WHERE id = ?"
        with self._database.write() as connection:
            connection.execute(sql, (milliseconds, draft_id))


def _take_draft(connection: apsw.Connection, row: tuple[Any, ...]) -> None:
    number, draft_id, at, ticket, body, heading = row
    asked, draft = json.loads(ticket), json.loads(body)
    factual = [one for one in draft.get("sentences", ()) if one.get("factual", True)]
    places = [str(one["document"]) for one in draft.get("citations", ())]
    documents = [_ENTRY.sub(r"\1", place) for place in places]
    model, timings, made = draft.get("model") or {}, draft.get("timings") or {}, draft.get("made") or {}
    connection.execute(
        _ADD,
        (
            number,
            draft_id,
            at,
            asked.get("level") or "reply",
            draft.get("decision", ""),
            asked.get("product") or "",
            documents[0] if documents else "",
            places[0] if places else "",
            heading,
            asked.get("mode") or "hybrid",
            model.get("style") or "",
            model.get("base") or "",
            made.get("policy", ""),
            made.get("trial", ""),
            made.get("arm", ""),
            len(factual),
            sum(bool(one.get("supported")) for one in factual),
            len(documents),
            float(timings.get("total_ms") or 0.0),
            int(timings.get("prompt_tokens") or 0),
            int(timings.get("completion_tokens") or 0),
            made.get("cpu_ms"),
        ),
    )
    connection.executemany(_CITES, [(number, document) for document in documents])


def _take_outcome(connection: apsw.Connection, row: tuple[Any, ...]) -> None:
    number, draft_id, at, kind, final, said = row
    distance = {"accepted": 0.0, "edited": share_edited(said, final) if kind == "edited" else None}.get(kind)
    connection.execute(_JUDGE, (number, kind, at, distance, draft_id))
