"""Summary and CRM record: the levels below a reply, which name the documents that may hold the answer."""

from citewell.domain.drafts import Decision, Finding, Severity
from citewell.pipeline.checks.conflicts import find_conflicts
from citewell.pipeline.checks.policy_checker import Check
from citewell.pipeline.generation.citations import resolve
from citewell.pipeline.generation.escalation import escalation_finding
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.levels.level_writer import MAX_SOURCES, LevelWriter
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Answer, Evidence, Origin, Prepared, Route


class LevelHandler:
    """Writes the level that the ticket asks for."""

    def __init__(self, levels: LevelWriter) -> None:
        """Write by ``levels``."""
        self._levels = levels

    def answer(self, prepared: Prepared, evidence: Evidence, route: Route, writer: Writer, run: RunContext) -> Answer:
        """The summary or record; every line is backed by the ticket. Raises ``CancelledError``."""
        level = prepared.ticket.level
        judgement = route.judgement
        answerable = judgement is not None and judgement.decision is not Decision.REFUSE
        hits = evidence.hits[:MAX_SOURCES] if answerable else ()
        written = self._levels.write(level, prepared.read.text, resolve(hits), writer.write)
        note = f"{writer.completion_tokens} tokens written"
        findings = [escalation_finding(prepared.risks)] if prepared.risks else []
        if written.replaced:
            names = ", ".join(written.replaced)
            note += f"; by rules: {names}"
            message = f"By rules, since the ticket does not back what the model wrote: {names}."
            findings.append(Finding("extractive_draft", Severity.INFO, message))
        run.done(level.value, note)
        run.done("final", "every line is backed by the ticket")
        return Answer(
            Decision.ANSWER,
            written.text,
            Check(written.sentences, ()),
            Origin.MODEL,
            hits=hits,
            conflicts=find_conflicts(hits),
            findings=tuple(findings),
            confidence=0.0 if judgement is None else judgement.probability,
            prompt_version=self._levels.version(level),
        )
