"""What a customer wrote, in the third person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.literals.extraction import missing_literals
from citewell.pipeline.levels.reported_speech import report


@pytest.mark.parametrize(
    ("said", "reported"),
    [
        ("How do I cancel order 17?", "The customer asks how to cancel order 17."),
        ("hi, can you please refund my order?", "The customer asks us to refund their order."),
        ("I'd like to return my lamp", "The customer wants to return their lamp."),
        ("Can I bring my dog?", "The customer asks whether they can bring their dog."),
        ("where can I find your address", "The customer asks where to find our address."),
        ("Do you deliver to Porto?", "The customer asks whether we deliver to Porto."),
        ("Please cancel my contract AB-12.", "The customer asks us to cancel their contract AB-12."),
        ("what is the check-in time?", "The customer asks what the check-in time is."),
        ("I am still waiting for my card!", "The customer says they are still waiting for their card."),
        ("I cannot log in.", "The customer cannot log in."),
        ("Lieferung fehlt", "The customer writes: “Lieferung fehlt.”"),
        ("Is my parcel lost?", "The customer asks: “Is my parcel lost?”"),
    ],
)
def test_report(said, reported):
    assert report(said).text == reported


@given(st.text(max_size=400))
def test_any_text_is_reported_with_nothing_added(text):
    reported = report(text)
    assert reported.text.startswith("The customer ")
    assert len(reported.text) < 300
    assert not missing_literals(reported.text, [text])


def test_a_quotation_mark_within_a_word_leaves_its_sides_apart():
    assert report('The 19"x case').text == "The customer writes: “The 19 x case.”"
