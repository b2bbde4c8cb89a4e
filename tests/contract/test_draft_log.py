"""What every draft log does, the one in memory and the one on SQLite."""

import pytest
from memory_log import MemoryLog
from tests.support import log_draft, log_outcome

from citewell.domain.drafts import Decision, Draft, Level, ModelUse, Outcome, OutcomeKind, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.personal import PersonalValue
from citewell.storage.log.draft_log import EditLog

VALUES = (PersonalValue("<EMAIL_1>", "EMAIL", "a@b.cd"),)


@pytest.fixture(params=["fake", "real"])
def log(request):
    return MemoryLog() if request.param == "fake" else EditLog(request.getfixturevalue("database"))


def draft(number: int, **values) -> Draft:
    model = ModelUse("m", "s", "f", "h")
    return Draft(f"d{number}", Decision.ANSWER, f"Text {number}", (), (), 0.5, (), (), model, "reply-1", **values)


def test_an_empty_log_has_no_entries(log):
    assert list(log.entries()) == []


def test_drafts_come_back_oldest_first_with_their_tickets_and_values(log):
    for number in (2, 0, 1):
        log_draft(log, Ticket(f"Ticket {number} of <EMAIL_1>", level=Level.SUMMARY), draft(number, personal=VALUES))
    entries = list(log.entries())
    assert [entry.draft_id for entry in entries] == ["d2", "d0", "d1"]
    assert [entry.ticket for entry in entries] == [f"Ticket {number} of <EMAIL_1>" for number in (2, 0, 1)]
    for entry in entries:
        assert (entry.draft["decision"], entry.draft["level"]) == ("answer", "summary")
        assert entry.personal == VALUES
        assert entry.outcomes == ()
        assert entry.at


def test_outcomes_come_in_their_order_with_their_draft(log):
    for number in range(2):
        log_draft(log, Ticket("t"), draft(number))
    log_outcome(log, Outcome("d1", OutcomeKind.EDITED, "Final é 😀", ("tone", "fact")))
    log_outcome(log, Outcome("d1", OutcomeKind.ACCEPTED, "Final"))
    first, second = log.entries()
    assert first.outcomes == ()
    assert [(one["outcome"], one["final"], one["reasons"]) for one in second.outcomes] == [
        ("edited", "Final é 😀", ["tone", "fact"]),
        ("accepted", "Final", []),
    ]


def test_an_outcome_of_an_unknown_draft_is_refused_and_leaves_nothing(log):
    log_draft(log, Ticket("t"), draft(0))
    with pytest.raises(BadInputError, match="There is no draft 'd9' in the log"):
        log_outcome(log, Outcome("d9", OutcomeKind.ACCEPTED))
    assert [entry.outcomes for entry in log.entries()] == [()]


def test_a_draft_is_appended_once(log):
    log_draft(log, Ticket("t"), draft(0))
    with pytest.raises(Exception):  # noqa: B017, PT011  the caller's mistake; each log has an error of its own
        log_draft(log, Ticket("other"), draft(0))
    assert [entry.ticket for entry in log.entries()] == ["t"]
