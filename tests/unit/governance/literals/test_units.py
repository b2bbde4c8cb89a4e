"""Numbers with another unit than in the source."""

import pytest

from citewell.governance.literals.units import other_units


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("within 14 days", "within fourteen days"),
        ("a 14-day period", "14 days"),
        ("5 GB", "5GB"),
        ("10 business days", "10 days"),
        ("after 5 days", "between 5 and 7 days"),
        ("5 days", "5 hours, or 5 days by mail"),
        ("14 guests", "14 days"),
        ("it takes 14", "14 days"),
        ("30 s", "30 seconds"),
    ],
)
def test_the_same_unit_or_none(text, source):
    assert other_units(text, [source]) == []


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("within 14 hours", "within 14 days"),
        ("fourteen weeks", "14 days"),
        ("5 MB", "5 GB"),
        ("a 14-hour period", "a 14-day period"),
        ("2 miles", "2 km"),
        ("10 nights", "10 days"),
    ],
)
def test_another_unit(text, source):
    assert [literal.text for literal in other_units(text, ["Other words.", source])] == [
        literal.text for literal in other_units(text, [source])
    ]
    assert len(other_units(text, [source])) == 1


def test_a_number_that_no_source_holds_is_not_told_twice():
    assert other_units("14 days", ["30 days"]) == []
