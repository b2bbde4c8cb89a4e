"""How near texts come to what a ticket asks, and which sentences of some passages are its answer.

Nearness is by meaning, by shared content words, and by the codes that texts name. A sentence that is near says often
what the question says, not the answer to it; what tells more is how it stands out in its passage, and which that is.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from statistics import fmean

from citewell.domain.documents import Hit
from citewell.domain.ports import Embedder
from citewell.governance.literals.extraction import find_codes
from citewell.governance.text.words import content_stems, coverage
from citewell.pipeline.generation.section_parts import Unit, introduces, is_row
from citewell.pipeline.intake.query import parts_of
from citewell.pipeline.retrieval.rerank import log_odds
from citewell.pipeline.retrieval.vectors import cosines

PART, WHOLE, WORDS = 0.5, 0.2, 0.3
"""Weights of the cosine to the thing asked and to the whole ticket, and of the share of its content words."""
OTHER_CODE = 0.7
"""Factor for a text that names codes where the ticket names others: the row of another error."""
SAME_CODE = 0.2
"""Added to a text that names a code of the ticket."""

UNREAD = -2.0
"""Log odds of a passage that no reranker read."""


@dataclass(frozen=True, slots=True)
class SentenceFeatures:
    """What tells whether a sentence is part of the answer; also the weights of the same."""

    stands_out: float
    """Its relevance to the thing asked that it is nearest to, less the mean of its passage."""
    nearest: float
    """0 where no other sentence is nearer to one of the things asked, else how much nearer one is, below 0."""
    found: float
    """1 in a passage that was found, 0 in a neighbour of it."""
    rare: float
    """Words of the ticket that few of the sentences have: the sum of their inverse frequencies' logarithms."""
    length: float
    """The logarithm of its words and one."""
    introduces: float
    """1 where it ends with a colon."""
    row: float
    """1 for a row of a table, unless it was chosen out of it by what the ticket says."""
    answers: float
    """The log odds that its passage answers, ``UNREAD`` where that was not read."""
    behind: float
    """How much nearer by late interaction the nearest passage is than its own, below 0; 0 where none was compared."""


WEIGHTS = SentenceFeatures(
    stands_out=3.866,
    nearest=4.245,
    found=1.265,
    rare=0.146,
    length=0.4,
    introduces=-1.057,
    row=-2.0,
    answers=0.086,
    behind=32.997,
)
"""Fitted by ``training/decision/sentences.py`` but for rows, which hold what must not be said more often than prose."""
BIAS = -4.356


def sentence_features(
    ticket: str, units: Sequence[Unit], hits: Sequence[Hit], relevance: Sequence[Sequence[float]]
) -> list[SentenceFeatures]:
    """Of each of the ``units`` of some ``hits``; ``relevance`` has a row for each thing asked, a column a unit."""
    asked = content_stems(ticket)
    stems = [content_stems(unit.told) for unit in units]
    rarity = {stem: log((len(stems) + 1) / sum(stem in own for own in stems)) for stem in set().union(*stems)}
    near = [max(column) for column in zip(*relevance, strict=True)]
    behind = [max(column) for column in zip(*([one - max(row) for one in row] for row in relevance), strict=True)]
    own = defaultdict(list)
    for unit, value in zip(units, near, strict=True):
        own[unit.passage].append(value)
    means = {passage: fmean(values) for passage, values in own.items()}
    best = max((hits[passage].nearness or 0.0 for passage in own), default=0.0)
    return [
        SentenceFeatures(
            stands_out=near[i] - means[unit.passage],
            nearest=behind[i],
            found=float(bool(hits[unit.passage].score)),
            rare=sum(rarity[stem] for stem in stems[i] & asked),
            length=log(1 + unit.words),
            introduces=float(introduces(unit)),
            row=float(is_row(unit.text) and not unit.meant),
            answers=_answers(hits[unit.passage]),
            behind=(hits[unit.passage].nearness or 0.0) - best,
        )
        for i, unit in enumerate(units)
    ]


def _answers(hit: Hit) -> float:
    return UNREAD if hit.answers is None else log_odds(hit.answers)


def answer_probability(features: SentenceFeatures) -> float:
    """The probability that a sentence is part of the answer."""
    total = BIAS + sum(getattr(WEIGHTS, name) * getattr(features, name) for name in SentenceFeatures.__slots__)
    return float(1 / (1 + exp(-total)))


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
