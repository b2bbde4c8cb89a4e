"""Decide from what was retrieved whether to answer: logistic regression on how near the best passage comes.

The weights are fitted by ``training/decision/fit.py``; its README states the figures, and what else was tried.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision

NAMED_ROW = 0.9
"""The probability that a row which a code of the ticket names holds the answer: a guess, not fitted."""


@dataclass(frozen=True, slots=True)
class DecisionWeights:
    """Logistic weights over the best cosine; answer from a probability of ``threshold`` on."""

    similarity: float = 7.817
    bias: float = -3.86
    threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision, the probability that the passages hold the answer, and why, in words."""

    decision: Decision
    probability: float
    reason: str


def decide(hits: Sequence[Hit], weights: DecisionWeights) -> Judgement:
    """Answer where a row is named or the best passage is near enough to anything that is asked, else refuse."""
    if not hits:
        return Judgement(Decision.REFUSE, 0.0, "no passage was found")
    if any(hit.exact for hit in hits):
        return Judgement(Decision.ANSWER, NAMED_ROW, "a code of the ticket names a row")
    similarity = max(hit.similarity for hit in hits)
    probability = answer_probability(similarity, weights)
    decision = Decision.ANSWER if probability >= weights.threshold else Decision.REFUSE
    reason = f"best similarity {similarity:.2f}, answerable {probability:.2f}, threshold {weights.threshold:.2f}"
    return Judgement(decision, probability, reason)


def answer_probability(similarity: float, weights: DecisionWeights) -> float:
    """The probability, 0 to 1, that the passages hold the answer; ``similarity`` is the best cosine of one."""
    return 1.0 / (1.0 + math.exp(-(weights.bias + weights.similarity * similarity)))
