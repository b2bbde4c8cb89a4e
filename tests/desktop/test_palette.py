"""The palette (Ctrl+K) and the list of keys (F1)."""

import pytest
from desktop_doubles import TICKET
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent

from citewell.application.sources.document_names import find_documents
from citewell.desktop.actions.declared import ACTIONS
from citewell.desktop.language.words import tr
from citewell.desktop.palette.controller import ranked
from citewell.desktop.palette.fuzzy import match_score
from citewell.desktop.palette.keys_page import key_groups
from citewell.desktop.palette.text import NOTHING, Kind
from citewell.desktop.palette.view import Choice
from citewell.desktop.places.rail import PLACES
from citewell.desktop.shell.workbench import DRAFT_PLACE, LOG_PLACE, SOURCES_PLACE
from citewell.desktop.widgets import announce

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)  # of dialogs, by the offscreen platform


@pytest.fixture
def palette(workbench):
    return workbench.palette_controller.palette


@pytest.fixture
def opened(palette, window, qtbot):
    qtbot.waitExposed(window)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert palette.isVisible()
    assert palette.words.hasFocus()
    return palette


def type_words(qtbot, palette, words):
    palette.words.clear()
    qtbot.keyClicks(palette.words, words)
    qtbot.wait(1)


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("copy", "Copy the draft", "How to copy"),
        ("dra", "Draft a cited reply", "Hydra manual"),
        ("gtf", "Go to Figures", "Target file"),
        ("draft copy", "Copy the draft", "Draft a cited reply"),
        ("refnd", "Refund policy", "Reading all your finances and documents"),
    ],
)
def test_what_is_meant_scores_higher(typed, better, worse):
    scores = [match_score(typed, name) for name in (better, worse)]
    assert scores[0] is not None
    assert scores[1] is None or scores[1] < scores[0]


def test_letters_that_stand_far_apart_are_no_match():
    assert match_score("refund", "Worn leather of our trainers and dust") is None
    assert match_score("", "Anything") == 0.0


def test_what_cannot_be_done_now_comes_last():
    can = Choice(Kind.ACTION, "Recopy all drafts", lambda: None)
    cannot = Choice(Kind.ACTION, "Copy", None)
    assert ranked("copy", [cannot, can]) == [can, cannot]


def test_an_action_is_found_and_done_by_enter(opened, workbench, desk, qtbot):
    opened.close_palette()
    desk.make_draft()
    desk.view.ticket.text.setFocus()
    workbench.palette_controller.open()
    type_words(qtbot, opened, "acc reply")
    assert opened.choices[0].text == ACTIONS["draft.accept"].does
    with qtbot.waitSignal(desk.draft_panel.outcome_wanted):
        qtbot.keyClick(opened.words, Qt.Key.Key_Return)
    assert opened.isHidden()


def test_an_action_of_another_place_goes_there_first(opened, workbench, qtbot):
    workbench.show_place(LOG_PLACE)
    workbench.palette_controller.open()
    type_words(qtbot, opened, "next ticket")
    assert (opened.choices[0].text, opened.choices[0].note) == (ACTIONS["draft.new"].does, "Draft")
    qtbot.keyClick(opened.words, Qt.Key.Key_Enter)
    assert workbench.draft_view.isVisible()
    assert workbench.draft_view.ticket.text.hasFocus()


def test_what_is_disabled_is_shown_as_such_and_not_done(opened, desk, qtbot):
    type_words(qtbot, opened, "copy the draft")
    assert opened.choices[0].run is None
    qtbot.keyClick(opened.words, Qt.Key.Key_Return)
    assert opened.isVisible()


def test_before_anything_is_typed_only_what_can_be_done_is_listed(opened):
    assert len(opened.choices) > len(PLACES)
    assert all(choice.run is not None for choice in opened.choices)
    assert opened.choices[0].note == "Draft"


@pytest.mark.parametrize("place", range(len(PLACES)), ids=[name.english for name, *_ in PLACES])
def test_every_place_is_reached(opened, workbench, qtbot, place):
    name = PLACES[place][0].english
    type_words(qtbot, opened, f"go to {name}")
    assert opened.choices[0].text == f"Go to {name}"
    opened.take()
    assert workbench.rail.places.currentIndex() == place


def test_a_document_is_found_by_its_letters_and_opened(opened, workbench, qtbot):
    type_words(qtbot, opened, "backps")
    qtbot.waitUntil(lambda: any(choice.kind is Kind.DOCUMENT for choice in opened.choices))
    (found,) = [choice for choice in opened.choices if choice.kind is Kind.DOCUMENT]
    assert found.note == "backups.md"
    with qtbot.waitSignal(workbench.sources_place.document_reader.shown):
        found.run()
    assert workbench.rail.places.currentIndex() == SOURCES_PLACE
    workbench.sources_place.document_reader.close_document()
    assert workbench.sources_view.isVisible()


def test_percent_signs_are_letters_like_others(indexed):
    assert find_documents(indexed.database, "%", 10) == ()
    assert [one.path for one in find_documents(indexed.database, "rf.md", 10)] == ["refunds.md"]


def test_a_recent_draft_is_gone_back_to(palette, desk, workbench, qtbot):
    desk.make_draft()
    desk.view.ticket.clear_button.click()
    qtbot.waitUntil(lambda: bool(workbench._session.working_drafts.others("")))
    workbench.show_place(LOG_PLACE)
    workbench.palette_controller.open()
    qtbot.waitUntil(lambda: any(choice.kind is Kind.DRAFT for choice in palette.choices))
    next(choice for choice in palette.choices if choice.kind is Kind.DRAFT).run()
    assert workbench.rail.places.currentIndex() == DRAFT_PLACE
    assert desk.view.ticket.text.toPlainText() == TICKET.text


def test_arrow_keys_move_and_what_is_chosen_is_announced(opened, qtbot, monkeypatch):
    heard = []

    class Heard(QAccessibleAnnouncementEvent):
        def __init__(self, widget, message):
            super().__init__(widget, message)
            heard.append(message)

    monkeypatch.setattr(announce, "QAccessibleAnnouncementEvent", Heard)
    type_words(qtbot, opened, "go to")
    total = len(opened.choices)
    assert heard[-1] == f"Go to Draft, Ctrl+1, place, 1 of {total}"
    qtbot.keyClick(opened.words, Qt.Key.Key_Down)
    assert opened.words.hasFocus()
    assert heard[-1] == f"{opened.choices[1].text}, Ctrl+2, place, 2 of {total}"
    qtbot.keyClick(opened.words, Qt.Key.Key_Up)
    qtbot.keyClick(opened.words, Qt.Key.Key_Up)
    assert opened.list.currentRow() == 0
    type_words(qtbot, opened, "qqqqq")
    assert heard[-1] == tr(NOTHING)


def test_escape_puts_it_away_and_the_keyboard_back(opened, workbench, desk, qtbot):
    opened.close_palette()
    desk.view.ticket.note.setFocus()
    workbench.palette_controller.open()
    qtbot.keyClick(opened.words, Qt.Key.Key_Escape)
    assert opened.isHidden()
    assert desk.view.ticket.note.hasFocus()


def test_leaving_the_field_puts_it_away(opened, desk):
    desk.view.ticket.text.setFocus()
    assert opened.isHidden()
    assert desk.view.ticket.text.hasFocus()


def test_it_stays_within_a_small_window(opened, workbench, window):
    window.resize(760, 440)
    opened.close_palette()
    workbench.palette_controller.open()
    assert window.rect().contains(opened.geometry())


def test_f1_lists_every_key_once_by_its_part_of_the_window(workbench, window, qtbot):
    qtbot.waitExposed(window)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    page = workbench.palette_controller.keys
    assert page.isVisible()
    shown = [line for _, lines in page.shown() for line in lines]
    with_keys = [one for one in ACTIONS.values() if one.keys]
    assert {does for _, does in shown} >= {one.does for one in with_keys} | {
        f"Go to {name.english}" for name, *_ in PLACES
    }
    assert ("Ctrl+Shift+C", "Copy the draft") in dict(page.shown())["Draft"]
    assert all(len(set(lines)) == len(lines) for _, lines in page.shown())
    page.words.setText("escalate")
    assert page.shown() == [("Draft", [("Ctrl+Shift+E", "Escalate to a colleague")])]
    page.words.setText("qqqq")
    assert page.shown() == []
    assert page.nothing.isVisible()


def test_groups_without_a_key_are_left_out():
    assert all(lines for _, lines in key_groups(()))
