"""Questions before what cannot be taken back: they name their object, and are gone with it."""

from dataclasses import replace

import pytest
from desktop_doubles import TICKET

from citewell.desktop.shell.workbench import DRAFT_PLACE, LOG_PLACE, PRIVACY_PLACE, SOURCES_PLACE
from citewell.desktop.widgets.wording import shorten

FIRST = replace(TICKET, text=f"Alpha case. {TICKET.text}")
SECOND = replace(TICKET, text=f"Beta case. {TICKET.text}")


@pytest.fixture
def two_drafts(workbench, services, qtbot):
    """The log with two past drafts, the first of them chosen."""
    first, second = (services.drafting.draft(ticket).id for ticket in (FIRST, SECOND))
    workbench.show_place(LOG_PLACE)
    view = workbench.log_view
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    choose(view, first, qtbot)
    return view, first, second


def set_limit(view, days):
    spin = view.limits["keep_golden_days"]
    spin.setValue(days)
    spin.editingFinished.emit()


def choose(view, draft_id, qtbot):
    view.choose(draft_id)
    qtbot.waitUntil(lambda: view.entry.bar.erase.isEnabled() and view.chosen_id() == draft_id)


def test_the_question_before_an_erasure_names_the_draft(two_drafts):
    view, _, _ = two_drafts
    view.entry.bar.erase.click()
    assert "on “Alpha case. Can you return" in view.notice.message.text()
    assert "Erase the draft of " in view.notice.message.text()


def test_a_question_about_one_draft_is_gone_when_another_one_is_chosen(two_drafts, services, qtbot):
    view, first, second = two_drafts
    view.entry.bar.erase.click()
    choose(view, second, qtbot)
    assert not view.notice.isVisible()
    view.notice.button.click()
    view.entry.bar.erase.click()
    assert "on “Beta case." in view.notice.message.text()
    view.notice.button.click()
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    assert [entry.draft_id for entry in services.log.entries()] == [first]


def test_a_question_is_gone_when_its_page_is_left(two_drafts, workbench, services):
    view, _, _ = two_drafts
    view.entry.bar.erase.click()
    workbench.show_place(DRAFT_PLACE)
    workbench.show_place(LOG_PLACE)
    assert not view.notice.isVisible()
    view.notice.button.click()
    assert len(list(services.log.entries())) == 2


def test_a_question_stays_while_the_log_is_read_again(two_drafts, qtbot):
    view, _, _ = two_drafts
    view.entry.bar.erase.click()
    with qtbot.waitSignal(view.controller.listed):
        view.reload()
    assert view.notice.isVisible()


def test_the_question_before_a_source_is_forgotten_is_gone_with_its_page(workbench, services):
    workbench.show_place(SOURCES_PLACE)
    card = workbench.sources_view.cards[0]
    card.forget_button.click()
    assert "Forget kb?" in card.notice.message.text()
    workbench.show_place(LOG_PLACE)
    workbench.show_place(SOURCES_PLACE)
    assert not card.notice.isVisible()
    assert len(services.index.sources()) == 1


def test_the_question_before_retention_names_what_is_due_and_is_gone_with_another_limit(workbench, services, qtbot):
    with services.database.write() as connection:
        connection.execute("INSERT INTO golden_run VALUES ('old', '2020-01-01T00:00:00', '{}')")
    workbench.show_place(PRIVACY_PLACE)
    view = workbench.privacy_view
    qtbot.waitUntil(lambda: view.apply.text() == "Nothing is due")
    set_limit(view, 30)
    qtbot.waitUntil(lambda: view.apply.text() == "Apply now: 1 due")
    view.apply.click()
    assert "(saved golden runs: 1)" in view.notice.message.text()
    set_limit(view, 36_000)
    assert not view.notice.isVisible()
    assert services.golden_runs.names() == ["old"]


def test_a_copy_that_findings_block_is_asked_about_again_once_the_text_is_another(desk, qtbot):
    desk.make_draft()
    desk.add_text(" The fee is 99 EUR.")
    desk.draft_panel.copy_button.click()
    assert desk.draft_panel.notice.button.text() == "Copy anyway"
    desk.add_text(" And 98 EUR.")
    assert not desk.draft_panel.notice.isVisible()


def test_a_message_that_asks_nothing_stays(workbench):
    notice = workbench.draft_view.draft.notice
    notice.say("Saved.")
    notice.withdraw()
    assert notice.isVisible()
    notice.ask("Erase it?", action="Erase", on_action=lambda: None)
    notice.say("Saved.", action="Next", on_action=lambda: None)
    notice.withdraw()
    assert notice.isVisible()


def test_texts_are_cut_between_words():
    assert shorten("one two three", 13) == "one two three"
    assert shorten("one two three", 10) == "one two…"
    assert shorten("x" * 20, 10) == f"{'x' * 9}…"
