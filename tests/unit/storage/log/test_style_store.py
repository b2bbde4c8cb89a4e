"""The history of styles is on disk in the order it was made."""

from tests.conftest import KEY

from citewell.domain.styles import StyleAction
from citewell.storage.db.database import Database
from citewell.storage.log.style_store import StyleStore


def test_lines_come_back_as_they_were(database):
    store = StyleStore(database)
    assert store.entries() == []
    lines = [
        store.record("team-1", StyleAction.REFUSED, ("ticket 3 is worse", "ünïcode"), {"before": {"f1": 0.5}}),
        store.record("team-2", StyleAction.ACTIVATED, (), {"after": {"f1": 0.9}}),
        store.record("", StyleAction.ROLLED_BACK, ("gone back from 'team-2'",)),
    ]
    assert store.entries() == lines


def test_they_are_there_in_the_next_run(tmp_path):
    first = Database(tmp_path / "citewell.db", KEY)
    line = StyleStore(first).record("team-1", StyleAction.ACTIVATED)
    first.close()
    second = Database(tmp_path / "citewell.db", KEY)
    assert StyleStore(second).entries() == [line]
    second.close()
