"""The first stage: what models and log see of a ticket, and what comes back on screen."""

import json
from dataclasses import replace

import pytest

from citewell.domain.drafts import GivenPassage, Level, Mode, Outcome, OutcomeKind, TextStreamed, Ticket
from citewell.domain.errors import ModelError
from citewell.domain.generation import GenerationRequest, Message
from citewell.domain.personal import WordUse
from citewell.models.fakes import ListedNames, ScriptedGenerator
from citewell.pipeline.intake.anonymizer import MaskedTicket, Masker, Unmasking
from citewell.pipeline.intake.log_masking import logged_outcome
from citewell.storage.log.draft_log import EditLog
from citewell.storage.log.vault import Vault

TEXT = "Hi, I'm Anna Schmidt (anna@gmx.de). Refund of order 10023?"


class NoNames:
    def find(self, texts):
        raise ModelError("gone")


@pytest.fixture
def masker():
    return Masker(ListedNames(["Anna Schmidt", "Kim"]))


def test_a_ticket_is_masked_in_all_its_parts(masker):
    ticket = Ticket(
        TEXT,
        customer="Anna Schmidt",
        note="Her brother Kim called",
        passages=(GivenPassage("d", "T", "anna@gmx.de pays"),),
    )
    masked = masker.mask_ticket(ticket)
    assert masked.ticket.text == "Hi, I'm <PERSON_1> (<EMAIL_1>). Refund of order 10023?"
    assert masked.ticket.customer == "<PERSON_1>"
    assert masked.ticket.note == "Her brother <PERSON_2> called"
    assert masked.ticket.passages[0].text == "<EMAIL_1> pays"
    assert masked.note == "3 values masked: 1 EMAIL, 2 PERSON"
    assert masked.show(masked.ticket.text) == TEXT


@pytest.mark.expects_log("names could not be looked for")
def test_where_names_cannot_be_looked_for_the_rest_is_masked():
    masked = Masker(NoNames()).mask_ticket(Ticket(TEXT))
    assert masked.ticket.text == "Hi, I'm Anna Schmidt (<EMAIL_1>). Refund of order 10023?"
    assert not masked.complete
    assert masked.note.endswith("names could not be looked for")


def test_allowed_values_stay(masker):
    allowing = Masker(ListedNames(["Anna Schmidt"]), lambda: ["anna  schmidt"])
    assert allowing.mask(TEXT)[0] == "Hi, I'm Anna Schmidt (<EMAIL_1>). Refund of order 10023?"


class Uses:
    """Knows one product, and ordinary words."""

    def look_up(self, words):
        known = {"zeitlund": WordUse(titles=2, texts=9, capital=20, alone=20), "support": WordUse(small=9)}
        return {word: known.get(word, WordUse()) for word in words}, 20


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Does  Zeitlund\tsync? Kim", "Does  Zeitlund\tsync? <PERSON_1>"),
        ("I am Anna Zeitlund.", "I am <PERSON_1>."),
        ("I am Anna\nZeitlund.", "I am <PERSON_1>\nZeitlund."),
        ("Mail anna@zeitlund.de, Zeitlund!", "Mail <EMAIL_1>, Zeitlund!"),
    ],
)
def test_what_the_documents_name_is_no_person(text, masked):
    masker = Masker(ListedNames(["Anna Zeitlund", "Zeitlund", "Anna", "Kim"]), uses=Uses())
    assert masker.mask(text)[0] == masked
    found = masker.mask_ticket(Ticket(text))
    assert found.show(found.ticket.text) == text


def test_a_name_found_in_two_parts_is_one():
    masker = Masker(ListedNames(["Anna", "Zeitlund"]), uses=Uses())
    assert masker.mask("I am Anna Zeitlund.")[0] == "I am <PERSON_1> <PERSON_2>."


def test_who_is_named_as_a_customer_is_masked():
    masked = Masker(ListedNames(["Zeitlund"]), uses=Uses()).mask_ticket(Ticket("Hello", customer="Zeitlund"))
    assert masked.ticket.customer == "<PERSON_1>"


def test_a_request_hides_values_and_an_answer_shows_them(masker):
    masked = masker.mask_ticket(Ticket(TEXT))
    request = GenerationRequest((Message("system", "Anna Schmidt wrote this"), Message("user", TEXT)), ())
    hidden = masked.hide(request)
    assert hidden.messages[0] == request.messages[0]
    assert hidden.messages[1].text == masked.ticket.text
    assert masked.show("Hello <PERSON_1>, <PERSON_9>") == "Hello Anna Schmidt, <PERSON_9>"


def test_values_in_json_are_escaped():
    masker = Masker(ListedNames(['An "A"\nSchmidt']))
    masked = masker.mask_ticket(Ticket('I am An "A"\nSchmidt'))
    assert json.loads(masked.show('{"name": "<PERSON_1>"}', as_json=True)) == {"name": 'An "A"\nSchmidt'}


def test_streamed_placeholders_are_filled_in_however_they_are_cut(masker):
    masked = masker.mask_ticket(Ticket(TEXT))
    text = "Hello <PERSON_1>, a < b and <EMAIL_1>"
    for size in (1, 2, 3, 7):
        screen = Unmasking(masked)
        shown = "".join(screen.push(text[i : i + size]) for i in range(0, len(text), size)) + screen.end()
        assert shown == "Hello Anna Schmidt, a < b and anna@gmx.de"


def test_nothing_is_held_back_where_nothing_is_masked():
    screen = Unmasking(MaskedTicket(Ticket("x")))
    assert screen.push("a <PERSON_1> b") == "a <PERSON_1> b"


def test_what_the_agent_sends_is_masked_but_for_what_the_draft_says(masker):
    values = masker.mask_ticket(Ticket(TEXT)).placeholders.values
    final, known = masker.mask_more(
        "Dear Anna Schmidt, write to help@acme.io or kim@gmx.de", values, "Write to help@acme.io."
    )
    assert final == "Dear <PERSON_1>, write to help@acme.io or <EMAIL_2>"
    assert [value.value for value in known] == ["Anna Schmidt", "anna@gmx.de", "kim@gmx.de"]


def test_model_and_log_see_placeholders_and_the_draft_does_not(drafter, database, masker, services):
    generator = ScriptedGenerator(["Hello <PERSON_1>, we wrote to <EMAIL_1>."])
    log = EditLog(database)
    made = drafter(log=log, masker=masker, generators=lambda _mode: generator)
    shown = []
    draft = made.draft(
        Ticket(TEXT, mode=Mode.NO_CONTEXT),
        watch=lambda event: shown.append(event.text) if isinstance(event, TextStreamed) else None,
    )
    assert draft.text == "".join(shown).strip() == "Hello Anna Schmidt, we wrote to anna@gmx.de."
    assert draft.trace[0].stage == "mask"
    asked = generator.requests[0].messages[-1].text
    assert "<PERSON_1>" in asked
    assert "Anna" not in asked
    assert "gmx" not in asked

    outcome = Outcome(draft.id, OutcomeKind.EDITED, "Hello Anna Schmidt, all done. Kim")
    log.record_outcome(logged_outcome(outcome, *log.kept_text(draft.id), masker))
    (entry,) = log.entries()
    assert entry.ticket == "Hi, I'm <PERSON_1> (<EMAIL_1>). Refund of order 10023?"
    assert entry.draft["text"] == "Hello <PERSON_1>, we wrote to <EMAIL_1>."
    assert entry.outcomes[0]["final"] == "Hello <PERSON_1>, all done. <PERSON_2>"
    assert {value.value for value in entry.personal} == {"Anna Schmidt", "anna@gmx.de", "Kim"}
    with database.read() as connection:
        kept = str(connection.execute("SELECT ticket, body FROM draft").fetchall())
    assert "Anna" not in kept
    assert Vault(database).values(draft.id) == entry.personal


def test_a_level_below_a_reply_is_masked_too(drafter, database, masker, services):
    generator = ScriptedGenerator(["Goal: refund for <PERSON_1>"])
    made = drafter(
        log=EditLog(database), masker=masker, generators=lambda _mode: generator, levels=services.parts.levels
    )
    draft = made.draft(replace(Ticket(TEXT, mode=Mode.NO_CONTEXT), level=Level.SUMMARY))
    assert "<PERSON" not in draft.text
    assert all("Anna" not in request.messages[-1].text for request in generator.requests)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("My Zeitlund kettle leaks.", True),
        ("Does Zeitlund ship abroad?", True),
        ("My name is Zeitlund, my kettle leaks.", False),
        ("Ask Mr. Zeitlund about it.", False),
        ("Anna Zeitlund bought it.", False),
    ],
)
def test_a_companys_own_word_is_a_person_only_where_somebody_is_introduced_by_it(text, kept):
    masked, _ = Masker(ListedNames(["Anna Zeitlund", "Zeitlund"]), uses=Uses()).mask(text)
    assert ("Zeitlund" in masked) is kept
