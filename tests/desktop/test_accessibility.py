"""Every page as a screen reader and a keyboard meet it, asked through Qt's accessibility interface."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from citewell.desktop.places.rail import PLACES
from citewell.desktop.runtime.session import CHECK, GOLDEN, PAGE, STORE, STYLE
from citewell.desktop.shell.workbench import SOURCES_PLACE

Role = QAccessible.Role
ROLES = (
    (QCheckBox, {Role.CheckBox}),
    (QPushButton, {Role.Button, Role.CheckBox, Role.RadioButton, Role.ButtonMenu}),
    (QAbstractSpinBox, {Role.SpinBox}),
    (QComboBox, {Role.ComboBox}),
    (QLineEdit, {Role.EditableText}),
    (QPlainTextEdit, {Role.EditableText}),
    (QTextEdit, {Role.EditableText}),
    (QAbstractItemView, {Role.Table, Role.List, Role.Tree}),
    (QTabBar, {Role.PageTabList}),
    (QProgressBar, {Role.ProgressBar}),
)
"""What each kind of widget may be announced as; the first that fits counts."""
WHOLES = (QComboBox, QAbstractItemView, QAbstractSpinBox, QLineEdit)
"""Widgets whose own parts (headers, pop-up lists, clear buttons) are theirs to name."""
ROW_SLACK = 12
"""Pixels by which the middles of what stands in one row may differ."""


def is_part(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, WHOLES):
            return True
        parent = parent.parentWidget()
    return False


def interactive(root: QWidget, *, hidden: bool) -> Iterator[tuple[QWidget, set[Role]]]:
    """What can be operated below ``root``, with the roles it may have."""
    for widget in root.findChildren(QWidget):
        if is_part(widget) or not (hidden or widget.isVisible()):
            continue
        roles = next((roles for kind, roles in ROLES if isinstance(widget, kind)), None)
        if roles is not None or widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            yield widget, roles or set(Role)


def told(widget: QWidget) -> str:
    """The name of ``widget``; that of a box to choose from is its value on Linux, where its label is a relation."""
    interface = QAccessible.queryAccessibleInterface(widget)
    if isinstance(widget, QComboBox):
        return widget.accessibleName()
    return interface.text(QAccessible.Text.Name)


def faults(root: QWidget, *, hidden: bool = True) -> list[str]:
    found = []
    for widget, roles in interactive(root, hidden=hidden):
        what = f"{type(widget).__name__} in {type(widget.parent()).__name__}"
        interface = QAccessible.queryAccessibleInterface(widget)
        if not told(widget).strip():
            found.append(f"{what}: no name")
        if interface.role() not in roles:
            found.append(f"{what} ({told(widget)}): {interface.role().name}")
    return found


def focus_stops(start: QWidget, inside: QWidget) -> list[QWidget]:
    """What Tab reaches within ``inside``, in the order of the window's focus chain from its first widget on."""
    stops, widget = [], start
    while True:
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if reached and widget.isVisible() and widget.isEnabled() and inside.isAncestorOf(widget):
            stops.append(widget)
        widget = widget.nextInFocusChain()
        if widget is start:
            return stops


def jumps(stops: list[QWidget], inside: QWidget) -> list[str]:
    """Steps of Tab that go back up within one column, or back to the left within one row."""
    places = [(one, one.mapTo(inside, QPoint(0, 0)), one.size()) for one in stops]
    found = []
    for (one, at, size), (other, then, next_size) in pairwise(places):
        middle, next_middle = at.y() + size.height() / 2, then.y() + next_size.height() / 2
        same_row = abs(middle - next_middle) <= ROW_SLACK
        same_column = at.x() < then.x() + next_size.width() and then.x() < at.x() + size.width()
        back = then.x() < at.x() if same_row else same_column and next_middle < middle
        if back:
            found.append(f"{told(one)} ({at.x()}, {at.y()}) to {told(other)} ({then.x()}, {then.y()})")
    return found


@pytest.fixture
def quiet(workbench, qtbot):
    def wait():
        qtbot.waitUntil(lambda: not workbench._session.runner.busy & {STORE, STYLE, GOLDEN, CHECK, PAGE})

    return wait


EVERY_PLACE = pytest.mark.parametrize("place", range(len(PLACES)), ids=[name.english for name, *_ in PLACES])


@EVERY_PLACE
def test_everything_on_a_page_has_a_name_and_the_right_role(workbench, quiet, place):
    workbench.show_place(place)
    quiet()
    page = workbench._places.currentWidget()
    assert len(list(interactive(page, hidden=True))) >= 2
    assert faults(page) == []


def test_a_draft_with_its_evidence_has_names_and_roles(desk, workbench, qtbot):
    desk.make_draft()
    qtbot.waitUntil(lambda: all(card.isVisible() for card in desk.evidence.cards))
    assert faults(workbench) == []


def test_the_documents_of_a_source_have_names_and_roles(workbench, qtbot, quiet):
    workbench.show_place(SOURCES_PLACE)
    workbench.sources_view.cards[0].documents_button.click()
    page = workbench.sources_place.documents_page
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    page.table.selectRow(0)
    qtbot.waitUntil(page.details.isVisible)
    assert faults(page) == []
    with qtbot.waitSignal(workbench.sources_place.document_reader.shown):
        page.open_document()
    assert faults(workbench.sources_place.document_reader) == []


def test_a_widget_without_a_name_or_with_a_wrong_role_is_found(qtbot, monkeypatch):
    page = QWidget()
    qtbot.addWidget(page)
    QLineEdit(page)
    assert faults(page) == ["QLineEdit in QWidget: no name"]
    QPushButton("Reply", page)
    assert len(faults(page)) == 1
    monkeypatch.setattr(f"{__name__}.ROLES", ((QPushButton, {Role.Link}),))
    assert faults(page) == ["QLineEdit in QWidget: no name", "QPushButton in QWidget (Reply): Button"]


@EVERY_PLACE
def test_tab_goes_through_a_page_from_its_top_to_its_end(workbench, window, qtbot, quiet, place):
    qtbot.waitExposed(window)
    workbench.show_place(place)
    quiet()
    page = workbench._places.currentWidget()
    stops = focus_stops(workbench.rail.places, page)
    assert stops
    assert jumps(stops, page) == []


def test_tab_goes_through_a_draft_from_its_top_to_its_end(desk, window, workbench, qtbot):
    desk.make_draft()
    qtbot.waitUntil(lambda: all(card.isVisible() for card in desk.evidence.cards))
    stops = focus_stops(desk.view.ticket.text, desk.view)
    head = {desk.view.ticket.recent, desk.view.ticket.clear_button}  # last, so that Tab comes to the message first
    assert set(stops[-2:]) == head
    assert jumps([one for one in stops if one not in head], desk.view) == []


def test_a_jump_is_found(qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    first, second, third = (QLineEdit(page) for _ in range(3))
    for field, place in ((first, (0, 60)), (second, (0, 0)), (third, (200, 0))):
        field.setAccessibleName(f"at {place}")
        field.move(*place)
    page.show()
    assert [one.split(" to ")[0] for one in jumps([first, second, third], page)] == ["at (0, 60) (0, 60)"]
    assert jumps([second, third, first], page) == []
    assert len(jumps([third, second], page)) == 1


def test_only_buttons_that_are_pressed_again_and_again_are_announced_as_boxes(workbench):
    """A button that stays on is a box to tick, one of several a radio button; nothing else is either."""
    for widget, _ in interactive(workbench, hidden=True):
        if isinstance(widget, QAbstractButton) and not isinstance(widget, QCheckBox):
            role = QAccessible.queryAccessibleInterface(widget).role()
            several = widget.autoExclusive() or (widget.group() is not None and widget.group().exclusive())
            wanted = Role.RadioButton if several else Role.CheckBox if widget.isCheckable() else None
            assert role is wanted if wanted else role in {Role.Button, Role.ButtonMenu}, widget.accessibleName()
