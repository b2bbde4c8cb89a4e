"""How well passages back a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.models.fakes import HashingEmbedder
from citewell.pipeline.support import OTHER_POLARITY, SUPPORTED, WITHOUT_LITERAL, SupportScorer

SOURCE = "You can return an annual plan within 14 days. We refund the full amount to your card."


def score(claim: str, *passages: str) -> float:
    return SupportScorer(HashingEmbedder()).score([claim], [list(passages)])[0]


def test_a_sentence_of_the_source_is_backed():
    assert score("You can return an annual plan within 14 days.", SOURCE) == pytest.approx(1.0, abs=1e-3)


def test_two_neighbours_together_back_a_claim_that_joins_them():
    claim = "You can return an annual plan within 14 days and we refund the full amount to your card."
    assert score(claim, SOURCE) >= SUPPORTED


def test_another_number_is_not_backed():
    assert score("You can return an annual plan within 30 days.", SOURCE) <= WITHOUT_LITERAL


def test_the_contrary_is_not_backed():
    assert score("You can not return an annual plan within 14 days.", SOURCE) <= OTHER_POLARITY


def test_something_else_is_not_backed():
    assert score("Giraffes sing opera under water.", SOURCE) < SUPPORTED


def test_no_passage_backs_nothing():
    assert score("Anything.") == 0.0


@given(st.lists(st.tuples(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3)), max_size=4))
def test_support_is_a_share_for_each_claim(pairs):
    scores = SupportScorer(HashingEmbedder(32)).score([claim for claim, _ in pairs], [texts for _, texts in pairs])
    assert len(scores) == len(pairs)
    assert all(0.0 <= value <= 1.0 for value in scores)
