"""What is searched for."""

from hypothesis import given
from hypothesis import strategies as st

from citewell.pipeline.intake.query import (
    MAX_CHARACTERS,
    MAX_PARTS,
    MAX_SEARCH_WORDS,
    MAX_SENTENCES,
    content_words,
    parts_of,
    queries_of,
    rarity,
    search_words_of,
    sentences_of,
)

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


def test_words_that_carry_meaning_are_counted_in_all_their_forms():
    assert content_words("How do I cancel the plan? Plans of ours cannot be cancelled.") == {
        "cancel": 2, "plan": 2, "plans": 2, "cancelled": 2,
    }  # fmt: skip


def test_where_no_word_carries_meaning_all_are_looked_up():
    assert set(content_words("How do I do it?")) == {"how", "do", "i", "it"}
    assert content_words("") == {}


def test_rare_words_weigh_more_and_unknown_ones_nothing():
    assert rarity(1, 1000) > rarity(500, 1000) > rarity(1000, 1000) > rarity(0, 1000) == 0.0
    assert rarity(5, 3) > 0  # counted a moment before passages were removed


def test_the_most_telling_words_are_looked_up_first():
    counts = {"plan": 3, "zebra": 1, "refund": 1, "unheard": 1}
    assert (
        search_words_of(counts, {"plan": 1.0, "zebra": 4.0, "refund": 2.0, "unheard": 0.0})
        == "zebra plan refund unheard"
    )
    assert search_words_of({"unheard": 1}, {}) == "unheard"
    assert len(search_words_of({f"w{n}": 1 for n in range(900)}, {}).split()) == MAX_SEARCH_WORDS


def test_the_sentences_of_a_long_ticket_most_telling_first():
    rarities = {"invoice": 5.0, "march": 4.0, "annual": 1.0}
    found = sentences_of(LONG, rarities)
    assert found[0] == "Where do I find the invoice of the plan for March?"
    assert "Hello team," not in found
    assert sentences_of("Where do I find the invoice of March?", rarities) == ()
    assert len(sentences_of("The invoice number {} is wrong. " * 50, {})) <= MAX_SENTENCES


@given(st.text())
def test_any_text_can_be_taken_apart(text):
    counts = content_words(text)
    assert set(search_words_of(counts, {}).split()) <= set(counts)
    assert len(sentences_of(text, {})) <= MAX_SENTENCES
