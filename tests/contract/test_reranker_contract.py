"""What every judge does, the fake one and the one that ships."""

import pytest

from citewell.models.fakes import WordReranker

TICKET = "Can I return an annual plan, and how many days do I have?"
ANSWER = "Returns: You can return an annual plan within 14 days of the purchase."
OTHER = "Opening hours: The shop in the station is open from nine to five."


@pytest.fixture(params=["fake", "real"])
def judge(request):
    return WordReranker() if request.param == "fake" else request.getfixturevalue("real_reranker")


def test_two_probabilities_for_each_pair(judge):
    pairs = [
        (TICKET, ANSWER),
        ("", ""),
        (TICKET, ""),
        ("返品できますか。", "x" * 9000),
        ("a\0b", "\n"),
        ("\ud83d", "b"),
    ]
    scores = judge.score(pairs * 3)
    assert len(scores) == len(pairs) * 3
    assert all(0.0 <= value <= 1.0 for score in scores for value in (score.answers, score.clarify))
    assert judge.score([]) == []


def test_a_passage_that_answers_is_told_from_one_that_does_not(judge):
    near, far = judge.score([(TICKET, ANSWER), (TICKET, OTHER)])
    assert near.answers > far.answers


def test_scores_come_in_the_order_of_the_pairs_whatever_stands_beside_them(judge):
    pairs = [(TICKET, OTHER), (TICKET, ANSWER), ("When do you open?", OTHER), (TICKET, ANSWER * 20)]
    together = [score.answers for score in judge.score(pairs)]
    assert [judge.score([pair])[0].answers for pair in pairs] == pytest.approx(together, abs=0.02)
    assert [score.answers for score in judge.score(pairs[::-1])] == pytest.approx(together[::-1], abs=0.02)
