import pytest

from citewell.governance.text.readable import as_read
from citewell.governance.text.supporting import supporting

PASSAGE = """## Returns

You can return an **annual plan** within 14 days. Monthly plans end on the last day of the month.

Parcels go to Hamburg.

| Plan | Fee |
|---|---|
| Pro | 12 € |
| Team | 30 € |
"""


def found(statement):
    read = as_read(PASSAGE)
    spans = supporting(statement, read)
    return [read.text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("statement", "sentences"),
    [
        ("An annual plan can be returned for 14 days.", ["You can return an annual plan within 14 days."]),
        ("Your monthly plan ends with the month.", ["Monthly plans end on the last day of the month."]),
        ("The fee of the Team plan is 30 €.", ["Plan: Team; Fee: 30 €"]),
        (
            "Return the annual plan in 14 days, and send the parcel to Hamburg.",
            ["You can return an annual plan within 14 days.", "Parcels go to Hamburg."],
        ),
    ],
)
def test_the_sentence_that_says_it_is_found(statement, sentences):
    assert found(statement) == sentences


@pytest.mark.parametrize("statement", ["", "Thank you.", "The giraffe sings opera."])
def test_nothing_is_found_where_nothing_is_shared(statement):
    assert supporting(statement, as_read(PASSAGE)) == ()
