"""Figures over many tickets, as pure functions of numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

RESAMPLES = 1000
SEED = 7
COVERED = 0.95
BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """One bin of a reliability plot: mean confidence and share of right drafts (0 to 1) of ``count`` drafts."""

    confidence: float
    accuracy: float
    count: int


def macro_f1(confusion: Floats, *, expected_only: bool = False) -> Floats:
    """Macro-averaged F1 of confusion matrices ``(..., classes, columns)``, rows expected, columns predicted.

    Columns beyond the classes are predictions of none of them: misses, but no class of their own. Classes that occur
    neither as expected nor as predicted do not count, with ``expected_only`` those that are not expected; 0 where none
    occurs. Opitz and Burst 2019, "Macro F1 and Macro
    F1", the mean of the F1 of each class.
    """
    classes = confusion.shape[-2]
    square = confusion[..., :classes]
    hits = np.diagonal(square, axis1=-2, axis2=-1)
    occurring = confusion.sum(-1) + square.sum(-2)
    f1 = np.divide(2 * hits, occurring, out=np.zeros_like(hits, dtype=float), where=occurring > 0)
    counted = (confusion.sum(-1) if expected_only else occurring) > 0
    count = counted.sum(-1)
    total: Floats = np.divide((f1 * counted).sum(-1), count, out=np.zeros(f1.shape[:-1]), where=count > 0)
    return total


def reliability(confidence: Sequence[float], right: Sequence[bool], bins: int = BINS) -> tuple[Bin, ...]:
    """Bins of (nearly) equal mass in order of confidence; fewer where there are fewer drafts than ``bins``."""
    order = sorted(range(len(confidence)), key=lambda i: confidence[i])
    groups = np.array_split(np.array(order, dtype=int), min(bins, len(order))) if order else []
    return tuple(
        Bin(
            math.fsum(confidence[i] for i in group) / len(group),
            sum(right[i] for i in group) / len(group),
            len(group),
        )
        for group in groups
    )


def expected_calibration_error(bins: Sequence[Bin]) -> float:
    """Mean distance of confidence and accuracy, weighted by the drafts of each bin; 0 to 1. Guo et al. 2017, eq. 3."""
    total = sum(one.count for one in bins)
    return sum(one.count * abs(one.accuracy - one.confidence) for one in bins) / total if total else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lies, interpolated. ``values`` must not be empty."""
    return float(np.quantile(np.asarray(values, dtype=float), share))


def resample_weights(tickets: int, resamples: int = RESAMPLES, seed: int = SEED) -> Floats:
    """How often each ticket is drawn in each resample: ``(resamples, tickets)``, each row sums to ``tickets``."""
    generator = np.random.default_rng(seed)
    return generator.multinomial(tickets, np.full(tickets, 1 / tickets), size=resamples).astype(float)


def interval(values: Floats) -> tuple[float, float] | None:
    """The bounds that hold 95% of resampled ``values`` (percentile bootstrap: Efron, Tibshirani 1993, ch. 13)."""
    kept = values[np.isfinite(values)]
    if not kept.size:
        return None
    tail = (1 - COVERED) / 2
    low, high = np.quantile(kept, [tail, 1 - tail])
    return float(low), float(high)


def ratio_interval(parts: Sequence[float], wholes: Sequence[float]) -> tuple[float, float] | None:
    """The interval of ``sum(parts) / sum(wholes)`` over resampled tickets; ``None`` without any whole.

    Tickets are drawn, not the sentences or facts within them, which depend on one another.
    """
    whole = np.asarray(wholes, dtype=float)
    counted = whole > 0
    if not counted.any():
        return None
    part, whole = np.asarray(parts, dtype=float)[counted], whole[counted]
    weights = resample_weights(len(whole))
    return interval((weights @ part) / (weights @ whole))


def f1_interval(
    expected: Sequence[int], predicted: Sequence[int], classes: int, columns: int, *, expected_only: bool = False
) -> tuple[float, float] | None:
    """The interval of macro-F1 over resampled tickets; labels are numbers from 0, see ``macro_f1``."""
    if not expected:
        return None
    cells = np.zeros((len(expected), classes * columns))
    cells[np.arange(len(expected)), np.asarray(expected) * columns + np.asarray(predicted)] = 1
    weights = resample_weights(len(expected))
    return interval(macro_f1((weights @ cells).reshape(-1, classes, columns), expected_only=expected_only))


def confusion_matrix(expected: Sequence[int], predicted: Sequence[int], classes: int, columns: int) -> Floats:
    """Counts ``(classes, columns)``, rows expected, columns predicted."""
    counts = np.zeros((classes, columns))
    np.add.at(counts, (np.asarray(expected, dtype=int), np.asarray(predicted, dtype=int)), 1)
    return counts
