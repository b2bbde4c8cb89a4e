"""Support: how well passages back a sentence, 0 to 1, by the sentences of the passages that come nearest to it."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from citewell.domain.ports import Embedder, Vector
from citewell.governance.literals import missing_literals
from citewell.governance.sentences import split_sentences
from citewell.governance.words import coverage, is_negated
from citewell.pipeline.vectors import cosines

SUPPORTED = 0.6
"""A sentence with at least this support counts as supported."""
OTHER_POLARITY = 0.3
"""No more than this for a sentence that says 'not' where its passage does not, or the reverse."""
WITHOUT_LITERAL = 0.2
"""No more than this for a sentence with a number, date, link or code that its passages do not hold."""

KEPT_VECTORS = 2000


class SupportScorer:
    """Scores claims against passages by shared content words and by meaning; literals and negation must match."""

    def __init__(self, embedder: Embedder) -> None:
        """Compare meanings with ``embedder``."""
        self._embedder = embedder
        self._known: dict[str, Vector] = {}

    def score(self, claims: Sequence[str], passages: Sequence[Sequence[str]]) -> list[float]:
        """Support of each claim by its own passages; 0 where it has none."""
        windows = [[window for passage in texts for window in _windows(passage)] for texts in passages]
        unique = list(dict.fromkeys([*claims, *(window for group in windows for window in group)]))
        vectors = self._embed(unique)
        scores = []
        for claim, group, texts in zip(claims, windows, passages, strict=True):
            near = cosines(vectors[claim], [vectors[window] for window in group])
            score = max((self._one(claim, window, c) for window, c in zip(group, near, strict=True)), default=0.0)
            if group and missing_literals(claim, list(texts)):
                score = min(score, WITHOUT_LITERAL)
            scores.append(score)
        return scores

    def _embed(self, texts: Sequence[str]) -> Mapping[str, Vector]:
        """Vectors of ``texts``; those of the last texts are kept, since a draft is scored more than once."""
        known = self._known if len(self._known) + len(texts) <= KEPT_VECTORS else {}
        missing = [text for text in texts if text not in known]
        # A new mapping, not a changed one: the window checks edits while the next draft is scored.
        known = known | dict(zip(missing, self._embedder.embed(missing), strict=True))
        self._known = known
        return known

    @staticmethod
    def _one(claim: str, window: str, cosine: float) -> float:
        score = max(0.0, min(1.0, (coverage(claim, window) + cosine) / 2))
        return score if is_negated(claim) == is_negated(window) else min(score, OTHER_POLARITY)


def _windows(passage: str) -> list[str]:
    """Each sentence of a passage, and each two neighbours: a claim may join them."""
    sentences = [passage[start:end] for start, end in split_sentences(passage)]
    return [
        *sentences,
        *(f"{first} {second}" for first, second in pairwise(sentences)),
    ]
