"""Decide from what was retrieved whether to answer, to ask back, or to refuse: logistic regression on a few numbers.

The weights are fitted by ``training/decision``; its README states the figures, and what else was tried.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision
from citewell.domain.ports import RouteScore
from citewell.governance.text.words import content_stems
from citewell.pipeline.retrieval.rerank import Orders, answering, log_odds, worth
from citewell.pipeline.routing.cases import find_cases, find_conditions, is_told, told_cases
from citewell.pipeline.routing.phrasing import NO_SIGNS, PhrasingSigns

UNKNOWN_NAME = 0.85
"""The probability that it takes over given passages where none holds a name that is asked about: set by hand."""
MOST_SIGN = 0.7
"""Log odds of a ticket's words that count at most: the passages say more."""
_LEAST = 1e-4
NAMED_ROW = 0.9
"""The probability that a row which a code of the ticket names holds the answer: a guess, not fitted."""


@dataclass(frozen=True, slots=True)
class JudgedWeights:
    """Logistic weights over ``Features``, for passages that came with a ticket, and the probability to answer from."""

    best: float
    similarity: float
    refuse: float
    bias: float
    threshold: float


@dataclass(frozen=True, slots=True)
class FoundWeights:
    """Logistic weights over ``FoundFeatures``, for passages that a search chose, and the probability to answer from."""

    judge: float
    similarity: float
    unknown_name: float
    unanswered: float
    refuse: float
    bias: float
    threshold: float


@dataclass(frozen=True, slots=True)
class ClarifyWeights:
    """Logistic weights over ``ClarifyFeatures``, and the probability from which on the ticket is asked back.

    ``search``, ``rival`` and ``open`` count where the passages were searched for.
    """

    cases: float
    named: float
    told: float
    ask: float
    search: float
    rival: float
    open: float
    bias: float
    threshold: float


@dataclass(frozen=True, slots=True)
class TeamShift:
    """What a team's golden tickets moved, in log odds; the standard moves nothing.

    ``answer`` and ``clarify`` are added to the thresholds; ``slope`` and ``confidence`` scale and shift the confidence.
    """

    answer: float = 0.0
    clarify: float = 0.0
    slope: float = 1.0
    confidence: float = 0.0


@dataclass(frozen=True, slots=True)
class DecisionWeights:
    """What decides: ``given`` and ``found`` where the judge read the passages, else the best cosine alone.

    ``clarify`` goes with ``given``, ``clarify_found`` with ``found``; ``orders`` is how passages are put in order.
    """

    similarity: float
    bias: float
    threshold: float
    given: JudgedWeights
    found: FoundWeights
    clarify: ClarifyWeights
    clarify_found: ClarifyWeights
    orders: Orders
    shift: TeamShift = TeamShift()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision, the probabilities that the passages hold the answer and that it depends on what is not said, and why.

    Thresholds are those that the probabilities were held against.
    """

    decision: Decision
    probability: float
    reason: str
    clarify: float = 0.0
    threshold: float = 0.5
    clarify_threshold: float = 1.0


def decide(
    hits: Sequence[Hit],
    weights: DecisionWeights,
    *,
    given: bool = False,
    unknown: Sequence[str] = (),
    ticket: str = "",
    signs: PhrasingSigns = NO_SIGNS,
    route: RouteScore | None = None,
) -> Judgement:
    """Answer where a row is named or a passage answers what is asked; ask back where it depends; else refuse.

    ``given`` tells that ``hits`` came with the ticket, and were not searched for; ``unknown`` are names that are asked
    about and stand in none of them; ``ticket`` is its text, ``signs`` what its words say, ``route`` what the ticket and
    the first passages ask for, read together.
    """
    if not hits:
        return Judgement(Decision.REFUSE, 0.0, "no passage was found")
    if any(hit.exact for hit in hits):
        return Judgement(Decision.ANSWER, NAMED_ROW, "a code of the ticket names a row")
    similarity = max(hit.similarity for hit in hits)
    if all(hit.answers is None for hit in hits):
        probability = answer_probability(similarity, weights)
        plain = moved(weights.threshold, weights.shift.answer)
        return _judgement(probability, 0.0, f"best similarity {similarity:.2f}", plain, 1.0)
    first = next(hit for hit in hits if hit.answers is not None)
    seen = f"first passage {first.answers or 0.0:.2f}, similarity {similarity:.2f}"
    seen += f", no passage names {', '.join(unknown)}" if unknown else ""
    asking = weights.clarify if given else weights.clarify_found
    clarify = clarify_probability(clarify_features(hits, ticket, weights.orders, signs, route), asking)
    if given:
        probability = judged_probability(judged_features(hits, route), weights.given)
        threshold = moved(weights.given.threshold, weights.shift.answer)
        threshold = max(threshold, UNKNOWN_NAME) if unknown else threshold
    else:
        probability = found_probability(found_features(hits, unknown, signs, route), weights.found)
        threshold = moved(weights.found.threshold, weights.shift.answer)
    return _judgement(probability, clarify, seen, threshold, moved(asking.threshold, weights.shift.clarify))


def moved(threshold: float, shift: float) -> float:
    """A threshold moved by ``shift`` in log odds."""
    return _logistic(log_odds(threshold) + shift) if shift else threshold


Features = tuple[float, float, float]


def judged_features(hits: Sequence[Hit], route: RouteScore | None) -> Features:
    """What is decided by.

    The best passage by the judge (log odds), the best cosine, and how far refusing lies above answering where the best
    ones are read together.
    """
    best = max(hit.answers for hit in hits if hit.answers is not None)
    return log_odds(best), max(hit.similarity for hit in hits), refuses(route)


FoundFeatures = tuple[float, float, float, float, float]


def found_features(
    hits: Sequence[Hit], unknown: Sequence[str], signs: PhrasingSigns, route: RouteScore | None
) -> FoundFeatures:
    """What is decided by over a search.

    The judge's highest log odds; the cosine of the first passage; whether a name is asked about that none knows; the
    log odds that nothing answers tickets of such words, within ``MOST_SIGN``; and how far refusing lies above answering
    where ticket and passages are read together.
    """
    judged = [hit for hit in hits if hit.answers is not None]
    best = max(log_odds(hit.answers or 0.0) for hit in judged)
    return best, judged[0].similarity, float(bool(unknown)), bounded(signs.unanswered), refuses(route)


ClarifyFeatures = tuple[float, float, float, float, float, float, float]


def clarify_features(
    hits: Sequence[Hit],
    ticket: str,
    orders: Orders,
    signs: PhrasingSigns = NO_SIGNS,
    route: RouteScore | None = None,
) -> ClarifyFeatures:
    """What asking back is decided by.

    Whether the first passages tell cases or conditions apart; whether the ticket
    names a case; the share of the conditions that it speaks of; how far asking lies above answering where ticket and
    passages are read together; the score of the first passage; how near another
    document comes that the ticket does not tell from the first; the log odds that tickets of such words leave it open.
    """
    texts = [hit.text for hit in answering(hits)[:2]]
    cases = next((found for text in texts if (found := find_cases(text))), [])
    conditions = next((found for text in texts if (found := find_conditions(text))), [])
    told = sum(is_told(one, ticket) for one in conditions) / len(conditions) if conditions else 0.0
    named = bool(cases) and 0 < len(told_cases(cases, ticket)) < len(cases)
    judged = [hit for hit in hits if hit.answers is not None]
    score = judged[0].score if judged else 0.0
    return (
        float(bool(cases or conditions)),
        float(named),
        told,
        asks(route),
        score,
        rivalry(judged, ticket, orders),
        bounded(signs.open),
    )


def refuses(route: RouteScore | None) -> float:
    """How far refusing lies above answering, in log odds; 0 where no model read ticket and passages together."""
    return 0.0 if route is None else _above(route.refuse, route.answer)


def asks(route: RouteScore | None) -> float:
    """The same for asking back."""
    return 0.0 if route is None else _above(route.clarify, route.answer)


def _above(one: float, other: float) -> float:
    return math.log(max(one, _LEAST) / max(other, _LEAST))


def bounded(sign: float) -> float:
    """A sign of the words, which are no more than a hint, within ``MOST_SIGN``."""
    return max(-MOST_SIGN, min(MOST_SIGN, sign))


def rivalry(hits: Sequence[Hit], ticket: str, orders: Orders) -> float:
    """How near another document comes to the first one, 0 to 1, where no word of the ticket tells the two apart."""
    if not hits:
        return 0.0
    first, said = hits[0], content_stems(ticket)
    own = content_stems(first.place)
    rivals = (hit for hit in hits[1:] if hit.document != first.document and not (own ^ content_stems(hit.place)) & said)
    best = worth(first, orders)
    return max((math.exp(min(0.0, worth(hit, orders) - best) / 2) for hit in rivals), default=0.0)


def clarify_probability(features: ClarifyFeatures, weights: ClarifyWeights) -> float:
    """The probability, 0 to 1, that the answer depends on what the ticket leaves open."""
    fitted = (
        weights.cases,
        weights.named,
        weights.told,
        weights.ask,
        weights.search,
        weights.rival,
        weights.open,
    )
    return _logistic(weights.bias + sum(w * value for w, value in zip(fitted, features, strict=True)))


def found_probability(features: FoundFeatures, weights: FoundWeights) -> float:
    """The probability, 0 to 1, that the passages of a search hold the answer."""
    fitted = (weights.judge, weights.similarity, weights.unknown_name, weights.unanswered, weights.refuse)
    return _logistic(weights.bias + sum(w * value for w, value in zip(fitted, features, strict=True)))


def judged_probability(features: Features, weights: JudgedWeights) -> float:
    """The probability, 0 to 1, that the passages hold the answer."""
    fitted = (weights.best, weights.similarity, weights.refuse)
    return _logistic(weights.bias + sum(w * value for w, value in zip(fitted, features, strict=True)))


def answer_probability(similarity: float, weights: DecisionWeights) -> float:
    """The same from the best cosine alone."""
    return _logistic(weights.bias + weights.similarity * similarity)


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-value))


def _judgement(probability: float, clarify: float, seen: str, threshold: float, clarify_threshold: float) -> Judgement:
    reason = f"{seen}, answerable {probability:.2f}, threshold {threshold:.2f}"
    decision = Decision.ANSWER
    if probability < threshold:
        decision = Decision.REFUSE
    elif clarify >= clarify_threshold:
        decision = Decision.CLARIFY
    if decision is not Decision.REFUSE and clarify_threshold < 1.0:
        reason += f"; depends on what is not said {clarify:.2f}, threshold {clarify_threshold:.2f}"
    return Judgement(decision, probability, reason, clarify, threshold, clarify_threshold)
