"""Decide from what was retrieved whether to answer, to ask back, or to refuse: logistic regression on a few numbers.

The weights are fitted by ``training/decision/fit.py``; its README states the figures, and what else was tried.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision
from citewell.pipeline.choose import log_odds

UNKNOWN_NAME = 0.85
"""The probability that it takes where a name that is asked about stands in no passage: set by hand, not fitted."""
NAMED_ROW = 0.9
"""The probability that a row which a code of the ticket names holds the answer: a guess, not fitted."""


@dataclass(frozen=True, slots=True)
class JudgedWeights:
    """Logistic weights over ``Features``, and the probability from which on there is an answer."""

    best: float
    second: float
    similarity: float
    bias: float
    threshold: float


GIVEN = JudgedWeights(0.581, -0.647, 1.432, -0.775, 0.55)
"""For passages that came with the ticket."""
FOUND = JudgedWeights(0.425, -0.146, 2.054, -1.838, 0.45)
"""For passages that a search chose: its near misses are nearer, and the cosine alone may refuse them too."""


@dataclass(frozen=True, slots=True)
class DecisionWeights:
    """What decides: ``given`` and ``found`` where the judge read the passages, else the best cosine alone.

    The judge's log odds for asking back are weighed by ``clarify`` and ``clarify_bias``.
    """

    similarity: float = 7.817
    bias: float = -3.86
    threshold: float = 0.5
    given: JudgedWeights = GIVEN
    found: JudgedWeights = FOUND
    clarify: float = 0.5
    clarify_bias: float = -0.296
    clarify_threshold: float = 0.4


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision, the probability that the passages hold the answer, why, in words, and how sure the decision is."""

    decision: Decision
    probability: float
    reason: str
    confidence: float = 0.0
    """The probability that the decision is right."""


def decide(
    hits: Sequence[Hit], weights: DecisionWeights, *, given: bool = False, unknown: Sequence[str] = ()
) -> Judgement:
    """Answer where a row is named or a passage answers what is asked; ask back where it depends; else refuse.

    ``given`` tells that ``hits`` came with the ticket, and were not searched for; ``unknown`` are names that are asked
    about and stand in none of them.
    """
    if not hits:
        return Judgement(Decision.REFUSE, 0.0, "no passage was found", 1.0)
    if any(hit.exact for hit in hits):
        return Judgement(Decision.ANSWER, NAMED_ROW, "a code of the ticket names a row", NAMED_ROW)
    similarity = max(hit.similarity for hit in hits)
    probability = answer_probability(similarity, weights)
    if all(hit.answers is None for hit in hits) or (probability < weights.threshold and not given):
        return _judgement(probability, 0.0, f"best similarity {similarity:.2f}", weights.threshold, 1.0)
    judged = weights.given if given else weights.found
    probability = judged_probability(judged_features(hits), judged)
    first = next(hit for hit in hits if hit.answers is not None)
    clarify = _logistic(weights.clarify * log_odds(first.clarify) + weights.clarify_bias)
    seen = f"first passage {first.answers or 0.0:.2f}, similarity {similarity:.2f}"
    threshold = judged.threshold
    if unknown:
        threshold = max(threshold, UNKNOWN_NAME)
        seen += f", no passage names {', '.join(unknown)}"
    return _judgement(probability, clarify, seen, threshold, weights.clarify_threshold)


Features = tuple[float, float, float]


def judged_features(hits: Sequence[Hit]) -> Features:
    """What is decided by: the best passage by the judge (log odds), the second best, the best cosine."""
    answers = sorted((hit.answers for hit in hits if hit.answers is not None), reverse=True)
    second = answers[1] if len(answers) > 1 else 0.0
    return log_odds(answers[0]), second, max(hit.similarity for hit in hits)


def judged_probability(features: Features, weights: JudgedWeights) -> float:
    """The probability, 0 to 1, that the passages hold the answer."""
    fitted = (weights.best, weights.second, weights.similarity)
    return _logistic(weights.bias + sum(w * value for w, value in zip(fitted, features, strict=True)))


def answer_probability(similarity: float, weights: DecisionWeights) -> float:
    """The same from the best cosine alone."""
    return _logistic(weights.bias + weights.similarity * similarity)


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))


def _judgement(probability: float, clarify: float, seen: str, threshold: float, clarify_threshold: float) -> Judgement:
    reason = f"{seen}, answerable {probability:.2f}, threshold {threshold:.2f}"
    if probability < threshold:
        return Judgement(Decision.REFUSE, probability, reason, 1.0 - probability)
    if clarify >= clarify_threshold:
        reason += f"; depends on what is not said {clarify:.2f}"
        return Judgement(Decision.CLARIFY, probability, reason, probability * clarify)
    return Judgement(Decision.ANSWER, probability, reason, probability * (1.0 - clarify))
