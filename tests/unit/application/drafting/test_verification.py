"""The support of a claim by passages."""

import pytest

from citewell.application.drafting.batches import claim_of
from citewell.application.drafting.verification import verify_claim
from citewell.application.models.fitted import load_fitted
from citewell.domain.drafts import GivenPassage
from citewell.domain.errors import BadInputError
from citewell.models.fakes import WordVerifier
from citewell.pipeline.checks.groundedness import SUPPORTED, SupportScorer

PASSAGES = (
    GivenPassage("b", "", "Backups are made each night."),
    GivenPassage("r", "Returns", "You can return an annual plan within 14 days."),
)


def verify(claim: str, passages=PASSAGES) -> dict[str, object]:
    return verify_claim(SupportScorer(WordVerifier(), load_fitted().support), claim, passages).record()


def test_a_claim_that_is_backed_names_its_passage():
    found = verify("You can return an annual plan within fourteen days [2].")
    assert found["best"] == "r"
    assert found["support"] >= SUPPORTED
    assert set(found) == {"support", "best"}


def test_a_title_belongs_to_its_passage():
    plans = (GivenPassage("a", "Lisbon hotel", "Breakfast is served."),)
    assert verify("The Lisbon hotel serves breakfast.", plans)["support"] >= SUPPORTED


def test_another_number_is_not_backed():
    assert verify("You can return an annual plan within 30 days.")["support"] < SUPPORTED


def test_without_passages_there_is_no_support():
    assert verify("Anything.", ()) == {"support": 0.0, "best": None}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({"passages": []}, "'claim' must be a string"),
        ({"claim": " ", "passages": []}, "'claim' must not be empty"),
        ({"claim": "So."}, "'passages' must be a list"),
        ({"claim": "So.", "passages": {}}, "'passages' must be a list"),
        ({"claim": "So.", "passages": [{"id": "a"}]}, "'text' must be a string"),
    ],
)
def test_a_line_that_cannot_be_used_says_why(line, message):
    with pytest.raises(BadInputError, match=message):
        claim_of(line)


def test_a_line():
    assert claim_of({"claim": "So.", "passages": [{"id": "a", "text": "It is so."}]}) == (
        "So.",
        (GivenPassage("a", "", "It is so."),),
    )
