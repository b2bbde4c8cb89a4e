"""Rank candidates: a weighted sum of what their words and vectors say, computed in a millisecond for hundreds.

Each feature is divided by its highest value among the candidates of one search, so that BM25 and cosines are on one
scale: a convex combination of scores (Bruch, Gai and Ingber 2023) ranks better than reciprocal ranks. Feedback is
Rocchio's: the query moves towards the passages that lead the first ranking. The weights are fitted in
``training/ranking``; its README states the figures, and what else was tried.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

FEATURES = ("words", "whole", "parts", "feedback", "document", "words_long", "whole_long")
"""Columns of ``features``: BM25, cosine to the whole query, best cosine to a part of it, cosine to the query after
feedback, the same of the document; the first two again times the query's length."""
FEEDBACK_PASSAGES = 5
FEEDBACK = 0.6
"""Share of the leading passages' mean that is added to the query's vector."""
_SMALLEST = 0.05
"""Highest values below this are not blown up: nothing of the kind was found."""


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """One weight for each of ``FEATURES``, and what each earlier passage of its document costs a passage."""

    weights: tuple[float, ...]
    repeat: float = 0.1
    repeats: int = 3
    """The cost grows up to so many earlier passages: a handbook of one file has its place too."""


@dataclass(frozen=True, slots=True)
class Rankings:
    """Weights that were fitted for one ``embedder``, told by its identity, and ``general`` ones for any other."""

    general: RankingWeights
    own: RankingWeights
    embedder: str

    def of(self, embedder: str) -> RankingWeights:
        """The weights for the embedder of that identity."""
        return self.own if embedder == self.embedder else self.general


@dataclass(frozen=True, slots=True)
class QueryView:
    """A query as vectors: ``whole`` (dimensions), ``parts`` (n, dimensions; none for a short query), unit length.

    ``content_words`` is the number of its distinct content words.
    """

    whole: Floats
    parts: Floats
    content_words: int

    @property
    def length(self) -> float:
        """0 for no word, 0.8 for ten, 1.5 for a hundred."""
        return float(np.log1p(self.content_words) / 3)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages to rank: ``ids`` (n), ``bm25`` (n; 0 where words did not find it), ``vectors`` (n, dimensions)."""

    ids: tuple[int, ...]
    bm25: Floats
    vectors: Floats

    def take(self, rows: Sequence[int]) -> "Candidates":
        """The candidates of these rows, in this order."""
        chosen = list(rows)
        return Candidates(tuple(self.ids[row] for row in chosen), self.bm25[chosen], self.vectors[chosen])


def first_scores(query: QueryView, candidates: Candidates) -> Floats:
    """Words and meaning by equal shares, 0 to 1: who is looked at more closely, and who gives feedback."""
    whole = _scaled(candidates.vectors @ query.whole)
    return 0.5 * _scaled(candidates.bm25) + 0.25 * (whole + _best_part(query, candidates.vectors, whole))


def move_towards(query: QueryView, leaders: Floats) -> Floats:
    """The query's vector after feedback of ``leaders`` (n, dimensions), of unit length."""
    if not len(leaders):
        return query.whole
    moved = query.whole + FEEDBACK * leaders.mean(axis=0)
    return np.asarray(moved / max(float(np.linalg.norm(moved)), 1e-6), dtype=np.float32)


def features(query: QueryView, moved: Floats, candidates: Candidates, documents: Floats) -> Floats:
    """``FEATURES`` of each candidate: shape (n, 7). ``documents`` (n, dimensions) are their documents' vectors."""
    words = _scaled(candidates.bm25)
    whole = _scaled(candidates.vectors @ query.whole)
    columns = [
        words,
        whole,
        _best_part(query, candidates.vectors, whole),
        _scaled(candidates.vectors @ moved),
        _scaled(documents @ moved),
        words * query.length,
        whole * query.length,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def scores(table: Floats, weights: RankingWeights) -> Floats:
    """The weighted sum of each row of ``features``; about 0 to 1, and to 1.6 for long tickets."""
    return np.asarray(table @ np.asarray(weights.weights, dtype=np.float32), dtype=np.float32)


def spread_documents(ranked: Sequence[tuple[float, int]], weights: RankingWeights) -> list[tuple[float, int]]:
    """Let later passages of a document step back a little.

    ``ranked`` are scores with documents, best first. Returned are the lowered scores with positions in ``ranked``,
    best first.
    """
    seen: dict[int, int] = {}
    lowered = []
    for position, (score, document) in enumerate(ranked):
        earlier = seen.get(document, 0)
        seen[document] = earlier + 1
        lowered.append((score - weights.repeat * min(earlier, weights.repeats), position))
    return sorted(lowered, key=lambda pair: (-pair[0], pair[1]))


def _best_part(query: QueryView, vectors: Floats, whole: Floats) -> Floats:
    return _scaled((vectors @ query.parts.T).max(axis=1)) if len(query.parts) else whole


def _scaled(values: Floats) -> Floats:
    return values / max(float(values.max(initial=0.0)), _SMALLEST)
