"""Decide from what was retrieved whether to answer: logistic regression on how near the best passages come.

The weights are fitted by ``training/decision/fit.py``; its README states the figures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision
from citewell.governance.words import content_stems
from citewell.pipeline.query import parts_of


@dataclass(frozen=True, slots=True)
class DecisionWeights:
    """Logistic weights over the best cosine and the best word coverage; answer from ``threshold`` on."""

    similarity: float = 2.091
    coverage: float = 5.357
    bias: float = -4.702
    threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision, the probability that the passages hold the answer, and why, in words."""

    decision: Decision
    probability: float
    reason: str


def decide(queries: tuple[str, ...], hits: Sequence[Hit], weights: DecisionWeights) -> Judgement:
    """Answer where the best passages are near enough to anything that is asked, else refuse."""
    if not hits:
        return Judgement(Decision.REFUSE, 0.0, "no passage was found")
    similarity, covered = features(queries, hits)
    probability = answer_probability(similarity, covered, weights)
    reason = f"best similarity {similarity:.2f}, best word coverage {covered:.2f}, answerable {probability:.2f}"
    decision = Decision.ANSWER if probability >= weights.threshold else Decision.REFUSE
    return Judgement(decision, probability, f"{reason}, threshold {weights.threshold:.2f}")


def features(queries: tuple[str, ...], hits: Sequence[Hit]) -> tuple[float, float]:
    """The best cosine of a passage to a query, and the best share of a question's content words in one passage.

    The share is smoothed (one word is counted as missing), so that a question of one word proves little.
    """
    asked = [content_stems(part) for part in parts_of(queries)]
    found = [content_stems(f"{hit.place}\n{hit.text}") for hit in hits]
    covered = max(len(stems & words) / (len(stems) + 1) for stems in asked for words in found)
    return max(hit.similarity for hit in hits), covered


def answer_probability(similarity: float, covered: float, weights: DecisionWeights) -> float:
    """The probability, 0 to 1, that the passages hold the answer."""
    z = weights.bias + weights.similarity * similarity + weights.coverage * covered
    return 1.0 / (1.0 + math.exp(-z))
