import pytest
from desktop_doubles import TICKET
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit

from citewell.desktop.places.rail import PLACES
from citewell.desktop.runtime.session import CHECK, GOLDEN, STORE, STYLE
from citewell.desktop.shell.lock_page import LockKind, LockPage
from citewell.desktop.shell.offline_dialog import OfflineDialog
from citewell.desktop.shell.workbench import SOURCES_PLACE
from citewell.desktop.widgets.reason_dialog import ReasonDialog

INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView, QComboBox)
WHOLES = (QComboBox, QAbstractItemView, QLineEdit)
"""Widgets whose own parts (headers, pop-up lists, buttons of actions) are theirs to name."""


def is_part(widget):
    parent = widget.parent()
    while parent is not None:
        if isinstance(parent, WHOLES):
            return True
        parent = parent.parent()
    return False


def operated(root, *kinds):
    return [widget for kind in kinds for widget in root.findChildren(kind) if not is_part(widget)]


def unnamed(root):
    return [
        f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        for widget in operated(root, *INTERACTIVE)
        if not widget.accessibleName()
    ]


def test_everything_that_can_be_operated_has_a_name(desk, window):
    desk.make_draft()
    desk.draft_panel.notice.say("Something", action="Do it")
    assert "\n".join(unnamed(window)) == ""


@pytest.mark.parametrize("place", range(len(PLACES)), ids=[name.english for name, *_ in PLACES])
def test_everything_that_can_be_operated_on_a_page_has_a_name(workbench, window, qtbot, place):
    workbench.show_place(place)
    qtbot.waitUntil(lambda: not workbench._session.runner.busy & {STORE, STYLE, GOLDEN, CHECK})
    assert operated(window, *INTERACTIVE)
    assert "\n".join(unnamed(window)) == ""


def test_everything_that_can_be_operated_in_a_list_of_documents_has_a_name(workbench, window, qtbot):
    workbench.show_place(SOURCES_PLACE)
    workbench.sources_view.cards[0].documents_button.click()
    page = workbench.sources_place.documents_page
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.table.selectRow(0)
    qtbot.waitUntil(page.details.isVisible)
    assert "\n".join(unnamed(window)) == ""


@pytest.mark.parametrize("kind", LockKind)
def test_everything_that_can_be_operated_on_the_lock_has_a_name(qtbot, theme, kind):
    page = LockPage(theme, kind)
    qtbot.addWidget(page)
    assert operated(page, *INTERACTIVE)
    assert unnamed(page) == []


def test_everything_that_can_be_operated_in_a_dialog_has_a_name(qtbot, theme):
    for dialog in (ReasonDialog(theme, ["Words of a price list."]), OfflineDialog(theme)):
        qtbot.addWidget(dialog)
        assert operated(dialog, *INTERACTIVE)
        assert unnamed(dialog) == []


def test_everything_that_can_be_operated_can_be_reached_by_keyboard(desk, window):
    desk.make_draft()
    for button in operated(window, QAbstractButton):
        # Of buttons of which one is on, Tab reaches one and the arrow keys the others; Qt sees to that itself.
        together = button.group().buttons() if button.group() and button.group().exclusive() else [button]
        assert any(one.focusPolicy() & Qt.FocusPolicy.TabFocus for one in together), button.accessibleName()


def test_tab_goes_from_the_ticket_over_its_fields_to_the_draft(desk, window, qtbot):
    desk.make_draft()
    ticket = desk.view.ticket
    ticket.text.setFocus()
    seen = []
    for _ in range(12):
        seen.append(window.focusWidget())
        window.focusNextChild()
    order = [ticket.text, ticket.region, ticket.product, ticket.as_of, ticket.note, ticket.draft_button]
    assert [widget for widget in seen if widget in order] == order
    assert seen.index(ticket.draft_button) < seen.index(desk.draft_panel.editor)


@pytest.mark.parametrize(("key", "place"), [("1", 0), ("2", 1), ("3", 2)])
def test_places_have_keys(workbench, window, qtbot, key, place):
    qtbot.keyClick(window, getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.ControlModifier)
    assert workbench._places.currentIndex() == place
    assert workbench.rail.places.currentIndex() == place


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_and_return_drafts_from_within_the_ticket(desk, qtbot, key):
    desk.view.ticket.show_ticket(TICKET)
    desk.view.ticket.focus_text()
    with qtbot.waitSignal(desk.drafting.drafted):
        qtbot.keyClick(desk.view.ticket.text, key, Qt.KeyboardModifier.ControlModifier)
    assert desk.view.ticket.text.toPlainText() == TICKET.text


def test_three_columns_at_1280_and_evidence_below_in_a_narrow_window(desk, window, qtbot):
    desk.make_draft()
    window.resize(1280, 720)
    view = desk.view
    assert view.inner.orientation() == Qt.Orientation.Horizontal
    assert min(view.ticket.width(), view.evidence.width()) >= 240
    assert view.draft.width() >= 400
    window.resize(1000, 800)
    assert view.inner.orientation() == Qt.Orientation.Vertical
    assert view.evidence.mapTo(view, view.evidence.rect().topLeft()).y() > view.draft.height()
    window.resize(1280, 720)
    assert view.inner.orientation() == Qt.Orientation.Horizontal


def test_the_document_gets_half_of_the_room_and_gives_it_back(desk, qtbot):
    desk.make_draft()
    before = desk.view.inner.sizes()
    with qtbot.waitSignal(desk.evidence.document_shown):
        desk.draft_panel.editor.open_next_citation()
    assert desk.evidence.width() > before[1]
    desk.view.escape()
    assert desk.view.inner.sizes() == before


def test_connections_are_counted(workbench, qtbot):
    qtbot.waitUntil(lambda: workbench.status.connections.text() == "Offline: 0 connections")


def test_closing_the_window_cancels_a_draft_under_way(desk, window, generator, qtbot):
    generator.gates[0].clear()
    desk.begin()
    qtbot.waitUntil(lambda: bool(desk.evidence.cards))
    window.close()
    assert window._runner.wait(5)
