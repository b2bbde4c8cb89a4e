"""The review queue: drafts that were drawn for a second look, and what was found."""

import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import apsw

from citewell.domain.audit import AuditKind
from citewell.domain.errors import BadInputError
from citewell.governance.sampling import RANDOM, Facts, chance, permanent_number, share_changed
from citewell.records.values import compact_json
from citewell.storage.audit.chain import append_entry, row_hash
from citewell.storage.db.database import Database, fetch_all, fetch_one, fetch_value

SEED, SEEN = "review_seed", "review_seen"
BATCH = 200
"""How many drafts are looked at in one transaction: others that write wait no longer than for these."""
_NEW = """
    SELECT id FROM draft WHERE number > ?1
    UNION SELECT draft_id FROM outcome WHERE number > ?2
    UNION SELECT subject FROM audit WHERE number > ?3 AND kind = 'override'
"""
_BODIES = "SELECT id, body FROM draft WHERE id IN (SELECT value FROM json_each(?)) ORDER BY number"
_OVERRIDDEN = "SELECT DISTINCT subject FROM audit WHERE kind = 'override'"
_LATEST = """
    SELECT coalesce((SELECT max(number) FROM draft), 0), coalesce((SELECT max(number) FROM outcome), 0),
    coalesce((SELECT max(number) FROM audit), 0)
"""
_SET = (
    "INSERT INTO team_setting (name, at, value) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET at = ?2, value = ?3"
)
_DRAW = "INSERT INTO review (draft_id, at, why) VALUES (?, ?, ?)"
_ALL = "SELECT draft_id, at, why, verdict, note, judged_at FROM review ORDER BY at, draft_id"
_ONE = "SELECT draft_id, at, why, verdict, note, judged_at FROM review WHERE draft_id = ?"


class Verdict(StrEnum):
    """What a reviewer makes of a draft as it was shown."""

    RIGHT = "right"
    WRONG = "wrong"
    HARMFUL = "harmful"
    """Wrong, and a customer or the company would have come to harm by it."""
    UNCLEAR = "unclear"
    """Cannot be told; does not count."""


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A draft that was drawn: with what chance (0 to 1), for what risks, and its verdict (``None``: still open)."""

    draft_id: str
    at: str
    probability: float
    risks: tuple[str, ...]
    verdict: Verdict | None = None
    note: str = ""
    judged_at: str = ""

    @property
    def why(self) -> str:
        """Why it was drawn, in words."""
        return ", ".join(self.risks) or RANDOM


class ReviewQueue:
    """Draws drafts and keeps verdicts. ``percent`` of the drafts without any risk are drawn."""

    def __init__(self, database: Database, percent: int) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database
        self._share = percent / 100

    def draw(self) -> int:
        """Look at what is new since the last time and draw from it; return how many were drawn.

        Ended before its time, it looks at the same drafts again, and draws the same ones: their numbers are permanent.
        """
        with self._database.read() as connection:
            latest = _latest(connection)
            new = [str(draft_id) for (draft_id,) in fetch_all(connection, _NEW, _seen(connection))]
            overridden = {str(subject) for (subject,) in fetch_all(connection, _OVERRIDDEN)} if new else set()
        if not new:
            return 0
        drawn = 0
        for start in range(0, len(new), BATCH):
            with self._database.write() as connection:
                seed, now = _seed(connection), datetime.now(UTC).isoformat(timespec="seconds")
                asked = compact_json(new[start : start + BATCH])
                for draft_id, body in fetch_all(connection, _BODIES, (asked,)):
                    facts = _facts(connection, draft_id, json.loads(body), overridden=draft_id in overridden)
                    drawn += self._consider(connection, seed, now, draft_id, facts)
        with self._database.write() as connection:
            now = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(_SET, (SEEN, now, json.dumps(latest)))
        return drawn

    def _consider(self, connection: apsw.Connection, seed: str, now: str, draft_id: str, facts: Facts) -> int:
        found = chance(facts, self._share)
        row = fetch_one(connection, "SELECT why FROM review WHERE draft_id = ?", (draft_id,))
        if row is not None:
            before = json.loads(row[0])
            if found.probability > before["chance"]:
                why = json.dumps({"chance": found.probability, "risks": found.risks})
                connection.execute("UPDATE review SET why = ? WHERE draft_id = ?", (why, draft_id))
            return 0
        if permanent_number(seed, draft_id) >= found.probability:
            return 0
        connection.execute(_DRAW, (draft_id, now, json.dumps({"chance": found.probability, "risks": found.risks})))
        return 1

    def of(self, draft_id: str) -> ReviewItem | None:
        """One draft, if it was drawn."""
        with self._database.read() as connection:
            row = fetch_one(connection, _ONE, (draft_id,))
        return None if row is None else _item(row)

    def waiting(self) -> int:
        """How many are without a verdict."""
        with self._database.read() as connection:
            return int(fetch_value(connection, "SELECT count(*) FROM review WHERE verdict = ''"))

    def all(self) -> tuple[ReviewItem, ...]:
        """Every draft that was drawn, the first one first."""
        with self._database.read() as connection:
            return tuple(_item(row) for row in fetch_all(connection, _ALL))

    def open(self) -> tuple[ReviewItem, ...]:
        """Those without a verdict, the riskiest first."""
        waiting = [item for item in self.all() if item.verdict is None]
        return tuple(sorted(waiting, key=lambda item: (-item.probability, item.at)))

    def judge(self, draft_id: str, verdict: Verdict, note: str = "") -> None:
        """Record a verdict; a later one takes its place. Raises ``BadInputError`` for a draft that was not drawn."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._database.write() as connection:
            row = fetch_one(connection, "SELECT 1 FROM review WHERE draft_id = ?", (draft_id,))
            if row is None:
                raise BadInputError(
                    f"The draft '{draft_id}' was not drawn for review. 'citewell review' lists those that were: "
                    "figures hold only for drafts that chance has chosen."
                )
            connection.execute(
                "UPDATE review SET verdict = ?, note = ?, judged_at = ? WHERE draft_id = ?",
                (verdict.value, note, now, draft_id),
            )
            body = {"verdict": verdict.value, "sha256": row_hash(verdict.value, now)}
            append_entry(connection, AuditKind.REVIEW, draft_id, body)


def _facts(connection: apsw.Connection, draft_id: str, draft: dict[str, Any], *, overridden: bool) -> Facts:
    outcomes = fetch_all(connection, "SELECT kind, final FROM outcome WHERE draft_id = ? ORDER BY number", (draft_id,))
    text = str(draft.get("text", ""))
    return Facts(
        confidence=float(draft.get("confidence", 1.0)),
        decision=str(draft.get("decision", "")),
        severities=frozenset(str(finding["severity"]) for finding in draft.get("findings", ())),
        outcomes=frozenset(kind for kind, _ in outcomes),
        changed=max((share_changed(text, final) for kind, final in outcomes if kind == "edited"), default=0.0),
        overridden=overridden,
    )


def _item(row: tuple[Any, ...]) -> ReviewItem:
    draft_id, at, stored, verdict, note, judged_at = row
    why = json.loads(stored)
    judged = Verdict(verdict) if verdict else None
    return ReviewItem(draft_id, at, float(why["chance"]), tuple(why["risks"]), judged, note, judged_at)


def _latest(connection: apsw.Connection) -> tuple[int, ...]:
    return tuple(fetch_all(connection, _LATEST)[0])


def _seen(connection: apsw.Connection) -> tuple[int, ...]:
    row = fetch_one(connection, "SELECT value FROM team_setting WHERE name = ?", (SEEN,))
    return tuple(json.loads(row[0])) if row else (0, 0, 0)


def _seed(connection: apsw.Connection) -> str:
    row = fetch_one(connection, "SELECT value FROM team_setting WHERE name = ?", (SEED,))
    if row is not None:
        return str(row[0])
    seed = secrets.token_hex(16)
    connection.execute(_SET, (SEED, datetime.now(UTC).isoformat(timespec="seconds"), seed))
    return seed
