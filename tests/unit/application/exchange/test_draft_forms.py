"""Drafts in the forms in which they leave: what goes to customers, what stays with agents, and what links."""

import json
from dataclasses import replace

import pytest

from citewell.application.exchange.draft_forms import (
    DraftForm,
    edited,
    formed,
    html_of,
    html_of_text,
    note_of,
    reply_of,
)
from citewell.domain.drafts import Citation, Decision, Draft, Finding, ModelUse, Severity
from citewell.domain.errors import BadInputError

URL = "https://help.example/refunds?a=1&b=2"
FIRST = Citation(1, 1, "refunds.md", "Refunds", ("Annual",), "t", "Ten <days>.", 0, 9, version="2", url=URL, n=1)
SECOND = Citation(2, 2, "own.md", "Parcels", (), "t", "Noon.", 0, 5, n=2)
DRAFT = Draft(
    "d1",
    Decision.ANSWER,
    "Refunds take <10> days [1].\nParcels leave at noon [2].\n\nAnything else?",
    (),
    (FIRST, SECOND),
    0.83,
    (),
    (),
    ModelUse("", "", "", ""),
    "1",
)
BLOCKED = replace(DRAFT, findings=(Finding("price", Severity.BLOCK, "A price is not in the sources."),))


def test_a_reply_has_no_marks():
    assert reply_of(DRAFT) == "Refunds take <10> days.\nParcels leave at noon.\n\nAnything else?"


@pytest.mark.parametrize("draft", [BLOCKED, replace(DRAFT, decision=Decision.ESCALATE)])
def test_what_may_not_go_out_by_itself_is_no_reply_in_any_form(draft):
    with pytest.raises(BadInputError, match="not for the customer"):
        reply_of(draft)
    assert "to be checked" in html_of(draft)
    assert formed(draft, DraftForm.ZENDESK)["reply"] is None


def test_a_note_names_what_is_cited_and_what_was_found():
    note = note_of(BLOCKED)
    assert "answer, confidence 83%" in note
    assert '[1] Refunds › Annual (refunds.md, version 2)\n    "Ten <days>."\n    ' + URL in note
    assert note.endswith("block: A price is not in the sources.\n")


def test_html_links_what_customers_may_open_and_escapes_the_rest():
    assert html_of(DRAFT) == (
        '<p>Refunds take &lt;10&gt; days <sup><a href="https://help.example/refunds?a=1&amp;b=2">[1]</a></sup>.<br>\n'
        "Parcels leave at noon.</p>\n<p>Anything else?</p>\n"
    )


CALLS = {
    DraftForm.ZENDESK: ("PUT", "/api/v2/tickets/81.json", lambda body: body["ticket"]["comment"]["public"]),
    DraftForm.FRESHDESK: ("POST", "/api/v2/tickets/81/notes", lambda body: not body["private"]),
    DraftForm.INTERCOM: ("POST", "/conversations/81/reply", lambda body: body["message_type"] != "note"),
    DraftForm.HELP_SCOUT: ("POST", "/v2/conversations/81/notes", lambda body: "draft" in body),
    DraftForm.FRONT: ("POST", "/conversations/81/comments", lambda _: False),
    DraftForm.CHATWOOT: ("POST", "/api/v1/accounts/{account}/conversations/81/messages", lambda b: not b["private"]),
    DraftForm.ZAMMAD: ("POST", "/api/v1/ticket_articles", lambda body: not body["internal"]),
    DraftForm.FREESCOUT: ("POST", "/api/conversations/81/threads", lambda body: body["type"] != "note"),
}


@pytest.mark.parametrize("form", CALLS)
def test_a_helpdesk_gets_the_note_as_internal_and_the_reply_apart(form):
    method, path, is_public = CALLS[form]
    calls = formed(DRAFT, form, f"{form.value}-81")
    note = calls["note"]
    assert (note["method"], note["path"]) == (method, path)
    assert not is_public(note["body"])
    assert "to be checked" in json.dumps(note)
    assert "to be checked" not in json.dumps(calls["reply"])
    assert "Parcels leave at noon." in json.dumps(calls["reply"])


def test_without_a_ticket_its_place_stays_open():
    assert formed(DRAFT, DraftForm.ZENDESK)["note"]["path"] == "/api/v2/tickets/{id}.json"


def test_an_edited_draft_names_what_it_cites_now_and_leaves_as_the_agent_decides():
    draft = replace(BLOCKED, evidence=(FIRST, SECOND, replace(SECOND, n=3, document="third.md")))
    now = edited(draft, "Only noon [3].", ())
    assert [one.document for one in now.citations] == ["third.md"]
    assert "third.md" in note_of(now)
    assert "refunds.md" not in note_of(now)
    assert html_of_text(replace(BLOCKED, decision=Decision.REFUSE)).startswith("<p>Refunds take &lt;10&gt;")
