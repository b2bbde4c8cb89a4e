"""No context: the model alone, for comparison. Nothing it states has a source, and the findings say so."""

from citewell.domain.drafts import Decision
from citewell.governance.text.readable import letter
from citewell.pipeline.checks.policy_checker import PolicyChecker, summarize, verdict_of
from citewell.pipeline.generation.model_draft import Prompts
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Answer, Evidence, Origin, Prepared, Route


class NoContextHandler:
    """Drafts without passages."""

    def __init__(self, prompts: Prompts, checker: PolicyChecker) -> None:
        """Ask by ``prompts``; ``checker`` tells what has no source."""
        self._prompts = prompts
        self._checker = checker

    def answer(self, prepared: Prepared, evidence: Evidence, route: Route, writer: Writer, run: RunContext) -> Answer:
        """What the model writes. Raises ``ModelError``, ``BadInputError`` and ``CancelledError``."""
        del evidence, route
        ticket = prepared.read
        text = letter(self._prompts.draft(ticket, {}, writer, run))
        check = self._checker.check(text, (), ticket.text, region=ticket.region)
        run.done("policy_checker", summarize(check), verdict=verdict_of(check))
        return Answer(Decision.ANSWER, text, check, Origin.MODEL)
