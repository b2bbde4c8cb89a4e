"""Style rules."""

import pytest

from citewell.evaluation.scores.style_rules import StyleRule, broken_rules

TEXT = "Hi Ana,\nyou have 14 days [1]. Just reply here.\n\nYour Seehof team"


@pytest.mark.parametrize(
    ("kind", "values", "broken"),
    [
        ("starts_with", ("hi", "Hello"), False),
        ("starts_with", ("Dear",), True),
        ("ends_with", ("Your Seehof team\n",), False),
        ("ends_with", ("Regards",), True),
        ("contains", ("30 days", "14 days"), False),
        ("contains", ("sorry",), True),
        ("never", ("!",), False),
        ("never", ("reply",), True),
        ("never", ("rep",), False),
        ("matches", (r"^Hi \w+,$",), True),
        ("matches", (r"(?m)^Hi \w+,$",), False),
        ("max_words", ("12",), False),
        ("max_words", ("11",), True),
        ("min_words", ("13",), True),
        ("max_sentences", ("4",), False),
        ("max_sentences", ("3",), True),
    ],
)
def test_rules(kind, values, broken):
    rule = StyleRule(kind, values)
    assert broken_rules(TEXT, [rule]) == ((rule,) if broken else ())
