"""The test of a share against a limit: looked at after every outcome it errs in at most one case of twenty."""

import numpy as np
import pytest
from benchmarks.peeking import CLOSE, OPEN, WINDOW, changed_by, changed_by_wilson, courses, drafts_of

from citewell.evaluation.live.limits import DECIDES, is_told, log_evidence
from citewell.evaluation.live.sequential import ALPHA

COURSES = courses()
NOT_ABOVE = [name for name, course in COURSES.items() if course.max() <= OPEN]
NOT_BELOW = [name for name, course in COURSES.items() if course.min() >= CLOSE]


@pytest.mark.parametrize("name", NOT_ABOVE)
def test_a_level_that_is_no_better_than_the_limit_opens_in_five_of_a_hundred_at_most(name):
    assert changed_by(drafts_of(COURSES[name]), OPEN, above=True)[-1] <= ALPHA


@pytest.mark.parametrize("name", NOT_BELOW)
def test_a_level_that_is_no_worse_than_the_limit_closes_in_five_of_a_hundred_at_most(name):
    assert changed_by(drafts_of(COURSES[name]), CLOSE, above=False)[-1] <= ALPHA


def test_a_bound_for_one_look_opens_most_of_them():
    assert changed_by_wilson(drafts_of(COURSES["60%"]), OPEN)[-1] > 0.8


def test_good_levels_open_and_bad_ones_close():
    assert changed_by(drafts_of(COURSES["80%"]), OPEN, above=True)[99] > 0.8
    assert changed_by(drafts_of(COURSES["30%"]), CLOSE, above=False)[99] > 0.8


def test_the_evidence_is_a_supermartingale_on_the_other_side_whatever_came_before():
    """The mean of what the next outcome multiplies the evidence by, at the limit, is one."""
    chance = np.random.default_rng(3)
    for above in (True, False):
        past = chance.random((500, 40)) < chance.random((500, 1))
        ways = [np.concatenate([past, np.full((500, 1), one)], axis=1) for one in (True, False)]
        before, *after = (np.exp(log_evidence(one, 0.6, 30, above=above)) for one in (past, *ways))
        mean = 0.6 * after[0][:, -1] + 0.4 * after[1][:, -1]
        np.testing.assert_allclose(mean, before[:, -1], rtol=1e-9)


def test_a_long_bad_time_costs_nothing_of_the_good_one_after_it():
    good = np.ones(40, dtype=bool)
    bad = np.zeros(500, dtype=bool)
    after = log_evidence(np.concatenate([bad, good]), 0.6, WINDOW, above=True)
    assert after[len(bad) - 1] == 0.0
    assert after[-1] >= DECIDES
    assert not is_told(np.zeros(0, dtype=bool), 0.6, WINDOW, above=True)
