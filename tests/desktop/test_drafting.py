import pytest
from desktop_doubles import ANSWER, TICKET, UNRELATED
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QWidget

from citewell.desktop.drafts.draft_panel import DraftPanel
from citewell.desktop.drafts.text import FIELDS_CHANGED, MESSAGE_CHANGED
from citewell.desktop.drafts.trust import trust_words
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.tasks import Failure
from citewell.domain.drafts import Decision, Ticket


def test_evidence_is_on_screen_before_the_text(desk, generator, qtbot):
    for gate in generator.gates:
        gate.clear()
    desk.begin()
    qtbot.waitUntil(lambda: bool(desk.evidence.cards))
    assert desk.draft_panel.editor.plain_text() == ""
    assert desk.draft_panel.decision.text() == "Drafting…"
    assert desk.view.ticket.stop_button.isVisible()
    generator.gates[0].set()
    qtbot.waitUntil(lambda: desk.draft_panel.editor.plain_text() == "Thank ")
    assert desk.draft_panel.editor.isReadOnly()
    assert not desk.draft_panel.copy_button.isEnabled()
    with qtbot.waitSignal(desk.drafting.drafted):
        generator.gates[1].set()
    assert desk.draft_panel.editor.plain_text() == ANSWER
    assert not desk.draft_panel.editor.isReadOnly()


def test_an_answer_shows_decision_confidence_trace_and_cited_cards(desk, workbench):
    draft = desk.make_draft()
    assert draft.decision is Decision.ANSWER
    assert desk.draft_panel.decision.text() == "Answer"
    assert desk.draft_panel.confidence.text() == trust_words(draft)[0]
    assert "%" not in desk.draft_panel.confidence.text()
    assert workbench.status.trace.text().startswith("Ready after ")
    assert "policy_checker" in workbench.status.trace.toolTip()
    assert workbench.status.trace.toolTip().count("\n") == len(draft.trace) - 1
    tones = {card.n: card.property("cited") for card in desk.evidence.cards}
    assert tones[1] == "accent"
    assert set(tones.values()) <= {"accent", "", None}
    card = desk.evidence.cards[0]
    assert card.origin() == "Updated just now · refunds.md · version 2026-02 · valid since 1 Feb 2026"


def test_a_text_that_fails_the_check_is_replaced_by_the_documents_own_words(desk, generator):
    generator._answers.clear()
    generator.enqueue("You get 99 giraffes [1].")
    draft = desk.make_draft()
    assert "giraffes" not in desk.draft_panel.editor.plain_text()
    assert desk.draft_panel.editor.plain_text() == draft.text
    assert any("own sentences" in row.finding.message for row in desk.draft_panel.findings.rows)


def test_a_refusal_says_what_was_searched_and_shows_near_misses(desk):
    draft = desk.make_draft(UNRELATED)
    assert draft.decision is Decision.REFUSE
    assert desk.draft_panel.decision.text() == "Refusal"
    assert any("Searched" in row.finding.message for row in desk.draft_panel.findings.rows)
    assert [card.n for card in desk.evidence.cards] == [0] * len(draft.near_misses)
    assert all(card.property("cited") in {"", None} for card in desk.evidence.cards)


def test_escape_stops_a_draft_and_nothing_is_recorded(desk, generator, services, qtbot):
    generator.gates[0].clear()
    desk.begin()
    qtbot.waitUntil(lambda: bool(desk.evidence.cards))
    with qtbot.waitSignal(desk.drafting.stopped):
        desk.view.escape()
    assert "Stopped" in desk.draft_panel.notice.message.text()
    assert desk.view.ticket.draft_button.isVisible()
    assert list(services.log.entries()) == []
    assert desk.view.ticket.text.toPlainText() == TICKET.text


def test_a_dead_model_process_offers_to_try_again(desk, embedder, qtbot):
    embedder.dead = True
    with qtbot.waitSignal(desk.drafting.failed):
        desk.begin()
    notice = desk.draft_panel.notice
    assert notice.property("tone") == "bad"
    assert "process stopped" in notice.message.text()
    embedder.dead = False
    with qtbot.waitSignal(desk.drafting.drafted):
        notice.button.click()
    assert not notice.isVisible()


def test_a_failed_warm_up_is_said_and_can_be_repeated(workbench, window, qtbot):
    workbench._session.failed.emit(Failure("The model is missing.", retry=True))
    notice = workbench.draft_view.draft.notice
    assert notice.isVisible()
    assert notice.button.text() == "Start again"
    notice.button.click()
    assert not notice.isVisible()


@pytest.mark.parametrize(
    ("ticket", "as_of", "problem"), [("", "", "Paste the customer"), ("Hello there", "soon", "date is not one")]
)
def test_a_ticket_that_cannot_be_drafted_says_why(desk, ticket, as_of, problem):
    desk.view.ticket.show_ticket(Ticket(ticket))
    desk.view.ticket.as_of.setText(as_of)
    desk.view.ticket.draft_button.click()
    assert problem in desk.view.ticket.problem.text()
    assert not desk.drafting.running


def test_the_next_ticket_starts_from_an_empty_place(desk):
    desk.make_draft()
    desk.draft_panel.editor.append_text(" An edit whose check is still to come.")
    desk.view.ticket.clear_button.click()
    assert desk.view.ticket.text.toPlainText() == ""
    assert desk.draft_panel.editor.plain_text() == ""
    assert desk.evidence.cards == []
    assert not desk.draft_panel.accept.isEnabled()
    assert not desk.review._timer.isActive()
    assert desk.draft_panel.findings.rows == []


def test_fields_of_the_ticket_reach_the_pipeline(desk):
    desk.view.ticket.region.setText("DE")
    desk.view.ticket.product.setText("Team")
    desk.view.ticket.note.setText("The customer paid twice.")
    desk.view.ticket.as_of.setText("2026-03-01")
    desk.view.ticket.text.setPlainText("Hello")
    ticket = desk.view.ticket.ticket()
    assert (ticket.region, ticket.product, ticket.note) == ("DE", "Team", "The customer paid twice.")
    assert ticket.as_of.isoformat() == "2026-03-01"


@pytest.mark.expects_log("the model failed")
def test_a_model_that_dies_while_it_writes_is_said_and_the_draft_can_be_made_again(desk, generator, qtbot):
    generator.dead = True
    draft = desk.make_draft()
    assert draft.decision is Decision.ANSWER
    notice = desk.draft_panel.notice
    assert "language model stopped" in notice.message.text()
    generator.dead = False
    with qtbot.waitSignal(desk.drafting.drafted):
        notice.button.click()
    assert desk.draft_panel.editor.plain_text() == ANSWER
    assert not notice.isVisible()


def test_a_message_that_is_changed_under_its_draft_is_hinted_at(desk, qtbot):
    desk.make_draft()
    outdated = desk.draft_panel.outdated
    assert not outdated.isVisible()
    desk.view.ticket.text.appendPlainText("PS: it was a monthly plan.")
    assert outdated.isVisible()
    assert outdated.message.text() == tr(MESSAGE_CHANGED)
    desk.view.ticket.text.setPlainText(TICKET.text)
    assert not outdated.isVisible()
    desk.view.ticket.note.setText("The customer paid twice.")
    assert outdated.message.text() == tr(FIELDS_CHANGED)
    with qtbot.waitSignal(desk.drafting.drafted):
        outdated.button.click()
    assert not outdated.isVisible()
    assert desk.drafting.ticket.note == "The customer paid twice."


def test_what_is_typed_before_there_is_a_draft_is_hinted_at_by_nothing(desk):
    desk.view.ticket.text.setPlainText("One")
    desk.view.ticket.text.setPlainText("Two")
    assert not desk.draft_panel.outdated.isVisible()


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_buttons_below_a_draft_are_never_cut(theme, qtbot):
    window, panel = QWidget(), DraftPanel(theme)
    qtbot.addWidget(window)
    columns = QSplitter()
    QHBoxLayout(window).addWidget(columns)
    columns.addWidget(panel)
    columns.addWidget(QLabel("evidence"))
    buttons = (panel.copy_button, panel.accept, panel.reject, panel.escalate)
    for button in buttons:
        button.setText("In another language")
    window.resize(1200, 500)
    columns.setSizes([300, 900])
    with qtbot.waitExposed(window):
        window.show()
    qtbot.waitUntil(lambda: all(button.width() >= button.sizeHint().width() for button in buttons))
    assert all(button.icon().isNull() for button in buttons)
    window.resize(3000, 500)
    columns.setSizes([2000, 1000])
    qtbot.waitUntil(lambda: not any(button.icon().isNull() for button in buttons))
