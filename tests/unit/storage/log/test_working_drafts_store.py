import json
from datetime import UTC, datetime, timedelta

import pytest

from citewell.storage.db import migrations
from citewell.storage.db.database import Database
from citewell.storage.log import working_drafts
from citewell.storage.log.working_drafts import KEPT_FOR, WorkingDraftStore

KEY = "7" * 64


@pytest.fixture
def database(tmp_path):
    opened = Database(tmp_path / "citewell.db", KEY)
    yield opened
    opened.close()


@pytest.fixture
def store(database):
    return WorkingDraftStore(database)


def test_one_is_on_screen_and_saving_again_takes_its_place(store):
    store.save("a", "", {"ticket": "first"}, on_screen=True)
    store.save("b", "", {"ticket": "second"}, on_screen=True)
    store.save("b", "", {"ticket": "second, “edited”"}, on_screen=True)
    assert store.on_screen().work == {"ticket": "second, “edited”"}
    assert {one.id for one in store.all()} == {"a", "b"}
    store.remove("b")
    assert store.on_screen() is None


def test_the_newest_are_kept_and_what_is_on_screen_with_them(store, monkeypatch):
    monkeypatch.setattr(working_drafts, "MOST", 3)
    store.save("shown", "", {}, on_screen=True)
    for number in range(5):
        store.save(str(number), "", {}, on_screen=False)
    assert {one.id for one in store.all()} == {"shown", "3", "4"}


def test_what_is_older_than_two_weeks_goes_unless_it_is_on_screen(store, database):
    store.save("old", "", {}, on_screen=False)
    store.save("shown", "", {}, on_screen=True)
    with database.write() as connection:
        connection.execute("UPDATE working_draft SET at = '2020-01-01T00:00:00.000+00:00'")
    store.save("new", "", {}, on_screen=False)
    assert {one.id for one in store.all()} == {"shown", "new"}
    assert KEPT_FOR.days == 14


def test_a_draft_that_is_not_in_the_log_is_not_kept(store, database):
    store.save("a", "erased", {"final": "text"}, on_screen=True)
    assert store.all() == []
    with database.write() as connection:
        connection.execute("INSERT INTO draft (id, at, ticket, body) VALUES ('logged', '', '{}', '{}')")
    store.save("a", "logged", {"final": "text"}, on_screen=True)
    assert [one.draft_id for one in store.all()] == ["logged"]


@pytest.mark.parametrize("draft", [{"draft": {"id": "d"}}, "a pickle of long ago", None])
def test_what_was_kept_by_the_version_before_is_taken_over(tmp_path, monkeypatch, draft):
    work = {"ticket": {"text": "Kept while locked"}, "draft": draft}
    with monkeypatch.context() as before:
        before.setattr(migrations, "STEPS", migrations.STEPS[:6])
        before.setattr(migrations, "SCHEMA_VERSION", 6)
        old = Database(tmp_path / "old.db", KEY)
        with old.write() as connection:
            connection.execute("INSERT INTO team_setting VALUES ('unsaved_work', '2026-01-01', ?)", (json.dumps(work),))
        old.close()
    database = Database(tmp_path / "old.db", KEY)
    kept = WorkingDraftStore(database).on_screen()
    assert kept.work == work
    assert kept.draft_id == ("d" if isinstance(draft, dict) else "")
    database.close()


def test_tickets_that_wait_are_not_pushed_out_and_keep_their_order(store, monkeypatch):
    monkeypatch.setattr(working_drafts, "MOST", 2)
    assert store.add([(f"w{number}", {"n": number}) for number in range(5)], most=10) == (5, 0)
    for number in range(4):
        store.save(str(number), "", {}, on_screen=False)
    kept = store.all()
    assert sorted(one.id for one in kept if one.waits) == ["w0", "w1", "w2", "w3", "w4"]
    assert [one.id for one in kept if not one.waits] == ["3", "2"]
    assert [one.id for one in sorted(kept, key=lambda one: one.arrived)][:5] == ["w0", "w1", "w2", "w3", "w4"]
    store.save("w0", "", {"n": "done"}, on_screen=False, waits=False)
    store.save("x", "", {}, on_screen=False)
    store.save("y", "", {}, on_screen=False)
    assert store.one("w0") is None  # done: it goes as all others go


def test_a_ticket_is_added_once_and_a_full_list_says_what_it_left_out(store):
    store.add([("a", {"text": "first"})], most=2)
    store.save("a", "", {"text": "edited"}, on_screen=False, waits=True)
    assert store.add([("a", {"text": "again"}), ("b", {}), ("c", {})], most=2) == (1, 1)
    assert store.one("a").work == {"text": "edited"}
    assert store.one("c") is None


def test_a_ticket_that_waits_too_long_goes(store, database):
    store.add([("a", {}), ("b", {})], most=9)
    old = (datetime.now(UTC) - working_drafts.WAITING_FOR - timedelta(days=1)).isoformat()
    with database.write() as connection:
        connection.execute("UPDATE working_draft SET at = ? WHERE id = 'a'", (old,))
    store.save("c", "", {}, on_screen=False)
    assert {one.id for one in store.all()} == {"b", "c"}
