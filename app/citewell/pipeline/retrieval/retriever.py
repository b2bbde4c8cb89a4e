"""Retrieve passages: candidates by words, by meaning and by the codes a ticket names, then ranked by all of it.

A long ticket is looked up by its most telling words, and compared as a whole and sentence by sentence.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from citewell.domain.documents import Access, Filters, Hit, Passage, Ranks
from citewell.domain.drafts import GivenPassage
from citewell.domain.ports import Embedder, PassageSearch, Vector
from citewell.governance.literals.identifiers import find_identifiers, most_specific
from citewell.governance.text.words import coverage
from citewell.pipeline.intake.query import condense, content_words, rarity, search_words_of, sentences_of
from citewell.pipeline.retrieval.near_duplicates import collapse
from citewell.pipeline.retrieval.neighbours import with_neighbours
from citewell.pipeline.retrieval.ranking import (
    FEEDBACK_PASSAGES,
    Candidates,
    Floats,
    QueryView,
    Rankings,
    features,
    first_scores,
    move_towards,
    scores,
    spread_documents,
)
from citewell.pipeline.retrieval.vectors import cosines, matrix

RANK_CONSTANT = 60
BY_WORDS, BY_MEANING, BY_SENTENCE = 100, 100, 50
"""Candidates that the words, the whole query, and each of its sentences put forward."""
SENTENCES_SEARCHED = 4
"""Sentences of a long ticket that put candidates forward; the others only help to rank them."""
RANKED = 100
"""Candidates that are ranked by everything, at least."""
ROWS_OF_A_CODE = 5
"""A code that more rows hold names none of them."""
CHOSEN_SCORE = 1.0
"""Of a passage that was chosen, not searched for."""
SPARE = 10
"""Hits loaded beyond those asked for: duplicates and superseded versions fall away."""

CutText = Callable[[str, str], Sequence[Passage]]
"""Cuts a text with a title into passages."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What one search is ranked by: candidates with their ``FEATURES`` (a row each), and where they were found."""

    candidates: Candidates
    table: Floats
    ranks: Mapping[int, Ranks]
    similarity: Mapping[int, float]


class Retriever:
    """Finds the passages for a query, in the index or among passages that were handed in."""

    def __init__(self, search: PassageSearch, embedder: Embedder, cut: CutText, rankings: Rankings) -> None:
        """Search the index through ``search``; ``cut`` makes passages of texts handed in."""
        self._search = search
        self._embedder = embedder
        self._cut = cut
        self._weights = rankings.of(embedder.identity)

    def retrieve(
        self,
        queries: Sequence[str],
        filters: Filters,
        limit: int,
        *,
        distinct: bool = False,
        without: Collection[int] = (),
    ) -> list[Hit]:
        """The best ``limit`` passages for ``queries``, best first: the whole ticket, then what it asks, if known.

        Rows that a code of the ticket names come first and are marked ``exact``. Superseded versions step back behind
        all others. Of passages with nearly the same text the newest valid one is shown; where different documents hold
        them by the same right, each is a result, unless ``distinct``. ``score`` is about 0 to 1 (1.6 for long tickets),
        ``similarity`` the best cosine over ``queries``. Passages ``without`` are not found, and change no other's
        place. Raises ``ModelError`` and ``StorageError``.
        """
        gathered = self.gather(queries, filters, limit, without)
        exact = [passage_id for passage_id in self._named(queries[0], filters) if passage_id not in without]
        ranked = self._ranked(gathered, exact, filters, 2 * limit + SPARE)
        spread = spread_documents([(hit.score, hit.document_id) for hit in ranked], self._weights)
        hits = [replace(ranked[position], score=score) for score, position in spread]
        hits.sort(key=lambda hit: (not hit.exact, hit.superseded))
        vectors = dict(zip(gathered.candidates.ids, gathered.candidates.vectors, strict=True))
        return collapse(hits, vectors, across=distinct)[:limit]

    def load(self, passage_ids: Collection[int], filters: Filters) -> list[Hit]:
        """Passages that somebody chose, in the order of their ids here, without those that are gone or confidential.

        They count as found. Raises ``StorageError``.
        """
        loaded = self._search.load_hits(list(passage_ids), filters)
        return [replace(hit, score=CHOSEN_SCORE) for hit in loaded if hit.access is Access.PUBLIC]

    def complete(self, hits: Sequence[Hit], filters: Filters) -> list[Hit]:
        """``hits`` with those beside the best one in its document, in the document's order; these have no score.

        Raises ``StorageError``.
        """
        if not hits:
            return []
        best, others = hits[0], hits[1:]
        pieces = [
            replace(piece, similarity=best.similarity, nearness=best.nearness, answers=best.answers)
            for piece in with_neighbours(best, self._search, filters)
        ]
        joined = {piece.passage_id for piece in pieces}
        return [*pieces, *(hit for hit in others if hit.passage_id not in joined)]

    def gather(
        self, queries: Sequence[str], filters: Filters, limit: int = 0, without: Collection[int] = ()
    ) -> Gathered:
        """The candidates for ``queries`` with all that they are ranked by; at least ``RANKED`` where there are so many.

        Passages ``without`` are none of them. Raises ``ModelError`` and ``StorageError``.
        """
        counts = content_words(queries[0])
        frequencies = self._search.document_frequencies(list(counts))
        passages = self._search.totals()[1]
        rarities = {word: rarity(frequency, passages) for word, frequency in frequencies.items()}
        sentences = tuple(dict.fromkeys((*queries[1:], *sentences_of(queries[0], rarities))))
        vectors = self._embedder.embed_queries([condense(queries[0]), *sentences])
        by_words = self._search.search_words(search_words_of(counts, rarities), filters, BY_WORDS)
        by_meaning = [
            self._search.search_meaning(vector, filters, BY_SENTENCE if number else BY_MEANING)
            for number, vector in enumerate(vectors[: 1 + SENTENCES_SEARCHED])
        ]
        if without:
            by_words = [one for one in by_words if one[0] not in without]
            by_meaning = [[one for one in found if one[0] not in without] for found in by_meaning]
        everything = matrix(vectors)
        query = QueryView(everything[0], everything[1:], len(counts))
        candidates = self._candidates(by_words, by_meaning)
        order = np.argsort(-first_scores(query, candidates), kind="stable")[: max(RANKED, 2 * limit + SPARE)]
        candidates = candidates.take(order.tolist())
        moved = move_towards(query, candidates.vectors[:FEEDBACK_PASSAGES])
        table = features(query, moved, candidates, self._document_vectors(candidates))
        asked = everything[: max(1, len(queries))]
        nearest = (candidates.vectors @ asked.T).max(axis=1)
        return Gathered(
            candidates,
            table,
            _ranks([passage_id for passage_id, _ in by_words], [[i for i, _ in found] for found in by_meaning]),
            dict(zip(candidates.ids, nearest.tolist(), strict=True)),
        )

    def _candidates(
        self, by_words: Sequence[tuple[int, float]], by_meaning: Sequence[Sequence[tuple[int, float]]]
    ) -> Candidates:
        bm25 = dict(by_words)
        wanted = dict.fromkeys([*bm25, *(passage_id for found in by_meaning for passage_id, _ in found)])
        stored = self._search.load_vectors(list(wanted))
        scored = np.array([bm25.get(passage_id, 0.0) for passage_id in stored], dtype=np.float32)
        return Candidates(tuple(stored), scored, self._matrix(list(stored.values())))

    def _document_vectors(self, candidates: Candidates) -> Floats:
        """A row for each candidate; a passage whose document has no vector stands for it itself."""
        known = self._search.load_document_vectors(candidates.ids)
        rows = [
            np.frombuffer(known[passage_id][1], dtype="<f4") if passage_id in known else own
            for passage_id, own in zip(candidates.ids, candidates.vectors, strict=True)
        ]
        return np.stack(rows) if rows else candidates.vectors

    def _matrix(self, vectors: Sequence[Vector]) -> Floats:
        return matrix(vectors) if vectors else np.zeros((0, self._embedder.dimensions), dtype=np.float32)

    def _named(self, ticket: str, filters: Filters) -> tuple[int, ...]:
        """The rows that codes of the ticket name."""
        found = self._search.find_codes(find_identifiers(ticket), filters, ROWS_OF_A_CODE)
        chosen = most_specific(tuple(found))
        return tuple(dict.fromkeys(passage_id for code in chosen for passage_id in found[code]))

    def _ranked(self, gathered: Gathered, exact: Sequence[int], filters: Filters, limit: int) -> list[Hit]:
        """The best candidates and the rows named, loaded, best first."""
        ids = gathered.candidates.ids
        values = dict(zip(ids, scores(gathered.table, self._weights).tolist(), strict=True))
        best = sorted(ids, key=lambda passage_id: (-values[passage_id], passage_id))[:limit]
        wanted = list(dict.fromkeys([*exact, *best]))
        hits = [
            replace(
                hit,
                score=values.get(hit.passage_id, 0.0),
                similarity=gathered.similarity.get(hit.passage_id, 0.0),
                ranks=gathered.ranks.get(hit.passage_id, Ranks()),
                exact=hit.passage_id in exact,
            )
            for hit in self._search.load_hits(wanted, filters)
        ]
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage_id))

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
        by_meaning: list[list[float]] = [cosines(query, vectors) for query in self._embedder.embed_queries(queries)]
        by_words = [[coverage(query, text) for text in places] for query in queries]
        rankings = [(_ranking(w), _ranking(m)) for w, m in zip(by_words, by_meaning, strict=True)]
        fused: dict[int, float] = {}
        for pair in rankings:
            _keep_highest(fused, fuse(pair))
        first_words, first_meaning = rankings[0]
        found = [
            replace(
                hit,
                score=fused[i],
                similarity=max(values[i] for values in by_meaning),
                ranks=Ranks(first_words.index(i) + 1, first_meaning.index(i) + 1),
            )
            for i, hit in enumerate(hits)
        ]
        return sorted(found, key=lambda hit: (-hit.score, hit.passage_id))[:limit]

    def totals(self) -> tuple[int, int]:
        """Documents and passages in the index."""
        return self._search.totals()


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


def _ranks(by_words: Sequence[int], by_meaning: Sequence[Sequence[int]]) -> dict[int, Ranks]:
    """Where each passage was found: its rank by words, and its best one by meaning over the whole and its sentences."""
    words = {item: rank for rank, item in enumerate(by_words, start=1)}
    meaning: dict[int, int] = {}
    for ranking in by_meaning:
        for rank, item in enumerate(ranking, start=1):
            meaning[item] = min(rank, meaning.get(item, rank))
    return {item: Ranks(words.get(item), meaning.get(item)) for item in words.keys() | meaning.keys()}


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
