"""Sequential test of one share against a limit that may be looked at after every outcome: a test supermartingale.

Testing by betting (Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", Journal of the
Royal Statistical Society B 86, 2024): each outcome is judged at the share that the newest ones before it suggest,
against the limit, and only in the direction that is asked. While the share is on the other side of the limit, whatever
its course, the product stays a supermartingale, so that the chance that it ever reaches ``1 / ALPHA`` is at most
``ALPHA`` (Ville 1939). Where the newest outcomes suggest the other side nothing is staked, so a long bad time costs
none of the evidence that a good one gathers after it.
"""

import math

import numpy as np

from citewell.evaluation.live.sequential import ALPHA, Floats, Outcomes

DECIDES = math.log(1 / ALPHA)
"""What the logarithm of the evidence reaches where a share counts as told from a limit."""
_PRIOR = 0.18
"""Good and bad outcomes that every estimate starts with, as in ``sequential``."""


def log_evidence(good: Outcomes, limit: float, window: int, *, above: bool) -> Floats:
    """The logarithm of the evidence that the share lies above (or below) ``limit``, after each outcome ``(..., n)``.

    The share is estimated from the ``window`` outcomes before each.
    """
    count = good.shape[-1]
    before = np.concatenate([np.zeros((*good.shape[:-1], 1)), np.cumsum(good, axis=-1)], axis=-1)[..., :-1]
    oldest = np.maximum(np.arange(count) - window, 0)
    share = (before - before[..., oldest] + _PRIOR) / (np.minimum(np.arange(count), window) + 2 * _PRIOR)
    staked = np.maximum(share, limit) if above else np.minimum(share, limit)
    gains = np.where(good, np.log(staked / limit), np.log((1 - staked) / (1 - limit)))
    total: Floats = np.cumsum(gains, axis=-1)
    return total


def is_told(good: Outcomes, limit: float, window: int, *, above: bool) -> bool:
    """Whether the share counts as above (or below) ``limit`` by now."""
    return bool(good.shape[-1]) and float(log_evidence(good, limit, window, above=above)[-1]) >= DECIDES
