"""Numbers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.literals.number_words import number_words


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("fourteen days", [14]),
        ("Twenty-one", [21]),
        ("twenty five", [25]),
        ("one hundred and fifty rooms", [150]),
        ("two thousand and twenty-six", [2026]),
        ("two million three hundred thousand", [2300000]),
        ("two and three", [2, 3]),
        ("two three", [2, 3]),
        ("a fourteen-day period", [14]),
        ("the one you chose", []),
        ("zero", []),
        ("hundreds of people", []),
        ("someone attends often", []),
    ],
)
def test_values(text, values):
    assert [value for _, _, value in number_words(text)] == values


@given(st.lists(st.sampled_from(["two", "forty", "hundred", "and", "thousand", "-", "one", "day", ","]), max_size=9))
def test_any_row_of_words(parts):
    text = " ".join(parts).replace(" - ", "-")
    for start, end, value in number_words(text):
        assert text[start:end].strip() == text[start:end] != ""
        assert value > 1
