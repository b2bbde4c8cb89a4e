"""How the database finds its way: what grows with the years is never read whole for one page."""

import re

import pytest
from tests.support import log_draft

from citewell.domain.drafts import Decision, Draft, ModelUse, Ticket
from citewell.storage.db.database import fetch_all
from citewell.storage.erasure.privacy_report import PrivacyReporter
from citewell.storage.log import explanation
from citewell.storage.log.draft_log import EditLog

GROWING = ("draft", "outcome", "document")


@pytest.fixture
def statements(database):
    """The SQL that this thread's reader runs from now on, with what was bound."""
    seen: list[tuple[str, object]] = []

    def note(_cursor, sql, bindings) -> bool:
        seen.append((sql, bindings))
        return True

    with database.read() as connection:
        connection.exec_trace = note
        yield seen
        connection.exec_trace = None


def plan(database, sql: str, bindings: object = ()) -> str:
    with database.read() as connection:
        return "; ".join(row[3] for row in fetch_all(connection, f"EXPLAIN QUERY PLAN {sql}", bindings or ()))


def test_the_privacy_report_adds_sizes_up_without_reading_texts(database, statements):
    PrivacyReporter(database).report()
    sums = {table: sql for sql, _ in statements for table in GROWING if re.search(rf"length.* FROM {table}\Z", sql)}
    assert set(sums) == set(GROWING)
    for table, sql in sums.items():
        assert plan(database, sql) == f"SCAN {table} USING COVERING INDEX {table}_size"


def test_the_sizes_are_those_of_the_texts(database):
    log = EditLog(database)
    for words in ("ä" * 10, "One more ticket"):
        model = ModelUse("m", "s", "f", "h")
        log_draft(log, Ticket(words), Draft(words[:3], Decision.ANSWER, "Text", (), (), 0.5, (), (), model, "reply-1"))
    with database.read() as connection:
        rows = fetch_all(connection, "SELECT ticket, body FROM draft")
    (drafts,) = [kind for kind in PrivacyReporter(database).report().kinds if kind.name == "drafts"]
    assert drafts.count == 2
    assert drafts.characters == sum(len(ticket) + len(body) for ticket, body in rows)


@pytest.mark.parametrize(
    ("sql", "index"), [(explanation._TOLD, "audit_subject"), (explanation._FORGOTTEN, "audit_kind")]
)
def test_what_is_told_of_one_draft_is_looked_up_in_the_chain(database, sql, index):
    assert f"SEARCH audit USING INDEX {index}" in plan(database, sql, ("id",) if "?" in sql else ())
