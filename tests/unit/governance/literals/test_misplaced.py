"""Literals of the source at another place than there."""

import pytest

from citewell.governance.literals.misplaced import has_misplaced_literal

SENTENCES = [
    "You can return an annual plan within 14 days of the purchase.",
    "Opened items can be sent back until the 30th of each month.",
    "The basic plan costs $10 and the large plan costs $45.",
    "2. Standard delivery takes 7–10 business days.",
]


@pytest.mark.parametrize(
    "text",
    [
        "You can return an annual plan within 30 days of the purchase.",
        "The basic plan costs $45 and the large plan costs $10.",
        "Standard delivery takes 10–10 business days.",
        "You can return a yearly plan within 10 days of the purchase.",
    ],
)
def test_misplaced(text):
    assert has_misplaced_literal(text, SENTENCES)


@pytest.mark.parametrize(
    "text",
    [
        "You can return an annual plan within fourteen days of the purchase.",
        "The basic plan costs $10.",
        "The large plan costs $45 and the basic plan $10.",
        "1. Standard delivery takes 7–10 business days.",
        "Within 14 days you get $10.",
        "No literal at all.",
        "",
    ],
)
def test_in_place(text):
    assert not has_misplaced_literal(text, SENTENCES)


def test_a_like_sentence_that_holds_it_excuses():
    rows = ["The small plan costs $10.", "The large plan costs $30."]
    assert not has_misplaced_literal("The large plan costs $30.", rows)
    assert has_misplaced_literal("The small plan costs $30.", rows)


def test_nothing_to_compare_with():
    assert not has_misplaced_literal("14 days", [])
