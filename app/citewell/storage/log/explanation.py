"""Explaining a past draft: what was asked, decided and said, on which passages, and how these stand today."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import apsw

from citewell.domain.audit import AuditKind
from citewell.domain.documents import PLACE_JOINT, Hit
from citewell.domain.drafts import LogEntry, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.evidence import EvidenceItem, StandingNow
from citewell.domain.personal import PersonalValue
from citewell.records.values import from_record
from citewell.storage.audit.chain import row_hash
from citewell.storage.db.database import Database, fetch_all, fetch_one
from citewell.storage.log.evidence_standing import EvidenceStandings
from citewell.storage.log.evidence_store import EvidenceStore, citation_item
from citewell.storage.log.vault import read_values

_DRAFT = "SELECT id, at, ticket, body FROM draft WHERE id = ?"
_OUTCOMES = "SELECT at, kind, final, reasons FROM outcome WHERE draft_id = ? ORDER BY number"
_ERASED = """
    SELECT at FROM audit WHERE kind = 'erasure' AND json_extract(body, '$.drafts."' || ? || '"') IS NOT NULL LIMIT 1
"""
_TOLD = "SELECT number, at, kind, body FROM audit WHERE subject = ? ORDER BY number"
_FORGOTTEN = "SELECT body FROM audit WHERE kind = 'forgotten' ORDER BY number"
_VERDICT = "SELECT why, verdict, note, judged_at FROM review WHERE draft_id = ?"
_HOLD = "SELECT reason FROM legal_hold WHERE subject = 'draft:' || ?"


@dataclass(frozen=True, slots=True)
class Explanation:
    """A past draft with everything that is known of it. ``untouched``: it is as the audit log tells it."""

    entry: LogEntry
    ticket: Ticket
    evidence: tuple[tuple[EvidenceItem, StandingNow], ...]
    log: tuple[dict[str, Any], ...]
    untouched: bool
    review: dict[str, Any] | None = None
    hold: str | None = None

    def record(self) -> dict[str, Any]:
        """As JSON."""
        draft: dict[str, Any] = dict(self.entry.draft)
        evidence = [evidence_record(item, now) for item, now in self.evidence]
        standing = {one["n"]: one["standing"] for one in evidence}
        sentences = [
            {**sentence, "standing": {str(n): standing.get(n, "unknown") for n in sentence["cites"]}}
            for sentence in draft.get("sentences", ())
        ]
        kept = ("decision", "confidence", "text", "unstyled", "findings", "trace", "model", "prompt_version", "level")
        return {
            "id": self.entry.draft_id,
            "at": self.entry.at,
            "ticket": self.entry.ticket,
            **{name: draft.get(name) for name in kept},
            "sentences": sentences,
            "evidence": evidence,
            "outcomes": list(self.entry.outcomes),
            "audit": {"untouched": self.untouched, "lines": list(self.log)},
            "review": self.review,
            "hold": self.hold,
        }

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The passages in the order of their numbers, to draft from again; the near misses of a refusal as well."""
        return tuple(item.hit for item, _ in self.evidence if not item.erased)

    @property
    def whole(self) -> bool:
        """Whether no passage was erased, so that the draft can be made again."""
        return not any(item.erased for item, _ in self.evidence)


class Explainer:
    """Explains past drafts."""

    def __init__(self, database: Database) -> None:
        """Keep ``database``; nothing is read yet."""
        self._database = database
        self._store = EvidenceStore(database)
        self._standings = EvidenceStandings(database)

    def explain(self, draft_id: str, today: date | None = None) -> Explanation:
        """What is known of a draft. Raises ``BadInputError`` for one that is not there, and says if it was erased."""
        with self._database.read() as connection:
            row = fetch_one(connection, _DRAFT, (draft_id,))
            if row is None:
                raise BadInputError(_missing(connection, draft_id))
            outcomes = fetch_all(connection, _OUTCOMES, (draft_id,))
            lines = fetch_all(connection, _TOLD, (draft_id,))
            forgotten = [json.loads(body)["drafts"] for (body,) in fetch_all(connection, _FORGOTTEN)]
            verdict = fetch_one(connection, _VERDICT, (draft_id,))
            hold = fetch_one(connection, _HOLD, (draft_id,))
            personal = read_values(connection, draft_id)
        body, asked = json.loads(row[3]), json.loads(row[2])
        day = today or datetime.now(UTC).date()
        items = self._store.of(draft_id) or _of_old(body)
        told = [drafts[draft_id] for drafts in forgotten if draft_id in drafts]
        told = told or [json.loads(line)["sha256"] for _, _, kind, line in lines if kind == AuditKind.DRAFT]
        return Explanation(
            entry=_entry(row[0], row[1], asked, body, outcomes, tuple(personal)),
            ticket=_ticket(asked, row[1]),
            evidence=tuple((item, self._standings.of(item, day)) for item in items),
            log=tuple({"number": number, "at": at, "kind": kind} for number, at, kind, _ in lines),
            untouched=bool(told) and told[-1] == row_hash(*row),
            review=_review(verdict),
            hold=hold[0] if hold else None,
        )


def evidence_record(item: EvidenceItem, now: StandingNow) -> dict[str, Any]:
    """A passage as JSON, with how it stands today."""
    hit = item.hit
    return {
        "n": item.n,
        "document": hit.document,
        "title": hit.title,
        "heading": PLACE_JOINT.join(hit.heading),
        "version": hit.version or None,
        "page": hit.page,
        "start": hit.start,
        "end": hit.end,
        "quote": hit.quote or None,
        "sha256": item.hash,
        "access": hit.access.value,
        "effective_from": hit.effective_from and hit.effective_from.isoformat(),
        "effective_to": hit.effective_to and hit.effective_to.isoformat(),
        "near_miss": item.near_miss,
        "standing": now.standing.value,
        "standing_note": now.words,
        "version_now": now.version or None,
    }


def _missing(connection: apsw.Connection, draft_id: str) -> str:
    erased = fetch_one(connection, _ERASED, (draft_id.replace('"', ""),))
    if erased is not None:
        return f"The draft '{draft_id}' was erased on {erased[0][:10]}; 'citewell privacy report' lists the receipts."
    return f"There is no draft '{draft_id}' in the log. 'citewell log' lists the drafts and their ids."


def _of_old(body: dict[str, Any]) -> tuple[EvidenceItem, ...]:
    """The citations of a draft from before evidence was kept."""
    cited = [citation_item(record, record["n"]) for record in body.get("citations", ())]
    missed = [citation_item(record, -n) for n, record in enumerate(body.get("near_misses", ()), start=1)]
    return (*cited, *missed)


def _entry(
    draft_id: str,
    at: str,
    asked: dict[str, Any],
    body: dict[str, Any],
    outcomes: list[tuple[Any, ...]],
    personal: tuple[PersonalValue, ...],
) -> LogEntry:
    return LogEntry(
        draft_id=draft_id,
        at=at,
        ticket=asked["text"],
        draft={**body, "level": asked.get("level", "reply")},
        outcomes=tuple(
            {"at": when, "outcome": kind, "final": final, "reasons": json.loads(reasons)}
            for when, kind, final, reasons in outcomes
        ),
        personal=personal,
    )


def _ticket(asked: dict[str, Any], at: str) -> Ticket:
    """The ticket as it was asked, as of the day of the draft."""
    day = asked.get("as_of") or datetime.fromisoformat(at).astimezone().date().isoformat()
    return from_record(Ticket, asked | {"as_of": day})


def _review(row: tuple[Any, ...] | None) -> dict[str, Any] | None:
    if row is None:
        return None
    why, verdict, note, judged_at = row
    return {**json.loads(why), "verdict": verdict or None, "note": note, "judged_at": judged_at or None}
