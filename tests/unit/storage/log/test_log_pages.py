"""How a page of the log is read: few queries, each with a bound."""

import pytest
from tests.support import log_draft

from citewell.domain.drafts import Decision, Draft, ModelUse, Ticket
from citewell.storage.db.database import fetch_all
from citewell.storage.log import log_pages
from citewell.storage.log.draft_log import EditLog


@pytest.fixture
def log(database) -> EditLog:
    kept = EditLog(database)
    for number in range(9):
        model = ModelUse("m", "s", "f", "h")
        draft = Draft(f"d{number}", Decision.ANSWER, f"Text {number}", (), (), 0.5, (), (), model, "reply-1")
        log_draft(kept, Ticket("The first" if number == 0 else "A ticket"), draft)
    return kept


@pytest.fixture
def statements(database):
    """The SQL that this thread's reader runs from now on."""
    seen: list[tuple[str, object]] = []

    def note(_cursor, sql, bindings) -> bool:
        seen.append((sql, bindings))
        return True

    with database.read() as connection:
        connection.exec_trace = note
        yield seen
        connection.exec_trace = None


def test_a_page_is_one_bounded_query_by_the_key(log, statements, database):
    page = log.page(4)
    assert len(page.rows) == 4
    drafts = [(sql, given) for sql, given in statements if "FROM draft d" in sql]
    ((sql, given),) = drafts
    assert "LIMIT :limit" in sql
    assert given["limit"] == 4
    with database.read() as connection:
        plan = [row[3] for row in fetch_all(connection, f"EXPLAIN QUERY PLAN {sql}", given)]
    assert plan[0] == "SEARCH d USING INTEGER PRIMARY KEY (rowid<?)"
    assert not any(step.startswith(("SCAN", "USE TEMP B-TREE")) for step in plan)


def test_words_are_searched_stretch_by_stretch(log, monkeypatch):
    monkeypatch.setattr(log_pages, "STRETCH", 4)
    pages, before = [], None
    while True:
        page = log.page(5, before=before, words="first")
        pages.append([row.draft_id for row in page.rows])
        before = page.next
        if before is None:
            break
    assert pages == [[], [], ["d0"]]


def test_all_entries_are_read_in_batches(log, statements, monkeypatch):
    monkeypatch.setattr("citewell.storage.log.draft_log.BATCH", 4)
    entries = log.entries()
    assert next(entries).draft_id == "d0"
    assert len([sql for sql, _ in statements if "FROM draft" in sql]) == 1
    assert [entry.draft_id for entry in entries] == [f"d{number}" for number in range(1, 9)]
