"""Escalate: a short holding reply, since a person answers this ticket."""

from citewell.domain.drafts import Decision, TextStreamed
from citewell.pipeline.generation.escalation import holding_reply
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Answer, Evidence, Origin, Prepared, Route


class EscalateHandler:
    """Words the holding reply of the most urgent risk."""

    def answer(self, prepared: Prepared, evidence: Evidence, route: Route, writer: Writer, run: RunContext) -> Answer:
        """The holding reply, which states no fact; ``prepared`` has at least one risk."""
        del evidence, route, writer
        text, check = holding_reply(prepared.risks, prepared.read.text)
        run.watch(TextStreamed(text))
        run.done("final", "a holding reply: a person answers this ticket")
        return Answer(Decision.ESCALATE, text, check, Origin.FIXED, confidence=prepared.risks[0].probability)
