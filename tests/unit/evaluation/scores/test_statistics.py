"""Figures over many tickets, beside plain definitions of the same."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.evaluation.scores.statistics import (
    confusion_matrix,
    expected_calibration_error,
    f1_interval,
    macro_f1,
    percentile,
    ratio_interval,
    reliability,
    resample_weights,
)

LABELS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=1, max_size=40)


def plain_macro_f1(pairs, classes=4) -> float:
    scores = []
    for label in range(classes):
        hits = sum(e == p == label for e, p in pairs)
        wrong = sum(label in {e, p} for e, p in pairs) - hits
        if hits or wrong:
            scores.append(2 * hits / (2 * hits + wrong))
    return sum(scores) / len(scores)


def test_macro_f1_over_what_is_expected_alone():
    confusion = np.array([[1.0, 1.0, 0.0], [0.0, 0.0, 0.0]])  # two of the first class, one taken for the second
    assert macro_f1(confusion) == pytest.approx((2 / 3 + 0) / 2)
    assert macro_f1(confusion, expected_only=True) == pytest.approx(2 / 3)
    assert macro_f1(np.zeros((2, 3)), expected_only=True) == 0


@given(LABELS)
def test_macro_f1_is_the_mean_of_each_class(pairs):
    expected, predicted = zip(*pairs, strict=True)
    value = float(macro_f1(confusion_matrix(expected, predicted, 4, 5)))
    assert value == pytest.approx(plain_macro_f1(pairs))
    low, high = f1_interval(expected, predicted, 4, 5)
    assert 0 <= low <= high <= 1


def test_macro_f1_of_known_cases():
    assert macro_f1(confusion_matrix([0, 1], [0, 1], 2, 3)) == 1
    assert macro_f1(confusion_matrix([0, 1], [2, 2], 2, 3)) == 0
    assert macro_f1(np.zeros((2, 3))) == 0
    assert macro_f1(confusion_matrix([0, 0, 1], [0, 1, 1], 2, 3)) == pytest.approx(2 / 3)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60))
def test_calibration_counts_every_draft_once(drafts):
    bins = reliability([c for c, _ in drafts], [r for _, r in drafts])
    assert sum(one.count for one in bins) == len(drafts)
    assert len(bins) == min(10, len(drafts))
    assert max((one.count for one in bins), default=0) - min((one.count for one in bins), default=0) <= 1
    assert [one.confidence for one in bins] == sorted(one.confidence for one in bins)
    assert 0 <= expected_calibration_error(bins) <= 1


def test_calibration_of_known_cases():
    assert expected_calibration_error(reliability([0.8] * 10, [True] * 8 + [False] * 2)) == pytest.approx(0.32)
    assert expected_calibration_error(reliability([1.0] * 20, [True] * 20)) == 0
    assert expected_calibration_error(reliability([1.0, 0.0], [False, True])) == 1


def test_the_interval_holds_the_value_and_shrinks_with_more_tickets():
    parts, wholes = [1, 0, 1, 1, 0] * 4, [1] * 20
    low, high = ratio_interval(parts, wholes)
    assert low < 0.6 < high
    narrow_low, narrow_high = ratio_interval(parts * 20, wholes * 20)
    assert narrow_high - narrow_low < (high - low) / 3
    assert ratio_interval(parts, wholes) == (low, high)  # seeded
    assert ratio_interval([1, 1], [1, 1]) == (1, 1)
    assert ratio_interval([0], [0]) is None


def test_resampling_draws_as_many_tickets_as_there_are():
    weights = resample_weights(7)
    assert weights.shape == (1000, 7)
    assert (weights.sum(axis=1) == 7).all()


def test_percentiles():
    assert percentile([1, 2, 3], 0.5) == 2
    assert percentile([5], 0.95) == 5
