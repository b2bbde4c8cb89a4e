"""Fit what both sets of cases have in common: the order of passages, two regressions, and their thresholds."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from citewell.domain.drafts import Decision
from citewell.evaluation.scores import statistics
from training import logistic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from _typeshed import DataclassInstance

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]
"""Decisions by their place in `KINDS`."""

KINDS: Final = (Decision.ANSWER, Decision.CLARIFY, Decision.REFUSE)
ANSWER, CLARIFY, REFUSE = range(len(KINDS))
RIDGE: Final = 1.0


def codes_of(decisions: Iterable[Decision]) -> Codes:
    """The decisions as codes."""
    return np.array([KINDS.index(one) for one in decisions])


def macro_f1(right: Codes, made: Codes) -> float:
    """The mean F1 of the decisions that are right for some case."""
    counts = statistics.confusion_matrix(right.tolist(), made.tolist(), len(KINDS), len(KINDS))
    return float(statistics.macro_f1(counts, expected_only=True))


@dataclass(frozen=True, slots=True)
class Routing:
    """Two regressions with their thresholds."""

    answer: Floats
    clarify: Floats
    threshold: float
    clarify_threshold: float

    def decide(self, x: Floats, asked: Floats) -> Codes:
        """Decide all; `x` are the features of answering, `asked` those of asking back."""
        answer, clarify = logistic.apply(self.answer, x), logistic.apply(self.clarify, asked)
        return decide(answer, clarify, self.threshold, self.clarify_threshold)


def decide(answer: Floats, clarify: Floats, threshold: float, clarify_threshold: float) -> Codes:
    """What is decided from two probabilities."""
    return np.where(answer < threshold, REFUSE, np.where(clarify >= clarify_threshold, CLARIFY, ANSWER))


def fit_routing(
    x: Floats,
    asked: Floats,
    right: Codes,
    weight: Floats,
    grid: tuple[Floats, Floats],
    worth: Callable[[Codes], float | None],
) -> Routing:
    """Both regressions, asking back among what can be answered, and of the grid the thresholds of the highest `worth`.

    `worth` is `None` for decisions that are not allowed; 0.5 is both thresholds where none are.
    """
    inside = right != REFUSE
    answer = logistic.fit(x, inside.astype(float), weight, RIDGE, RIDGE)
    depends = (right[inside] == CLARIFY).astype(float)
    clarify = logistic.fit(asked[inside], depends, weight[inside], RIDGE, RIDGE)
    a, c = logistic.apply(answer, x), logistic.apply(clarify, asked)
    best, chosen = -1.0, (0.5, 0.5)
    for pair in ((float(t), float(u)) for t in grid[0] for u in grid[1]):
        value = worth(decide(a, c, *pair))
        if value is not None and value > best:
            best, chosen = value, pair
    return Routing(answer, clarify, *chosen)


def names_of(weights: type[DataclassInstance]) -> tuple[str, ...]:
    """The names of the product's weights, bias and threshold last."""
    return tuple(one.name for one in fields(weights))


@dataclass(frozen=True, slots=True)
class Ranked:
    """The passages of one case: features [passages, columns], whether each is right, and the case's weight."""

    table: Floats
    right: Floats
    weight: float


def fit_order(cases: Sequence[Ranked], start: Floats, *, ridge: float, rate: float, steps: int) -> Floats:
    """The weights by which a right passage comes first: softmax over a case's passages, held near `start`."""
    w = start.copy()
    usable = [case for case in cases if case.right.any() and not case.right.all()]
    for _ in range(steps):
        gradient = ridge * (w - start)
        for case in usable:
            values = case.table @ w
            p = np.exp(values - values.max())
            p /= p.sum()
            gradient += case.weight * case.table.T @ (p - p * case.right / (p @ case.right))
        w -= rate * gradient
    return w
