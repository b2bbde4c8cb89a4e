"""Which regions hold another."""

import pytest

from citewell.domain.regions import covering


@pytest.mark.parametrize(
    ("region", "whole"),
    [
        ("de", ("DE", "EU", "EEA", "DACH")),
        ("DE-BY", ("DE-BY", "DE", "EU", "EEA", "DACH")),
        ("NO", ("NO", "EEA")),
        ("EU", ("EU", "EEA")),
        ("UK", ("UK", "GB")),
        ("EL", ("EL", "GR", "EU", "EEA")),
        ("", ("",)),
    ],
)
def test_regions_that_hold_another(region, whole):
    assert covering(region) == whole
