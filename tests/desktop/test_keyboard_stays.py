"""The keyboard stays where it was given, whatever arrives in the window meanwhile."""

import pytest
from desktop_doubles import TICKET

from citewell.application.drafting.working_drafts import WorkingDraft, new_work
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import TaskRunner
from citewell.desktop.shell.window import MainWindow
from citewell.desktop.shell.workbench import DRAFT_PLACE, SETTINGS_PLACE, SOURCES_PLACE, TOPICS_PLACE
from citewell.domain.live.topics import Suggested, Suggestion

LEFT = WorkingDraft("left", "2026-01-01T00:00:00+00:00", "", new_work(TICKET, "left.txt"))


@pytest.fixture
def filled(indexed, theme, qtbot):
    """A window that was filled just now: what is indexed is still being read."""
    runner = TaskRunner()
    window = MainWindow(runner, theme)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.activateWindow()
    window.attach(Session(indexed, runner, theme, window))
    yield window
    window.close()
    assert runner.wait(5)


def arrived(workbench, qtbot):
    qtbot.waitUntil(lambda: workbench._working_place.currentWidget() is workbench.draft_view)


def test_the_ticket_has_the_keyboard_where_nobody_took_it(filled, qtbot):
    arrived(filled.workbench, qtbot)
    assert filled.focusWidget() is filled.workbench.draft_view.ticket.text


def test_it_stays_in_a_place_that_was_gone_to_before_the_sources_were_read(filled, qtbot):
    workbench = filled.workbench
    workbench.show_place(SETTINGS_PLACE)
    workbench.settings_view.words.setText("model")
    arrived(workbench, qtbot)
    assert filled.focusWidget() is workbench.settings_view.words
    workbench.show_place(DRAFT_PLACE)
    assert filled.focusWidget() is workbench.draft_view.ticket.text


@pytest.mark.parametrize("field", ["note", "region"])
def test_it_stays_in_a_field_when_what_was_left_open_comes_back(workbench, window, field):
    chosen = getattr(workbench.draft_view.ticket, field)
    chosen.setFocus()
    workbench.work.restore(LEFT)
    assert workbench.draft_view.ticket.text.toPlainText() == TICKET.text
    assert window.focusWidget() is chosen


def test_what_was_left_open_and_drafts_take_it_from_no_other_place(workbench, window, qtbot):
    workbench.show_place(SETTINGS_PLACE)
    workbench.work.restore(LEFT)
    assert window.focusWidget() is workbench.settings_view.words
    controller = workbench.draft_view.controller
    with qtbot.waitSignal(controller.run.drafted):
        controller.begin()
    assert window.focusWidget() is workbench.settings_view.words
    workbench.show_place(DRAFT_PLACE)
    with qtbot.waitSignal(controller.run.drafted):
        workbench.draft_view.ticket.draft_button.click()
    assert window.focusWidget() is workbench.draft_view.draft.editor
    workbench.show_place(SETTINGS_PLACE)
    controller.next_ticket()  # from the small window over other programs
    assert window.focusWidget() is workbench.settings_view.words


def test_it_stays_in_a_palette_that_was_opened_before_the_sources_were_read(filled, qtbot):
    controller = filled.workbench.palette_controller
    controller.open()
    arrived(filled.workbench, qtbot)
    assert filled.focusWidget() is controller.palette.words


def test_it_stays_where_it_is_when_the_first_documents_are_indexed(empty, window, services, kb, qtbot):
    empty.show_place(SOURCES_PLACE)
    field = empty.sources_view.words
    field.setFocus()
    empty.indexing.add(kb, "public")
    qtbot.waitUntil(lambda: not empty.is_first_start)
    assert window.focusWidget() is field


def test_groups_that_were_found_take_it_from_no_other_place(workbench, window):
    workbench.show_place(TOPICS_PLACE)
    found = Suggestion((Suggested(1, 3, ("refunds",), ("Where is my money?",)),), 3, 0)
    workbench.show_place(SETTINGS_PLACE)
    workbench.topics_view._show_groups(found)
    assert window.focusWidget() is workbench.settings_view.words
    workbench.show_place(TOPICS_PLACE)
    workbench.topics_view._show_groups(found)
    assert window.focusWidget() is workbench.topics_view.groups[0].field
