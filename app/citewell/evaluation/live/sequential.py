"""Sequential test of two shares that may be looked at after every draft: an e-process, and a confidence sequence.

The judged drafts of both arms are put into pairs in the order in which they were judged. Under "no difference" the
product of the pairs' e-values is a test martingale: the chance that it ever reaches ``1 / ALPHA`` is at most
``ALPHA``, however often it is looked at (Ville 1939). The e-value of a pair is of Turner, Ly and Grünwald, "Generic
E-variables for exact sequential k-sample tests that allow for optional stopping", Journal of Statistical Planning and
Inference 230 (2024), section 3: the chance of both outcomes at the shares that the pairs before them suggest, over
their chance at the mean of these two shares. It is exact: no number of drafts is needed before it holds.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Outcomes = NDArray[np.bool_]

ALPHA = 0.05
"""The chance at which two equal arms are ever told apart."""
SAME_WITHIN = 0.05
"""Arms whose difference is surely below this are called alike."""
_PRIOR = 0.18
"""Successes and failures that each arm starts with; the value of the paper (section 4), which makes regret least."""
_TUNED_TO = 200.0
"""Pairs at which the confidence sequence is narrowest for its number."""
MOST_FORESEEN = 20_000
"""Pairs beyond which no forecast is given."""


class Finding(StrEnum):
    """What a comparison says by now."""

    FIRST_BETTER = "first"
    SECOND_BETTER = "second"
    ALIKE = "alike"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class SequentialResult:
    """The test after ``pairs`` pairs.

    ``e_value`` is the evidence against "no difference" now and ``highest`` the most that it ever was, which decides.
    ``difference`` is the second arm's share less the first one's over the pairs; ``low`` and ``high`` hold the true one
    with 95%, at every look at once. ``pairs_left`` is how many more would decide if the shares stay as they are.
    """

    finding: Finding
    pairs: int
    e_value: float
    highest: float
    difference: float | None
    low: float
    high: float
    pairs_left: int | None


def log_e_process(first: Outcomes, second: Outcomes, prior: float = _PRIOR) -> Floats:
    """The logarithm of the e-process after each pair; ``first`` and ``second`` are outcomes ``(..., pairs)``.

    Each pair is judged by the pairs before it alone.
    """
    seen = np.arange(first.shape[-1], dtype=float)

    def expected(outcomes: Outcomes) -> Floats:
        before: Floats = np.cumsum(outcomes, axis=-1) - outcomes
        return (before + prior) / (seen + 2 * prior)

    one, two = expected(first), expected(second)
    both = (one + two) / 2
    gains = _log_chance(first, one) + _log_chance(second, two) - _log_chance(first, both) - _log_chance(second, both)
    total: Floats = np.cumsum(gains, axis=-1)
    return total


def confidence_radius(pairs: Floats, alpha: float = ALPHA) -> Floats:
    """Half the width of the confidence sequence of a difference of two shares, after each number of ``pairs``.

    The normal mixture (Robbins 1970; Howard, Ramdas, McAuliffe and Sekhon, "Time-uniform, nonparametric, nonasymptotic
    confidence sequences", Annals of Statistics 49 (2021), equation 14). The difference of two outcomes of 0 or 1 that
    know nothing of each other is sub-Gaussian with variance 1/2.
    """
    variance, tuned = pairs / 2, _TUNED_TO / 2 / (2 * math.log(1 / alpha) + math.log(1 + 2 * math.log(1 / alpha)))
    radius: Floats = np.sqrt((variance + tuned) * np.log((variance + tuned) / (tuned * alpha**2))) / pairs
    return radius


def compare_shares(first: Sequence[bool], second: Sequence[bool], alpha: float = ALPHA) -> SequentialResult:
    """Compare two arms by their outcomes in the order in which they were judged; what has no partner yet waits."""
    pairs = min(len(first), len(second))
    if not pairs:
        return SequentialResult(Finding.OPEN, 0, 1.0, 1.0, None, -1.0, 1.0, None)
    one, two = np.array(first[:pairs], dtype=bool), np.array(second[:pairs], dtype=bool)
    process = log_e_process(one, two)
    difference = float(two.mean() - one.mean())
    radius = float(confidence_radius(np.array([float(pairs)]), alpha)[0])
    low, high = max(-1.0, difference - radius), min(1.0, difference + radius)
    highest, bound = max(0.0, float(process.max())), math.log(1 / alpha)
    finding, left = Finding.OPEN, None
    if highest >= bound:
        decided = int(np.argmax(process >= bound)) + 1
        ahead = two[:decided].sum() > one[:decided].sum()
        finding = Finding.SECOND_BETTER if ahead else Finding.FIRST_BETTER
    elif low >= -SAME_WITHIN and high <= SAME_WITHIN:
        finding = Finding.ALIKE
    else:
        left = _pairs_left(float(one.mean()), float(two.mean()), bound - float(process[-1]))
    return SequentialResult(
        finding, pairs, math.exp(float(process[-1])), math.exp(highest), difference, low, high, left
    )


def _pairs_left(first: float, second: float, missing: float) -> int | None:
    """Pairs until the e-process gains ``missing``, at the mean gain of these shares; ``None`` where that is never."""
    both = (first + second) / 2
    gain = sum(mean_gain(share, both) for share in (first, second))
    if gain <= 0 or missing / gain > MOST_FORESEEN:
        return None
    return max(1, math.ceil(missing / gain))


def mean_gain(share: float, both: float) -> float:
    """Kullback-Leibler divergence of two coins, in nats."""
    parts = ((share, both), (1 - share, 1 - both))
    return sum(own * math.log(own / other) for own, other in parts if own > 0)


def _log_chance(outcomes: Outcomes, share: Floats) -> Floats:
    chance: Floats = np.log(np.where(outcomes, share, 1 - share))
    return chance
