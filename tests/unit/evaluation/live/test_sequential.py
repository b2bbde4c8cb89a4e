"""The sequential test under daily peeking: two equal arms, and arms that differ, over 2,000 simulated comparisons."""

import math

import numpy as np
import pytest
from benchmarks.peeking import by_z_test, simulate, told_apart_by_day

from citewell.evaluation.live.sequential import (
    ALPHA,
    Finding,
    compare_shares,
    confidence_radius,
    log_e_process,
)


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.7, 0.95])
def test_equal_arms_are_rarely_told_apart_however_often_one_looks(share):
    process = log_e_process(*simulate(share, share))
    after_every_pair = (process.max(axis=1) >= math.log(1 / ALPHA)).mean()
    assert told_apart_by_day(share, share)[-1] <= after_every_pair <= ALPHA


def test_a_test_made_for_one_look_would_tell_equal_arms_apart_far_too_often():
    assert by_z_test(0.6) > 0.2, "why the z test of two shares will not do"


def test_arms_that_differ_are_told_apart_the_sooner_the_more_they_differ():
    large, small = told_apart_by_day(0.5, 0.7), told_apart_by_day(0.5, 0.6)
    assert large[19] > 0.95, "20 points: within 400 pairs"
    assert small[-1] > 0.85, "10 points: within 1,200 pairs"
    assert (large >= small).all()


def test_the_confidence_sequence_holds_the_true_difference_at_every_look():
    first, second = simulate(0.4, 0.55)
    counts = np.arange(1.0, first.shape[1] + 1)
    seen = (np.cumsum(second, axis=1) - np.cumsum(first, axis=1, dtype=float)) / counts
    missed = (np.abs(seen - 0.15) > confidence_radius(counts)).any(axis=1).mean()
    assert missed <= ALPHA
    assert confidence_radius(np.array([200.0]))[0] < 0.25


def test_the_better_arm_is_named_and_stays_named():
    rare, often = [False, False, True] * 40, [True, True, False] * 40
    assert compare_shares(rare, often).finding is Finding.SECOND_BETTER
    assert compare_shares(often, rare).finding is Finding.FIRST_BETTER
    later = compare_shares(rare + [True, False] * 200, often + [False, True] * 200)
    assert later.finding is Finding.SECOND_BETTER, "what was decided once holds"
    assert later.e_value < later.highest


def test_arms_alike_are_called_alike_once_their_difference_is_surely_small():
    alike = compare_shares([True, False] * 4000, [False, True] * 4000)
    assert alike.finding is Finding.ALIKE
    assert -0.05 <= alike.low < 0 < alike.high <= 0.05


def test_before_anything_is_judged_nothing_is_said():
    nothing = compare_shares([True] * 50, [])
    assert (nothing.finding, nothing.pairs, nothing.difference) == (Finding.OPEN, 0, None)


def test_a_forecast_says_how_many_pairs_are_left_where_the_shares_differ():
    rare, often = [True, False, True, False, False], [True, False, True, True, False]
    few = compare_shares(rare * 8, often * 8)
    assert few.finding is Finding.OPEN
    assert few.pairs_left is not None
    more = few.pairs_left // len(rare) + 1
    longer = compare_shares(rare * (8 + more), often * (8 + more))
    assert longer.finding is Finding.SECOND_BETTER
    assert compare_shares([True, False] * 10, [True, False] * 10).pairs_left is None
