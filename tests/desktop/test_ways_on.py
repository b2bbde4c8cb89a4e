"""A refusal, a hand-over and a wrong passage are no dead ends: the agent decides, and the log says so."""

import json

import pytest
from desktop_doubles import ANSWER, TICKET, UNRELATED

from citewell.domain.drafts import ANYWAY_RULE, Decision, Ticket
from citewell.storage.db.database import fetch_all

LEGAL = Ticket("You will hear from my lawyer. Can I return an annual plan within 14 days of the purchase?")


def overrides(services):
    with services.database.read() as connection:
        rows = fetch_all(connection, "SELECT subject, body FROM audit WHERE kind = 'override'")
    return [(subject, json.loads(body)) for subject, body in rows]


def press(desk, button):
    """Press what drafts again, and wait for the draft."""
    with desk.qtbot.waitSignal(desk.drafting.drafted):
        button.click()
    return desk.drafting.draft


@pytest.mark.parametrize("ticket", [LEGAL, UNRELATED], ids=["escalated", "refused"])
def test_what_was_not_answered_is_drafted_anyway_and_that_is_logged(desk, services, ticket):
    before = desk.make_draft(ticket)
    assert before.decision in {Decision.ESCALATE, Decision.REFUSE}
    button = desk.draft_panel.notice.button
    assert button.text() == "Draft anyway"
    draft = press(desk, button)
    assert draft.decision is Decision.ANSWER
    assert draft.evidence
    (finding,) = [one for one in draft.findings if one.rule == ANYWAY_RULE]
    assert "at your word" in finding.message
    assert ("Hand this ticket to" in finding.message) == (before.decision is Decision.ESCALATE)
    assert [(subject, body["where"]) for subject, body in overrides(services)] == [(draft.id, "draft")]
    assert desk.draft_panel.copy_button.isEnabled()


def test_a_draft_that_nobody_forced_is_no_override(desk, services):
    desk.make_draft()
    assert overrides(services) == []


def test_a_near_miss_is_written_from(desk, services):
    refused = desk.make_draft(UNRELATED)
    card = next(card for card in desk.evidence.cards if card.passage.document == "backups.md")
    desk.qtbot.waitUntil(card.use.isVisible)
    draft = press(desk, card.use)
    assert refused.decision is Decision.REFUSE
    assert draft.evidence[0].document == "backups.md"
    assert any("uses “Backups”" in row.finding.message for row in desk.draft_panel.findings.rows)
    assert overrides(services) == []


def test_a_passage_is_left_out_and_another_one_used_instead(desk):
    draft = desk.make_draft()
    assert draft.text == ANSWER
    cited = next(card for card in desk.evidence.cards if card.n == 1)
    left_out = cited.passage.passage_id
    draft = press(desk, cited.leave)
    assert left_out not in {citation.passage_id for citation in draft.evidence}
    desk.qtbot.waitUntil(desk.evidence.cards[0].use.isVisible)
    other = desk.evidence.cards[0]
    draft = press(desk, other.use)
    assert draft.evidence[0].passage_id == other.passage.passage_id
    assert left_out not in {citation.passage_id for citation in draft.evidence}
    assert desk.drafting.ticket.steering.leave == (left_out,)


def test_a_passage_that_was_left_out_can_be_brought_back(desk, workbench):
    draft = desk.make_draft()
    press(desk, next(card for card in desk.evidence.cards if card.n == 1).leave)
    workbench.work.undo()
    assert desk.drafting.draft == draft
    assert press(desk, desk.view.ticket.draft_button).evidence[0].passage_id == draft.evidence[0].passage_id


def test_choices_are_not_offered_where_nothing_was_indexed(desk):
    desk.begin(Ticket(TICKET.text, note="The customer paid twice."))
    desk.qtbot.waitUntil(lambda: desk.drafting.draft is not None)
    note = next(card for card in desk.evidence.cards if card.passage.document == "agent-note")
    assert not note.use.isVisible()
