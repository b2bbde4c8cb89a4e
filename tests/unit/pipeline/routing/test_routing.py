"""The first decision."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.application.models.fitted import load_fitted
from citewell.domain.documents import Hit
from citewell.domain.drafts import Decision
from citewell.domain.ports import RouteScore
from citewell.pipeline.routing.phrasing import PhrasingSigns
from citewell.pipeline.routing.routing import answer_probability, decide, rivalry

WEIGHTS = load_fitted().decision


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
        judgement = decide(hits, replace(WEIGHTS, threshold=threshold))
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


def test_the_judge_decides_over_passages_that_were_given(hit):
    far = hit("says it", similarity=0.2, answers=0.99)
    near = hit("only near", similarity=0.6, answers=0.01)
    assert decide([far], WEIGHTS, given=True).decision is Decision.ANSWER
    assert decide([near], WEIGHTS, given=True).decision is Decision.REFUSE


def test_over_a_search_a_name_that_no_passage_knows_counts_against_an_answer(hit):
    """Formerly a low cosine refused by itself: fitted on templates, it refused two in five real tickets."""
    known = hit("The annual plan is paid back within 14 days.", similarity=0.5, score=1.0, answers=0.5)
    assert decide([known], WEIGHTS, unknown=["Zapier"]).probability < decide([known], WEIGHTS).probability


def test_over_a_search_the_best_of_the_judge_counts_and_what_is_read_together(hit):
    first = hit("first", similarity=0.5, score=1.0, answers=0.2)
    better, nearer = (hit("other", similarity=0.4, score=0.2, answers=p) for p in (0.9, 0.1))
    assert decide([first, better], WEIGHTS).probability > decide([first, nearer], WEIGHTS).probability
    answers, refuses = RouteScore(0.8, 0.1, 0.1, 0.0), RouteScore(0.1, 0.1, 0.8, 0.0)
    sure, unsure = (decide([first, better], WEIGHTS, route=one).probability for one in (answers, refuses))
    assert sure > unsure


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_probabilities_and_asking_back_needs_an_answer(answers, clarify, similarity):
    one = Hit(1, 1, "d.md", "", (), "t", "t", 0, 1, similarity=similarity, answers=answers)
    route = RouteScore(1 - clarify, clarify, 0.0, 0.0)
    judgement = decide([one], WEIGHTS, given=True, ticket="a ticket", route=route)
    assert 0.0 <= judgement.probability <= 1.0
    assert 0.0 <= judgement.clarify <= 1.0
    if judgement.decision is Decision.CLARIFY:
        assert judgement.probability >= WEIGHTS.given.threshold


def test_what_depends_is_asked_back(hit):
    found = [hit("it is so, or so", similarity=0.6, answers=0.99)]
    asks, answers = RouteScore(0.1, 0.8, 0.05, 0.05), RouteScore(0.8, 0.1, 0.05, 0.05)
    assert decide(found, WEIGHTS, given=True, route=asks).decision is Decision.CLARIFY
    assert decide(found, WEIGHTS, given=True, route=answers).decision is Decision.ANSWER


def test_another_document_is_a_rival_until_a_word_of_the_ticket_tells_them_apart(hit):
    first = hit("It costs 5.", title="Plan Alpha", similarity=0.6, score=1.0, answers=0.5)
    near = hit("It costs 9.", title="Plan Beta", similarity=0.6, score=1.0, answers=0.5)
    far = hit("It costs 9.", title="Plan Beta", similarity=0.1, score=0.2, answers=0.1)
    assert rivalry([first, near], "What does the plan cost?", WEIGHTS.orders) == pytest.approx(1.0)
    assert rivalry([first, near], "What does the plan cost, the beta one?", WEIGHTS.orders) == 0.0
    assert 0 < rivalry([first, far], "What does the plan cost?", WEIGHTS.orders) < 0.3
    assert rivalry([first], "What does the plan cost?", WEIGHTS.orders) == rivalry([], "x", WEIGHTS.orders) == 0.0


def test_what_a_tickets_words_say_moves_both_decisions(hit):
    found = [hit("The plan costs 5.", similarity=0.6, score=1.0, answers=0.9)]
    plain, unanswered, left_open = (
        decide(found, WEIGHTS, signs=PhrasingSigns(*signs)) for signs in ((0, 0), (4, 0), (0, 4))
    )
    assert unanswered.probability < plain.probability == left_open.probability
    assert left_open.clarify > plain.clarify == unanswered.clarify


def test_the_length_of_a_ticket_decides_nothing(hit):
    """In the banks unanswerable tickets are shorter; that is the habit of who writes them, no sign of customers."""
    found = [hit("The plan costs 5.", similarity=0.6, score=1.0, answers=0.9)]
    short, long = (decide(found, WEIGHTS, ticket="price " * count) for count in (1, 200))
    assert (short.probability, short.clarify) == (long.probability, long.clarify)
