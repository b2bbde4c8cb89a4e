"""Which sentences of a section are the answer."""

from dataclasses import replace

import pytest

from citewell.domain.documents import Hit
from citewell.pipeline.generation.section_parts import Unit, is_row
from citewell.pipeline.generation.sentence_scoring import UNREAD, answer_probability, sentence_features
from citewell.pipeline.retrieval.rerank import log_odds

SENTENCES = ("Our plans:", "You can return a plan within 14 days.", "Plan: Basic; Price: €5")


def features():
    relevance = [[0.2, 0.8, 0.5], [0.6, 0.3, 0.1]]
    units = [Unit(passage, line, text) for line, (passage, text) in enumerate(zip((0, 0, 1), SENTENCES, strict=True))]
    found = Hit(1, 1, "plans.md", "", (), "", "", 0, 9, score=0.5, answers=0.7, nearness=0.6)
    neighbour = replace(found, score=0.0, answers=None, nearness=0.2)
    return sentence_features("Can I return it?", units, [found, neighbour], relevance)


def test_features_say_how_a_sentence_stands_in_its_passage_and_which_that_is():
    opening, answer, row = features()
    assert answer.stands_out == pytest.approx(0.8 - (0.6 + 0.8) / 2)
    assert row.stands_out == 0.0
    assert (answer.answers, row.answers) == (pytest.approx(log_odds(0.7)), UNREAD)
    assert (answer.behind, row.behind) == (0.0, pytest.approx(-0.4))
    assert (opening.nearest, answer.nearest) == (0.0, 0.0)
    assert row.nearest == pytest.approx(-0.3)
    assert answer.rare > 0 == opening.rare == row.rare
    assert (opening.introduces, answer.introduces) == (1.0, 0.0)
    assert (answer.row, row.row) == (0.0, 1.0)
    assert (answer.found, row.found) == (1.0, 0.0)


def test_what_answers_is_worth_more_than_what_introduces_it():
    opening, answer, row = map(answer_probability, features())
    assert answer > opening > 0
    assert answer > row
    assert answer_probability(replace(features()[1], stands_out=0.5)) > answer


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
