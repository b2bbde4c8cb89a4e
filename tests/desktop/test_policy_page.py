"""The page of policy packs: what is in force, the test box, and the editor that loses no text."""

import pytest
from PySide6.QtWidgets import QLabel

from citewell.application.policies.own_pack import OWN
from citewell.desktop.shell.workbench import POLICY_PLACE
from citewell.domain.drafts import Ticket

GOOD = """pack: own
version: "1"
name: Ours
rules:
  - id: no-lamps
    kind: forbid
    severity: block
    words: [purple lamp*]
    message: We sell none.
"""
BROKEN = GOOD.replace("severity: block", "severity: strong")


@pytest.fixture
def page(qtbot, workbench):
    workbench.show_place(POLICY_PLACE)
    view = workbench.policy_view
    qtbot.waitUntil(lambda: view.editor.text.toPlainText() != "" and view.listing.widget() is not None)
    qtbot.waitUntil(lambda: view.editor.state.text() not in {"", "Checking…"})
    return view


def folder(page):
    return page.controller._session.services.policies.folder


def test_letter_form_and_voice_of_the_house_are_shown(qtbot, page):
    folder(page).mkdir(parents=True, exist_ok=True)
    (folder(page) / OWN).write_text(
        GOOD + 'wording: {greeting: {en: "Dear {name},"}}\nvoice: {do: [Name the lamp in full.]}\n'
    )
    page.reload()

    def shown() -> set[str]:
        return {text.text() for text in page.listing.widget().findChildren(QLabel)}

    qtbot.waitUntil(lambda: {"Letter form of replies", "Do", "Name the lamp in full.", "Yours"} <= shown())


def test_a_reply_is_tried_at_once_and_its_finding_selects_the_words(qtbot, page):
    page.trial.text.setPlainText("Thank you. We guarantee that it lasts.")
    qtbot.waitUntil(lambda: bool(page.trial.findings.rows))
    row = page.trial.findings.rows[0]
    assert row.finding.rule == "default/no-guarantee"
    row.click()
    assert page.trial.text.textCursor().selectedText() == "We guarantee"


def test_a_ticket_is_tried_at_once(qtbot, page):
    page.trial.text.setPlainText("You will hear from my lawyer.")
    qtbot.waitUntil(page.trial.escalation.isVisible)
    assert "Legal threat, to Legal" in page.trial.escalation.message.text()


def test_a_pack_is_saved_only_when_it_can_be_used(qtbot, page):
    editor = page.editor
    editor.text.setPlainText(BROKEN)
    qtbot.waitUntil(lambda: editor.state.text().startswith("Line 7:"))
    assert "must be one of block, warn, info" in editor.state.text()
    assert not editor.save.isEnabled()
    editor.go_to_problem()
    assert editor.text.textCursor().blockNumber() == 6
    assert not (folder(page) / OWN).exists()
    editor.text.setPlainText(GOOD)
    qtbot.waitUntil(editor.save.isEnabled)
    editor.save.click()
    qtbot.waitUntil(lambda: editor.state.text() == "Saved and in force.")
    assert (folder(page) / OWN).read_text(encoding="utf-8") == GOOD
    assert [path.name for path in folder(page).iterdir()] == [OWN]
    page.trial.text.setPlainText("Take the purple lamps.")
    qtbot.waitUntil(lambda: bool(page.trial.findings.rows))
    assert page.trial.findings.rows[0].finding.rule == "own/no-lamps"


def test_unsaved_text_is_there_the_next_time(qtbot, page):
    page.editor.text.setPlainText(BROKEN)
    qtbot.waitUntil(lambda: page.editor.state.text().startswith("Line 7:"))
    page.controller.open()
    qtbot.waitUntil(page.notice.isVisible)
    assert page.editor.text.toPlainText() == BROKEN
    assert page.controller._session.services.policies.current().packs[-1].id != "own"


def test_a_file_that_changed_meanwhile_is_not_written_over_in_silence(qtbot, page):
    folder(page).mkdir(exist_ok=True)
    (folder(page) / OWN).write_text(GOOD.replace("none", "many"), encoding="utf-8")
    page.editor.text.setPlainText(GOOD)
    qtbot.waitUntil(page.editor.save.isEnabled)
    page.editor.save.click()
    qtbot.waitUntil(page.notice.isVisible)
    assert "many" in (folder(page) / OWN).read_text(encoding="utf-8")
    page.notice.button.click()
    qtbot.waitUntil(lambda: (folder(page) / OWN).read_text(encoding="utf-8") == GOOD)


def test_an_escalated_draft_says_why_and_to_whom(qtbot, workbench):
    view = workbench.draft_view
    view.ticket.show_ticket(Ticket("You will hear from my lawyer about the annual plan."))
    view.controller.begin()
    qtbot.waitUntil(lambda: view.draft.decision.text() == "Escalation", timeout=15_000)
    assert "Legal threat" in view.draft.notice.message.text()
    assert "Hand this ticket to: Legal" in view.draft.notice.message.text()
    assert "my lawyer" in view.draft.notice.message.text()
