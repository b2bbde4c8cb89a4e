"""Reply: the model's draft where it passes the check, else the documents' own sentences; refused where neither does."""

from citewell.domain.drafts import ANYWAY_RULE, Decision, EvidenceFound, Finding, Severity
from citewell.pipeline.checks.conflicts import find_conflicts
from citewell.pipeline.checks.policy_checker import Check, PolicyChecker, summarize, verdict_of
from citewell.pipeline.generation.escalation import escalation_finding
from citewell.pipeline.generation.extractive_answer import Extractor
from citewell.pipeline.generation.model_draft import ModelDrafts
from citewell.pipeline.generation.voice import Voice, Voiced
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Answer, Evidence, Handler, Origin, Prepared, Route

_NOTES = {
    Origin.MODEL: "the model's draft",
    Origin.EXTRACTIVE: "extractive draft: the model's own draft did not pass the check",
}


class ReplyHandler:
    """Writes cited replies."""

    def __init__(
        self, extractor: Extractor, drafts: ModelDrafts, checker: PolicyChecker, voice: Voice, refusing: Handler
    ) -> None:
        """``refusing`` words the answer where not even the documents' own sentences pass the check."""
        self._extractor = extractor
        self._drafts = drafts
        self._checker = checker
        self._voice = voice
        self._refusing = refusing

    def answer(self, prepared: Prepared, evidence: Evidence, route: Route, writer: Writer, run: RunContext) -> Answer:
        """The reply. Raises ``ModelError``, ``StorageError``, ``BadInputError`` and ``CancelledError``."""
        citations, conflicts = evidence.citations, find_conflicts(evidence.hits)
        run.watch(EvidenceFound(citations, conflicts))
        check, text, origin = self._draft(prepared, evidence, writer, run)
        fails = check.blocked or not any(sentence.cites for sentence in check.sentences)
        if fails and not (prepared.ticket.steering.anyway and text.strip()):
            run.done("final", "refused: not even the sources' own sentences passed the check")
            return self._refusing.answer(prepared, evidence, route, writer, run)
        voiced = Voiced(text, check) if fails else self._voice.apply(text, check, prepared, citations, writer, run)
        run.done("final", _NOTES[origin])
        return Answer(
            Decision.ANSWER,
            voiced.text,
            voiced.check,
            origin,
            hits=evidence.hits,
            conflicts=conflicts,
            findings=(
                *_steered(prepared, evidence),
                *voiced.findings,
                *(_open_finding(part) for part in evidence.unanswered),
            ),
            judgement=route.judgement,
            model=voiced.model,
            unstyled=voiced.unstyled,
        )

    def _draft(
        self, prepared: Prepared, evidence: Evidence, writer: Writer, run: RunContext
    ) -> tuple[Check, str, Origin]:
        ticket, citations = prepared.read, evidence.citations
        asked = tuple(query for query in prepared.queries if query not in evidence.unanswered)
        extract = self._extractor.extract(asked, evidence.hits, lead=evidence.noted)
        run.done("extract", "the parts of the documents that are likeliest to answer")
        drafted = self._drafts.draft(ticket, citations, extract, writer, run)
        if drafted is not None:
            return *drafted, Origin.MODEL
        text = self._checker.completed(extract.text, ticket.region)
        check = self._checker.check(text, citations, ticket.text, region=ticket.region)
        run.done("policy_checker", summarize(check), verdict=verdict_of(check))
        return check, text, Origin.EXTRACTIVE


def _steered(prepared: Prepared, evidence: Evidence) -> list[Finding]:
    """What the agent decided of this draft."""
    steering, found = prepared.ticket.steering, []
    if steering.anyway:
        why = f" {escalation_finding(prepared.risks).reason}" if prepared.risks else ""
        found.append(Finding(ANYWAY_RULE, Severity.WARN, f"Drafted at your word; check each sentence.{why}"))
    used = [hit.place for hit in evidence.hits if hit.passage_id in steering.use and hit.document_id]
    parts = [f"uses {' and '.join(f'“{place}”' for place in used)}" if used else ""]
    left = len(steering.leave)
    parts.append(f"leaves out {left} {'passage' if left == 1 else 'passages'}" if left else "")
    if any(parts):
        found.append(Finding("steered", Severity.INFO, f"As you chose: {', '.join(part for part in parts if part)}."))
    return found


def _open_finding(part: str) -> Finding:
    return Finding("open_question", Severity.WARN, f"No document answers this part: “{part}”. Answer it yourself.")
