"""The way of one ticket: retrieve, decide, draft with context, check, and fall back to the sources' own sentences."""

import logging
import time
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from citewell.domain.documents import Access, Filters, Hit
from citewell.domain.drafts import (
    Conflict,
    Decision,
    Draft,
    DraftEvent,
    EvidenceFound,
    Finding,
    GivenPassage,
    Level,
    Mode,
    Severity,
    StageDone,
    TextStreamed,
    Ticket,
    Timings,
    TraceEntry,
)
from citewell.domain.errors import BadInputError, ModelError
from citewell.domain.ports import DraftLog, Generator
from citewell.domain.progress import CancelToken
from citewell.governance.words import coverage
from citewell.pipeline.attribution import attribute, finish
from citewell.pipeline.citations import resolve
from citewell.pipeline.conflicts import find_conflicts
from citewell.pipeline.decide import DecisionWeights, Judgement, decide
from citewell.pipeline.extract import Extract, Extractor
from citewell.pipeline.policy_checker import Check, PolicyChecker
from citewell.pipeline.prompt import PromptTemplate, build_prompt
from citewell.pipeline.query import queries_of
from citewell.pipeline.refusal import NEAR_MISSES, TEXT, refusal_finding
from citewell.pipeline.retriever import Retriever
from citewell.pipeline.rows import meant_rows
from citewell.pipeline.support import SupportScorer

logger = logging.getLogger(__name__)

EVIDENCE = 5
"""Passages that one draft may cite."""
MAX_TICKET_CHARACTERS = 100_000
CARRIES_KEY = 0.5
"""Share of the content words of the nearest sentence that a model's draft must carry."""
NOTE_DOCUMENT = "agent-note"
NOTE_TITLE = "Fact from the agent"

Watcher = Callable[[DraftEvent], None]


def _ignore(_event: DraftEvent) -> None:
    pass


@dataclass(slots=True)
class _Work:
    """What accumulates while one ticket goes its way."""

    ticket: Ticket
    watch: Watcher
    cancel: CancelToken
    began: float = field(default_factory=time.monotonic)
    trace: list[TraceEntry] = field(default_factory=list)
    stage_began: float = field(default_factory=time.monotonic)
    first_token: float | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0

    def done(self, stage: str, note: str) -> None:
        now = time.monotonic()
        entry = TraceEntry(stage, (now - self.stage_began) * 1000, note)
        self.trace.append(entry)
        self.stage_began = now
        self.watch(StageDone(entry))
        self.cancel.check()


class Drafter:
    """Makes drafts and keeps them in the log."""

    def __init__(
        self,
        *,
        retriever: Retriever,
        generator: Generator,
        checker: PolicyChecker,
        extractor: Extractor,
        template: PromptTemplate,
        weights: DecisionWeights,
        support: SupportScorer,
        log: DraftLog,
    ) -> None:
        """Take the stages as they are built by ``bootstrap``."""
        self._retriever = retriever
        self._generator = generator
        self._checker = checker
        self._extractor = extractor
        self._template = template
        self._weights = weights
        self._support = support
        self._log = log

    def draft(self, ticket: Ticket, *, watch: Watcher = _ignore, cancel: CancelToken | None = None) -> Draft:
        """Draft a reply and log it. ``watch`` hears of evidence, text and stages as they come, on this thread.

        Raises ``BadInputError`` for a ticket that cannot be used, ``ModelError``, ``StorageError``, ``CancelledError``.
        """
        _validate(ticket)
        work = _Work(ticket, watch, cancel or CancelToken())
        draft = self._without_context(work) if ticket.mode is Mode.NO_CONTEXT else self._with_context(work)
        self._log.record_draft(ticket, draft)
        return draft

    def _with_context(self, work: _Work) -> Draft:
        queries = queries_of(work.ticket.text)
        hits = self._retrieve(work, queries)
        judgement = decide(hits, self._weights)
        work.done("decide", f"{judgement.decision.value}: {judgement.reason}")
        if judgement.decision is not Decision.ANSWER:
            return self._refuse(work, hits, judgement)
        work.watch(EvidenceFound(resolve(hits), find_conflicts(hits)))
        check, text, note = self._answer(work, queries, hits)
        if check.blocked or not any(sentence.cites for sentence in check.sentences):
            work.done("final", "refused: not even the sources' own sentences passed the check")
            return self._refuse(work, hits, judgement)
        work.done("final", note)
        return self._finish(work, Decision.ANSWER, text, check, hits, judgement.probability, note)

    def _retrieve(self, work: _Work, queries: tuple[str, ...]) -> list[Hit]:
        ticket = work.ticket
        note_hits = self._note_hits(ticket)
        if ticket.passages is not None:
            hits = self._retriever.choose_given(queries, ticket.passages, EVIDENCE)
            work.done("retriever", f"{len(hits)} of {len(ticket.passages)} passages given")
            return [*note_hits, *hits]
        filters = Filters(ticket.as_of or date.today(), ticket.region, ticket.product, Access.PUBLIC)  # noqa: DTZ011  the user's day
        found = self._retriever.retrieve((ticket.text, *queries[1:]), filters, EVIDENCE, distinct=True)
        meant = meant_rows(ticket.text, [hit for hit in found if not hit.superseded])
        valid = self._retriever.complete(meant, filters)
        documents, passages = self._retriever.totals()
        exact = sum(hit.exact for hit in valid)
        named = f", {exact} by a code of the ticket" if exact else ""
        work.done("retriever", f"{len(valid)} passages of {passages} in {documents} documents{named}, public ones only")
        return [*note_hits, *valid]

    def _note_hits(self, ticket: Ticket) -> list[Hit]:
        """The agent's own fact, as a passage that can be cited."""
        if not ticket.note.strip():
            return []
        given = GivenPassage(NOTE_DOCUMENT, NOTE_TITLE, ticket.note)
        return self._retriever.choose_given(queries_of(ticket.text), [given], 1)

    def _answer(self, work: _Work, queries: tuple[str, ...], hits: Sequence[Hit]) -> tuple[Check, str, str]:
        """The model's draft where it passes the check, else the extractive one."""
        extract = self._extractor.extract(queries, hits)
        work.done("extract", "the sentences of the sources that come nearest")
        model = self._model_draft(work, hits, extract)
        if model is not None:
            return *model, "the model's draft"
        check = self._checker.check(extract.text, resolve(hits), work.ticket.text)
        work.done("policy_checker", _summary(check))
        return check, extract.text, "extractive draft: the model's own draft did not pass the check"

    def _model_draft(self, work: _Work, hits: Sequence[Hit], extract: Extract) -> tuple[Check, str] | None:
        """What the model writes, with its citations set right; ``None`` where it may not be shown."""
        evidence = resolve(hits)
        try:
            text = finish(self._generate(work, extract.snippets))
        except ModelError as error:
            logger.warning("the model failed, the extractive draft stands in: %s", type(error).__name__)
            work.done("draft_with_context", f"the model failed: {error}")
            return None
        text, changed = attribute(text, evidence, self._support)
        check = self._checker.check(text, evidence, work.ticket.text)
        note = _summary(check) + (f"; {changed} citations set right" if changed else "")
        if not any(sentence.cites for sentence in check.sentences):
            note = "failed: nothing is cited"
        elif not check.blocked and any(coverage(key, text) < CARRIES_KEY for key in extract.keys):
            note = "failed: it leaves out the sentence that comes nearest to the question"
        work.done("policy_checker", note)
        return None if note.startswith("failed") else (check, text)

    def _generate(self, work: _Work, snippets: Mapping[int, str]) -> str:
        prompt = build_prompt(work.ticket, snippets, self._template, self._generator)
        parts: list[str] = []
        for token in self._generator.generate(prompt.request, work.cancel):
            if token.text and work.first_token is None:
                work.first_token = time.monotonic()
            if token.text:
                parts.append(token.text)
                work.watch(TextStreamed(token.text))
            if token.done:
                work.prompt_tokens, work.completion_tokens = token.prompt_tokens, token.completion_tokens
        work.done("draft_with_context", f"{prompt.note}; {work.completion_tokens} tokens written")
        return "".join(parts).strip()

    def _without_context(self, work: _Work) -> Draft:
        """The model alone, for comparison: nothing it states has a source, and the findings say so."""
        text = self._generate(work, {})
        check = self._checker.check(text, (), work.ticket.text)
        work.done("policy_checker", _summary(check))
        return self._finish(work, Decision.ANSWER, text, check, (), 0.0, "no context")

    def _refuse(self, work: _Work, hits: Sequence[Hit], judgement: Judgement) -> Draft:
        given = work.ticket.passages
        documents, passages = self._retriever.totals() if given is None else (len(given), len(given))
        nearest = sorted(hits, key=lambda hit: -hit.similarity)[:NEAR_MISSES]
        check = Check((), (refusal_finding(documents, passages, nearest),))
        return self._finish(work, Decision.REFUSE, TEXT, check, (), 1.0 - judgement.probability, "", nearest)

    def _finish(
        self,
        work: _Work,
        decision: Decision,
        text: str,
        check: Check,
        hits: Sequence[Hit],
        confidence: float,
        note: str,
        near_misses: Sequence[Hit] = (),
    ) -> Draft:
        cited = {n for sentence in check.sentences for n in sentence.cites}
        evidence = resolve(hits)
        findings = list(check.findings)
        if note.startswith("extractive"):
            findings.append(Finding("extractive_draft", Severity.INFO, "Made of the documents' own sentences.", 0, 0))
        conflicts = find_conflicts(hits) if decision is Decision.ANSWER else ()
        findings += [_conflict_finding(conflict, hits) for conflict in conflicts]
        total = (time.monotonic() - work.began) * 1000
        first = None if work.first_token is None else (work.first_token - work.began) * 1000
        return Draft(
            id=uuid.uuid4().hex,
            decision=decision,
            text=text,
            sentences=check.sentences,
            citations=tuple(citation for citation in evidence if citation.n in cited),
            evidence=evidence,
            confidence=confidence,
            findings=tuple(findings),
            trace=tuple(work.trace),
            model=self._generator.use,
            prompt_version=self._template.version,
            timings=Timings(first, total, work.prompt_tokens, work.completion_tokens),
            near_misses=tuple(near_misses),
            conflicts=conflicts,
        )


def _conflict_finding(conflict: Conflict, hits: Sequence[Hit]) -> Finding:
    first, second = hits[conflict.first - 1], hits[conflict.second - 1]
    message = (
        f"The documents disagree ({conflict.reason}): {first.document} says “{conflict.first_text}”, "
        f"{second.document} says “{conflict.second_text}”. Find out which one holds before you send this."
    )
    return Finding("conflict", Severity.WARN, message)


def _validate(ticket: Ticket) -> None:
    if not ticket.text.strip():
        raise BadInputError("The ticket is empty. Paste the customer's message and draft again.")
    if not any(c.isalnum() for c in ticket.text):
        raise BadInputError("The ticket holds no words. Paste the customer's message and draft again.")
    if len(ticket.text) > MAX_TICKET_CHARACTERS:
        raise BadInputError(
            f"The ticket has {len(ticket.text):,} characters; the most is {MAX_TICKET_CHARACTERS:,}. "
            "Leave out older mails of the thread."
        )
    if ticket.level is not Level.REPLY:
        raise BadInputError(f"The level '{ticket.level.value}' is not available yet. Use --level reply.")


def _summary(check: Check) -> str:
    if not check.findings:
        supported = sum(sentence.supported for sentence in check.sentences)
        return f"passed: {supported} sentences backed by what they cite"
    rules = ", ".join(dict.fromkeys(finding.rule for finding in check.findings))
    return f"{'failed' if check.blocked else 'passed'}: {rules}"
