"""The window on a screen of 1366 x 768 at 150%: 911 x 512, of which the title bar takes some."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QScrollArea

from citewell.desktop.places.rail import PLACES
from citewell.desktop.widgets.controls import ThemedButton

ROOM = (911, 480)
LINES = 6


@pytest.fixture
def low(desk, window, qtbot):
    """The working place on that screen, with a draft of many lines and two findings."""
    window.resize(*ROOM)
    desk.make_draft()
    desk.add_text("\n\nIt costs 40 EUR.")
    assert len(desk.draft_panel.findings.rows) == 2
    return desk


def visible_lines(editor) -> int:
    """Lines of a text without end that are seen whole."""
    cursor = QTextCursor(editor.document())
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertText("\nline" * 40)
    editor.verticalScrollBar().setValue(editor.verticalScrollBar().maximum())
    height = editor.viewport().height()
    tops = {editor.cursorForPosition(QPoint(5, y)).position() for y in range(height)}
    return len(tops)


def outside(window) -> list[str]:
    """Buttons that are shown, but neither within the window nor on a page that scrolls up and down to them."""
    shown = [button for button in window.findChildren(ThemedButton) if button.isVisible()]
    return [one.accessibleName() for one in shown if not window.rect().contains(reached(one, window))]


def reached(button, window) -> QRect:
    """Where a button stands in the window, or in the scroll area that is around it where that is in the window."""
    place = QRect(button.mapTo(window, QPoint(0, 0)), button.size())
    around = button.parentWidget()
    while around is not window and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    if around is window:
        return place
    view = QRect(around.mapTo(window, QPoint(0, 0)), around.size())
    return QRect(QPoint(place.left(), view.top()), QPoint(place.right(), view.bottom()))


def test_six_lines_of_the_draft_are_seen_and_every_button_is_reached(low, window):
    assert (window.width(), window.height()) == ROOM
    assert outside(window) == []
    assert visible_lines(low.draft_panel.editor) >= LINES
    assert low.draft_panel.copy_button.isVisible()


def test_evidence_comes_when_it_is_asked_for_and_with_a_document(low, window, qtbot):
    view = low.view
    assert view.evidence_button.isVisible()
    assert not view.evidence.isVisible()
    view.evidence_button.click()
    assert view.evidence.isVisible()
    assert view.draft.isVisible()
    view.evidence_button.click()
    assert not view.evidence.isVisible()
    low.draft_panel.editor.open_next_citation()
    qtbot.waitUntil(view.evidence.isVisible)
    assert view.evidence.shows_document
    assert (window.width(), window.height()) == ROOM
    assert outside(window) == []
    view.escape()
    assert not view.evidence.isVisible()


def test_on_a_larger_screen_evidence_is_always_there(low, window):
    for width, height in ((1000, 720), (1280, 720)):
        window.resize(width, height)
        assert low.view.evidence.isVisible()
        assert not low.view.evidence_button.isVisible()


@pytest.mark.parametrize("place", range(len(PLACES)), ids=[name.english for name, *_ in PLACES])
def test_every_place_fits(workbench, window, qtbot, place):
    window.resize(*ROOM)
    workbench.show_place(place)
    qtbot.waitUntil(lambda: workbench.minimumSizeHint().width() <= ROOM[0])  # once the style is applied
    assert workbench.minimumSizeHint().height() <= ROOM[1]
    assert (window.width(), window.height()) == ROOM
    assert outside(window) == []
