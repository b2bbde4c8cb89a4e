"""The lines of batches: tickets, dates and counts, and what is wrong with them."""

from datetime import date

import pytest

from citewell.application.drafting.batches import count_field, date_field, search_of, ticket_of
from citewell.domain.documents import Access, Filters
from citewell.domain.drafts import GivenPassage, Level, Mode, Ticket
from citewell.domain.errors import BadInputError


def test_a_ticket_with_everything():
    line = {
        "ticket": "Hi", "mode": "rag", "level": "summary", "as_of": "2026-02-28", "region": "DE", "product": "Pro",
        "note": "n", "passages": [{"id": "p", "title": "t", "text": "x"}, {"id": "q", "text": "y"}],
    }  # fmt: skip
    assert ticket_of(line) == Ticket(
        "Hi",
        product="Pro",
        region="DE",
        as_of=date(2026, 2, 28),
        note="n",
        mode=Mode.RAG,
        level=Level.SUMMARY,
        passages=(GivenPassage("p", "t", "x"), GivenPassage("q", "", "y")),
    )


def test_what_is_not_named_has_its_default():
    assert ticket_of({"ticket": "Hi"}) == Ticket("Hi")
    assert ticket_of({"ticket": "Hi", "region": None, "as_of": None, "mode": None}) == Ticket("Hi")
    assert ticket_of({"ticket": "Hi", "passages": []}).passages == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ({}, "'ticket' must be a string"),
        ({"ticket": None}, "'ticket' must be a string"),
        ({"ticket": "x", "mode": "best"}, "'mode' must be one of hybrid, rag, no_context, not 'best'"),
        ({"ticket": "x", "level": 1}, "'level' must be a string"),
        ({"ticket": "x", "as_of": "tomorrow"}, "'as_of' must be a date like 2026-02-28"),
        ({"ticket": "x", "passages": "text"}, "'passages' must be a list"),
        ({"ticket": "x", "passages": ["text"]}, "'passages' must be a list of objects"),
        ({"ticket": "x", "passages": [{"text": "x"}]}, "'id' must be a string"),
        ({"ticket": "x", "passages": [{"id": "x"}]}, "'text' must be a string"),
    ],
)
def test_what_is_wrong_with_a_ticket(line, message):
    with pytest.raises(BadInputError, match=message):
        ticket_of(line)


def test_dates_and_counts():
    assert date_field({}, "as_of") is None
    assert count_field({}, "k", 5) == 5
    for value in (0, 101, True, 2.0, "3", None):
        with pytest.raises(BadInputError, match="whole number"):
            count_field({"k": value}, "k", 5)


def test_a_search_has_the_filters_of_the_command_where_its_line_has_none():
    filters = Filters(date(2026, 3, 1), "DE", "Pro", Access.PUBLIC)
    assert search_of({"query": "refund"}, filters, 5) == ("refund", filters, 5)
    line = {"query": "refund", "as_of": "2026-02-28", "region": "FR", "product": "", "k": 2}
    assert search_of(line, filters, 5) == ("refund", Filters(date(2026, 2, 28), "FR", "", Access.PUBLIC), 2)
