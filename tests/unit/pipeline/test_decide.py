"""The first decision."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.domain.drafts import Decision
from citewell.pipeline.decide import DecisionWeights, answer_probability, decide

WEIGHTS = DecisionWeights()


@given(st.floats(-1, 1), st.floats(-1, 1))
def test_nearer_is_never_less_answerable(near, nearer):
    near, nearer = sorted((near, nearer))
    assert 0.0 < answer_probability(near, WEIGHTS) <= answer_probability(nearer, WEIGHTS) < 1.0


def test_nothing_found_is_refused():
    judgement = decide([], WEIGHTS)
    assert (judgement.decision, judgement.probability) == (Decision.REFUSE, 0.0)
    assert "no passage" in judgement.reason


def test_the_threshold_decides(hit):
    hits = [hit("You can return an annual plan.", similarity=0.6)]
    probability = decide(hits, WEIGHTS).probability
    for threshold, decision in ((probability, Decision.ANSWER), (math.nextafter(probability, 1), Decision.REFUSE)):
        judgement = decide(hits, DecisionWeights(threshold=threshold))
        assert judgement.decision is decision
        assert f"{threshold:.2f}" in judgement.reason


def test_what_is_near_is_answered_and_what_is_far_refused(hit):
    assert decide([hit("near", similarity=0.9)], WEIGHTS).decision is Decision.ANSWER
    assert decide([hit("far", similarity=0.05)], WEIGHTS).decision is Decision.REFUSE


def test_the_best_passage_counts(hit):
    hits = [hit("far", similarity=0.1), hit("near", similarity=0.7), hit("far", similarity=-0.2)]
    assert decide(hits, WEIGHTS).probability == pytest.approx(answer_probability(0.7, WEIGHTS))


def test_a_row_that_is_named_is_answered_from(hit):
    named = hit("order: ORD-1; status: shipped", similarity=0.1, exact=True)
    judgement = decide([named], WEIGHTS)
    assert judgement.decision is Decision.ANSWER
    assert "code" in judgement.reason
