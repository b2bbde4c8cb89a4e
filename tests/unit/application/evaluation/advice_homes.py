"""Homes made for the advisor: documents with versions, drafts that cite them, outcomes, golden runs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.contract.indexed import indexed
from tests.support import log_draft, log_outcome

from citewell.application.evaluation.advising import Advisor
from citewell.domain.documents import Access
from citewell.domain.drafts import (
    Citation,
    Decision,
    Draft,
    Level,
    Mode,
    ModelUse,
    Outcome,
    OutcomeKind,
    Sentence,
    Ticket,
    Timings,
)
from citewell.domain.personal import PersonalValue
from citewell.evaluation.runs import Made, Run, run_record
from citewell.evaluation.scores.scoring import Row, Score
from citewell.settings.options import Options
from citewell.storage.db.database import Database
from citewell.storage.index.store import IndexStore
from citewell.storage.log.draft_log import EditLog
from citewell.storage.log.golden_runs import GoldenRuns

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SAID = "You can return an annual plan within 14 days of the purchase [1]."
VOICED = "Hello! Sure: you can return an annual plan within 14 days of the purchase."
MENDED = "You can return an annual plan within 30 days of the purchase."
POLICY_MENDED = "Our policy on exceptions: you can return an annual plan only with a legal guarantee from 30 days."


class AdviceHome:
    """Fills one database, as weeks of work would."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.index, self.log, self.runs = IndexStore(database), EditLog(database), GoldenRuns(database)
        self.options = Options()
        self.style = ""
        self.count = 0

    def advise(self):
        return Advisor(self.database, lambda: self.options, lambda: self.style).advise(NOW)

    def says(self, line: str) -> str:
        return self.finding(line).says.value

    def finding(self, line: str):
        return next(finding for one, finding in self.advise().lines if one.id == line)

    # --- documents

    def document(self, path: str, *versions: str, days_apart: float = 30, days: int = 90, **metadata) -> None:
        """A document that was first added ``days`` ago; ``versions`` are its texts, the present one last."""
        source = self.index.open_source("/kb", Access.PUBLIC)
        for text in versions:
            self.index.store_files(source, [indexed(path, [text], **metadata)])
        with self.database.write() as connection:
            connection.execute("UPDATE source SET added_at = ?", (_ago(days),))
            numbers = connection.execute("SELECT id FROM history WHERE path = ? ORDER BY id", (path,)).fetchall()
            for place, (number,) in enumerate(numbers):
                at = _ago(days - days_apart * (place + 1))
                connection.execute("UPDATE history SET replaced_at = ? WHERE id = ?", (at, number))

    # --- drafts

    def draft(
        self,
        times: int = 1,
        document: str = "kb/refunds.md",
        *,
        quote: str = SAID,
        text: str = SAID,
        decision: Decision = Decision.ANSWER,
        level: Level = Level.REPLY,
        mode: Mode = Mode.HYBRID,
        product: str = "",
        ticket: str = "Can I return the annual plan, and how is it that I do this with you?",
        ms: float = 900.0,
        personal: bool = False,
        outcome: OutcomeKind | None = None,
        final: str = "",
        reasons: Sequence[str] = (),
    ) -> None:
        """Log so many drafts that cite ``document`` (empty: nothing), each with its outcome."""
        for _ in range(times):
            self.count += 1
            made = _draft(f"draft-{self.count}", document, quote, text, decision, ms)
            if personal:
                made = replace(made, personal=(PersonalValue("[NAME_1]", "NAME", f"Anna {self.count}"),))
            log_draft(self.log, Ticket(ticket, product=product, mode=mode, level=level), made)
            if outcome is not None:
                log_outcome(self.log, Outcome(made.id, outcome, final, tuple(reasons)))

    def edits(self, times: int, final: str, **values) -> None:
        """Edited replies; each says something of its own, so that none is a copy of another."""
        for number in range(times):
            own = f"Case {WORDS[number % len(WORDS)]} {WORDS[number // len(WORDS)]} is noted here. "
            self.draft(text=own + SAID, outcome=OutcomeKind.EDITED, final=own + final, **values)

    # --- golden tickets

    def golden(
        self,
        tickets: int,
        *,
        sources: int,
        style: int,
        both: int,
        modes: Sequence[str] = ("rag", "no_context", "hybrid"),
        name: str = "run",
        cited: str = "kb/refunds.md",
        ms: tuple[float, float] = (900.0, 800.0),
        kept: tuple[int, int] = (0, 0),
    ) -> None:
        """Save a run; ``ms`` is the time of both and of style alone, ``kept`` style rules by sources and by both."""
        right = {"rag": sources, "no_context": style, "hybrid": both}
        time = {"rag": ms[0], "no_context": ms[1], "hybrid": ms[0]}
        rules = {"rag": kept[0], "no_context": 0, "hybrid": kept[1]}
        rows = [
            Row(
                id=f"g-{number}",
                file="golden.yaml",
                mode=mode,
                digest=str(number),
                ticket="Can I return it?",
                expected=("answer",),
                decision="answer",
                cited=() if mode == "no_context" else (cited,),
                total_ms=time[mode],
                score=Score(
                    right=number < right[mode],
                    style_rules=1,
                    style_broken=() if number < rules[mode] else ("warm",),
                ),
            )
            for mode in modes
            for number in range(tickets)
        ]
        made = {mode: Made("base", "", "base.gguf", "0" * 64, "reply-1") for mode in modes}
        run = Run(NOW.isoformat(), "0.1", {"golden.yaml": "0" * 64}, None, 2, 9, made, tuple(rows), 12.0)
        self.runs.save(name, run_record(run))
        self.saved(name, 1)

    def saved(self, name: str, days: int) -> None:
        """Make a run one that was saved so many days ago."""
        with self.database.write() as connection:
            connection.execute("UPDATE golden_run SET at = ? WHERE name = ?", (_ago(days), name))


WORDS = (
    "apple basket candle dragon engine feather garden hammer island jacket kettle ladder magnet needle orange pencil "
    "quartz ribbon saddle timber umbrella violin window yellow zebra"
).split()


def _ago(days: float) -> str:
    return (NOW - timedelta(days=days)).isoformat(timespec="seconds")


def _draft(identity: str, document: str, quote: str, text: str, decision: Decision, ms: float) -> Draft:
    citation = Citation(1, 1, document, "Refunds", (), quote, quote, 0, len(quote), n=1)
    return Draft(
        id=identity,
        decision=decision,
        text=text,
        sentences=(Sentence(text, (1,), 0, len(text), support=0.9, supported=True),),
        citations=(citation,) if document else (),
        confidence=0.9,
        findings=(),
        trace=(),
        model=ModelUse("base", "", "base.gguf", "0" * 64),
        prompt_version="reply-1",
        timings=Timings(100.0, ms, 300, 60),
        evidence=(citation,) if document else (),
    )
