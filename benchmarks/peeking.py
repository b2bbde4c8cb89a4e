"""``python -m benchmarks.peeking``: how often the sequential test tells two arms apart when it is looked at daily."""

import math

import numpy as np

from citewell.evaluation.live.sequential import ALPHA, log_e_process

RUNS, PAIRS_A_DAY, DAYS, SEED = 2000, 20, 60, 11
SHARES = ((0.5, 0.5), (0.05, 0.05), (0.95, 0.95), (0.5, 0.6), (0.7, 0.8), (0.5, 0.7))
SHOWN = (10, 20, 30, 60)
"""Days."""


def simulate(first: float, second: float) -> tuple[np.ndarray, np.ndarray]:
    """Outcomes of both arms, ``(runs, pairs)``."""
    chance = np.random.default_rng(SEED)
    shape = (RUNS, PAIRS_A_DAY * DAYS)
    return chance.random(shape) < first, chance.random(shape) < second


def told_apart_by_day(first: float, second: float) -> np.ndarray:
    """Share of comparisons that said "different" on some day up to each day."""
    looks = log_e_process(*simulate(first, second))[:, PAIRS_A_DAY - 1 :: PAIRS_A_DAY]
    told: np.ndarray = np.maximum.accumulate(looks >= math.log(1 / ALPHA), axis=1).mean(axis=0)
    return told


def by_z_test(share: float) -> float:
    """The same of equal arms by the z test of two shares, made for one look."""
    first, second = (np.cumsum(one, axis=1)[:, PAIRS_A_DAY - 1 :: PAIRS_A_DAY] for one in simulate(share, share))
    seen = PAIRS_A_DAY * np.arange(1, DAYS + 1)
    both = (first + second) / (2 * seen)
    z = np.abs(second - first) / seen / np.sqrt(2 * both * (1 - both) / seen)
    return float((z.max(axis=1) > 1.96).mean())


def main() -> None:
    """Print a row for each pair of shares."""
    print(
        f"{RUNS:,} comparisons, looked at every {PAIRS_A_DAY} pairs; told apart within "
        + ", ".join(f"{day * PAIRS_A_DAY:,}" for day in SHOWN)
        + " pairs:"
    )
    for first, second in SHARES:
        found = told_apart_by_day(first, second)
        print(f"{first:.0%} and {second:.0%}: " + ", ".join(f"{found[day - 1]:.1%}" for day in SHOWN))
    print(f"z test, 60% and 60%: {by_z_test(0.6):.0%} within {PAIRS_A_DAY * DAYS:,}")


if __name__ == "__main__":
    main()
