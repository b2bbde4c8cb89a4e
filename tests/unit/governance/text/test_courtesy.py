"""Which sentences need no source."""

import pytest

from citewell.governance.text.courtesy import is_courtesy


@pytest.mark.parametrize(
    "sentence",
    [
        "Hello Ms Albrecht,",
        "Thank you for your message.",
        "We are very sorry for the trouble.",
        "Please let us know if anything is unclear.",
        "Did you try it on another device?",
        "Best regards",
        "Sehr geehrte Frau Albrecht,",
        "Mit freundlichen Grüßen",
        "—",
        "",
    ],
)
def test_courtesies(sentence):
    assert is_courtesy(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "You can return the plan.",
        "We refund the full amount.",
        "Thank you for the 15 EUR.",
        "Is it true that the fee is 15 EUR?",
        "Thanks to our policy " + "you get everything back " * 8,
        "The plan is free of charge.",
    ],
)
def test_statements(sentence):
    assert not is_courtesy(sentence)
