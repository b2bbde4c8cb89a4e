"""What every judge does, the fake one and the one that ships."""

import pytest

from citewell.models.fakes import WordReranker

TICKET = "Can I return an annual plan, and how many days do I have?"
ANSWER = "Returns: You can return an annual plan within 14 days of the purchase."
OTHER = "Opening hours: The shop in the station is open from nine to five."


@pytest.fixture(params=["fake", "real"])
def judge(request):
    return WordReranker() if request.param == "fake" else request.getfixturevalue("real_reranker")


def test_a_probability_for_each_pair(judge):
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
    assert all(0.0 <= value <= 1.0 for value in scores)
    assert judge.score([]) == []


def test_a_passage_that_answers_is_told_from_one_that_does_not(judge):
    near, far = judge.score([(TICKET, ANSWER), (TICKET, OTHER)])
    assert near > far


def test_scores_come_in_the_order_of_the_pairs_whatever_stands_beside_them(judge):
    pairs = [(TICKET, OTHER), (TICKET, ANSWER), ("When do you open?", OTHER), (TICKET, ANSWER * 20)]
    together = judge.score(pairs)
    assert [judge.score([pair])[0] for pair in pairs] == pytest.approx(together, abs=0.02)
    assert judge.score(pairs[::-1]) == pytest.approx(together[::-1], abs=0.02)


def test_ticket_and_passages_read_together_ask_for_one_of_four_ways(real_reranker):
    for texts in ([ANSWER], [OTHER, ANSWER, OTHER, ANSWER], [""], ["x" * 9000] * 3):
        found = real_reranker.route(TICKET, texts)
        values = (found.answer, found.clarify, found.refuse, found.escalate)
        assert all(0.0 <= value <= 1.0 for value in values)
        assert sum(values) == pytest.approx(1.0, abs=1e-3)


def test_passages_beside_the_point_are_refused_sooner(real_reranker):
    assert real_reranker.route(TICKET, [OTHER]).refuse > real_reranker.route(TICKET, [ANSWER]).refuse


def test_a_threat_is_more_of_a_risk_than_a_question(real_reranker):
    threat = "My solicitor will file a claim in court against your company on Monday."
    assert real_reranker.risk(threat) > real_reranker.risk(TICKET) + 2
