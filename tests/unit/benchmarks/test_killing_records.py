"""A few kills of each kind: the full number is for ``python -m benchmarks.killing``."""

import sys

import pytest
from benchmarks import killing_records
from benchmarks.killing_records import Tally, kill_records, rows_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no fork")


@pytest.fixture(autouse=True)
def _short_window(monkeypatch):
    monkeypatch.setattr(killing_records, "WINDOW_SECONDS", 0.4)


def test_no_acknowledged_record_is_lost(tmp_path, capsys):
    tallies = kill_records(tmp_path / "records", 7, seed=3)
    assert [tally.kills for tally in tallies.values()] == [3, 2, 2]
    assert [tally.problems for tally in tallies.values()] == [[], [], []]
    assert sum(tally.lost + tally.unsound for tally in tallies.values()) == 0
    assert rows_of(tallies)[-1].value == "0"


def test_a_record_that_is_lost_is_noticed(tmp_path, capsys):
    kill_records(tmp_path / "records", 3, seed=3)
    tally = Tally(kills=1)
    killing_records._verify(tmp_path / "records" / "logging", {"draft never-written"}, tally)
    assert (tally.lost, tally.unsound) == (1, 0)
    assert "lost draft never-written" in tally.problems[0]
