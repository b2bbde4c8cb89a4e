"""Evidence: passages are searched or taken as given, rid of orders to the program, and reranked."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date

from citewell.domain.documents import Access, Filters, Hit
from citewell.domain.drafts import Finding, GivenPassage, Stage, Ticket
from citewell.pipeline.intake.attached import ATTACHED_TITLE
from citewell.pipeline.intake.injection_filter import guard_hits
from citewell.pipeline.retrieval.counting import counted_tables, counting_finding, without_counted
from citewell.pipeline.retrieval.meant_parts import meant_parts
from citewell.pipeline.retrieval.meant_rows import meant_rows
from citewell.pipeline.retrieval.rerank import LOOKED_UP, Reranking
from citewell.pipeline.retrieval.retriever import Retriever
from citewell.pipeline.run_context import RunContext
from citewell.pipeline.stages import Evidence, Prepared

GUARDED_MORE = 12
"""Given passages to look up beside, where some are left out."""
GUARDED_ROUNDS = 4
"""Times to search at most, each without the passages that held nothing but orders before."""
NOTE_DOCUMENT = "agent-note"
NOTE_TITLE = "Fact from the agent"
ATTACHED_PASSAGES = 3
"""Passages of the ticket's files that are read beside those of the documents."""
AFTER_FOUND = 5
"""Passages of documents before them, at most: the reranker reads ten."""

Search = Callable[[int, Collection[int]], Sequence[Hit]]
"""Searches for so many passages, without those of these ids."""


class EvidenceFinder:
    """The second stage: what a draft may cite."""

    def __init__(self, retriever: Retriever, reranking: Reranking) -> None:
        """Search by ``retriever``; ``reranking`` puts the passages that answer first."""
        self._retriever = retriever
        self._reranking = reranking

    def find(self, prepared: Prepared, run: RunContext) -> Evidence:
        """The evidence for a ticket: the agent's own fact, passages the agent chose, then others, best first.

        Raises ``ModelError``, ``StorageError`` and ``CancelledError``.
        """
        if prepared.read.passages is not None:
            return self._given(prepared, prepared.read.passages, run)
        return self._searched(prepared, run)

    def _given(self, prepared: Prepared, passages: Sequence[GivenPassage], run: RunContext) -> Evidence:
        def choose(limit: int, without: Collection[int]) -> Sequence[Hit]:
            return self._retriever.choose_given(prepared.queries, passages, limit + (GUARDED_MORE if without else 0))

        note = self._note(prepared)
        hits, findings = _guarded(choose, self._reranking.candidates, run)
        run.done(Stage.RETRIEVER, f"{len(hits)} of {len(passages)} passages given")
        ranked = self._reranking.rerank(prepared.queries, hits, note, run)
        return Evidence(
            tuple(ranked.hits), ranked.unanswered, len(note), (len(passages), len(passages)), findings, ranked.route
        )

    def _searched(self, prepared: Prepared, run: RunContext) -> Evidence:
        ticket, steering = prepared.read, prepared.read.steering
        filters = _filters(ticket)
        decided = {*steering.use, *steering.leave}
        asked = (ticket.text, *prepared.queries[1:])

        def search(limit: int, without: Collection[int]) -> Sequence[Hit]:
            hits = self._retriever.retrieve(asked, filters, LOOKED_UP, distinct=True, without={*without, *decided})
            return self._reranking.choose(prepared.queries[0], hits, limit)

        chosen, _ = guard_hits(self._retriever.load(steering.use, filters))
        note = [*self._note(prepared), *chosen]
        attached, told = self._attached(prepared)
        found, findings = _guarded(search, self._reranking.candidates, run)
        if counted := counted_tables(ticket.text, found):
            found, findings = without_counted(found, counted), (*findings, counting_finding(counted))
        findings = (*findings, *told)
        rows = meant_rows(ticket.text, [hit for hit in found if not hit.superseded])
        meant = meant_parts(ticket.text, rows)
        documents, passages = searched = self._retriever.totals()
        exact = sum(hit.exact for hit in meant)
        named = f", {exact} by a code of the ticket" if exact else ""
        run.done(
            Stage.RETRIEVER, f"{len(meant)} passages of {passages} in {documents} documents{named}, public ones only"
        )
        ranked = self._reranking.rerank(prepared.queries, _mixed(meant, attached), note, run)
        completed, _ = guard_hits(self._retriever.complete(ranked.hits[len(note) :], filters))
        hits = (*ranked.hits[: len(note)], *meant_parts(ticket.text, completed))
        return Evidence(hits, ranked.unanswered, len(note), searched, findings, ranked.route)

    def _note(self, prepared: Prepared) -> list[Hit]:
        """The agent's own fact, as a passage that can be cited."""
        if not prepared.read.note.strip():
            return []
        given = GivenPassage(NOTE_DOCUMENT, NOTE_TITLE, prepared.read.note)
        return self._retriever.choose_given(prepared.queries, [given], 1)

    def _attached(self, prepared: Prepared) -> tuple[list[Hit], tuple[Finding, ...]]:
        """The passages of the ticket's own files that are nearest to it, without orders to the program.

        Their ids are negative, so that none is taken for a passage of the index.
        """
        files = [
            GivenPassage(file.name, f"{ATTACHED_TITLE}: {file.name}", file.text)
            for file in prepared.read.attached
            if file.text.strip()
        ]
        if not files:
            return [], ()
        hits, told = guard_hits(self._retriever.choose_given(prepared.queries, files, ATTACHED_PASSAGES))
        return [replace(hit, passage_id=-1 - hit.passage_id) for hit in hits], told


def _mixed(found: Sequence[Hit], attached: Sequence[Hit]) -> list[Hit]:
    """Passages of the ticket's files behind those of documents that are as near to it, for the reranker to order."""
    nearest = max((hit.similarity for hit in attached), default=0.0)
    nearer = (at for at, hit in enumerate(found) if not hit.exact and hit.similarity < nearest)
    place = min(next(nearer, len(found)), AFTER_FOUND)
    return [*found[:place], *attached, *found[place:]]


def _filters(ticket: Ticket) -> Filters:
    today = date.today()  # noqa: DTZ011  the user's day
    return Filters(ticket.as_of or today, ticket.region, ticket.product, Access.PUBLIC)


def _guarded(find: Search, limit: int, run: RunContext) -> tuple[list[Hit], tuple[Finding, ...]]:
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
        run.done("guard", f"{len(orders)} passages hold orders to the program, which were left out")
    return kept[:limit], orders
