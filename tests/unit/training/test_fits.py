"""What the fits write is what the product reads."""

import json
import sys

import numpy as np
import pytest
from training.decision import fit
from training.decision.routing import Routing

from citewell.models.descriptions import EMBEDDER
from citewell.pipeline.fitted import FITS, read_fitted
from citewell.pipeline.retrieval.rerank import Order
from citewell.settings.resources import resources_dir

FOLDER = resources_dir() / "models" / "fitted"


@pytest.fixture
def shipped():
    return {name: (FOLDER / f"{name}.json").read_text(encoding="utf-8") for name in FITS}


def test_given_passages_are_weighed_by_what_was_fitted(shipped, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["fit.py", "--templates", "FOLDER"])
    routing = Routing(np.array([1.0, 2, 3, 4]), np.array([0.12345, 6, 7, 8, 9]), 0.5, 0.25)
    orders = np.array([10.0, 11, 12]), np.array([13.0, 14, 0])
    fit.write_fitted(orders, routing, tmp_path / "given.json")
    text = (tmp_path / "given.json").read_text(encoding="utf-8")
    assert json.loads(text)["fitted_by"] == "python -m training.decision.fit --templates FOLDER"
    decision = read_fitted({**shipped, "given": text}).decision
    assert decision.orders.given == Order(judge=10, search=0, cosine=11, tokens=12)
    assert decision.orders.given_apart == Order(judge=13, search=0, cosine=14, tokens=0)
    assert (decision.given.best, decision.given.refuse, decision.given.bias, decision.given.threshold) == (1, 3, 4, 0.5)
    assert (decision.clarify.cases, decision.clarify.told, decision.clarify.ask, decision.clarify.search) == (
        0.123,
        7,
        8,
        0,
    )
    assert (decision.clarify.open, decision.clarify.bias, decision.clarify.threshold) == (0, 9, 0.25)


def test_the_ranking_is_the_one_of_the_embedder(shipped):
    rankings = read_fitted(shipped).rankings
    assert rankings.of(EMBEDDER.identity) != rankings.general
    assert rankings.of("another embedder") == rankings.general
