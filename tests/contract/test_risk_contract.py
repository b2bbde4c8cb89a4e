"""What every risk classifier does, the fake one and the one that ships."""

import pytest

from citewell.application.models.resources import load_routing
from citewell.models.fakes import WordRisk
from citewell.pipeline.routing.risk_classifier import TicketRisk

RISKY = "My lawyer will sue you if the money is not back by Friday; I have reported you to the police for fraud."
PLAIN = "How do I change the colour of the header?"


@pytest.fixture(params=["fake", "real"])
def classifier(request):
    if request.param == "fake":
        return WordRisk({"lawyer": 0.9})
    return TicketRisk(load_routing().risk, request.getfixturevalue("real_embedder"))


def test_a_probability_for_each_ticket_in_order(classifier):
    tickets = [PLAIN, RISKY, "", "返品できますか。", "word " * 3000, "half a character \ud83d"]
    found = classifier.risk(tickets)
    assert len(found) == len(tickets)
    assert all(0.0 <= value <= 1.0 for value in found)
    assert classifier.risk(tickets[::-1]) == pytest.approx(found[::-1], abs=0.02)
    assert classifier.risk([]) == []


def test_a_ticket_for_a_person_is_likelier_than_a_plain_one(classifier):
    plain, risky = classifier.risk([PLAIN, RISKY])
    assert risky > plain
