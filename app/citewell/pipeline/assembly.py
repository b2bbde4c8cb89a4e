"""Assembly: an answer becomes a draft, with citations, conflicts, confidence, trace, timings and personal values."""

import time
import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import TypeVar

from citewell.domain.documents import Hit
from citewell.domain.drafts import Conflict, Decision, Draft, Finding, Level, Mode, Sentence, Severity, Timings
from citewell.governance.policy.letter import frame_of
from citewell.governance.policy.packs import Wording
from citewell.governance.text.languages import language_of
from citewell.pipeline.generation.citations import resolve
from citewell.pipeline.generation.model_draft import Prompts
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.intake.anonymizer import Masker, with_values
from citewell.pipeline.intake.attached import attachment_findings
from citewell.pipeline.retrieval.evidence_finder import NOTE_DOCUMENT
from citewell.pipeline.retrieval.rerank import answering
from citewell.pipeline.routing.confidence import Confidence, signs_of
from citewell.pipeline.routing.routing import DecisionWeights
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Answer, Evidence, Origin, Prepared

P = TypeVar("P", Sentence, Finding)
_EXTRACTIVE = Finding("extractive_draft", Severity.INFO, "Made of the documents' own sentences.", 0, 0)


NOTE_RULE = "note_unused"
_UNUSED = {
    Decision.ANSWER: "no sentence was made of it. Write it where it belongs, with [{n}] behind it.",
    Decision.CLARIFY: "the draft asks back first.",
    Decision.REFUSE: "it does not answer the message either. Have a reply drafted anyway, or write it yourself.",
    Decision.ESCALATE: "a holding reply states no facts.",
}
"""Why the agent's own fact is not in a text, by what was decided."""


class Assembly:
    """The last stage."""

    def __init__(
        self,
        confidence: Confidence,
        weights: Callable[[], DecisionWeights],
        prompts: Prompts,
        masker: Masker,
        wording: Callable[[], Wording],
    ) -> None:
        """``weights`` gives the team's shift of the confidence; ``prompts`` names the version in use.

        ``wording`` gives the letter form of the policy packs in force.
        """
        self._confidence = confidence
        self._weights = weights
        self._prompts = prompts
        self._masker = masker
        self._wording = wording

    def assemble(
        self, prepared: Prepared, evidence: Evidence, answer: Answer, writer: Writer, run: RunContext
    ) -> Draft:
        """The draft of an answer, with the conflicts of passages that it cites or asks about.

        Raises ``StorageError``, and ``BadInputError`` for a pack that cannot be used.
        """
        cited = {n for sentence in answer.check.sentences for n in sentence.cites}
        citations = resolve(answer.hits)
        before, after = self._letter(prepared, answer)
        of_text, own = ([_moved(one, len(before)) for one in part] for part in (answer.check.findings, answer.findings))
        findings = [*of_text, *prepared.findings, *evidence.findings, *own]
        if answer.origin is Origin.EXTRACTIVE:
            findings.append(_EXTRACTIVE)
        about = cited or {*range(1, 1 + len(answering(answer.hits)))}  # a question cites nothing
        conflicts = tuple(one for one in answer.conflicts if about & {*one.passages})
        findings += [_conflict_finding(conflict, answer.hits) for conflict in conflicts]
        findings += _unused_note(prepared, answer, cited)
        findings += attachment_findings(prepared.ticket, [hit for n, hit in enumerate(answer.hits, 1) if n in cited])
        draft = Draft(
            id=uuid.uuid4().hex,
            decision=answer.decision,
            text=f"{before}{answer.text}{after}",
            sentences=tuple(_moved(sentence, len(before)) for sentence in answer.check.sentences),
            citations=tuple(citation for citation in citations if citation.n in cited),
            evidence=citations,
            confidence=self._confidence_of(answer, findings),
            findings=tuple(findings),
            trace=tuple(run.trace),
            model=answer.model or writer.use,
            prompt_version=answer.prompt_version or self._prompts.of(writer).version,
            timings=_timings(writer, run),
            near_misses=tuple(answer.near_misses),
            conflicts=conflicts,
            unstyled=answer.unstyled,
        )
        return with_values(draft, prepared.masked, self._masker)

    def _letter(self, prepared: Prepared, answer: Answer) -> tuple[str, str]:
        """What makes a letter of a reply, before and after it."""
        if prepared.ticket.level is not Level.REPLY:
            return "", ""
        return frame_of(answer.text, self._wording(), language_of(answer.text), prepared.read.customer)

    def _confidence_of(self, answer: Answer, findings: Sequence[Finding]) -> float:
        if answer.judgement is None:
            return answer.confidence
        hits = answer.hits or answer.near_misses
        signs = signs_of(answer.judgement, answer.decision, hits, answer.check.sentences, findings)
        return self._confidence.of(signs, self._weights().shift)


def _moved(part: P, by: int) -> P:
    """A sentence or finding with its span so many characters later; a finding without a span stays as it is."""
    return replace(part, start=part.start + by, end=part.end + by) if part.end > part.start else part


def _unused_note(prepared: Prepared, answer: Answer, cited: Collection[int]) -> list[Finding]:
    """That the agent's fact is not in the text, and why."""
    reply = prepared.ticket.level is Level.REPLY and prepared.ticket.mode is not Mode.NO_CONTEXT
    if not prepared.ticket.note.strip() or not reply:
        return []
    numbers = {n for n, hit in enumerate(answer.hits, start=1) if not hit.document_id and hit.document == NOTE_DOCUMENT}
    if numbers & {*cited}:
        return []
    why = _UNUSED[answer.decision].format(n=min(numbers, default=1))
    return [Finding(NOTE_RULE, Severity.WARN, f"Your fact for this reply is not used: {why}")]


def _timings(writer: Writer, run: RunContext) -> Timings:
    total = (time.monotonic() - run.began) * 1000
    first = None if writer.first_token is None else (writer.first_token - run.began) * 1000
    return Timings(first, total, writer.prompt_tokens, writer.completion_tokens)


def _conflict_finding(conflict: Conflict, hits: Sequence[Hit]) -> Finding:
    first, second = hits[conflict.first - 1], hits[conflict.second - 1]
    message = (
        f"The documents disagree ({conflict.reason}): {first.document} says “{conflict.first_text}”, "
        f"{second.document} says “{conflict.second_text}”. Find out which one holds before you send this."
    )
    return Finding("conflict", Severity.WARN, message)
