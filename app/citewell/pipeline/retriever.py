"""Retrieve passages: by words and by meaning, fused by reciprocal ranks (Cormack, Clarke and Büttcher 2009)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from citewell.domain.documents import Access, Filters, Hit, Passage, Ranks
from citewell.domain.drafts import GivenPassage
from citewell.domain.ports import Embedder, PassageSearch, Vector
from citewell.governance.words import coverage
from citewell.pipeline.vectors import cosines

RANK_CONSTANT = 60
CANDIDATES = 50
"""Candidates that each of the two rankings puts forward."""

CutText = Callable[[str, str], Sequence[Passage]]
"""Cuts a text with a title into passages."""


class Retriever:
    """Finds the passages for a query, in the index or among passages that were handed in."""

    def __init__(self, search: PassageSearch, embedder: Embedder, cut: CutText) -> None:
        """Search the index through ``search``; ``cut`` makes passages of texts handed in."""
        self._search = search
        self._embedder = embedder
        self._cut = cut

    def retrieve(self, queries: Sequence[str], filters: Filters, limit: int) -> list[Hit]:
        """The best ``limit`` passages for any of ``queries``, best first.

        Superseded versions step back behind all others. ``similarity`` is the best cosine over the queries.
        """
        vectors = self._embedder.embed(queries)
        scores: dict[int, float] = {}
        words: dict[int, int] = {}
        meaning: dict[int, int] = {}
        for query, vector in zip(queries, vectors, strict=True):
            by_words = [passage_id for passage_id, _ in self._search.search_words(query, filters, CANDIDATES)]
            by_meaning = [passage_id for passage_id, _ in self._search.search_meaning(vector, filters, CANDIDATES)]
            _keep_highest(scores, fuse([by_words, by_meaning]))
            _keep_best(words, by_words)
            _keep_best(meaning, by_meaning)
        best = sorted(scores, key=lambda passage_id: (-scores[passage_id], passage_id))[: 2 * limit]
        similarity = self._similarity(vectors, best)
        hits = [
            replace(
                hit,
                score=scores[hit.passage_id],
                similarity=similarity.get(hit.passage_id, 0.0),
                ranks=Ranks(words.get(hit.passage_id), meaning.get(hit.passage_id)),
            )
            for hit in self._search.load_hits(best, filters)
        ]
        return sorted(hits, key=lambda hit: hit.superseded)[:limit]

    def choose_given(self, queries: Sequence[str], given: Sequence[GivenPassage], limit: int) -> list[Hit]:
        """Rank passages that were handed in, cut to the size of indexed ones; offsets are into their own texts."""
        hits: list[Hit] = []
        for item in given:
            hits += [
                _given_hit(item, passage, len(hits) + i) for i, passage in enumerate(self._cut(item.text, item.title))
            ]
        if not hits:
            return []
        places = [f"{hit.place}\n{hit.text}" for hit in hits]
        vectors = self._embedder.embed(places)
        by_meaning: list[list[float]] = [cosines(query, vectors) for query in self._embedder.embed(queries)]
        by_words = [[coverage(query, text) for text in places] for query in queries]
        rankings = [(_ranking(w), _ranking(m)) for w, m in zip(by_words, by_meaning, strict=True)]
        scores: dict[int, float] = {}
        for pair in rankings:
            _keep_highest(scores, fuse(pair))
        first_words, first_meaning = rankings[0]
        found = [
            replace(
                hit,
                score=scores[i],
                similarity=max(values[i] for values in by_meaning),
                ranks=Ranks(first_words.index(i) + 1, first_meaning.index(i) + 1),
            )
            for i, hit in enumerate(hits)
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.passage_id))[:limit]

    def totals(self) -> tuple[int, int]:
        """Documents and passages in the index."""
        return self._search.totals()

    def _similarity(self, queries: Sequence[Vector], passage_ids: Sequence[int]) -> dict[int, float]:
        stored = self._search.load_vectors(passage_ids)
        columns = [cosines(query, list(stored.values())) for query in queries]
        return {passage_id: max(values) for passage_id, *values in zip(stored, *columns, strict=True)}


def fuse(rankings: Sequence[Sequence[int]]) -> dict[int, float]:
    """Reciprocal rank fusion: each ranking adds ``1 / (RANK_CONSTANT + rank)`` to what it ranks."""
    scores: dict[int, float] = {}
    for ranking in rankings:
        for rank, item in enumerate(ranking, start=1):
            scores[item] = scores.get(item, 0.0) + 1.0 / (RANK_CONSTANT + rank)
    return scores


def _keep_highest(scores: dict[int, float], found: Mapping[int, float]) -> None:
    """Of several queries the best one counts: a sum would favour what is a little like each of them."""
    for item, score in found.items():
        scores[item] = max(score, scores.get(item, 0.0))


def _keep_best(ranks: dict[int, int], ranking: Sequence[int]) -> None:
    for rank, item in enumerate(ranking, start=1):
        ranks[item] = min(rank, ranks.get(item, rank))


def _ranking(values: Sequence[float]) -> list[int]:
    return sorted(range(len(values)), key=lambda i: (-values[i], i))


def _given_hit(given: GivenPassage, passage: Passage, number: int) -> Hit:
    return Hit(
        passage_id=number,
        document_id=0,
        document=given.id,
        title=given.title,
        heading=passage.heading,
        text=passage.text,
        quote=given.text[passage.start : passage.end],
        start=passage.start,
        end=passage.end,
        access=Access.PUBLIC,
    )
