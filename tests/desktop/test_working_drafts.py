"""Nothing that was typed on the compose page is lost: by New, by another draft, by closing the window."""

import pytest
from desktop_doubles import ANSWER, TICKET
from PySide6.QtCore import Qt
from tests.support import with_models

from citewell.application.drafting.working_drafts import WorkingDrafts
from citewell.bootstrap.open_home import open_app
from citewell.desktop.language.choice import Speech
from citewell.desktop.runtime import work_controller
from citewell.desktop.runtime.session import STORE
from citewell.desktop.runtime.session_recovery import read_view
from citewell.desktop.shell import app
from citewell.domain.drafts import Ticket
from citewell.knowledge.ingest import IndexOptions

# by the offscreen platform, of menus and of the window of the program
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
EDITED = f"{ANSWER} Only I know this giraffe."


@pytest.fixture
def work(workbench):
    return workbench.work


@pytest.fixture
def edited(desk):
    """A draft on the page with a sentence of the agent's own."""
    desk.make_draft()
    desk.add_text(" Only I know this giraffe.")
    return desk


def stored(workbench, qtbot):
    qtbot.waitUntil(lambda: STORE not in workbench._session.runner.busy)
    return WorkingDrafts(workbench._session.services.database)


def recent(desk, qtbot):
    """The lines of the menu of recent drafts."""
    with qtbot.waitSignal(desk.view.parentWidget().window().workbench.work.recent_read):
        desk.view.ticket.recent.click()
    menu = desk.view.ticket.recent.menu_of_entries
    menu.close()
    return menu.actions()


def test_what_is_typed_is_saved_without_being_asked(edited, workbench, qtbot):
    qtbot.waitUntil(lambda: not workbench.work._timer.isActive(), timeout=10_000)
    kept = stored(workbench, qtbot).on_screen()
    assert kept.work["final"] == EDITED
    assert kept.work["ticket"]["text"] == TICKET.text


def test_new_is_undone_with_the_edits(edited, qtbot):
    draft = edited.drafting.draft
    edited.view.ticket.clear_button.click()
    assert edited.draft_panel.plain_text() == ""
    edited.draft_panel.notice.button.click()
    assert edited.draft_panel.plain_text() == EDITED
    assert edited.drafting.draft == draft
    assert edited.view.ticket.text.toPlainText() == TICKET.text


def test_undo_past_the_last_edit_brings_back_what_was_there(edited, qtbot):
    edited.view.ticket.clear_button.click()
    qtbot.keyClick(edited.view.ticket.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edited.draft_panel.plain_text() == EDITED


def test_a_draft_again_keeps_the_edits_and_undo_brings_them_back(edited, qtbot):
    with qtbot.waitSignal(edited.drafting.drafted):
        edited.view.ticket.draft_button.click()
    assert edited.draft_panel.plain_text() == ANSWER
    qtbot.keyClick(edited.draft_panel.editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edited.draft_panel.plain_text() == EDITED


def test_a_draft_again_offers_the_edits_that_it_took_the_place_of(edited, qtbot):
    with qtbot.waitSignal(edited.drafting.drafted):
        edited.view.ticket.draft_button.click()
    assert edited.draft_panel.notice.button.text() == "Bring them back"
    edited.draft_panel.notice.button.click()
    assert edited.draft_panel.plain_text() == EDITED


def test_a_draft_again_that_is_stopped_offers_the_draft_before(edited, generator, qtbot):
    generator.gates[0].clear()
    edited.view.ticket.draft_button.click()
    with qtbot.waitSignal(edited.drafting.stopped):
        edited.view.escape()
    edited.draft_panel.notice.button.click()
    assert edited.draft_panel.plain_text() == EDITED


def test_an_edit_is_undone_first_as_in_any_text(edited, qtbot):
    edited.view.ticket.clear_button.click()
    edited.view.ticket.text.insertPlainText("typed")
    qtbot.keyClick(edited.view.ticket.text, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert edited.view.ticket.text.toPlainText() == ""
    assert edited.draft_panel.plain_text() == ""


def test_recent_drafts_can_be_gone_back_to(edited, workbench, qtbot):
    edited.view.ticket.clear_button.click()
    edited.view.ticket.text.setPlainText("A second ticket, never drafted")
    edited.view.ticket.clear_button.click()
    second, first = recent(edited, qtbot)
    assert second.text().endswith(": A second ticket, never drafted")
    assert "Answer, edited: Can you return an annual plan" in first.text()
    first.trigger()
    assert edited.draft_panel.plain_text() == EDITED
    assert edited.review._draft is not None
    (left,) = recent(edited, qtbot)
    assert left.text().endswith(": A second ticket, never drafted")


def test_nothing_of_before_is_said(desk, qtbot):
    (only,) = recent(desk, qtbot)
    assert not only.isEnabled()


def test_a_draft_that_is_judged_is_put_away_without_a_word(desk, qtbot):
    desk.make_draft()
    with qtbot.waitSignal(desk.drafting.recorded):
        desk.draft_panel.accept.click()
    desk.draft_panel.notice.button.click()
    assert desk.drafting.draft is None
    assert not desk.draft_panel.notice.isVisible()


def test_what_is_erased_leaves_the_page_and_the_recent_ones(edited, workbench, services, qtbot):
    draft = edited.drafting.draft
    edited.view.ticket.clear_button.click()
    drafts = stored(workbench, qtbot)
    edited.view.controller.run.resume(TICKET, draft, None)
    with qtbot.waitSignal(workbench.log_view.controller.erased) as erased:
        workbench.log_view.controller.erase(draft.id)
    assert erased.args[0]["complete"]
    assert edited.drafting.draft is None
    assert edited.draft_panel.plain_text() == ""
    workbench.work.undo()
    assert edited.drafting.draft is None
    assert drafts.others("") == []


def test_the_page_is_there_again_after_the_window_was_closed(qtbot, qapp, services, models, kb, theme, monkeypatch):
    services.ingest.run(IndexOptions(kb))
    services.close()

    def open_with_fakes(home, *, sample=""):
        return open_app(home, scratch=True, choices=with_models(models)), ""

    monkeypatch.setattr(app, "open_home", open_with_fakes)
    monkeypatch.setattr(work_controller, "SAVE_MS", 1_000_000)  # only what closing keeps

    def start():
        program = app.Program(services.home, theme, Speech(qapp))
        qtbot.addWidget(program.window)
        program.begin()
        qtbot.waitUntil(lambda: program.window.workbench is not None, timeout=20_000)
        qtbot.waitUntil(lambda: not program.window.workbench.is_first_start, timeout=20_000)
        return program

    program = start()
    view = program.window.workbench.draft_view
    view.ticket.show_ticket(TICKET)
    with qtbot.waitSignal(view.controller.run.drafted, timeout=20_000):
        view.ticket.draft_button.click()
    view.draft.editor.append_text(" Only I know this giraffe.")
    before = read_view(view)
    program.window.close()
    program.close()
    program = start()
    again = program.window.workbench.draft_view
    qtbot.waitUntil(lambda: again.controller.run.draft is not None, timeout=20_000)
    assert again.draft.plain_text() == EDITED
    assert read_view(again) == before
    program.window.close()
    program.close()


def test_what_was_typed_before_it_was_read_stays(desk, work):
    desk.view.ticket.show_ticket(Ticket("Typed already"))
    kept = work.current[1] | {"ticket": {"text": "Of before", "region": "", "product": "", "note": ""}}
    work.restore(work_controller.WorkingDraft("one", "2026-01-01T00:00:00+00:00", "", kept))
    assert desk.view.ticket.text.toPlainText() == "Typed already"
