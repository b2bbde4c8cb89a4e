"""Logistic regression on a few columns, by Newton's method."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
ROUNDS = 40


def fit(x: Floats, y: Floats, weight: Floats, ridge: float, bias_ridge: float) -> Floats:
    """The weights of the columns, and the bias last; `ridge` holds the former small, `bias_ridge` the latter."""
    design = np.hstack([x, np.ones((len(x), 1))])
    penalty = np.diag([ridge] * x.shape[1] + [bias_ridge])
    w = np.zeros(design.shape[1])
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-design @ w))
        slope = design.T @ (weight * (p - y)) + penalty @ w
        curve = (design * (weight * p * (1 - p))[:, None]).T @ design + penalty
        w -= np.linalg.solve(curve, slope)
    return w


def apply(w: Floats, x: Floats) -> Floats:
    """Probabilities."""
    return np.asarray(1 / (1 + np.exp(-(x @ w[:-1] + w[-1]))))
