"""The way of one ticket: retrieve, decide, draft with context, check, and fall back to the sources' own sentences."""

import logging
import time
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
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
    ModelUse,
    Severity,
    StageDone,
    TextStreamed,
    Ticket,
    Timings,
    TraceEntry,
)
from citewell.domain.errors import BadInputError, ModelError
from citewell.domain.ports import DraftLog, GenerationRequest, Generator, Judge
from citewell.domain.progress import CancelToken
from citewell.governance.literals.extraction import missing_literals
from citewell.governance.policy.packs import Wording
from citewell.governance.text.name_slots import fill_names
from citewell.governance.text.words import coverage
from citewell.pipeline.checks.conflicts import find_conflicts
from citewell.pipeline.checks.groundedness import SupportScorer
from citewell.pipeline.checks.policy_checker import Check, PolicyChecker
from citewell.pipeline.generation.attribution import attribute, finish
from citewell.pipeline.generation.citations import resolve
from citewell.pipeline.generation.clarification import Clarifier, opening_for
from citewell.pipeline.generation.escalation import escalation_finding, hint_finding, holding_reply, risk_note
from citewell.pipeline.generation.extractive_answer import Extract, Extractor, framed
from citewell.pipeline.generation.prompt import PromptTemplate, build_prompt
from citewell.pipeline.generation.refusal import NEAR_MISSES, refusal_finding, refusal_text
from citewell.pipeline.generation.styler import Styled, Styler
from citewell.pipeline.intake.anonymizer import MaskedTicket, Masker, Unmasking, with_values
from citewell.pipeline.intake.injection_filter import guard_hits, guard_ticket
from citewell.pipeline.intake.log_masking import logged_draft
from citewell.pipeline.intake.query import queries_of
from citewell.pipeline.levels.level_writer import MAX_SOURCES, LevelWriter
from citewell.pipeline.retrieval.meant_rows import meant_rows
from citewell.pipeline.retrieval.neighbours import found_ones
from citewell.pipeline.retrieval.rerank import JUDGED, answering, judge_hits, judge_together
from citewell.pipeline.retrieval.retriever import Retriever
from citewell.pipeline.routing.confidence import Confidence, signs_of
from citewell.pipeline.routing.phrasing import NO_SIGNS, Phrasing
from citewell.pipeline.routing.risk import RiskDetector, RiskFound
from citewell.pipeline.routing.routing import DecisionWeights, Judgement, decide
from citewell.pipeline.routing.unknown_names import unknown_names

logger = logging.getLogger(__name__)

EVIDENCE = 5
"""Passages that one draft may cite."""
MAX_TICKET_CHARACTERS = 100_000
GUARDED_MORE = 12
"""Given passages to look up beside, where some are left out."""
GUARDED_ROUNDS = 4
"""Times to search at most, each without the passages that held nothing but orders before."""
CARRIES_KEY = 0.7
"""Share of the content words of each sentence that comes nearest to the question which a model's draft must carry."""
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
    generator: Generator
    began: float = field(default_factory=time.monotonic)
    trace: list[TraceEntry] = field(default_factory=list)
    stage_began: float = field(default_factory=time.monotonic)
    first_token: float | None = None
    prompt_tokens: int = 0
    completion_tokens: int = 0
    findings: list[Finding] = field(default_factory=list)
    prompt_version: str = ""
    unstyled: str = ""
    use: ModelUse | None = None
    """The model with the learned style, where one was asked."""
    unanswered: tuple[str, ...] = ()
    judgement: Judgement | None = None
    """What was decided from the passages; ``None`` where nothing was."""
    masked: MaskedTicket | None = None
    """The ticket as it is kept; the stages here work on what the customer wrote, in memory alone."""

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
        generators: Callable[[Mode], Generator],
        checker: PolicyChecker,
        extractor: Extractor,
        template: PromptTemplate,
        plain_template: PromptTemplate,
        weights: Callable[[], DecisionWeights],
        support: SupportScorer,
        log: DraftLog,
        judge: Judge | None = None,
        clarifier: Clarifier | None = None,
        levels: LevelWriter | None = None,
        styler: Styler | None = None,
        styling: Callable[[], Generator | None] = lambda: None,
        confidence: Confidence | None = None,
        masker: Masker | None = None,
        risk: RiskDetector | None = None,
        wording: Callable[[], Wording] = Wording,
        phrasing: Phrasing | None = None,
    ) -> None:
        """Take the stages as they are built by ``bootstrap``; ``generators`` gives each mode its model.

        ``weights`` are asked for each ticket: a team may move the thresholds meanwhile.

        ``template`` is the prompt that styles are trained on, ``plain_template`` the one for a model without a style.

        ``styling`` gives the model with the style that was learned from edits, which ``styler`` asks to rewrite drafts:
        another than the one that drafts, so that learning a voice changes no fact.

        ``masker`` takes personal data out of what the models read and the log keeps; the default knows no names.

        ``risk`` tells tickets that a person must answer; ``wording`` are the fixed words of the policy packs;
        ``phrasing`` says what a ticket's words alone tell about its way.
        """
        self._retriever = retriever
        self._generators = generators
        self._checker = checker
        self._extractor = extractor
        self._template = template
        self._plain_template = plain_template
        self._weights = weights
        self._support = support
        self._log = log
        self._judge = judge
        self._clarifier = clarifier
        self._levels = levels
        self._styler = styler
        self._styling = styling
        self._confidence = confidence or Confidence()
        self._masker = masker or Masker(None)
        self._risk = risk
        self._wording = wording
        self._phrasing = phrasing

    def draft(self, ticket: Ticket, *, watch: Watcher = _ignore, cancel: CancelToken | None = None) -> Draft:
        """Draft a reply and log it. ``watch`` hears of evidence, text and stages as they come, on this thread.

        Raises ``BadInputError`` for a ticket that cannot be used, ``ModelError``, ``StorageError``, ``CancelledError``.
        """
        _validate(ticket)
        work = _Work(ticket, watch, cancel or CancelToken(), self._generators(ticket.mode))
        work.masked = self._masker.mask_ticket(ticket)
        work.done("mask", work.masked.note)
        work.ticket, orders = guard_ticket(ticket)
        work.findings += orders
        risks = self._risks(work, ticket)
        hints = [one for one in risks if not one.decides]
        risks = [one for one in risks if one.decides]
        work.findings += [hint_finding(hints)] if hints and not risks else []
        if ticket.level is not Level.REPLY:
            work.findings += [escalation_finding(risks)] if risks else []
            draft = self._below_reply(work)
        elif risks:
            draft = self._escalate(work, risks)
        else:
            draft = self._without_context(work) if ticket.mode is Mode.NO_CONTEXT else self._with_context(work)
        draft = with_values(draft, work.masked, self._masker)
        self._log.record_draft(logged_draft(work.masked, draft))
        return draft

    def _risks(self, work: _Work, ticket: Ticket) -> list[RiskFound]:
        """What a person must answer: by words in all the customer wrote, by meaning without orders to the program."""
        if self._risk is None:
            return []
        found = self._risk.find(ticket.text, ticket.region, read=work.ticket.text)
        work.done("risk", risk_note(found))
        return found

    def _escalate(self, work: _Work, risks: Sequence[RiskFound]) -> Draft:
        text, check = holding_reply(risks, work.ticket.text)
        work.watch(TextStreamed(text))
        work.done("final", "a holding reply: a person answers this ticket")
        return self._finish(work, Decision.ESCALATE, text, check, (), risks[0].probability, "")

    def _with_context(self, work: _Work) -> Draft:
        queries = queries_of(work.ticket.text)
        hits = self._retrieve(work, queries)
        unknown = unknown_names(queries, hits)
        judgement = self._decide(work, hits, unknown)
        work.judgement = judgement
        work.done("decide", f"{judgement.decision.value}: {judgement.reason}")
        if judgement.decision is Decision.CLARIFY and self._clarifier is not None:
            return self._ask_back(work, self._clarifier, hits, judgement)
        if judgement.decision is Decision.REFUSE:
            return self._refuse(work, hits, judgement)
        work.watch(EvidenceFound(resolve(hits), find_conflicts(hits)))
        check, text, note = self._answer(work, queries, hits)
        if check.blocked or not any(sentence.cites for sentence in check.sentences):
            work.done("final", "refused: not even the sources' own sentences passed the check")
            return self._refuse(work, hits, judgement)
        check, text = self._in_style(work, check, text, hits)
        work.findings += [_open_finding(part) for part in work.unanswered]
        work.done("final", note)
        return self._finish(work, Decision.ANSWER, text, check, hits, judgement.probability, note)

    def _decide(self, work: _Work, hits: Sequence[Hit], unknown: Sequence[str] = ()) -> Judgement:
        ticket = work.ticket
        signs = NO_SIGNS if self._phrasing is None else self._phrasing.read(ticket.text)
        given = ticket.passages is not None
        return decide(found_ones(hits), self._weights(), given=given, unknown=unknown, ticket=ticket.text, signs=signs)

    def _retrieve(self, work: _Work, queries: tuple[str, ...]) -> list[Hit]:
        ticket = work.ticket
        note_hits = self._note_hits(ticket)
        if ticket.passages is not None:
            hits = self._guarded(
                work,
                lambda limit, without: self._retriever.choose_given(
                    queries, ticket.passages or (), limit + (GUARDED_MORE if without else 0)
                ),
                self._candidates,
            )
            work.done("retriever", f"{len(hits)} of {len(ticket.passages)} passages given")
            return self._judged(work, queries, note_hits, hits)
        filters = Filters(ticket.as_of or date.today(), ticket.region, ticket.product, Access.PUBLIC)  # noqa: DTZ011  the user's day
        asked = (ticket.text, *queries[1:])
        found = self._guarded(
            work,
            lambda limit, without: self._retriever.retrieve(asked, filters, limit, distinct=True, without=without),
            self._candidates,
        )
        meant = meant_rows(ticket.text, [hit for hit in found if not hit.superseded])
        documents, passages = self._retriever.totals()
        exact = sum(hit.exact for hit in meant)
        named = f", {exact} by a code of the ticket" if exact else ""
        work.done("retriever", f"{len(meant)} passages of {passages} in {documents} documents{named}, public ones only")
        judged = self._judged(work, queries, note_hits, meant)
        completed = self._retriever.complete(judged[len(note_hits) :], filters)
        return [*judged[: len(note_hits)], *guard_hits(completed)[0]]

    @staticmethod
    def _guarded(work: _Work, find: Callable[[int, Collection[int]], Sequence[Hit]], limit: int) -> list[Hit]:
        """What is found, without orders to the program; passages that are left out are searched without."""
        kept: list[Hit] = []
        orders: tuple[Finding, ...] = ()
        left_out: set[int] = set()
        for _ in range(GUARDED_ROUNDS):
            found = find(limit, left_out)
            kept, told = guard_hits(found)
            orders = tuple(dict.fromkeys((*orders, *told)))
            more = {hit.passage_id for hit in found} - {hit.passage_id for hit in kept}
            if more <= left_out:
                break
            left_out |= more
        if orders:
            work.findings += orders
            work.done("guard", f"{len(orders)} passages hold orders to the program, which were left out")
        return kept[:limit]

    @property
    def _candidates(self) -> int:
        """Passages to look up: more where the judge chooses among them."""
        return EVIDENCE if self._judge is None else JUDGED

    def _judged(self, work: _Work, queries: tuple[str, ...], note: Sequence[Hit], hits: Sequence[Hit]) -> list[Hit]:
        """The agent's own fact, then the best ``EVIDENCE`` of ``hits`` by the judge; by the search where it fails."""
        if self._judge is None:
            return [*note, *hits]
        try:
            judged = judge_hits(self._judge, queries, hits, note)
            if work.ticket.passages is not None:
                judged = judge_together(self._judge, queries, judged)
        except ModelError as error:
            logger.warning("the judge failed, passages stay in the order of the search: %s", type(error).__name__)
            return [*note, *hits[:EVIDENCE]]
        work.unanswered = judged.unanswered
        missing = f", {len(judged.unanswered)} things asked have no answer in them" if judged.unanswered else ""
        work.done("judge", f"{len(judged.hits)} passages read, {len(answering(judged.hits))} answer{missing}")
        return judged.hits[: len(note) + EVIDENCE]

    def _note_hits(self, ticket: Ticket) -> list[Hit]:
        """The agent's own fact, as a passage that can be cited."""
        if not ticket.note.strip():
            return []
        given = GivenPassage(NOTE_DOCUMENT, NOTE_TITLE, ticket.note)
        return self._retriever.choose_given(queries_of(ticket.text), [given], 1)

    def _answer(self, work: _Work, queries: tuple[str, ...], hits: Sequence[Hit]) -> tuple[Check, str, str]:
        """The model's draft where it passes the check, else the extractive one."""
        asked = tuple(query for query in queries if query not in work.unanswered)
        extract = self._extractor.extract(asked, hits, lead=sum(hit.document == NOTE_DOCUMENT for hit in hits[:1]))
        work.done("extract", "the section that comes nearest")
        model = self._model_draft(work, hits, extract)
        if model is not None:
            return *model, "the model's draft"
        text = self._checker.completed(extract.text, work.ticket.region)
        check = self._checker.check(text, resolve(hits), work.ticket.text, region=work.ticket.region)
        work.done("policy_checker", _summary(check))
        return check, text, "extractive draft: the model's own draft did not pass the check"

    def _model_draft(self, work: _Work, hits: Sequence[Hit], extract: Extract) -> tuple[Check, str] | None:
        """What the model writes, with its citations set right; ``None`` where it may not be shown."""
        evidence = resolve(hits)
        try:
            text = finish(self._generate(work, extract.snippets))
        except ModelError as error:
            logger.warning("the model failed, the extractive draft stands in: %s", type(error).__name__)
            work.done("draft_with_context", f"the model failed: {error}")
            return None
        text, changed = attribute(text, evidence, self._support, work.ticket.text)
        text = self._checker.completed(framed(text, work.ticket.text), work.ticket.region)
        check = self._checker.check(text, evidence, work.ticket.text, region=work.ticket.region)
        note = _summary(check) + (f"; {changed} citations set right" if changed else "")
        if not any(sentence.cites for sentence in check.sentences):
            note = "failed: nothing is cited"
        elif not check.blocked and any(_leaves_out(key, text) for key in extract.keys):
            note = "failed: it leaves out what the section says about the question"
        work.done("policy_checker", note)
        return None if note.startswith("failed") else (check, text)

    def _generate(self, work: _Work, snippets: Mapping[int, str]) -> str:
        prompt = build_prompt(work.ticket, snippets, self._prompt(work), work.generator)
        text = self._ask(work, prompt.request)
        work.done("draft_with_context", f"{prompt.note}; {work.completion_tokens} tokens written")
        return text

    def _prompt(self, work: _Work) -> PromptTemplate:
        return self._template if work.generator.use.style else self._plain_template

    @staticmethod
    def _ask(work: _Work, request: GenerationRequest, *, shown: bool = True, generator: Generator | None = None) -> str:
        """What the model writes; streamed to the watcher where it is to be ``shown``."""
        parts: list[str] = []
        masked = work.masked or MaskedTicket(work.ticket)
        screen = Unmasking(masked)
        for token in (generator or work.generator).generate(masked.hide(request), work.cancel):
            if token.text and work.first_token is None:
                work.first_token = time.monotonic()
            if token.text:
                parts.append(token.text)
                if shown and (seen := screen.push(token.text)):
                    work.watch(TextStreamed(seen))
            if token.done:
                work.prompt_tokens += token.prompt_tokens
                work.completion_tokens += token.completion_tokens
        if shown and (seen := screen.end()):
            work.watch(TextStreamed(seen))
        return masked.show("".join(parts), as_json=request.schema is not None).strip()

    def _in_style(self, work: _Work, check: Check, text: str, hits: Sequence[Hit]) -> tuple[Check, str]:
        """The checked draft in the house's voice, checked again; as it was where styling broke something."""
        if self._styler is None:
            return check, text
        styling = self._styling() if work.ticket.mode is Mode.HYBRID else None
        if styling is not None:
            check, text = self._restyled(work, self._styler, styling, check, text, hits)
        work.findings += self._styler.retired_findings(text)
        return check, text

    def _restyled(
        self, work: _Work, styler: Styler, styling: Generator, check: Check, text: str, hits: Sequence[Hit]
    ) -> tuple[Check, str]:
        work.use = styling.use
        try:
            styled = styler.style(
                text, styling, lambda request: self._ask(work, request, shown=False, generator=styling)
            )
        except ModelError as error:
            logger.warning("the model failed, the draft stays unstyled: %s", type(error).__name__)
            styled = Styled("", f"the model failed: {error}")
        work.done("fine_tuned_styler", styled.note)
        if not styled.text:
            work.findings.append(_unstyled(styled.note))
            return check, text
        named = fill_names(styled.text, work.ticket.customer)
        again = self._checker.check(named, resolve(hits), work.ticket.text, region=work.ticket.region)
        work.done("policy_checker", _summary(again))
        if again.blocked:
            work.findings.append(_unstyled(_summary(again)))
            return check, text
        work.unstyled = text
        return again, named

    def _below_reply(self, work: _Work) -> Draft:
        """A summary or a CRM record of the ticket, which names the documents that may hold the answer."""
        if self._levels is None:
            raise BadInputError(f"The level '{work.ticket.level.value}' is not set up. Use --level reply.")
        hits: Sequence[Hit] = ()
        confidence = 0.0
        if work.ticket.mode is not Mode.NO_CONTEXT:
            queries = queries_of(work.ticket.text)
            found = self._retrieve(work, queries)
            judgement = self._decide(work, found)
            work.done("decide", f"{judgement.decision.value}: {judgement.reason}")
            hits, confidence = (
                (found[:MAX_SOURCES] if judgement.decision is not Decision.REFUSE else ()),
                judgement.probability,
            )
        level = work.ticket.level
        work.prompt_version = self._levels.version(level)
        written = self._levels.write(
            level, work.ticket.text, resolve(hits), lambda request: self._ask(work, request, shown=False)
        )
        note = f"{work.completion_tokens} tokens written"
        if written.replaced:
            names = ", ".join(written.replaced)
            note += f"; by rules: {names}"
            message = f"By rules, since the ticket does not back what the model wrote: {names}."
            work.findings.append(Finding("extractive_draft", Severity.INFO, message))
        work.done(level.value, note)
        work.done("final", "every line is backed by the ticket")
        return self._finish(work, Decision.ANSWER, written.text, Check(written.sentences, ()), hits, confidence, "")

    def _without_context(self, work: _Work) -> Draft:
        """The model alone, for comparison: nothing it states has a source, and the findings say so."""
        text = self._generate(work, {})
        check = self._checker.check(text, (), work.ticket.text, region=work.ticket.region)
        work.done("policy_checker", _summary(check))
        return self._finish(work, Decision.ANSWER, text, check, (), 0.0, "no context")

    def _ask_back(self, work: _Work, clarifier: Clarifier, hits: Sequence[Hit], judgement: Judgement) -> Draft:
        """One question, for what the answer depends on; the passages that it is about are the evidence."""
        work.watch(EvidenceFound(resolve(hits), find_conflicts(hits)))
        question, note = clarifier.question(
            work.ticket, answering(hits), work.generator, lambda request: self._ask(work, request, shown=False)
        )
        work.done("clarify", note)
        text = f"{opening_for(self._wording(), question)}\n\n{question}"
        work.watch(TextStreamed(text))
        message = "The documents answer this, but differently by case; the draft asks which case it is."
        check = Check((), (Finding("asks_back", Severity.INFO, message),))
        return self._finish(work, Decision.CLARIFY, text, check, hits, judgement.probability, "")

    def _refuse(self, work: _Work, hits: Sequence[Hit], judgement: Judgement) -> Draft:
        given = work.ticket.passages
        documents, passages = self._retriever.totals() if given is None else (len(given), len(given))
        nearest = sorted(found_ones(hits), key=lambda hit: -hit.similarity)[:NEAR_MISSES]
        finding = refusal_finding(documents, passages, nearest, judgement.probability, judgement.threshold)
        check = Check((), (finding,))
        text = refusal_text(self._wording(), work.ticket.text)
        return self._finish(work, Decision.REFUSE, text, check, (), 1.0 - judgement.probability, "", nearest)

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
        findings = [*check.findings, *work.findings]
        if note.startswith("extractive"):
            findings.append(Finding("extractive_draft", Severity.INFO, "Made of the documents' own sentences.", 0, 0))
        conflicts = find_conflicts(hits) if decision is Decision.ANSWER else ()
        findings += [_conflict_finding(conflict, hits) for conflict in conflicts]
        if work.judgement is not None:
            signs = signs_of(work.judgement, decision, hits or near_misses, check.sentences, findings)
            confidence = self._confidence.of(signs, self._weights().shift)
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
            model=work.use or work.generator.use,
            prompt_version=work.prompt_version or self._prompt(work).version,
            timings=Timings(first, total, work.prompt_tokens, work.completion_tokens),
            near_misses=tuple(near_misses),
            conflicts=conflicts,
            unstyled=work.unstyled,
        )


def _conflict_finding(conflict: Conflict, hits: Sequence[Hit]) -> Finding:
    first, second = hits[conflict.first - 1], hits[conflict.second - 1]
    message = (
        f"The documents disagree ({conflict.reason}): {first.document} says “{conflict.first_text}”, "
        f"{second.document} says “{conflict.second_text}”. Find out which one holds before you send this."
    )
    return Finding("conflict", Severity.WARN, message)


def _unstyled(why: str) -> Finding:
    return Finding("style_not_applied", Severity.WARN, f"The draft is shown without the house style: {why}.")


def _leaves_out(key: str, text: str) -> bool:
    """Whether a draft says less than a sentence of the section: its words, or a number, date, link or code of it."""
    return coverage(key, text) < CARRIES_KEY or bool(missing_literals(key, [text]))


def _open_finding(part: str) -> Finding:
    return Finding("open_question", Severity.WARN, f"No document answers this part: “{part}”. Answer it yourself.")


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


def _summary(check: Check) -> str:
    if not check.findings:
        supported = sum(sentence.supported for sentence in check.sentences)
        return f"passed: {supported} sentences backed by what they cite"
    rules = ", ".join(dict.fromkeys(finding.rule for finding in check.findings))
    return f"{'failed' if check.blocked else 'passed'}: {rules}"
