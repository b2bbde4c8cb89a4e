"""What is searched for."""

from hypothesis import given
from hypothesis import strategies as st

from citewell.pipeline.query import MAX_CHARACTERS, MAX_PARTS, parts_of, queries_of

LONG = (
    "Hello team,\n\nwe bought the annual plan last week and everything works so far. Can we still return "
    "the plan and receive the money? My colleague says no.\nWhere do I find the invoice of the plan for March?\n\n"
    "Thanks and greetings"
)


def test_a_short_ticket_is_one_query():
    assert queries_of("How long can\n  I return it?") == ("How long can I return it?",)
    assert parts_of(queries_of("How long can I return it?")) == ("How long can I return it?",)


def test_a_longer_one_is_also_its_questions():
    whole, *questions = queries_of(LONG)
    assert whole == " ".join(LONG.split())
    assert questions == [
        "Can we still return the plan and receive the money?",
        "Where do I find the invoice of the plan for March?",
    ]
    assert parts_of(queries_of(LONG)) == tuple(questions)


def test_without_a_question_its_fullest_sentences():
    text = "Hi. " + "The invoice of the annual plan shows a wrong billing address. " + "It is so and so. " * 5
    assert "The invoice of the annual plan shows a wrong billing address." in queries_of(text)


def test_a_very_long_ticket_stays_searchable():
    queries = queries_of("word " * 10_000 + "Where is the invoice of March?")
    assert len(queries[0]) <= MAX_CHARACTERS + 3
    assert "Where is the invoice of March?" in queries[0]


@given(st.text(min_size=1))
def test_any_ticket_gives_a_few_queries(text):
    queries = queries_of(text)
    assert 1 <= len(queries) <= 1 + MAX_PARTS
    assert all(part in text for part in queries[1:])
