"""Confidence: the probability that a draft is right, from what decided and from how its sentences are backed.

Logistic regression over a few signs, with weights for each decision. ``training/decision/confidence.py`` fits them on
whole drafts of tickets whose right result is known; a team's own golden tickets may move it (``TeamShift``).
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision, Finding, Sentence
from citewell.pipeline.retrieval.rerank import log_odds
from citewell.pipeline.routing.routing import Judgement, TeamShift

LOWEST, HIGHEST = 0.02, 0.98
"""No draft is certain: more than a thousand fitted ones would have to say so."""
UNKNOWN_SUPPORT = 1.0
NEAR = 2
"""Passages whose scores are compared: the best one and the next."""


@dataclass(frozen=True, slots=True)
class DraftSigns:
    """What is known of a draft when it is done. Probabilities are log odds, the others 0 to 1."""

    decision: Decision
    answerable: float
    clarify: float
    similarity: float
    lead: float
    """How far the best passage is before the next one."""
    support: float
    """The least support of a factual sentence."""
    extractive: float
    open_parts: float
    named: float
    """Whether a code named a row, where no model read the passages."""
    answer_margin: float = 0.0
    """Log odds by which the answer lies above its threshold, as is ``clarify_margin``."""
    clarify_margin: float = 0.0
    fixed: bool = False
    """Whether no threshold decided: a rule, a named row, or a check that failed."""

    @property
    def values(self) -> tuple[float, ...]:
        """The numbers in the order of the weights."""
        return (
            self.answerable,
            self.clarify,
            self.similarity,
            self.lead,
            self.support,
            self.extractive,
            self.open_parts,
            self.named,
        )


NAMES = ("answerable", "clarify", "similarity", "lead", "support", "extractive", "open_parts", "named")


@dataclass(frozen=True, slots=True)
class ConfidenceWeights:
    """Weights of ``DraftSigns.values`` and the bias, by decision; a decision without any has the share ``plain``."""

    by_decision: Mapping[Decision, tuple[float, ...]] = field(default_factory=dict)
    plain: float = 0.85


class Confidence:
    """Says how likely a draft is right."""

    def __init__(self, weights: ConfidenceWeights) -> None:
        """Use ``weights``."""
        self._weights = weights

    def of(self, signs: DraftSigns, shift: TeamShift) -> float:
        """The probability, ``LOWEST`` to ``HIGHEST``, that the draft is right."""
        weights = self._weights.by_decision.get(signs.decision)
        if weights is None:
            value = log_odds(self._weights.plain)
        else:
            value = weights[-1] + sum(w * x for w, x in zip(weights, signs.values, strict=False))
        value = shift.slope * value + shift.confidence
        return min(HIGHEST, max(LOWEST, 1.0 / (1.0 + math.exp(-value))))


def signs_of(
    judgement: Judgement,
    decision: Decision,
    hits: Sequence[Hit],
    sentences: Sequence[Sentence],
    findings: Sequence[Finding],
) -> DraftSigns:
    """The signs of a draft that decided ``decision`` after ``judgement``."""
    scores = sorted((hit.answers for hit in hits if hit.answers is not None), reverse=True)
    scores += [0.0] * (NEAR - len(scores))
    backed = [sentence.support for sentence in sentences if sentence.factual]
    rules = {finding.rule for finding in findings}
    fixed = decision is not judgement.decision or any(hit.exact for hit in hits)
    return DraftSigns(
        decision=decision,
        answerable=log_odds(judgement.probability),
        clarify=log_odds(judgement.clarify),
        similarity=max((hit.similarity for hit in hits), default=0.0),
        lead=max(0.0, scores[0] - scores[1]),
        support=min(backed, default=UNKNOWN_SUPPORT),
        extractive=float("extractive_draft" in rules),
        open_parts=float("open_question" in rules),
        named=float(any(hit.exact for hit in hits)),
        answer_margin=log_odds(judgement.probability) - log_odds(judgement.threshold),
        clarify_margin=log_odds(judgement.clarify) - log_odds(judgement.clarify_threshold),
        fixed=fixed or not hits,
    )
