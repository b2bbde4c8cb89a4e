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


def walk(log, limit: int, words: str = "") -> list[list[str]]:
    """The ids of each page, until the last one."""
    pages, before = [], None
    while True:
        page = log.page(limit, before=before, words=words)
        pages.append([row.draft_id for row in page.rows])
        if page.next is None:
            return pages
        before = page.next


def test_pages_bring_every_draft_once_the_newest_first(log):
    assert (walk(log, 3), log.count()) == ([[]], 0)
    for number in range(7):
        log_draft(log, Ticket(f"Ticket {number}", level=Level.CRM), draft(number, personal=VALUES))
    log_outcome(log, Outcome("d5", OutcomeKind.EDITED, "Final"))
    log_outcome(log, Outcome("d5", OutcomeKind.ACCEPTED, "Final"))
    assert walk(log, 3) == [["d6", "d5", "d4"], ["d3", "d2", "d1"], ["d0"]]
    assert log.count() == 7
    six, five = log.page(2).rows
    assert (six.ticket, six.decision, six.level, six.outcome) == ("Ticket 6", Decision.ANSWER, Level.CRM, None)
    assert six.personal == VALUES
    assert five.outcome is OutcomeKind.ACCEPTED


def test_a_page_begins_where_the_one_before_ended_whatever_was_added_since(log):
    for number in range(4):
        log_draft(log, Ticket("t"), draft(number))
    first = log.page(2)
    log_draft(log, Ticket("t"), draft(4))
    assert [row.draft_id for row in log.page(2, before=first.next).rows] == ["d1", "d0"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("STRASSE", ["d3"]),  # in the ticket, in any case
        ("one text", ["d2"]),  # in the ticket and the draft, each word for itself
        ("thanks", ["d2"]),  # in the text that was sent
        ("a@b.cd", ["d0"]),  # behind a placeholder
        ("ticket strasse", ["d3"]),
        ("nowhere", []),
        ("100%_", []),  # no wildcards
    ],
)
def test_words_are_found_wherever_they_stand(log, words, expected):
    for number, ticket in enumerate(("From <EMAIL_1>", "A ticket", "One more", "Ticket 4 of the Größe straße")):
        log_draft(log, Ticket(ticket), draft(number, personal=VALUES if number == 0 else ()))
    log_outcome(log, Outcome("d2", OutcomeKind.EDITED, "Thanks, it is 100 years"))
    assert [draft_id for page in walk(log, 10, words) for draft_id in page] == expected
