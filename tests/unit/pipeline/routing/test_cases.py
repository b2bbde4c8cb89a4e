"""Cases and conditions of passages, and which of them a ticket tells."""

import pytest

from citewell.pipeline.routing.cases import (
    find_cases,
    find_conditions,
    find_options,
    is_told,
    open_conditions,
    told_cases,
)

RULE = "Delivery is free where each of these holds: • you live on the mainland • your order is over 60 euros."
PROSE = "You can return an item if it was delivered less than 30 days ago, it is unused and you have the receipt."


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        (RULE, ["you live on the mainland", "your order is over 60 euros"]),
        (PROSE, ["it was delivered less than 30 days ago", "it is unused", "you have the receipt"]),
        ("If you tell us a month ahead, no fee is charged.", ["you tell us a month ahead"]),
        ("Backups are kept for 13 days.", []),
        ("", []),
    ],
)
def test_conditions_of_a_rule(text, conditions):
    assert find_conditions(text) == conditions


def test_what_the_ticket_tells_is_no_longer_open():
    assert open_conditions([RULE], "I live on the mainland. Is delivery free?") == ["your order is over 60 euros"]
    assert open_conditions(["Nothing here.", RULE], "Is it free?") == find_conditions(RULE)
    assert open_conditions([RULE], "I live on the mainland. My order is over 60 euros.") == []


def test_a_question_tells_nothing():
    assert not is_told("you have the receipt", "Do I need the receipt?")
    assert is_told("you have the receipt", "I do not have the receipt.")


def test_cases_are_told_by_the_words_that_set_them_apart():
    cases = ["Kestrel Plus", "Kestrel Basic"]
    assert told_cases(cases, "we have the kestrel plus tariff") == ["Kestrel Plus"]
    assert told_cases(cases, "we are with Kestrel") == []
    assert told_cases([], "anything") == []


def test_things_that_are_listed():
    text = "No tax is charged on any of the following:\n\n* lifeboats\n* medicine\n* guide dogs"
    assert find_options(text) == ["lifeboats", "medicine", "guide dogs"]
    assert find_options("No tax is charged.") == []


def test_notes_are_no_cases():
    assert find_cases("Caution: It deletes all.\nModel S2: Press the dial.") == []
    assert find_cases("Model S1: Hold the key.\nModel S2: Press the dial.") == ["Model S1", "Model S2"]
