"""Drafts of live work for tests of figures, as the log keeps them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.support import log_outcome

from citewell.domain.drafts import (
    Citation,
    Decision,
    Draft,
    Level,
    ModelUse,
    Outcome,
    OutcomeKind,
    Sentence,
    Ticket,
    Timings,
)
from citewell.domain.logged import Making
from citewell.pipeline.intake.anonymizer import MaskedTicket
from citewell.pipeline.intake.log_masking import logged_draft
from citewell.storage.db.database import Database
from citewell.storage.log.draft_log import EditLog

TEXT = "You can return it within fourteen days. [1]"


@dataclass(frozen=True, kw_only=True)
class Work:
    """A draft and what became of it; ``at`` is its day."""

    id: str
    at: str = "2026-11-02"
    decision: Decision = Decision.ANSWER
    documents: tuple[str, ...] = ("refunds.md",)
    product: str = ""
    style: str = "support-1"
    model: str = "compact"
    level: Level = Level.REPLY
    supported: tuple[bool, ...] = (True,)
    ms: float = 1000.0
    making: Making | None = None
    outcome: OutcomeKind | None = None
    final: str = ""


def log_work(database: Database, *work: Work) -> None:
    """Keep each draft at its day, and its outcome."""
    log = EditLog(database)
    for one in work:
        citations = tuple(
            Citation(n, n, document, document, (), "text", "text", 0, 4, n=n)
            for n, document in enumerate(one.documents, start=1)
        )
        sentences = tuple(
            Sentence("You can.", (1,), 0, 8, support=0.9, supported=supported) for supported in one.supported
        )
        draft = Draft(
            one.id,
            one.decision,
            TEXT,
            sentences,
            citations,
            0.9,
            (),
            (),
            ModelUse(one.model, one.style, "f.gguf", "0" * 64),
            "reply-1",
            timings=Timings(total_ms=one.ms, prompt_tokens=400, completion_tokens=100),
        )
        ticket = Ticket(f"Ticket {one.id}", product=one.product, level=one.level)
        log.record_draft(logged_draft(MaskedTicket(ticket), draft, one.making))
        _move(database, one.id, one.at)
        if one.outcome is not None:
            log_outcome(log, Outcome(one.id, one.outcome, one.final))


def _move(database: Database, draft_id: str, day: str) -> None:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC).isoformat(timespec="milliseconds")
    with database.write() as connection:
        connection.execute("INSERT INTO erasing (number) VALUES (1)")
        connection.execute("UPDATE draft SET at = ? WHERE id = ?", (at, draft_id))
        connection.execute("DELETE FROM erasing")


def rows(database: Database, sql: str) -> list[tuple[Any, ...]]:
    """What a query finds."""
    with database.read() as connection:
        return connection.execute(sql).fetchall()
