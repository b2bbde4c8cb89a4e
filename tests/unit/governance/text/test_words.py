"""Words, stems and what two texts share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.text.words import content_stems, coverage, denies, is_english, is_negated, words


def test_words_are_lower_case_and_keep_apostrophes():
    assert words("Don't stop, it’s 5 o'clock_now") == ["don't", "stop", "it’s", "5", "o'clock", "now"]


def test_stems_leave_out_what_carries_no_meaning():
    assert content_stems("Please, can you refund the annual plans?") == content_stems("refunded annual plan")
    assert content_stems("can you please") == set()


@given(st.text(), st.text())
def test_coverage_is_a_share(text, source):
    assert 0.0 <= coverage(text, source) <= 1.0
    assert coverage(text, text) == 1.0
    assert coverage(text, f"{source} {text}") == 1.0


def test_coverage_counts_shared_stems():
    assert coverage("annual plans refunded", "We refund a plan.") == pytest.approx(2 / 3)
    assert coverage("", "anything") == 1.0
    assert coverage("giraffe", "anything") == 0.0


@pytest.mark.parametrize(
    "text", ["It is not so.", "You can't.", "You don’t.", "never", "Das gilt nicht.", "Keine Gebühr"]
)
def test_negation(text):
    assert is_negated(text)


@pytest.mark.parametrize("text", ["It is so.", "a knot", "Notable", "Das gilt."])
def test_no_negation(text):
    assert not is_negated(text)


@pytest.mark.parametrize(
    ("text", "english"),
    [
        ("How do I get my money back for the plan?", True),
        ("refund annual plan", True),
        ("Wie bekomme ich mein Geld für das Jahresabo zurück?", False),
        ("返品 できます か", False),
        ("كيف أسترد المبلغ المدفوع مقابل الخطة السنوية", False),
        ("", False),
    ],
)
def test_language(text, english):
    assert is_english(text) is english


@pytest.mark.parametrize("text", ["| SSO | no | $10 |", "SSO: no", "Refunds: No; price: $5", "Room No. 5", "no 7"])
def test_a_cell_or_a_number_sign_does_not_negate_the_rest(text):
    assert not is_negated(text)


@pytest.mark.parametrize(
    "text",
    [
        "| SSO | no |",
        "SSO: no",
        "Pets are prohibited.",
        "Pets are not allowed.",
        "Sale items are excluded.",
        "| SSO | – |",
    ],
)
def test_what_may_back_a_denial(text):
    assert denies(text)


@pytest.mark.parametrize("text", ["Pets are welcome.", "| SSO | yes |", "Room No. 5 is large.", ""])
def test_what_backs_no_denial(text):
    assert not denies(text)
