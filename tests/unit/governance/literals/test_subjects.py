"""Right numbers bound to the wrong subject."""

import pytest

from citewell.governance.literals.subjects import has_other_subject

WARRANTY = ["The Barista machine has 36 months of warranty, its grinder 60."]
APART = ["The machine comes with a warranty of 36 months.", "The warranty of the grinder is 60 months."]
ROW = ["Letters; Stamping: 2 working days; Engraving: 6 working days"]
PRICE = ["Stamping costs €10 a letter and engraving €40 a letter."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The machine has 60 months of warranty.", WARRANTY),
        ("For your machine the warranty is 60 months.", APART),
        ("The grinder is under warranty for 36 months.", APART),
        ("Engraving takes 2 working days.", ROW),
        ("Engraving is €10 a letter.", PRICE),
        ("Members pay 20% of the fee.", ["Members get 10% off the fee, guests 20% of the fee."]),
    ],
)
def test_a_number_of_another_subject_is_found(text: str, sentences: list[str]) -> None:
    assert has_other_subject(text, sentences)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The machine has 36 months of warranty.", WARRANTY),
        ("The grinder has 60 months of warranty.", WARRANTY),
        ("For your machine the warranty is 36 months.", APART),
        ("For the grinder you have 60 months.", APART),
        ("Stamping takes 2 working days.", ROW),
        ("Engraving is €40 a letter.", PRICE),
        ("You get it within 6 days.", ["It takes 6 days.", "Refunds take 14 days."]),
        ("Call us before 1 March.", ["Reports are due on 1 March, claims on 1 April."]),
        ("The warranty is 24 months.", []),
    ],
)
def test_a_number_of_its_own_subject_stands(text: str, sentences: list[str]) -> None:
    assert not has_other_subject(text, sentences)
