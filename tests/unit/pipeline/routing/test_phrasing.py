"""What a ticket's words alone say about its way."""

import json

import pytest

from citewell.application.models.resources import load_routing
from citewell.domain.errors import ModelError
from citewell.pipeline.routing.phrasing import read_phrasing

PLAIN = {"bias": -1.0, "terms": {"discount": [2.0, 3.0]}}
OPEN = {"bias": 0.5, "terms": {}}


def test_each_classifier_gives_its_log_odds():
    phrasing = read_phrasing(json.dumps({"unanswered": PLAIN, "open": OPEN}))
    signs = phrasing.read("Is there a discount for my choir?")
    assert (signs.unanswered, signs.open) == (pytest.approx(2.0), pytest.approx(0.5))
    assert phrasing.read("Hello").unanswered == pytest.approx(-1.0)


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"unanswered": PLAIN}), json.dumps({"unanswered": 1})])
def test_damaged_words_are_told(text):
    with pytest.raises(ModelError, match="Install Citewell again"):
        read_phrasing(text)


def test_what_ships_reads_words_and_not_length():
    phrasing = load_routing().phrasing
    assert phrasing.read("How do I pay?").open == pytest.approx(phrasing.read("How do I pay? " * 40).open, abs=0.5)
