"""``python -m benchmarks.peeking``: how often sequential tests speak when they are looked at again and again.

The comparison of two arms, looked at daily, and the opening and closing of assist levels, looked at after every draft.
"""

import math

import numpy as np

from citewell.evaluation.live.limits import DECIDES, log_evidence
from citewell.evaluation.live.sequential import ALPHA, log_e_process
from citewell.settings.options import Options

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


LEVEL_DRAFTS = 1000
SHOWN_DRAFTS = (50, 100, 200, 1000)
OPEN, CLOSE, WINDOW = Options().assist_open / 100, Options().assist_close / 100, Options().assist_drafts


def courses() -> dict[str, np.ndarray]:
    """Shares taken with little editing over the drafts of a level, ``(LEVEL_DRAFTS,)`` each."""
    at = np.arange(LEVEL_DRAFTS)
    steady = {f"{share:.0%}": np.full(LEVEL_DRAFTS, share) for share in (0.3, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9)}
    wave = OPEN - 0.15 + 0.15 * np.sin(at / 40)
    recovered = np.where(at < LEVEL_DRAFTS // 2, 0.3, OPEN)
    return {**steady, "45% to 60% in waves": wave, "30%, then 60%": recovered}


def drafts_of(course: np.ndarray) -> np.ndarray:
    """Drafts with that course, ``(runs, drafts)``: whether each was taken."""
    taken: np.ndarray = np.random.default_rng(SEED).random((RUNS, len(course))) < course
    return taken


def changed_by(taken: np.ndarray, limit: float, *, above: bool) -> np.ndarray:
    """Share of levels that opened (``above``) or closed by each draft, by the sequential test."""
    told = log_evidence(taken, limit, WINDOW, above=above) >= DECIDES
    if above:
        told[:, : WINDOW - 1] = False
    changed: np.ndarray = np.maximum.accumulate(told, axis=1).mean(axis=0)
    return changed


def changed_by_wilson(taken: np.ndarray, limit: float) -> np.ndarray:
    """The same of opening by Wilson's lower bound over the newest drafts, which was made for one look."""
    total = np.cumsum(taken, axis=1, dtype=float)
    good = total[:, WINDOW - 1 :] - np.concatenate([np.zeros((len(taken), 1)), total[:, :-WINDOW]], axis=1)
    share, z = good / WINDOW, 1.959964
    middle = share + z**2 / (2 * WINDOW)
    low = (middle - z * np.sqrt(share * (1 - share) / WINDOW + (z / (2 * WINDOW)) ** 2)) / (1 + z**2 / WINDOW)
    changed: np.ndarray = np.maximum.accumulate(low >= limit, axis=1).mean(axis=0)
    return np.concatenate([np.zeros(WINDOW - 1), changed])


def print_levels() -> None:
    """Print a row for each course."""
    shown = ", ".join(f"{drafts:,}" for drafts in SHOWN_DRAFTS)
    print(
        f"{RUNS:,} levels, looked at after every draft; opens at {OPEN:.0%} by Wilson's bound, by the test, and closes"
    )
    print(f"under {CLOSE:.0%} by the test, within {shown} drafts:")
    for name, course in courses().items():
        taken = drafts_of(course)
        rows = (
            changed_by_wilson(taken, OPEN),
            changed_by(taken, OPEN, above=True),
            changed_by(taken, CLOSE, above=False),
        )
        told = " | ".join(", ".join(f"{row[drafts - 1]:.1%}" for drafts in SHOWN_DRAFTS) for row in rows)
        print(f"{name}: {told}")


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
    print_levels()


if __name__ == "__main__":
    main()
