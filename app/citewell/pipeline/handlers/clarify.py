"""Clarify: one question back, for what the answer depends on; where nothing can be named, a refusal."""

from collections.abc import Callable

from citewell.domain.drafts import Decision, EvidenceFound, Finding, Severity, TextStreamed
from citewell.governance.policy.packs import Wording
from citewell.pipeline.checks.conflicts import find_conflicts
from citewell.pipeline.checks.policy_checker import Check
from citewell.pipeline.generation.clarification import Clarifier, opening_for
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.retrieval.rerank import answering
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Answer, Evidence, Handler, Origin, Prepared, Route

_ASKS_BACK = Finding(
    "asks_back",
    Severity.INFO,
    "The documents answer this, but differently by case; the draft asks which case it is.",
)


class ClarifyHandler:
    """Asks back; the passages that the question is about are the evidence."""

    def __init__(self, clarifier: Clarifier, wording: Callable[[], Wording], refusing: Handler) -> None:
        """``wording`` gives the fixed words of the policy packs in force; ``refusing`` answers what cannot be asked."""
        self._clarifier = clarifier
        self._wording = wording
        self._refusing = refusing

    def answer(self, prepared: Prepared, evidence: Evidence, route: Route, writer: Writer, run: RunContext) -> Answer:
        """The question, or a refusal. Raises ``CancelledError``, and ``BadInputError`` for an unusable pack."""
        conflicts = find_conflicts(evidence.hits)
        run.watch(EvidenceFound(evidence.citations, conflicts))
        question, note = self._clarifier.question(
            prepared.read, answering(evidence.hits), writer.generator, writer.write
        )
        if not question:
            run.done("clarify", "the passages name nothing that could be asked for: refused")
            return self._refusing.answer(prepared, evidence, route, writer, run)
        run.done("clarify", note)
        text = f"{opening_for(self._wording(), question)}\n\n{question}"
        run.watch(TextStreamed(text))
        return Answer(
            Decision.CLARIFY,
            text,
            Check((), (_ASKS_BACK,)),
            Origin.FIXED,
            hits=evidence.hits,
            conflicts=conflicts,
            judgement=route.judgement,
        )
