"""How well passages back a claim."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.application.models.fitted import load_fitted
from citewell.models.fakes import WordVerifier
from citewell.pipeline.checks.groundedness import OTHER_POLARITY, SUPPORTED, VERBATIM, WITHOUT_LITERAL, SupportScorer

WEIGHTS = load_fitted().support

SOURCE = "Plans\nYou can return an annual plan within 14 days. We refund the full amount to your card."
TABLE = "| Plan | Price | Seats |\n| Small plan | $10 | 14 |\n| Large plan | $30 | 90 |"


class Sure:
    """A verifier that takes everything for supported, or nothing; keeps the pairs it saw."""

    def __init__(self, probability: float = 1.0) -> None:
        self.probability = probability
        self.pairs: list[tuple[str, str]] = []

    def score(self, pairs):
        self.pairs += pairs
        return [self.probability] * len(pairs)


def score(claim: str, *passages: str, allowed: str = "", verifier=None) -> float:
    return SupportScorer(verifier or WordVerifier(), WEIGHTS).score([claim], [list(passages)], allowed)[0]


def sure(claim: str, *passages: str, allowed: str = "") -> float:
    return score(claim, *passages, allowed=allowed, verifier=Sure())


def test_what_the_verifier_says_decides():
    claim = "An annual plan may be sent back."
    assert score(claim, SOURCE, verifier=Sure(0.99)) > 0.8
    assert score(claim, SOURCE, verifier=Sure(0.01)) < 0.2


def test_a_whole_sentence_of_a_passage_is_backed_whatever_the_verifier_says():
    for claim in (
        "You can return an annual plan within 14 days.",
        "you can return an annual plan, within 14 days",
        "You can return an annual plan within 14 days. We refund the full amount to your card.",
    ):
        assert score(claim, SOURCE, verifier=Sure(0.0)) == VERBATIM
    assert score("You can return an annual plan", SOURCE, verifier=Sure(0.0)) < SUPPORTED


@pytest.mark.parametrize(
    "claim",
    [
        "You can return an annual plan within 30 days.",
        "You can return an annual plan within 14 weeks.",
        "You can return an annual plan within 14 days for $5.",
        "You can return an annual plan at help@example.com.",
        "You can return an annual plan until 5 May.",
    ],
)
def test_a_literal_or_a_unit_that_the_passages_do_not_hold_caps_support(claim):
    assert sure(claim, SOURCE) <= WITHOUT_LITERAL
    assert sure("You can return an annual plan within fourteen days.", SOURCE) > SUPPORTED


def test_a_copy_with_another_sign_at_its_number_is_not_backed():
    assert sure("The fee is €5.", "The fee is $5.") <= WITHOUT_LITERAL
    assert sure("The fee is 5%.", "The fee is 5.") <= WITHOUT_LITERAL


def test_a_literal_of_another_row_caps_support():
    assert sure("The small plan costs $30.", "The small plan costs $10.\nThe large plan costs $30.") <= WITHOUT_LITERAL
    assert sure("The large plan costs $30.", "The small plan costs $10.\nThe large plan costs $30.") > SUPPORTED
    assert sure("| Small plan | $30 | 14 |", TABLE) <= WITHOUT_LITERAL


def test_a_literal_may_stand_in_any_of_the_passages_or_in_what_is_allowed():
    claim = "Your order 4711 can be returned within 14 days."
    assert sure(claim, SOURCE) <= WITHOUT_LITERAL
    assert sure(claim, SOURCE, "Order 4711 is an annual plan.") > SUPPORTED
    assert sure(claim, SOURCE, allowed="Where is order 4711?") > SUPPORTED


def test_a_not_that_no_passage_knows_caps_support():
    claim = "You can not return an annual plan within 14 days."
    assert sure(claim, SOURCE) == OTHER_POLARITY
    for denial in ("Returns are excluded.", "| Annual plan | no |", "No returns."):
        assert sure(claim, SOURCE, denial) > SUPPORTED


def test_something_else_is_not_backed():
    assert score("Giraffes sing opera under water.", SOURCE) < SUPPORTED


@pytest.mark.parametrize("passages", [(), ("",), ("", " ")])
def test_no_passage_backs_nothing(passages):
    assert sure("Anything.", *passages) == 0.0


def test_a_claim_is_read_beside_the_sentences_that_speak_of_it():
    verifier = Sure()
    filler = " ".join(f"Sentence {n} tells something about gardens and rivers." for n in range(60))
    score("An annual plan is sent back in two weeks.", f"{filler} {SOURCE} {filler}", verifier=verifier)
    ((_, window),) = verifier.pairs
    assert "annual plan" in window
    assert len(window.split()) <= 64


def test_a_claim_that_needs_two_passages_is_read_beside_both():
    verifier = Sure()
    first, second = "Annual plans are returned by mail.", "The warehouse in Bremen takes all mail."
    score("Annual plans are returned to the warehouse in Bremen.", first, second, verifier=verifier)
    assert any(first in window and second in window for _, window in verifier.pairs)


def test_what_code_decides_is_not_read():
    verifier = Sure()
    scorer = SupportScorer(verifier, WEIGHTS)
    scorer.score(["You can return an annual plan within 14 days.", "Return it within 30 days."], [[SOURCE], [SOURCE]])
    assert verifier.pairs == []


def test_all_claims_are_asked_in_one_call_and_never_twice():
    calls = []

    class Counting(Sure):
        def score(self, pairs):
            calls.append(len(pairs))
            return super().score(pairs)

    scorer = SupportScorer(Counting(), WEIGHTS)
    claims = ["You can return a plan.", "The amount comes to your card.", "You can return a plan."]
    scorer.score(claims, [[SOURCE]] * 3)
    scorer.score(claims, [[SOURCE]] * 3)
    assert calls == [2, 0]


def test_a_passage_that_does_not_speak_of_it_is_not_read():
    verifier = Sure()
    assert score("Giraffes sing opera under water.", SOURCE, verifier=verifier) < 0.1
    assert verifier.pairs == []


def test_the_passage_that_backs_best_is_named():
    scorer = SupportScorer(WordVerifier(), WEIGHTS)
    other = "Backups are made each night."
    (found, none) = scorer.weigh(["You can return an annual plan.", "Anything."], [[other, SOURCE], []])
    assert found.best == 1
    assert none.best is None


@given(st.lists(st.tuples(st.text(max_size=40), st.lists(st.text(max_size=40), max_size=3)), max_size=4))
def test_support_is_a_share_for_each_claim(pairs):
    scores = SupportScorer(WordVerifier(), WEIGHTS).score([claim for claim, _ in pairs], [texts for _, texts in pairs])
    assert len(scores) == len(pairs)
    assert all(0.0 <= value <= 1.0 for value in scores)
