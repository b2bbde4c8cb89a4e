from dataclasses import replace

import pytest
from desktop_doubles import TICKET
from tests.support import log_draft

from citewell.desktop.language.words import tr
from citewell.desktop.log import controller
from citewell.desktop.log.text import EMPTY, LOADING, NOT_FOUND
from citewell.desktop.shell.workbench import LOG_PLACE
from citewell.domain.drafts import Decision, Draft, ModelUse, Ticket


def cell(view, row: int, column: int) -> str:
    return str(view.model.data(view.model.index(row, column)))


def chosen(view) -> str:
    return view.entry.ticket.toPlainText()


@pytest.fixture
def kept(services):
    """Nine past drafts."""
    for number in range(9):
        model = ModelUse("m", "s", "f", "h")
        draft = Draft(f"d{number}", Decision.ANSWER, f"Text {number}", (), (), 0.5, (), (), model, "reply-1")
        log_draft(services.log, Ticket(f"Ticket {number}"), draft)


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(controller, "PAGE", 4)


def test_past_drafts_are_listed_and_shown_read_only(desk, workbench, qtbot):
    desk.make_draft(replace(TICKET, text=f"{TICKET.text} Write to me@example.org."))
    with qtbot.waitSignal(desk.drafting.recorded):
        desk.draft_panel.accept.click()
    workbench.show_place(LOG_PLACE)
    view = workbench.log_view
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    assert cell(view, 0, 1) == "Answer"
    assert cell(view, 0, 2) == "Accepted"
    assert "<EMAIL_1>" in cell(view, 0, 3)
    qtbot.waitUntil(lambda: "<EMAIL_1>" in chosen(view))
    assert view.entry.draft.isReadOnly()
    assert "within 14 days" in view.entry.draft.plain_text()
    assert "refunds.md" in view.entry.sources.toPlainText()
    view.reveal.click()
    qtbot.waitUntil(lambda: "me@example.org" in chosen(view))
    assert "me@example.org" in cell(view, 0, 3)


def test_an_empty_log_says_so_once_it_is_known(empty, qtbot):
    view = empty.log_view
    empty.show_place(LOG_PLACE)
    assert view._empty.text() == tr(LOADING)
    qtbot.waitUntil(lambda: view._empty.text() == tr(EMPTY))
    assert not view.entry.isVisible()
    assert not view.table.isVisible()


def test_a_page_is_read_when_the_reader_comes_to_the_end(small_pages, kept, empty, qtbot):
    view = empty.log_view
    view.table.setFixedHeight(90)  # two rows, so that the view asks for no more by itself
    empty.show_place(LOG_PLACE)
    qtbot.waitUntil(lambda: view.counted.text() == "9 drafts")
    assert view.model.rowCount() == 4
    assert cell(view, 0, 3) == "Ticket 8"
    for rows in (8, 9):
        qtbot.waitUntil(lambda: view.model.canFetchMore(view.table.rootIndex()))
        view.table.scrollToBottom()
        qtbot.waitUntil(lambda: view.model.rowCount() == rows)  # noqa: B023  waited for in this turn
    assert not view.model.canFetchMore(view.table.rootIndex())
    assert [cell(view, row, 3) for row in range(9)] == [f"Ticket {number}" for number in range(8, -1, -1)]


def test_what_was_read_and_chosen_stays_after_a_change(small_pages, kept, empty, qtbot):
    view = empty.log_view
    view.table.setFixedHeight(90)
    empty.show_place(LOG_PLACE)
    qtbot.waitUntil(lambda: view.model.canFetchMore(view.table.rootIndex()))
    view.table.scrollToBottom()
    qtbot.waitUntil(lambda: view.model.rowCount() == 8)
    view.choose("d2")
    qtbot.waitUntil(lambda: chosen(view) == "Ticket 2")
    view.entry.bar.hold_wanted.emit("A court asks.")
    qtbot.waitUntil(lambda: "A court asks." in view.entry.bar.standing.text())
    assert view.model.rowCount() >= 8
    assert view.table.currentIndex().row() == view.model.place_of("d2")


def test_words_narrow_the_list(kept, empty, qtbot):
    view = empty.log_view
    empty.show_place(LOG_PLACE)
    qtbot.waitUntil(lambda: view.model.rowCount() == 9)
    view.words.setText("TEXT 7")
    qtbot.waitUntil(lambda: view.counted.text() == "1 found")
    qtbot.waitUntil(lambda: chosen(view) == "Ticket 7")
    view.words.setText("nowhere")
    qtbot.waitUntil(lambda: view._empty.text() == tr(NOT_FOUND))
    assert not view.entry.isVisible()
    view.words.clear()
    qtbot.waitUntil(lambda: view.counted.text() == "9 drafts")
    assert not view._empty.isVisible()


def test_a_draft_that_is_not_listed_can_be_shown(small_pages, kept, empty, qtbot):
    view = empty.log_view
    view.table.setFixedHeight(90)
    empty.show_place(LOG_PLACE)
    qtbot.waitUntil(lambda: chosen(view) == "Ticket 8")
    view.choose("d0")
    qtbot.waitUntil(lambda: chosen(view) == "Ticket 0")
    assert not view.table.currentIndex().isValid()


def test_nothing_can_be_done_with_a_draft_that_is_not_on_screen_yet(kept, empty, qtbot):
    view = empty.log_view
    empty.show_place(LOG_PLACE)
    qtbot.waitUntil(view.entry.bar.erase.isEnabled)
    view.choose("d3")
    assert not view.entry.bar.erase.isEnabled()
    assert not view.entry.bar.hold.isEnabled()
    qtbot.waitUntil(view.entry.bar.erase.isEnabled)
    assert chosen(view) == "Ticket 3"
