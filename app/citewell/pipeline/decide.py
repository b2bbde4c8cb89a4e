"""Decide from what was retrieved whether to answer, to ask back, or to refuse: logistic regression on a few numbers.

The weights are fitted by ``training/decision/fit.py``; its README states the figures, and what else was tried.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision
from citewell.governance.words import coverage
from citewell.pipeline.choose import log_odds
from citewell.pipeline.query import names_in

NAMED_ROW = 0.9
"""The probability that a row which a code of the ticket names holds the answer: a guess, not fitted."""


@dataclass(frozen=True, slots=True)
class DecisionWeights:
    """Logistic weights; answer from a probability of ``threshold`` on, ask back from ``clarify_threshold`` on.

    The judged ones are used where the judge read the passages; ``similarity``, ``bias`` and ``threshold`` elsewhere.
    """

    similarity: float = 7.817
    bias: float = -3.86
    judged: float = 0.503
    judged_second: float = 0.475
    judged_similarity: float = 2.329
    judged_words_absent: float = -0.806
    judged_names_absent: float = -0.339
    judged_bias: float = -0.887
    clarify: float = 0.306
    clarify_bias: float = -1.263
    threshold: float = 0.5
    judged_threshold: float = 0.5
    clarify_threshold: float = 0.25


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision, the probability that the passages hold the answer, why, in words, and how sure the decision is."""

    decision: Decision
    probability: float
    reason: str
    confidence: float = 0.0
    """The probability that the decision is right."""


def decide(hits: Sequence[Hit], weights: DecisionWeights, asked: Sequence[str] = ()) -> Judgement:
    """Answer where a row is named or a passage answers what is asked; ask back where it depends; else refuse."""
    if not hits:
        return Judgement(Decision.REFUSE, 0.0, "no passage was found", 1.0)
    if any(hit.exact for hit in hits):
        return Judgement(Decision.ANSWER, NAMED_ROW, "a code of the ticket names a row", NAMED_ROW)
    similarity = max(hit.similarity for hit in hits)
    if all(hit.answers is None for hit in hits):
        probability = answer_probability(similarity, weights)
        return _judgement(probability, 0.0, f"best similarity {similarity:.2f}", weights.threshold, 1.0)
    probability = judged_probability(judged_features(hits, asked), weights)
    best = max(hits, key=lambda hit: hit.answers or 0.0)
    clarify = _logistic(weights.clarify * log_odds(best.clarify) + weights.clarify_bias)
    seen = f"best passage {best.answers or 0.0:.2f}, similarity {similarity:.2f}"
    return _judgement(probability, clarify, seen, weights.judged_threshold, weights.clarify_threshold)


Features = tuple[float, float, float, float, float]


def judged_features(hits: Sequence[Hit], asked: Sequence[str]) -> Features:
    """What is decided by: the best and second best passage by the judge, the best cosine, words and names not found.

    The last two are shares of the part that is found best: content words and names that no passage holds.
    """
    answers = sorted((hit.answers for hit in hits if hit.answers is not None), reverse=True)
    texts = [f"{hit.place} {hit.text}" for hit in hits]
    words_absent = min((1.0 - coverage(part, " ".join(texts)) for part in asked), default=0.0)
    names_absent = min((absent_names(part, texts) for part in asked), default=0.0)
    second = answers[1] if len(answers) > 1 else 0.0
    return log_odds(answers[0]), second, max(hit.similarity for hit in hits), words_absent, names_absent


def absent_names(part: str, texts: Sequence[str]) -> float:
    """The share of the names in ``part`` that none of ``texts`` holds."""
    names = names_in(part)
    known = " ".join(texts).lower()
    return sum(name.lower() not in known for name in names) / max(1, len(names))


def judged_probability(features: Features, weights: DecisionWeights) -> float:
    """The probability, 0 to 1, that the passages hold the answer."""
    fitted = (
        weights.judged,
        weights.judged_second,
        weights.judged_similarity,
        weights.judged_words_absent,
        weights.judged_names_absent,
    )
    return _logistic(weights.judged_bias + sum(w * value for w, value in zip(fitted, features, strict=True)))


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
