"""A sample that is spread over knowledge bases and kinds, and is the same one each time."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.evaluation.shared.sampling import spread

SIZES = {("big", "fact"): 60, ("big", "table"): 10, ("big", "risk"): 2, ("small", "fact"): 3, ("small", "risk"): 4}


@pytest.fixture
def tickets(golden):
    made = [
        replace(golden(name=f"{kb}-{kind}-{n}"), kb=kb, kind=kind)
        for (kb, kind), size in SIZES.items()
        for n in range(size)
    ]
    return made[::2] + made[1::2]


def test_every_knowledge_base_and_kind_has_its_share(tickets):
    chosen = spread(tickets, 12)
    assert len(chosen) == 12
    assert Counter(one.kb for one in chosen) == {"big": 6, "small": 6}
    of_big = Counter(one.kind for one in chosen if one.kb == "big")
    assert of_big == {"fact": 2, "table": 2, "risk": 2}
    assert Counter(one.kind for one in chosen if one.kb == "small") == {"fact": 3, "risk": 3}


def test_what_one_cannot_give_another_does(tickets):
    chosen = spread(tickets, 40)
    assert Counter(one.kb for one in chosen) == {"small": 7, "big": 33}
    assert Counter(one.kind for one in chosen if one.kb == "big") == {"risk": 2, "table": 10, "fact": 21}


def test_no_limit_and_a_large_one_take_all(tickets):
    assert spread(tickets, None) == spread(tickets, 1000) == tuple(tickets)


@given(few=st.integers(1, 79), more=st.integers(1, 79))
def test_a_larger_sample_holds_the_smaller_one_in_whatever_order(tickets, few, more):
    few, more = sorted((few, more))
    small, large = spread(tickets, few), spread(tickets, more)
    assert {one.id for one in small} <= {one.id for one in large}
    assert len(small) == few
    assert {one.id for one in spread(tickets[::-1], few)} == {one.id for one in small}
    assert [one for one in tickets if one in small] == list(small)
