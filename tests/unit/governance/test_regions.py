"""Which regions hold another."""

import pytest

from citewell.governance.policy.regions import covering


@pytest.mark.parametrize(
    ("region", "held_by", "apart"),
    [
        ("de", {"DE", "GERMANY", "EU", "EUROPEAN UNION", "EEA", "DACH"}, {"AT", "BENELUX", "GB"}),
        ("DE-BY", {"DE-BY", "DE", "EU"}, {"DE-BE"}),
        ("Germany", {"DE", "EU"}, {"FR"}),
        ("NO", {"NO", "EEA"}, {"EU"}),
        ("EU", {"EU", "EEA"}, {"DE"}),
        ("UK", {"GB", "UK"}, {"EU"}),
    ],
)
def test_regions_that_hold_another(region, held_by, apart):
    assert held_by <= set(covering(region))
    assert not apart & set(covering(region))


def test_no_region_is_held_by_none():
    assert covering("") == ()
