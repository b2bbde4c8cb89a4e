"""How near texts come to what a ticket asks: by meaning, by shared content words, and by the codes they name."""

from collections.abc import Sequence

from citewell.domain.ports import Embedder
from citewell.governance.literals.extraction import find_codes
from citewell.governance.text.words import coverage
from citewell.pipeline.intake.query import parts_of
from citewell.pipeline.retrieval.vectors import cosines

PART, WHOLE, WORDS = 0.5, 0.2, 0.3
"""Weights of the cosine to the thing asked and to the whole ticket, and of the share of its content words."""
OTHER_CODE = 0.7
"""Factor for a text that names codes where the ticket names others: the row of another error."""
SAME_CODE = 0.2
"""Added to a text that names a code of the ticket."""


class Relevance:
    """Scores texts against the things that a ticket asks."""

    def __init__(self, embedder: Embedder) -> None:
        """Compare meanings with ``embedder``."""
        self._embedder = embedder

    def score(self, queries: tuple[str, ...], texts: Sequence[str]) -> list[list[float]]:
        """One row for each thing asked (``parts_of(queries)``), one column a text; 0 to 1.2."""
        parts = parts_of(queries)
        asked = self._embedder.embed_queries([queries[0], *parts])
        found = self._embedder.embed(texts)
        whole = cosines(asked[0], found)
        named = find_codes(queries[0]).union(*(find_codes(part) for part in parts))
        codes = [find_codes(text) for text in texts]
        return [
            [
                _with_codes(PART * max(0.0, near) + WHOLE * max(0.0, far) + WORDS * coverage(part, text), named, own)
                for near, far, text, own in zip(cosines(vector, found), whole, texts, codes, strict=True)
            ]
            for part, vector in zip(parts, asked[1:], strict=True)
        ]


def _with_codes(score: float, named: set[str], own: set[str]) -> float:
    if named & own:
        return score + SAME_CODE
    return score * OTHER_CODE if named and own else score
