"""Decide from what was retrieved whether to answer, to ask back, or to refuse: logistic regression on a few numbers.

The weights are fitted by ``training/decision/fit.py``; its README states the figures, and what else was tried.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision
from citewell.pipeline.choose import log_odds

NAMED_ROW = 0.9
"""The probability that a row which a code of the ticket names holds the answer: a guess, not fitted."""


@dataclass(frozen=True, slots=True)
class DecisionWeights:
    """Logistic weights; answer from a probability of ``threshold`` on, ask back from ``clarify_threshold`` on.

    The judged ones are used where the judge read the passages, the others on the best cosine alone.
    """

    similarity: float = 7.817
    bias: float = -3.86
    judged: float = 1.0
    judged_second: float = 0.0
    judged_similarity: float = 0.0
    judged_bias: float = 0.0
    threshold: float = 0.5
    clarify_threshold: float = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision, the probability that the passages hold the answer, why, in words, and how sure the decision is."""

    decision: Decision
    probability: float
    reason: str
    confidence: float = 0.0
    """The probability that the decision is right."""


def decide(hits: Sequence[Hit], weights: DecisionWeights) -> Judgement:
    """Answer where a row is named or a passage answers what is asked; ask back where it depends; else refuse."""
    if not hits:
        return Judgement(Decision.REFUSE, 0.0, "no passage was found", 1.0)
    if any(hit.exact for hit in hits):
        return Judgement(Decision.ANSWER, NAMED_ROW, "a code of the ticket names a row", NAMED_ROW)
    similarity = max(hit.similarity for hit in hits)
    values = sorted((hit.answers for hit in hits if hit.answers is not None), reverse=True)
    if not values:
        probability = answer_probability(similarity, weights)
        return _judgement(probability, 0.0, f"best similarity {similarity:.2f}", weights)
    probability = judged_probability(judged_features(values, similarity), weights)
    best = max(hits, key=lambda hit: hit.answers or 0.0)
    return _judgement(probability, best.clarify, f"best passage {values[0]:.2f}, similarity {similarity:.2f}", weights)


def judged_features(answers: Sequence[float], similarity: float) -> tuple[float, float, float]:
    """What is decided by, of probabilities with the best first: the best, the second best, the best cosine."""
    second = answers[1] if len(answers) > 1 else 0.0
    return log_odds(answers[0]), second, similarity


def judged_probability(features: tuple[float, float, float], weights: DecisionWeights) -> float:
    """The probability, 0 to 1, that the passages hold the answer."""
    fitted = (weights.judged, weights.judged_second, weights.judged_similarity)
    return _logistic(weights.judged_bias + sum(w * value for w, value in zip(fitted, features, strict=True)))


def answer_probability(similarity: float, weights: DecisionWeights) -> float:
    """The same from the best cosine alone."""
    return _logistic(weights.bias + weights.similarity * similarity)


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))


def _judgement(probability: float, clarify: float, seen: str, weights: DecisionWeights) -> Judgement:
    reason = f"{seen}, answerable {probability:.2f}, threshold {weights.threshold:.2f}"
    if probability < weights.threshold:
        return Judgement(Decision.REFUSE, probability, reason, 1.0 - probability)
    if clarify >= weights.clarify_threshold:
        reason += f"; depends on what is not said {clarify:.2f}"
        return Judgement(Decision.CLARIFY, probability, reason, probability * clarify)
    return Judgement(Decision.ANSWER, probability, reason, probability * (1.0 - clarify))
