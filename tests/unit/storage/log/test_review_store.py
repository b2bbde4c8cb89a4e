"""Which drafts the review queue looks at, and how it reads them."""

import pytest
from tests.support import log_draft, log_outcome

from citewell.domain.drafts import Decision, Draft, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.storage.log import review_store
from citewell.storage.log.draft_log import EditLog
from citewell.storage.log.review_store import ReviewQueue, Verdict

EVERY = 100
COUNT = 7


@pytest.fixture
def log(database) -> EditLog:
    kept = EditLog(database)
    for number in range(COUNT):
        add(kept, f"d{number}")
    return kept


def add(log: EditLog, draft_id: str) -> None:
    model = ModelUse("m", "s", "f", "h")
    log_draft(log, Ticket("t"), Draft(draft_id, Decision.ANSWER, "Text", (), (), 0.9, (), (), model, "reply-1"))


def test_every_draft_is_looked_at_once_in_small_transactions(log, database, monkeypatch):
    monkeypatch.setattr(review_store, "BATCH", 3)
    seen: list[str] = []

    def note(_cursor, sql, _bindings) -> bool:
        seen.append(sql)
        return True

    queue = ReviewQueue(database, EVERY)
    with database.write() as connection:
        connection.exec_trace = note
    assert queue.draw() == COUNT
    looked = [sql for sql in seen if sql.startswith("SELECT id, body")]
    assert len(looked) == 3
    assert sum(sql.startswith("BEGIN") for sql in seen) == 4  # three of drafts, one of what was seen
    assert not any("FROM audit WHERE kind" in sql for sql in seen), "the chain is not read for each draft"
    seen.clear()
    assert queue.draw() == 0
    assert not seen
    add(log, "later")
    assert queue.draw() == 1
    assert queue.waiting() == COUNT + 1


def test_an_outcome_raises_the_chance_of_a_draft_that_was_drawn(log, database):
    queue = ReviewQueue(database, 10)
    for number in range(60):
        add(log, f"more{number}")
    queue.draw()
    drawn = queue.all()[0]
    assert drawn.why == review_store.RANDOM
    log_outcome(log, Outcome(drawn.draft_id, OutcomeKind.REJECTED))
    queue.draw()
    after = queue.of(drawn.draft_id)
    assert after is not None
    assert (after.why, after.probability > drawn.probability) == ("rejected", True)


def test_one_draft_is_asked_for_by_its_id(log, database):
    queue = ReviewQueue(database, EVERY)
    assert queue.of("d1") is None
    queue.draw()
    queue.judge("d1", Verdict.RIGHT, "So it is.")
    item = queue.of("d1")
    assert item is not None
    assert (item.verdict, item.note) == (Verdict.RIGHT, "So it is.")
    assert queue.waiting() == COUNT - 1
