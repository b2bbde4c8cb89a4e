"""What every verifier does, the fake one and the one that ships; and what only a real one can tell."""

import pytest

from citewell.application.models.fitted import load_fitted
from citewell.models.fakes import WordVerifier
from citewell.pipeline.checks.groundedness import SUPPORTED, SupportScorer

PASSAGE = (
    "Returns\nYou can return an annual plan within 14 days of the purchase. We refund the full amount to the card you "
    "paid with. Monthly plans cannot be returned. Large groups need to book a table in advance."
)


@pytest.fixture(params=["fake", "real"])
def verifier(request):
    return WordVerifier() if request.param == "fake" else request.getfixturevalue("real_verifier")


def test_a_probability_for_each_pair(verifier):
    pairs = [
        ("It is so.", "It is so."),
        ("It is so.", ""),
        ("", ""),
        ("返品できますか。", "x" * 9000),
        ("a\0b", "\n"),
    ] * 5
    scores = verifier.score(pairs)
    assert len(scores) == len(pairs)
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert verifier.score([]) == []


def test_what_a_text_says_is_likelier_than_what_it_does_not(verifier):
    said, other = verifier.score([("You can return a plan.", PASSAGE), ("Giraffes sing opera.", PASSAGE)])
    assert said > other


def test_a_pair_has_one_score_whatever_stands_beside_it(verifier):
    pairs = [("You can return a plan.", PASSAGE), ("Short.", "Short."), ("Monthly plans can be returned.", PASSAGE)]
    together = verifier.score(pairs)
    assert [verifier.score([pair])[0] for pair in pairs] == pytest.approx(together, abs=0.02)


@pytest.mark.parametrize(
    ("claim", "changed"),
    [
        ("The full amount is refunded to your card.", "Half of the amount is refunded to your card."),
        ("Annual plans may be returned within fourteen days.", "Annual plans may be returned within thirty days."),
        ("You can't return monthly plans.", "You can return monthly plans."),
        ("We refund the full amount to your card.", "We refund the full amount to your card and send a voucher."),
    ],
)
def test_a_supported_claim_is_told_from_a_perturbed_one(real_verifier, claim, changed):
    kept, found = SupportScorer(real_verifier, load_fitted().support).score([claim, changed], [[PASSAGE], [PASSAGE]])
    assert kept >= SUPPORTED > found
