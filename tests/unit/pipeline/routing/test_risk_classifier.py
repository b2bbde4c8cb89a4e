"""The risk classifier: words and word pairs, meaning, and what it does with another embedder."""

import base64
import json
import math

import numpy as np
import pytest

from citewell.application.models.resources import load_routing
from citewell.domain.errors import ModelError
from citewell.models.fakes import HashingEmbedder
from citewell.pipeline.routing.risk_classifier import TicketRisk, meaning_of, read_weights
from citewell.pipeline.routing.word_classifier import terms_of

ZERO = np.zeros(768, "<f2")


def weights_text(meaning=ZERO, **changes) -> str:
    data = {
        "embedder": "hashing",
        "bias": -2.0,
        "meaning_bias": 0.0,
        "meaning": base64.b64encode(np.asarray(meaning, "<f2").tobytes()).decode(),
        "terms": {"my lawyer": [2.0, 6.0], "lawyer": [1.0, 0.5], "invoice": [1.0, -1.0]},
    }
    return json.dumps(data | changes)


def risk(ticket: str, text: str = "") -> float:
    (found,) = TicketRisk(read_weights(text or weights_text()), HashingEmbedder()).risk([ticket])
    return found


def test_word_pairs_count_as_well_as_words():
    assert terms_of("My lawyer, a LAWYER") == ["my", "lawyer", "lawyer", "my lawyer", "lawyer lawyer"]
    assert risk("My lawyer will write.") > 0.9
    assert risk("We are a lawyer, send the invoice.") < 0.2


def test_the_probability_is_the_logistic_of_the_normalised_sum():
    assert risk("Nothing known here") == pytest.approx(1 / (1 + math.exp(2.0)))
    counted = 1 + math.log(2)
    length = math.hypot(counted, 1.0)
    expected = -2.0 + (counted * 0.5 - 1.0) / length
    assert risk("lawyer, lawyer: invoice") == pytest.approx(1 / (1 + math.exp(-expected)))


def test_meaning_counts_where_the_embedder_is_the_one_of_the_fit():
    towards = np.concatenate([meaning_of("the sofa burns", HashingEmbedder())[:384] * 5, np.zeros(384)])
    assert risk("the sofa burns", weights_text(towards)) > risk("the sofa burns")
    assert risk("the sofa burns", weights_text(towards, embedder="another")) == risk("the sofa burns")


def test_tickets_keep_their_order():
    classifier = TicketRisk(read_weights(weights_text()), HashingEmbedder())
    assert classifier.risk(["my lawyer", "x"]) == [risk("my lawyer"), risk("x")]
    assert classifier.risk([]) == []


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", weights_text().replace("AAAA", "????"), weights_text(terms=["a"]), weights_text(terms={"a": [1]})],
)
def test_damaged_weights_are_told(text):
    with pytest.raises(ModelError, match="Install Citewell again"):
        read_weights(text)


def test_what_ships_tells_a_threat_from_a_question():
    """Words alone, without the embedder: the plain ones are kinds that were once handed over."""
    classifier = TicketRisk(load_routing().risk, HashingEmbedder())
    threat = (
        "I have waited seven weeks for my refund and you ignore me. My solicitor has drafted the claim, and unless I "
        "have the money by Friday we take you to court. This is my final letter before legal action."
    )
    plain = (
        "Can I post the weekly report to our team chat by itself? I have touched nothing since then, I am a bit lost.",
        "Please help, the sensor shows zero. What do I do?",
    )
    likely, *unlikely = classifier.risk([threat, *plain])
    assert likely > 0.5
    assert max(unlikely) < likely / 2
