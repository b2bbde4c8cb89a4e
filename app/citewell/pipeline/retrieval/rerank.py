"""Reranking: late interaction helps to choose among what was found, a cross-encoder reads these beside what is asked.

Every passage that was found stays and may be cited; ``answering`` says how many of them are written from.
"""

import logging
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from citewell.domain.documents import Hit
from citewell.domain.errors import ModelError
from citewell.domain.ports import Embedder, Reranker, RouteScore
from citewell.pipeline.intake.query import parts_of
from citewell.pipeline.run_context import RunContext

logger = logging.getLogger(__name__)

EVIDENCE = 5
"""Passages that one draft may cite."""
LOOKED_UP = 16
"""Passages of a search that are compared with the ticket token by token as well; the best of them are read."""
MAX_READ = 10
"""Passages that are read for one ticket, at most."""
PART_READ = 4
"""Passages, the best ones by the whole ticket, that are read beside each of its parts."""
CLEAR = 0.5
"""A passage with this probability answers."""
MARGIN = 0.35
"""So does one with this share of the best one's probability."""
TOGETHER = 3
"""Passages, the best ones, that are read as one with the ticket to see what it asks for."""
OPEN = 0.25
"""A part whose best passage stays below this has no answer."""
_EDGE = 1e-4


@dataclass(frozen=True, slots=True)
class Order:
    """What orders passages: weights of the reranker's log odds, of the fused search's score, of cosine and nearness."""

    judge: float
    search: float
    cosine: float
    tokens: float
    """Of the nearness by late interaction."""


@dataclass(frozen=True, slots=True)
class Orders:
    """The order of passages that a search chose, and of those that came with the ticket.

    ``found_apart`` and ``given_apart`` are the same where the embedder cannot compare token by token. The reranker
    alone orders real tickets worse than the search does, so that the search keeps the greater say.
    """

    found: Order
    given: Order
    found_apart: Order
    given_apart: Order

    def of(self, hit: Hit) -> Order:
        """The order that a passage is put in by."""
        if _as_found(hit):
            return self.found_apart if hit.nearness is None else self.found
        return self.given_apart if hit.nearness is None else self.given

    def compared(self, hit: Hit) -> bool:
        """Whether its nearness counts for a passage."""
        return (self.found if _as_found(hit) else self.given).tokens != 0


def _as_found(hit: Hit) -> bool:
    """Whether a passage was found, or is one of the ticket's own files, which are ordered among those."""
    return hit.document_id != 0 or hit.passage_id < 0


@dataclass(frozen=True, slots=True)
class Reranked:
    """Passages, best first, the parts of the ticket that none of them answers, and what the first ones ask for."""

    hits: list[Hit]
    unanswered: tuple[str, ...] = ()
    route: RouteScore | None = None


class Reranking:
    """The stage that reranks; without a model, passages stay in the order of the search."""

    def __init__(self, reranker: Reranker | None, embedder: Embedder, orders: Callable[[], Orders]) -> None:
        """Read by ``reranker``; ``None`` where no model is installed. ``orders`` are asked for each ticket."""
        self._reranker = reranker
        self._embedder = embedder
        self._orders = orders

    @property
    def candidates(self) -> int:
        """Passages that are read: more than are shown where a model chooses among them."""
        return EVIDENCE if self._reranker is None else MAX_READ

    def choose(self, ticket: str, hits: Sequence[Hit], limit: int) -> list[Hit]:
        """The ``limit`` of ``hits`` that are read: by search, cosine and nearness; the first where no model can tell.

        Raises ``ModelError``.
        """
        if self._reranker is None:
            return list(hits[:limit])
        return choose_hits(self._embedder, ticket, hits, self._orders())[:limit]

    def rerank(self, queries: tuple[str, ...], hits: Sequence[Hit], note: Sequence[Hit], run: RunContext) -> Reranked:
        """``note`` (the agent's own fact), then the best ``EVIDENCE`` of ``hits``; as chosen where the reranker fails.

        Raises ``CancelledError``, and ``ModelError`` of the embedder, without which nothing was found either.
        """
        if self._reranker is None:
            return Reranked([*note, *hits])
        orders = self._orders()
        near = with_nearness(self._embedder, queries[0], [*note, *hits], orders)
        note, hits = near[: len(note)], near[len(note) :]
        try:
            ranked = rerank_hits(self._reranker, queries, hits, orders, note)
        except ModelError as error:
            logger.warning("the reranker failed, passages stay in the order of the search: %s", type(error).__name__)
            return Reranked([*note, *hits[:EVIDENCE]])
        missing = f", {len(ranked.unanswered)} things asked have no answer in them" if ranked.unanswered else ""
        run.done("judge", f"{len(ranked.hits)} passages read, {len(answering(ranked.hits))} answer{missing}")
        return replace(ranked, hits=ranked.hits[: len(note) + EVIDENCE])


def with_nearness(embedder: Embedder, ticket: str, hits: Sequence[Hit], orders: Orders) -> list[Hit]:
    """``hits``, compared with ``ticket`` by their tokens where that orders them and was not done.

    Raises ``ModelError``.
    """
    open_ones = [hit.nearness is None and orders.compared(hit) for hit in hits]
    texts = [passage_text(hit) for hit, is_open in zip(hits, open_ones, strict=True) if is_open]
    near = embedder.interact(ticket, texts)
    if near is None:
        return list(hits)
    told = iter(near)
    return [replace(hit, nearness=next(told)) if is_open else hit for hit, is_open in zip(hits, open_ones, strict=True)]


def choose_hits(embedder: Embedder, ticket: str, hits: Sequence[Hit], orders: Orders) -> list[Hit]:
    """``hits`` as they are put in order before any is read; as found where the embedder cannot compare tokens.

    Rows named by a code come first and superseded versions last, as ever. Raises ``ModelError``.
    """
    near = with_nearness(embedder, ticket, hits, orders)
    return near if any(hit.nearness is None for hit in near) else _ordered(near, orders)


def rerank_hits(
    reranker: Reranker, queries: tuple[str, ...], hits: Sequence[Hit], orders: Orders, note: Sequence[Hit] = ()
) -> Reranked:
    """Read each of ``hits`` beside the whole ticket, the best ones beside each thing asked too, then together.

    What the agent adds (``note``) stays before them. Rows named by a code and valid versions keep their place before
    the others. Raises ``ModelError``.
    """
    shown = [*note, *hits[:MAX_READ]]
    if not shown:
        return Reranked([])
    scores = reranker.score([(queries[0], passage_text(hit)) for hit in shown])
    read = [replace(hit, answers=score) for hit, score in zip(shown, scores, strict=True)]
    ordered = [*read[: len(note)], *_ordered(read[len(note) :], orders)]
    unanswered = _unanswered(reranker, queries, ordered)
    route = reranker.route(queries[0], [passage_text(hit) for hit in ordered[:TOGETHER]])
    return Reranked([*ordered, *hits[MAX_READ:]], unanswered, route)


def _unanswered(reranker: Reranker, queries: tuple[str, ...], hits: Sequence[Hit]) -> tuple[str, ...]:
    """The things asked that none of the best passages answers; none where that is so of all."""
    parts = [part for part in parts_of(queries) if part != queries[0]]
    near = hits[:PART_READ]
    scores = reranker.score([(part, passage_text(hit)) for part in parts for hit in near])
    rows = [scores[at : at + len(near)] for at in range(0, len(scores), max(1, len(near)))]
    open_ones = tuple(part for part, row in zip(parts, rows, strict=True) if max(row) < OPEN)
    return open_ones if len(open_ones) < len(parts) else ()


def answering(hits: Sequence[Hit]) -> list[Hit]:
    """The first of ``hits``: those that answer; all of them where none was read."""
    scores = [hit.answers for hit in hits if hit.answers is not None]
    if not scores:
        return list(hits)
    least = min(CLEAR, MARGIN * max(scores))
    taken: list[Hit] = []
    for hit in hits:
        if taken and not hit.exact and (hit.answers or 0.0) < least:
            break
        taken.append(hit)
    return taken


def passage_text(hit: Hit) -> str:
    """A passage as the cross-encoder reads it: ``Title › Heading: text``."""
    return f"{hit.place}: {hit.text}" if hit.place else hit.text


def log_odds(probability: float) -> float:
    """The logarithm of the odds, with the probability kept off 0 and 1."""
    kept = min(max(probability, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))


def worth(hit: Hit, orders: Orders) -> float:
    """What orders passages."""
    by = orders.of(hit)
    told = by.search * hit.score + by.cosine * hit.similarity + by.tokens * (hit.nearness or 0.0)
    return told + by.judge * log_odds(hit.answers or 0.0)


def _ordered(hits: Sequence[Hit], orders: Orders) -> list[Hit]:
    """Best first."""
    order = sorted(range(len(hits)), key=lambda i: (not hits[i].exact, hits[i].superseded, -worth(hits[i], orders)))
    return [hits[i] for i in order]
