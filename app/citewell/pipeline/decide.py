"""Decide from what was retrieved whether to answer: logistic regression on how near the best passages come.

The weights are fitted by ``training/decision/fit.py``; its README states the figures.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision
from citewell.governance.words import coverage


@dataclass(frozen=True, slots=True)
class DecisionWeights:
    """Logistic weights over: best cosine, best word coverage, and their product; answer from ``threshold`` on."""

    similarity: float = 6.0
    coverage: float = 3.0
    both: float = 4.0
    bias: float = -5.0
    threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision, the probability that the passages hold the answer, and why, in words."""

    decision: Decision
    probability: float
    reason: str


def decide(queries: Sequence[str], hits: Sequence[Hit], weights: DecisionWeights) -> Judgement:
    """Answer where the best passages are near enough to any of ``queries``, else refuse."""
    if not hits:
        return Judgement(Decision.REFUSE, 0.0, "no passage was found")
    similarity, covered = features(queries, hits)
    probability = answer_probability(similarity, covered, weights)
    reason = f"best similarity {similarity:.2f}, best word coverage {covered:.2f}, answerable {probability:.2f}"
    decision = Decision.ANSWER if probability >= weights.threshold else Decision.REFUSE
    return Judgement(decision, probability, f"{reason}, threshold {weights.threshold:.2f}")


def features(queries: Sequence[str], hits: Sequence[Hit]) -> tuple[float, float]:
    """The best cosine of a passage to a query, and the best share of a query's content words in one passage."""
    covered = max(coverage(query, f"{hit.place}\n{hit.text}") for query in queries for hit in hits)
    return max(hit.similarity for hit in hits), covered


def answer_probability(similarity: float, covered: float, weights: DecisionWeights) -> float:
    """The probability, 0 to 1, that the passages hold the answer."""
    z = (
        weights.bias
        + weights.similarity * similarity
        + weights.coverage * covered
        + weights.both * similarity * covered
    )
    return 1.0 / (1.0 + math.exp(-z))
