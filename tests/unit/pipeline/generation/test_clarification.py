"""Asking back."""

from dataclasses import replace

import pytest

from citewell.application.models.resources import CLARIFY_PROMPT, load_template
from citewell.domain.drafts import Ticket
from citewell.domain.errors import ModelError
from citewell.domain.progress import CancelToken
from citewell.models.fakes import ScriptedGenerator
from citewell.pipeline.generation.clarification import Clarifier, complain, fallback
from citewell.pipeline.routing.cases import find_cases

TEXT = "On the Team plan, backups are kept for 13 days. On the Business plan, backups are kept for 63 days."
TICKET = Ticket(text="How long do you keep backups?")


def _ask(generator, hits):
    def ask(request):
        return "".join(token.text for token in generator.generate(request, CancelToken()))

    return Clarifier(load_template(CLARIFY_PROMPT)).question(TICKET, hits, generator, ask)


def test_the_models_question_is_used_where_it_is_one(hit):
    generator = ScriptedGenerator(["Which plan are you on, Team or Business?"])
    question, note = _ask(generator, [hit(TEXT, title="Docs")])
    assert (question, note) == ("Which plan are you on, Team or Business?", "the model's question")
    (request,) = generator.requests
    assert "[1] Docs: On the Team plan" in request.messages[-1].text
    assert request.messages[-1].text.endswith("Customer: How long do you keep backups?")


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("Backups are kept for 13 days.", "one question"),
        ("Which plan is it? And since when?", "one question"),
        ("Which plan?", "words"),
        ("Are backups kept on the Team plan or on the Team plan?", "twice"),
        (" ".join(["plan"] * 50) + "?", "words"),
        ("Is your plan older than 17 May 2019?", "no passage"),
        ("Which colour does the bicycle of your neighbour have?", "something else"),
        ("How long do you keep backups?", "repeats"),
        ("Which plan [1] are you on, Team or Business?", "no passage"),
    ],
)
def test_what_is_no_good_question_is_replaced(hit, written, why):
    hits = [hit(TEXT)]
    assert why in complain(written, TICKET.text, hits)
    question, note = _ask(ScriptedGenerator([written]), hits)
    assert (
        question == "One thing decides the answer: which of these applies to you: the Team plan or the Business plan?"
    )
    assert why in note


@pytest.mark.expects_log("the model failed")
def test_a_model_that_fails_is_replaced(hit):
    def ask(_request):
        raise ModelError("gone")

    clarifier = Clarifier(load_template(CLARIFY_PROMPT))
    question, note = clarifier.question(TICKET, [hit(TEXT)], ScriptedGenerator(), ask)
    assert "the Team plan or the Business plan?" in question
    assert "failed" in note


@pytest.mark.parametrize(
    ("text", "cases"),
    [
        ("For Germany: 14 days; for France: 30 days.", ["Germany", "France"]),
        ("Prices:\n- Team: €12\n- Business: €18\n- Enterprise: ask us", ["Team", "Business", "Enterprise"]),
        ("| Plan | Price |\n|---|---|\n| Basic | 3 |\n| Plus | 5 |", ["Basic", "Plus"]),
        ("If you paid by card, it takes two days. If you paid by invoice, it takes ten.", []),
        ("The shop opens at nine. It closes at five.", []),
    ],
)
def test_cases_are_found(text, cases):
    assert find_cases(text) == cases


def test_without_cases_the_condition_or_the_titles_are_asked_for(hit):
    assert fallback([hit("You can enter if you are over 18.")]).endswith("is it the case that you are over 18?")
    two = [hit("It costs 5.", title="Basic cover"), hit("It costs 9.", title="Full cover")]
    assert fallback(two).endswith("which of these is it about: Basic cover or Full cover?")
    apart = [replace(one, heading=(one.title,)) for one in two]
    assert fallback(apart).endswith("which of these is it about: Basic cover or Full cover?")
    other = hit("It costs 7.", title="Payment break")
    assert fallback([apart[0], replace(other, heading=("Rules",))]) == ""
    assert fallback([hit("It depends.")]) == ""
