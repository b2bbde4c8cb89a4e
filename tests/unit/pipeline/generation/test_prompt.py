"""The prompt, within the model's context."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citewell.application.models.resources import PLAIN_PROMPT, load_template
from citewell.domain.drafts import Mode, Ticket
from citewell.domain.errors import ModelError
from citewell.models.fakes import ScriptedGenerator
from citewell.pipeline.generation.prompt import MAX_TICKET_WORDS, build_prompt, shorten

TEMPLATE = load_template(PLAIN_PROMPT)


def words(request) -> int:
    return sum(len(message.text.split()) for message in request.messages)


@given(
    st.dictionaries(st.integers(1, 9), st.integers(1, 300), min_size=1, max_size=6),
    st.integers(1, 3000),
    st.integers(1024, 4096),
)
def test_the_prompt_fits_unless_one_passage_alone_does_not(sizes, ticket_words, context):
    snippets = {n: "fact " * size for n, size in sizes.items()}
    generator = ScriptedGenerator(context_tokens=context)
    prompt = build_prompt(Ticket("word " * ticket_words), snippets, TEMPLATE, generator)
    shown = prompt.request.citable
    assert shown == tuple(snippets)[: len(shown)]
    assert 1 <= len(shown) <= TEMPLATE.max_passages
    budget = sum(sizes[n] + 1 for n in shown)
    assert budget <= TEMPLATE.budget or len(shown) == 1
    example = sum(len(text.split()) for text in TEMPLATE.example)
    assert words(prompt.request) - example + TEMPLATE.max_tokens <= context
    for n in snippets:
        assert (f"[{n}] fact" in prompt.request.messages[-1].text) is (n in shown)
    assert f"{len(shown)} passage{'s' * (len(shown) != 1)} in the prompt" in prompt.note


def test_the_ticket_is_shown_as_it_is():
    ticket = "Braces {sources} {0} {} and [9] and %s stay."
    text = build_prompt(Ticket(ticket), {1: "{ticket}"}, TEMPLATE, ScriptedGenerator()).request.messages[-1].text
    assert ticket in text
    assert "[1] {ticket}" in text


def test_without_context_nothing_may_be_cited():
    prompt = build_prompt(Ticket("Hi", mode=Mode.NO_CONTEXT), {1: "secret"}, TEMPLATE, ScriptedGenerator())
    assert prompt.request.citable == ()
    assert all("secret" not in message.text for message in prompt.request.messages)


def test_roles_alternate_and_the_limits_are_those_of_the_template():
    request = build_prompt(Ticket("Hi"), {1: "fact"}, TEMPLATE, ScriptedGenerator()).request
    assert [message.role for message in request.messages] == ["system", "user", "assistant", "user"]
    assert (request.max_tokens, request.max_sentences) == (TEMPLATE.max_tokens, TEMPLATE.max_sentences)
    assert (
        len(build_prompt(Ticket("Hi"), {1: "f"}, replace(TEMPLATE, example=()), ScriptedGenerator()).request.messages)
        == 2
    )


@given(st.text(max_size=3000))
def test_a_short_ticket_is_not_touched_and_a_long_one_is_cut(text):
    shown, shortened = shorten(text)
    assert len(shown) <= MAX_TICKET_WORDS * 10
    if not shortened:
        assert shown == text.strip()


def test_a_long_ticket_shows_its_start_and_end():
    shown, shortened = shorten("start " + "middle " * 1000 + "end")
    assert shortened
    assert shown.startswith("start")
    assert shown.endswith("end")
    assert "…" in shown


def test_a_prompt_that_does_not_ship_is_named():
    with pytest.raises(ModelError, match=r"nosuch\.json cannot be read.*Install Citewell again"):
        load_template("nosuch")
