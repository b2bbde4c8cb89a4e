"""The fitted weights that ship, and files that cannot be used."""

import json
from datetime import date

import pytest

from citewell.domain.drafts import Decision
from citewell.domain.errors import ModelError
from citewell.pipeline.fitted import FITS, read_fitted
from citewell.settings.resources import resources_dir

FOLDER = resources_dir() / "models" / "fitted"


@pytest.fixture
def texts():
    return {name: (FOLDER / f"{name}.json").read_text(encoding="utf-8") for name in FITS}


def changed(texts, fit, change):
    record = json.loads(texts[fit])
    change(record["weights"])
    return {**texts, fit: json.dumps(record)}


def test_each_file_says_where_its_numbers_come_from(texts):
    assert {path.stem for path in FOLDER.glob("*.json")} == set(FITS)
    for name, text in texts.items():
        record = json.loads(text)
        assert record["fitted_by"].startswith("python -m training."), name
        assert record["data"], name
        assert date.fromisoformat(record["date"]), name


def test_every_number_reaches_what_it_weighs(texts):
    fitted = read_fitted(texts)
    records = {name: json.loads(text)["weights"] for name, text in texts.items()}
    assert fitted.rankings.general.weights == tuple(records["ranking"].values())
    assert fitted.decision.orders.found.search == records["found"]["order"]["search"]
    assert fitted.decision.orders.found.tokens == records["found"]["order"]["tokens"]
    assert fitted.decision.orders.found_apart.cosine == records["found"]["order_apart"]["cosine"]
    assert fitted.decision.orders.given_apart.judge == records["given"]["order_apart"]["judge"]
    assert fitted.decision.orders.given.cosine == records["given"]["order"]["cosine"]
    assert fitted.decision.found.unknown_name == records["found"]["answer"]["unknown_name"]
    assert fitted.decision.clarify_found.open == records["found"]["clarify"]["open"]
    assert fitted.decision.given.best == records["given"]["answer"]["best"]
    assert fitted.decision.clarify.threshold == records["given"]["clarify"]["threshold"]
    assert fitted.decision.similarity == records["similarity"]["similarity"]
    assert fitted.confidence.by_decision[Decision.REFUSE] == tuple(records["confidence"]["refuse"].values())
    assert fitted.support.passage.logit == records["support"]["passage"]["logit"]
    assert fitted.support.of(10_000).bias == records["support"]["long"]["bias"]


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize("text", ["", "[]", "{}", '{"weights": {}}', '{"weights": 1}'])
def test_a_file_that_holds_no_weights_is_told(texts, fit, text):
    with pytest.raises(ModelError, match="cannot be read"):
        read_fitted({**texts, fit: text})


@pytest.mark.parametrize(
    ("fit", "change"),
    [
        ("ranking", lambda weights: weights.pop("feedback")),
        ("ranking", lambda weights: weights.update(length=1.0)),
        ("found", lambda weights: weights["answer"].pop("threshold")),
        ("given", lambda weights: weights["order"].update(place=1.0)),
        ("similarity", lambda weights: weights.update(bias="low")),
        ("confidence", lambda weights: weights["answer"].pop("lead")),
        ("support", lambda weights: weights.pop("long")),
    ],
)
def test_weights_that_are_missing_or_unknown_are_told(texts, fit, change):
    with pytest.raises(ModelError):
        read_fitted(changed(texts, fit, change))
