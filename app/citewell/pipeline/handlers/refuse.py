"""Refuse: "I don't know" to the customer, and what came nearest to the agent."""

from collections.abc import Callable

from citewell.domain.drafts import Decision
from citewell.governance.policy.packs import Wording
from citewell.pipeline.checks.policy_checker import Check
from citewell.pipeline.generation.refusal import NEAR_MISSES, refusal_finding, refusal_text
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.retrieval.neighbours import found_ones
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Answer, Evidence, Origin, Prepared, Route


class RefuseHandler:
    """Words refusals."""

    def __init__(self, wording: Callable[[], Wording]) -> None:
        """``wording`` gives the fixed words of the policy packs in force."""
        self._wording = wording

    def answer(self, prepared: Prepared, evidence: Evidence, route: Route, writer: Writer, run: RunContext) -> Answer:
        """The refusal; ``route`` has a judgement. Raises ``BadInputError`` for a pack that cannot be used."""
        del writer, run
        assert route.judgement is not None  # noqa: S101  what refuses has read passages
        judgement = route.judgement
        nearest = sorted(found_ones(evidence.hits), key=lambda hit: -hit.similarity)[:NEAR_MISSES]
        finding = refusal_finding(*evidence.searched, nearest)
        return Answer(
            Decision.REFUSE,
            refusal_text(self._wording(), prepared.read.text),
            Check((), (finding,)),
            Origin.FIXED,
            near_misses=nearest,
            judgement=judgement,
        )
