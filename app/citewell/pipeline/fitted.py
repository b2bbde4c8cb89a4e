"""Fitted weights: logistic regressions and rankers of a few numbers, read out of the files that their fits wrote.

Each file says what fitted it, on which data and when, and holds its ``weights`` by name.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from citewell.domain.drafts import Decision
from citewell.domain.errors import ModelError
from citewell.pipeline.checks.groundedness import SupportWeights, Weights
from citewell.pipeline.retrieval.ranking import FEATURES, Rankings, RankingWeights
from citewell.pipeline.retrieval.rerank import Order, Orders
from citewell.pipeline.routing import confidence as signs
from citewell.pipeline.routing.confidence import ConfidenceWeights
from citewell.pipeline.routing.routing import ClarifyWeights, DecisionWeights, FoundWeights, JudgedWeights

FITS = ("ranking", "ranking_own", "found", "given", "similarity", "confidence", "support")
"""The files, without ``.json``."""
SIGNS = (*signs.NAMES, "bias")
WITH_CONFIDENCE = (Decision.ANSWER, Decision.CLARIFY, Decision.REFUSE)
"""Decisions that have signs of their own; a person's has the plain share."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fitted:
    """All of them, by what uses them."""

    rankings: Rankings
    decision: DecisionWeights
    confidence: ConfidenceWeights
    support: SupportWeights


def read_fitted(texts: Mapping[str, str]) -> Fitted:
    """The weights of the ``FITS``, each with the text of its file. Raises ``ModelError``."""
    try:
        fits = {name: json.loads(texts[name])["weights"] for name in FITS}
        given, found = fits["given"], fits["found"]
        similarity, bias, threshold = _row(fits["similarity"], ("similarity", "bias", "threshold"))
        return Fitted(
            Rankings(
                RankingWeights(_row(fits["ranking"], FEATURES)),
                RankingWeights(_row(fits["ranking_own"]["weights"], FEATURES)),
                str(fits["ranking_own"]["embedder"]),
            ),
            DecisionWeights(
                similarity=similarity,
                bias=bias,
                threshold=threshold,
                given=_weights(JudgedWeights, given["answer"]),
                found=_weights(FoundWeights, found["answer"]),
                clarify=_weights(ClarifyWeights, given["clarify"]),
                clarify_found=_weights(ClarifyWeights, found["clarify"]),
                orders=Orders(
                    _weights(Order, found["order"]),
                    _weights(Order, given["order"]),
                    _weights(Order, found["order_apart"]),
                    _weights(Order, given["order_apart"]),
                ),
            ),
            ConfidenceWeights({one: _row(fits["confidence"][one.value], SIGNS) for one in WITH_CONFIDENCE}),
            SupportWeights(_weights(Weights, fits["support"]["passage"]), _weights(Weights, fits["support"]["long"])),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"The fitted weights cannot be read ({error}). Install Citewell again.") from error


def _weights(kind: type[T], data: Mapping[str, Any]) -> T:
    return kind(**{name: float(value) for name, value in data.items()})


def _row(data: Mapping[str, Any], names: tuple[str, ...]) -> tuple[float, ...]:
    """The numbers in the order of ``names``, which are all there are."""
    if data.keys() != set(names):
        raise ValueError(f"there have to be the weights {', '.join(names)}")
    return tuple(float(data[name]) for name in names)
