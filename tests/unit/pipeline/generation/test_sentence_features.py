"""Which sentences of a section are the answer."""

from dataclasses import replace

import pytest

from citewell.pipeline.generation.sentence_scoring import answer_value, is_row, sentence_features

SENTENCES = ("Our plans:", "You can return a plan within 14 days.", "Plan: Basic; Price: €5")


def features():
    relevance, found = [[0.2, 0.8, 0.5], [0.6, 0.3, 0.1]], [True, True, False]
    return sentence_features("Can I return it?", SENTENCES, relevance, found, [False, False, True])


def test_features_say_how_a_sentence_stands_in_its_section():
    opening, answer, row = features()
    assert answer.stands_out == pytest.approx(0.8 - (0.6 + 0.8 + 0.5) / 3)
    assert (opening.nearest, answer.nearest) == (0.0, 0.0)
    assert row.nearest == pytest.approx(-0.3)
    assert answer.rare > 0 == opening.rare == row.rare
    assert (opening.introduces, answer.introduces) == (1.0, 0.0)
    assert (answer.row, row.row) == (0.0, 1.0)
    assert (answer.found, row.found) == (1.0, 0.0)


def test_what_answers_is_worth_more_than_what_introduces_it():
    opening, answer, row = map(answer_value, features())
    assert answer > opening > 0
    assert answer > row
    assert answer_value(replace(features()[1], stands_out=0.5)) > answer


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Plan: Basic; Price: €5", True),
        ("Height; Stamping: 4 mm; Engraving: 2 mm", True),
        ("Basic | €5", True),
        ("Bring your ID; note: we close at 5.", False),
        ("Plan: Basic", False),
        ("Letters; Stamping: up to 3; further €10; Engraving: up to 12", True),
        ("x" + "; color: red" * 60 + "\n}", False),  # a block of code; patterns that try all splits never end here
    ],
)
def test_rows(text, expected):
    assert is_row(text) is expected
