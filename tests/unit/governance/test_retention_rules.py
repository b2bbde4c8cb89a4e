"""Retention as rules: limits, holds, clocks."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from citewell.governance.retention import Record, cutoff, doubtful_clock, due

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
AGES = st.lists(st.tuples(st.integers(0, 4000), st.booleans()), max_size=30)


@given(AGES, st.integers(0, 4000))
def test_what_is_past_its_limit_and_not_held_is_due(ages, days):
    records = [Record(str(i), (NOW - timedelta(days=age)).isoformat(), held=held) for i, (age, held) in enumerate(ages)]
    found = due(records, NOW, days)
    late = {str(i) for i, (age, _) in enumerate(ages) if days and age > days}
    assert set(found.erase) | set(found.held) == late
    assert all(not ages[int(name)][1] for name in found.erase)
    assert all(ages[int(name)][1] for name in found.held)


@given(AGES, st.integers(1, 2000), st.integers(0, 2000))
def test_a_longer_limit_erases_no_more(ages, days, more):
    records = [Record(str(i), (NOW - timedelta(days=age)).isoformat()) for i, (age, _) in enumerate(ages)]
    assert set(due(records, NOW, days + more).erase) <= set(due(records, NOW, days).erase)


def test_nonsense_is_kept():
    assert due([Record("a", "yesterday"), Record("b", "")], NOW, 1).erase == ()
    assert cutoff(NOW, 0) is None
    assert cutoff(NOW, 10**9) is None
    assert due([Record("a", "2026-11-01T00:00:00")], NOW, 5).erase == ("a",)  # without a zone it is UTC


def test_a_gap_in_the_log_makes_the_clock_doubtful():
    day = [(NOW - timedelta(days=n)).isoformat() for n in (80, 50, 20)]
    assert doubtful_clock(day, NOW) == ""
    assert doubtful_clock([], NOW) == ""
    assert "400 days" in doubtful_clock(day, NOW + timedelta(days=380))
    jumped = [*day, (NOW + timedelta(days=5000)).isoformat()]
    assert "5020 days" in doubtful_clock(jumped, NOW + timedelta(days=5000, hours=1))  # one draft later it still is
    assert "goes on to" in doubtful_clock([NOW.isoformat()], NOW - timedelta(days=3))
