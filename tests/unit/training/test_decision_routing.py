"""How order, regressions and thresholds of the decision are fitted."""

import numpy as np
import pytest
from training import logistic
from training.decision.routing import ANSWER, CLARIFY, REFUSE, Ranked, decide, fit_order, fit_routing, macro_f1

GRID = np.linspace(0.1, 0.9, 9)


@pytest.fixture
def cases():
    """Features of answering and of asking back with the right decisions, 300 of each."""
    random = np.random.default_rng(4)
    right = np.repeat([ANSWER, CLARIFY, REFUSE], 100)
    x = np.c_[np.where(right == REFUSE, -2.0, 2.0) + random.normal(size=300), random.normal(size=300)]
    asked = np.c_[np.where(right == CLARIFY, 2.0, -2.0) + random.normal(size=300)]
    return x, asked, right


def test_what_is_not_answerable_is_refused_before_anything_is_asked_back():
    made = decide(np.array([0.9, 0.9, 0.2]), np.array([0.1, 0.8, 0.8]), 0.5, 0.5)
    assert made.tolist() == [ANSWER, CLARIFY, REFUSE]


def test_f1_counts_the_decisions_that_are_right_for_some_case():
    assert macro_f1(np.array([ANSWER, ANSWER]), np.array([ANSWER, CLARIFY])) == pytest.approx(2 / 3)


def test_routing_tells_the_decisions_apart(cases):
    x, asked, right = cases
    routing = fit_routing(x, asked, right, np.ones(300), (GRID, GRID), lambda made: macro_f1(right, made))
    assert macro_f1(right, routing.decide(x, asked)) > 0.9
    assert routing.answer[0] > 1 > abs(routing.answer[1])


def test_thresholds_keep_to_what_is_allowed(cases):
    x, asked, right = cases

    def worth(made):
        return None if (made == REFUSE).any() else macro_f1(right, made)

    allowed = fit_routing(x, asked, right, np.ones(300), (np.array([0.0, 0.5]), GRID), worth)
    assert allowed.threshold == 0.0
    none = fit_routing(x, asked, right, np.ones(300), (GRID, GRID), lambda _: None)
    assert (none.threshold, none.clarify_threshold) == (0.5, 0.5)


def test_the_order_puts_right_passages_first():
    random = np.random.default_rng(5)
    tables = [random.normal(size=(5, 2)) for _ in range(60)]
    cases = [Ranked(one, np.eye(5)[one[:, 1].argmax()], 1 / 60) for one in tables]
    w = fit_order(cases, np.zeros(2), ridge=0.01, rate=0.8, steps=200)
    assert np.mean([(one @ w).argmax() == one[:, 1].argmax() for one in tables]) > 0.95


def test_a_ridge_holds_weights_small_and_may_spare_the_bias():
    x, y = np.linspace(-1, 1, 40)[:, np.newaxis], np.r_[np.zeros(4), np.ones(36)]
    free = logistic.fit(x, y, np.ones(40), 0.01, 0.0)
    held = logistic.fit(x, y, np.ones(40), 100.0, 0.0)
    assert abs(held[0]) < 0.2 < free[0]
    assert logistic.apply(held, x).mean() == pytest.approx(0.9, abs=0.01)
