"""Whether a text states a fact: not by letters alone, and not by part of a number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.evaluation.scores.fact_match import answer_part, brings_facts, keeps, says, states


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("You have fourteen days [1].", "14 days"),
        ("within 14 days' time", "14 days"),
        ("It costs EUR 150.", "€150"),
        ("It is read only now", "read-only"),
        ("Ask one of your Admins.", "Admin"),
        ("until 31 March 2027.", "31 March"),
        ("Go to Settings → Billing → Invoices [2].", "settings → billing → invoices"),
        ("You are not [1] entitled to service\ncredits", "not entitled to service credits"),
        ("It’s gone", "it's gone"),
        ("It costs 1,000 EUR", "€1000"),
    ],
)
def test_it_is_stated(text, fact):
    assert states(text, fact)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("You have 114 days.", "14 days"),
        ("It costs €16.50", "€16"),
        ("It costs €1,150", "€150"),
        ("The administrator", "Admin"),
        ("indifference", "difference"),
        ("SI-33", "SI-3"),
        ("anything", ""),
        ("in 2014", "14"),
        ("version 3.14", "14"),
    ],
)
def test_it_is_not_stated(text, fact):
    assert not states(text, fact)


def test_very_words_have_no_endings():
    assert says("Use it kindly.", "kindly")
    assert not says("They are frees", "free")
    assert says("Great!", "!")


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_can_be_asked(text, fact):
    assert states(text, fact) in {True, False}
    assert keeps(text, fact) in {True, False}


ASKED = "Is there a gym? (ALPHA HOUSE)"


@pytest.mark.parametrize(
    ("text", "answer", "kept"),
    [
        ("WiFi is free there [1].", "Free WiFi is available at the Alpha House.", True),
        ("Pets are allowed [1].", "Pets are not allowed.", False),
        ("Hello! No, there is no gym at Alpha House [2].", "There isn't a gym at Alpha House.", True),
        ("There is a gym [2].", "There isn't a gym at Alpha House.", False),
        ("The check-in is from 14:00 [1].", "Check-in is from 14:00 to 22:00.", False),
        ("Parking costs nothing at Alpha House.", "Laundry is offered.", False),
        ("", "Laundry is offered.", False),
    ],
)
def test_facts_of_an_answer_are_kept(text, answer, kept):
    assert keeps(text, answer, ASKED, "ALPHA HOUSE") is kept


def test_the_answer_of_a_passage():
    assert answer_part("Q: Do you allow pets? A: No pets.") == "No pets."
    assert answer_part("Pets are welcome.") == "Pets are welcome."
    assert not brings_facts("Yes. Shall I book it?")
    assert brings_facts("Yes, it is free.")
