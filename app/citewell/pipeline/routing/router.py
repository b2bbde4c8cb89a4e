"""Router: which way a ticket goes, before anything is searched where its text decides, else from the passages."""

from collections.abc import Callable

from citewell.domain.drafts import Decision, Level, Mode
from citewell.pipeline.retrieval.neighbours import found_ones
from citewell.pipeline.routing.phrasing import Phrasing
from citewell.pipeline.routing.routing import DecisionWeights, decide
from citewell.pipeline.routing.unknown_names import unknown_names
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Evidence, Prepared, Route, RouteKind

_LEVELS = {Level.SUMMARY: RouteKind.SUMMARY, Level.CRM: RouteKind.CRM}
_DECISIONS = {
    Decision.ANSWER: RouteKind.REPLY,
    Decision.CLARIFY: RouteKind.CLARIFY,
    Decision.REFUSE: RouteKind.REFUSE,
    Decision.ESCALATE: RouteKind.ESCALATE,
}


def needs_evidence(prepared: Prepared) -> bool:
    """Whether passages decide and are cited: not where a person answers, nor for a model without context.

    An agent may have a reply drafted to a ticket that a person is to answer: the agent is one.
    """
    ticket = prepared.ticket
    handed_over = prepared.risks and ticket.level is Level.REPLY and not ticket.steering.anyway
    return ticket.mode is not Mode.NO_CONTEXT and not handed_over


class Router:
    """The third stage."""

    def __init__(self, weights: Callable[[], DecisionWeights], phrasing: Phrasing) -> None:
        """``weights`` are asked for each ticket: a team may move its thresholds meanwhile."""
        self._weights = weights
        self._phrasing = phrasing

    def route(self, prepared: Prepared, evidence: Evidence, run: RunContext) -> Route:
        """The route of a ticket. Raises ``CancelledError``."""
        ticket = prepared.read
        if not needs_evidence(prepared):
            return Route(_LEVELS.get(ticket.level) or _without_evidence(prepared))
        hits = found_ones(evidence.hits)
        reply = ticket.level is Level.REPLY
        judgement = decide(
            hits,
            self._weights(),
            given=ticket.passages is not None,
            unknown=unknown_names(prepared.queries, evidence.hits) if reply else (),
            ticket=ticket.text,
            signs=self._phrasing.read(ticket.text),
            route=evidence.route,
        )
        if reply and ticket.steering.forces_reply and evidence.hits:
            run.done("decide", f"answer, at the agent's word: {judgement.reason}", verdict=Decision.ANSWER.value)
            return Route(RouteKind.REPLY, judgement)
        decision = judgement.decision.value
        run.done("decide", f"{decision}: {judgement.reason}", verdict=decision)
        return Route(_DECISIONS[judgement.decision] if reply else _LEVELS[ticket.level], judgement)


def _without_evidence(prepared: Prepared) -> RouteKind:
    return RouteKind.ESCALATE if prepared.risks else RouteKind.NO_CONTEXT
