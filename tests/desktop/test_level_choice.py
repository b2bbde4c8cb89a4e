import json

import pytest
from desktop_doubles import TICKET
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from citewell.desktop.drafts.record_form import RecordForm
from citewell.desktop.drafts.text import NOT_STATED
from citewell.desktop.language.words import tr
from citewell.desktop.shell.workbench import LOG_PLACE
from citewell.domain.drafts import Level, Ticket

SUMMARY = (
    "Goal: The customer wants to return an annual plan within 14 days of the purchase.\n"
    "Blockers: none\n"
    "Next step: Tell the customer about the amount."
)
RECORD = {
    "goal": "The customer wants to return an annual plan within 14 days of the purchase.",
    "product": "annual plan",
    "category": "return_refund",
    "sentiment": "neutral",
    "urgency": "high",
    "next_step": "Tell the customer about the amount.",
}


@pytest.fixture
def levels(desk, generator):
    """The desk, and a way to draft one level with one answer of the model."""

    def make(level: Level, answer: str, ticket: Ticket = TICKET):
        generator._answers.clear()
        generator.enqueue(answer)
        desk.view.ticket.level.buttons[level].click()
        return desk.make_draft(ticket)

    return make


def test_the_level_is_chosen_by_key_and_stays_for_the_next_ticket(desk, window, qtbot):
    choice = desk.view.ticket.level
    assert choice.level is Level.REPLY
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert choice.level is Level.SUMMARY
    assert desk.view.ticket.draft_button.text() == "Summarise"
    choice.buttons[Level.SUMMARY].setFocus()
    qtbot.keyClick(choice.buttons[Level.SUMMARY], Qt.Key.Key_Right)
    assert choice.level is Level.CRM
    desk.view.ticket.clear_button.click()
    desk.view.ticket.show_ticket(TICKET)
    assert desk.view.ticket.ticket().level is Level.CRM


def test_a_summary_is_text_and_names_what_it_is(desk, levels):
    draft = levels(Level.SUMMARY, SUMMARY)
    panel = desk.draft_panel
    assert panel.decision.text() == "Summary"
    assert panel.confidence.text() == ""
    assert panel.editor.isVisible()
    assert panel.editor.plain_text() == draft.text
    assert draft.text.startswith("Goal: ")
    assert not panel.record.isVisible()


def test_an_edited_summary_is_checked_against_the_ticket(desk, levels):
    levels(Level.SUMMARY, SUMMARY)
    desk.add_text(" By 31 May.")
    assert any(
        "'31 May'" in row.finding.message or "not in the ticket" in row.finding.message
        for row in desk.draft_panel.findings.rows
    )
    assert desk.review.blocking == 1


def test_a_true_edit_of_a_summary_is_no_finding(desk, levels):
    levels(Level.SUMMARY, SUMMARY)
    desk.add_text(" They want the full amount.")
    assert desk.review.blocking == 0


def test_a_record_is_a_form_and_copy_gives_its_json(desk, levels):
    draft = levels(Level.CRM, json.dumps(RECORD))
    panel = desk.draft_panel
    assert panel.decision.text() == "CRM record"
    assert panel.record.isVisible()
    assert not panel.editor.isVisible()
    shown = {name: value.text() for name, value in panel.record.values.items()}
    assert shown["category"] == "Return or refund"
    assert shown["language"] == "English"
    assert shown["goal"] == json.loads(draft.text)["goal"]
    panel.copy_button.click()
    assert QGuiApplication.clipboard().text() == draft.text
    assert json.loads(QGuiApplication.clipboard().text())["category"] == "return_refund"
    assert panel.state.text() == "Copied as JSON."


def test_a_finding_of_a_level_is_shown(desk, levels):
    levels(Level.CRM, "no json at all")
    assert any("By rules" in row.finding.message for row in desk.draft_panel.findings.rows)
    assert desk.draft_panel.record.isVisible()


def test_outcomes_of_a_level_are_recorded_and_the_log_names_it(desk, levels, services, workbench, qtbot):
    levels(Level.CRM, json.dumps(RECORD))
    with qtbot.waitSignal(desk.drafting.recorded):
        desk.draft_panel.accept.click()
    assert desk.outcomes(services)[-1]["outcome"] == "accepted"
    workbench.show_place(LOG_PLACE)
    qtbot.waitUntil(lambda: workbench.log_view.model.rowCount() == 1)
    model = workbench.log_view.model
    assert model.data(model.index(0, 1)) == "CRM record"
    qtbot.waitUntil(lambda: workbench.log_view.entry.decision.text() == "CRM record")


def test_a_reply_after_a_record_is_text_again(desk, levels, generator):
    levels(Level.CRM, json.dumps(RECORD))
    levels(Level.REPLY, "You can return an annual plan within 14 days of the purchase [1].")
    assert desk.draft_panel.editor.isVisible()
    assert not desk.draft_panel.record.isVisible()


def test_no_document_for_a_level_is_said(desk, levels):
    levels(Level.SUMMARY, SUMMARY, Ticket("Does the giraffe bicycle sing opera underwater?"))
    assert desk.evidence.cards == []
    assert "No document" in desk.evidence._empty.text()


@pytest.mark.parametrize("text", ["", "[1, 2]", "{"])
def test_what_is_no_record_is_not_shown_as_one(qapp, text):
    assert not RecordForm().show_record(text)


def test_a_record_shows_what_is_not_stated_and_fields_it_does_not_know(qapp):
    form = RecordForm()
    assert form.show_record(
        json.dumps({"product": "", "identifiers": ["A-1", "B-2"], "channel": "mail", "language": "und"})
    )
    assert {name: value.text() for name, value in form.values.items()} == {
        "product": tr(NOT_STATED),
        "identifiers": "A-1\nB-2",
        "channel": "mail",
        "language": tr(NOT_STATED),
    }
