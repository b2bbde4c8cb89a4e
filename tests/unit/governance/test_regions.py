"""Which regions hold another."""

import pytest

from citewell.governance.policy.regions import named, unions_over


@pytest.mark.parametrize(
    ("region", "names", "unions", "apart"),
    [
        ("de", {"DE", "GERMANY"}, {"EU", "EUROPEAN UNION", "EEA", "DACH"}, {"AT", "BENELUX", "GB"}),
        ("DE-BY", {"DE-BY", "DE"}, {"EU"}, {"DE-BE"}),
        ("Germany", {"DE"}, {"EU"}, {"FR"}),
        ("NO", {"NO"}, {"EEA"}, {"EU"}),
        ("EU", {"EU"}, {"EEA"}, {"DE"}),
        ("UK", {"GB", "UK"}, set(), {"EU"}),
    ],
)
def test_regions_that_hold_another(region, names, unions, apart):
    assert names <= set(named(region))
    assert unions <= set(unions_over(region))
    assert not apart & {*named(region), *unions_over(region)}


def test_a_union_has_its_members_by_code_and_name_and_not_itself():
    members = set(unions_over("DE")["EU"])
    assert {"DE", "GERMANY", "FR"} <= members
    assert not {"EU", "EUROPE", "CH"} & members
    assert "EU" not in unions_over("NO")["EEA"]


def test_no_region_is_held_by_none():
    assert named("") == ()
    assert unions_over("") == {}
