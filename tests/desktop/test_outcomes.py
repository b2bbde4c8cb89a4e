from dataclasses import replace

from desktop_doubles import ANSWER, UNRELATED, FullLog
from PySide6.QtGui import QGuiApplication

from citewell.application.exchange.draft_forms import DraftForm
from citewell.domain.drafts import OutcomeKind
from citewell.pipeline.generation.citations import strip_marks
from citewell.settings.options import load_options

FALSE = " We also give you 50 free elephants [1]."
READ_ANEW = " Elephants return an annual circus [1]."
"""Words of the passage, and others: the verifier has to read it."""


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_an_edit_is_checked_again_and_what_lost_its_support_is_underlined(desk):
    desk.make_draft()
    assert desk.draft_panel.editor.lost_texts() == []
    desk.add_text(FALSE)
    assert desk.draft_panel.editor.lost_texts() == [FALSE.strip()]
    assert "1 sentence has no support" in desk.draft_panel.state.text()
    rows = [row for row in desk.draft_panel.findings.rows if row.finding.rule == "literal_not_in_sources"]
    rows[0].click()
    assert desk.draft_panel.editor.textCursor().selectedText() == FALSE.strip()
    desk.draft_panel.editor.textCursor().removeSelectedText()
    desk.qtbot.waitUntil(lambda: desk.review.is_current)
    assert desk.draft_panel.editor.lost_texts() == []
    assert desk.review.blocking == 0


def test_the_fixed_words_of_a_refusal_need_no_source_when_it_is_edited(desk):
    desk.make_draft(UNRELATED)
    desk.add_text("\n\nKind regards")
    assert desk.review.blocking == 0
    assert any("Searched" in row.finding.message for row in desk.draft_panel.findings.rows)


def test_copy_leaves_citation_marks_out_unless_they_are_wanted(desk, services, qtbot):
    desk.make_draft()
    desk.draft_panel.copy_button.click()
    assert clipboard() == strip_marks(ANSWER)
    desk.draft_panel.copy_citations.setChecked(True)
    desk.draft_panel.copy_button.click()
    assert clipboard() == ANSWER
    qtbot.waitUntil(services.home.settings.exists)
    assert load_options(services.home.settings).copy_citations


def test_copy_asks_first_where_a_finding_blocks(desk, services, qtbot):
    QGuiApplication.clipboard().setText("before")
    desk.make_draft()
    desk.add_text(FALSE)
    desk.draft_panel.copy_button.click()
    notice = desk.draft_panel.notice
    assert "1 blocking finding" in notice.message.text()
    assert clipboard() == "before"
    notice.button.click()
    qtbot.waitUntil(lambda: "elephants" in clipboard())
    assert not notice.isVisible()
    (noted,) = [entry.body for entry in services.compliance.audit.entries() if entry.kind == "override"]
    assert "literal_not_in_sources" in noted
    assert "elephants" not in noted


def test_copy_waits_for_the_check_of_what_was_just_edited(desk, qtbot):
    QGuiApplication.clipboard().setText("before")
    desk.make_draft()
    desk.draft_panel.editor.append_text(FALSE)
    desk.draft_panel.copy_button.click()
    assert clipboard() == "before"
    qtbot.waitUntil(desk.draft_panel.notice.isVisible)
    assert "blocking" in desk.draft_panel.notice.message.text()
    assert clipboard() == "before"


def test_a_check_that_fails_says_that_the_findings_are_out_of_date(desk, verifier, qtbot):
    desk.make_draft()
    verifier.dead = True
    with qtbot.waitSignal(desk.review.failed):
        desk.draft_panel.editor.append_text(READ_ANEW)
    assert "out of date" in desk.draft_panel.state.text()
    verifier.dead = False
    with qtbot.waitSignal(desk.review.checked):
        desk.draft_panel.notice.button.click()
    assert desk.review.blocking == 0  # the agent's own words are warned of
    assert any(finding.rule == "unsupported_sentence" for finding in desk.review.findings)
    assert READ_ANEW.strip().startswith(desk.review.lost()[0].text[:20])


def test_accept_is_recorded_once_and_leads_to_the_next_ticket(desk, services, qtbot):
    draft = desk.make_draft()
    with qtbot.waitSignal(desk.drafting.recorded):
        desk.draft_panel.accept.click()
    for button in (desk.draft_panel.accept, desk.draft_panel.reject, desk.draft_panel.escalate):
        assert not button.isEnabled()
    assert desk.draft_panel.copy_button.isEnabled()
    desk.view.outcomes.record(OutcomeKind.REJECTED)
    assert "Recorded: accepted" in desk.draft_panel.notice.message.text()
    (entry,) = services.log.entries()
    assert entry.draft_id == draft.id
    assert [(o["outcome"], o["final"]) for o in entry.outcomes] == [("accepted", "")]
    desk.draft_panel.notice.button.click()
    assert desk.view.ticket.text.toPlainText() == ""


def test_accepting_a_changed_text_records_it(desk, services, qtbot):
    desk.make_draft()
    desk.add_text("\n\nKind regards\u00a0🙂")
    with qtbot.waitSignal(desk.drafting.recorded):
        desk.draft_panel.accept.click()
    (outcome,) = desk.outcomes(services)
    assert outcome["outcome"] == "edited"
    assert outcome["final"] == ANSWER + "\n\nKind regards\u00a0🙂"


def test_reject_and_escalate_are_recorded(desk, services, qtbot):
    for button, kind in ((desk.draft_panel.reject, "rejected"), (desk.draft_panel.escalate, "escalated")):
        desk.make_draft()
        with qtbot.waitSignal(desk.drafting.recorded):
            button.click()
        assert desk.outcomes(services)[-1]["outcome"] == kind


def test_an_outcome_that_cannot_be_recorded_can_be_given_again(desk, services, window, qtbot):
    session = window.workbench._session
    desk.make_draft()
    session.services = replace(services, outcomes=replace(services.outcomes, log=FullLog()))
    with qtbot.waitSignal(desk.drafting.record_failed):
        desk.draft_panel.accept.click()
    assert "not recorded" in desk.draft_panel.notice.message.text()
    session.services = services
    with qtbot.waitSignal(desk.drafting.recorded):
        desk.draft_panel.accept.click()


def test_copy_as_a_note_and_as_formatted_text(desk):
    desk.make_draft()
    desk.draft_panel.copy_forms[DraftForm.HTML].trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.html().count("<p>") == 3
    assert data.text() == strip_marks(ANSWER)
    desk.add_text(FALSE)
    desk.draft_panel.copy_forms[DraftForm.NOTE].trigger()  # for colleagues: it says what was found
    assert clipboard().startswith("Draft by Citewell, to be checked")
    assert "elephants" in clipboard()
    assert "block:" in clipboard()
    assert "Refund policy" in clipboard()
    desk.draft_panel.copy_forms[DraftForm.HTML].trigger()
    assert "1 blocking finding" in desk.draft_panel.notice.message.text()


def test_a_finding_is_mended_by_one_press_and_ctrl_z_takes_it_back(desk, qtbot):
    desk.make_draft()
    desk.add_text(FALSE)
    (row,) = [one for one in desk.draft_panel.findings.rows if one.finding.rule == "literal_not_in_sources"]
    assert row.mend.text() == "Take out"
    with qtbot.waitSignal(desk.review.checked):
        row.mend.click()
    assert desk.draft_panel.plain_text() == ANSWER
    assert desk.review.blocking == 0
    desk.draft_panel.editor.undo()
    assert desk.draft_panel.plain_text() == ANSWER + FALSE


def test_reasons_are_proposed_and_recorded_as_the_agent_leaves_them(desk, services, qtbot):
    desk.make_draft()
    line = desk.draft_panel.reasons
    assert not line.isVisible()
    desk.add_text("\n\nPlease open the settings and select Refund. 🙂")
    qtbot.waitUntil(line.isVisible)
    proposed = line.chosen()
    assert "missing_step" in proposed
    line.buttons["policy"].click()
    desk.add_text(" Thank you!")
    qtbot.wait(50)
    assert set(line.chosen()) == {*proposed, "policy"}
    with qtbot.waitSignal(desk.drafting.recorded):
        desk.draft_panel.accept.click()
    (outcome,) = desk.outcomes(services)
    assert set(outcome["reasons"]) == {*proposed, "policy"}
