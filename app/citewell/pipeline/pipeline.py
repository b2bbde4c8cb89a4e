"""The draft pipeline: a ticket goes through typed stages, each of which is always there.

``Preparation`` → ``EvidenceFinder`` → ``Router`` → one handler a route → ``Assembly``: from the ticket to ``Prepared``,
``Evidence``, ``Route``, ``Answer`` and the ``Draft``. Keeping a draft is the business of the use case that asks.
"""

from collections.abc import Callable, Mapping

from citewell.domain.drafts import Draft, Mode, Ticket
from citewell.domain.generation import Generator
from citewell.domain.progress import CancelToken
from citewell.pipeline.assembly import Assembly
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.intake.preparation import Preparation
from citewell.pipeline.retrieval.evidence_finder import EvidenceFinder
from citewell.pipeline.routing.router import Router, needs_evidence
from citewell.pipeline.run_context import RunContext, Watch, ignore_events
from citewell.pipeline.stages import Drafted, Evidence, Handler, RouteKind


class DraftPipeline:
    """Makes drafts."""

    def __init__(
        self,
        *,
        preparation: Preparation,
        evidence: EvidenceFinder,
        router: Router,
        handlers: Mapping[RouteKind, Handler],
        assembly: Assembly,
        generators: Callable[[Mode], Generator],
    ) -> None:
        """``handlers`` has one for each route; ``generators`` gives each mode its model."""
        self._preparation = preparation
        self._evidence = evidence
        self._router = router
        self._handlers = handlers
        self._assembly = assembly
        self._generators = generators

    def run(self, ticket: Ticket, *, watch: Watch = ignore_events, cancel: CancelToken | None = None) -> Draft:
        """Draft a reply that nobody keeps. Takes and raises what ``process`` does."""
        return self.process(ticket, watch=watch, cancel=cancel).draft

    def process(self, ticket: Ticket, *, watch: Watch = ignore_events, cancel: CancelToken | None = None) -> Drafted:
        """Draft a reply, with what is needed to keep it.

        ``watch`` hears of evidence, text and stages as they come, on this thread.

        Raises ``BadInputError`` for a ticket that cannot be used, ``ModelError``, ``StorageError``, ``CancelledError``.
        """
        run = RunContext(watch, cancel or CancelToken())
        prepared = self._preparation.prepare(ticket, run)
        writer = Writer(self._generators(ticket.mode), prepared.masked, run)
        evidence = self._evidence.find(prepared, run) if needs_evidence(prepared) else Evidence()
        route = self._router.route(prepared, evidence, run)
        answer = self._handlers[route.kind].answer(prepared, evidence, route, writer, run)
        draft = self._assembly.assemble(prepared, evidence, answer, writer, run)
        return Drafted(draft, prepared.masked)
