"""Sums over the facts of drafts: by group, before and after a change, and for the cost ledger."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from citewell.domain.audit import AuditKind
from citewell.domain.live.figures import COUNTED, LIGHT_EDIT, Change, ChangeKind, Counts, Effort, Era, Grouping, Span
from citewell.storage.db.database import Database, fetch_all, fetch_one

GROUPS: Mapping[Grouping, str] = MappingProxyType(
    {
        Grouping.WEEK: "strftime('%G-W%V', f.at)",
        Grouping.TOPIC: "CASE WHEN f.product <> '' THEN f.product ELSE f.document END",
        Grouping.DOCUMENT: "c.document",
        Grouping.STYLE: "f.style",
        Grouping.MODEL: "f.model",
        Grouping.LEVEL: "f.level",
    }
)
"""The group of a draft, as SQL. A topic is the product, else the first document that is cited."""
_ACCEPTED = "(f.outcome = 'accepted' OR f.outcome = 'edited' AND f.distance < :light)"
_SUMS = f"""
    count(*),
    sum(f.outcome <> ''),
    sum(f.outcome = 'accepted'),
    sum(f.outcome = 'edited' AND f.distance < :light),
    sum(f.outcome = 'edited' AND f.distance >= :light),
    sum(f.outcome = 'rejected'),
    sum(f.factual),
    sum(f.supported),
    sum(f.decision = 'answer' AND f.level = 'reply'),
    sum(f.decision = 'answer' AND f.level = 'reply' AND f.citations > 0),
    sum(f.decision = 'refuse' AND f.outcome <> ''),
    sum(f.decision = 'refuse' AND ({_ACCEPTED} OR f.outcome = 'escalated')),
    sum(f.decision = 'escalate' OR f.outcome = 'escalated'),
    count(f.distance),
    avg(f.distance),
    percentile(f.total_ms, 50),
    percentile(f.total_ms, 95),
    count(p.ms),
    percentile(p.ms, 50)
"""
_GROUPED = """
    SELECT {group}, CASE WHEN f.at < :change THEN 'before' ELSE 'after' END, {sums}
    FROM draft_fact f {cited} LEFT JOIN draft_copied p ON p.draft_id = f.draft_id
    WHERE f.at >= :since AND f.at < :until GROUP BY 1, 2 ORDER BY 1, 2
"""
_CITED = "JOIN draft_document c ON c.number = f.number"
_EFFORT = """
    SELECT count(*), sum(f.outcome <> ''), sum({accepted}), count(f.cpu_ms), total(f.cpu_ms) / 1000,
        sum(f.prompt_tokens), sum(f.completion_tokens)
    FROM draft_fact f WHERE f.at >= :since AND f.at < :until
"""
_CHANGES = (
    "SELECT number, at, kind, subject, body FROM audit WHERE kind IN ('style', 'setting', 'bundle') ORDER BY number"
)
_LAST_POLICY = "SELECT json_extract(body, '$.made.policy') FROM draft ORDER BY number DESC LIMIT 1"
_END = "9999"
POLICIES, TRIAL = "policies", "comparison"
"""Subjects of lines of the audit chain about policy packs that came into force, and about comparisons."""
_SETTINGS: Mapping[str, ChangeKind] = MappingProxyType(
    {"decisions": ChangeKind.DECISIONS, POLICIES: ChangeKind.POLICY, TRIAL: ChangeKind.COMPARISON}
)


class FigureCounts:
    """Sums over all drafts of one home; ``DraftFacts`` keeps up what they are made of."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database

    def grouped(self, by: Grouping | None, span: Span) -> list[Counts]:
        """Counts by group and era; of all drafts at once where ``by`` is ``None``.

        By document, a draft counts for each document that it cites. Raises ``StorageError``.
        """
        group = "''" if by is None else GROUPS[by]
        sql = _GROUPED.format(group=group, sums=_SUMS, cited=_CITED if by is Grouping.DOCUMENT else "")
        with self._database.read() as connection:
            rows = fetch_all(connection, sql, _bounds(span) | {"change": span.change})
        return [Counts(**dict(zip(COUNTED, (row[0], Era(row[1]), *row[2:]), strict=True))) for row in rows]

    def effort(self, span: Span) -> Effort:
        """What the drafts of a span took. Raises ``StorageError``."""
        with self._database.read() as connection:
            row = fetch_one(connection, _EFFORT.format(accepted=_ACCEPTED), _bounds(span)) or ()
        return Effort(*(value or 0 for value in row))

    def last_policy(self) -> str:
        """The SHA-256 of the policy that the last draft was made under; empty where it is not known."""
        with self._database.read() as connection:
            row = fetch_one(connection, _LAST_POLICY)
        return "" if row is None else str(row[0] or "")

    def changes(self) -> list[Change]:
        """Changes that figures can be compared before and after, the oldest first. Raises ``StorageError``."""
        with self._database.read() as connection:
            rows = fetch_all(connection, _CHANGES)
        found = (_change(number, at, kind, subject, json.loads(body)) for number, at, kind, subject, body in rows)
        return [change for change in found if change is not None]


def _bounds(span: Span) -> dict[str, Any]:
    return {"since": span.since, "until": span.until or _END, "light": LIGHT_EDIT}


def _change(number: int, at: str, kind: str, subject: str, body: dict[str, Any]) -> Change | None:
    if kind == AuditKind.STYLE:
        used = body.get("action") in {"activated", "rolled_back"}
        return Change(number, at, ChangeKind.STYLE, subject or "no style") if used else None
    if kind == AuditKind.BUNDLE:
        return Change(number, at, ChangeKind.BUNDLE, subject)
    if subject == "options":
        return Change(number, at, ChangeKind.MODEL, "another base model") if "base_model" in body else None
    told = _SETTINGS.get(subject)
    what = str(body.get("packs") or body.get("arms") or body.get("action") or "")
    return None if told is None else Change(number, at, told, what)
