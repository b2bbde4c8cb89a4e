"""How the window is for the keyboard and for screen readers, asked through Qt's accessibility interface."""

from dataclasses import replace

import pytest
from desktop_doubles import TICKET, UNRELATED
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QStyle, QStyleOptionViewItem, QTableView, QWidget

from citewell.desktop.drafts.mask_line import MaskLine
from citewell.desktop.log.past_draft_bar import PastDraftBar
from citewell.desktop.places.rail import PLACES
from citewell.desktop.privacy.view import DaysBox
from citewell.desktop.shell.window import SMALLEST
from citewell.desktop.shell.workbench import FIGURES_PLACE, LOG_PLACE, PRIVACY_PLACE
from citewell.desktop.widgets import announce
from citewell.desktop.widgets.date_field import DateField
from citewell.domain.drafts import Decision, Ticket


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def tab_order(start: QWidget) -> list[str]:
    """What Tab reaches from ``start`` on, once around the window."""
    names, widget = [spoken(start)], start.nextInFocusChain()
    while widget is not start:
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None
        if reached and widget.isVisible() and widget.isEnabled():
            names.append(spoken(widget))
        widget = widget.nextInFocusChain()
    return names


@pytest.fixture
def told(monkeypatch):
    """What a screen reader is told, and whether at once."""
    heard = []

    class Heard(QAccessibleAnnouncementEvent):
        def __init__(self, widget, message):
            super().__init__(widget, message)
            heard.append(self)

    monkeypatch.setattr(announce, "QAccessibleAnnouncementEvent", Heard)
    return heard


def test_tab_goes_from_the_ticket_to_draft_evidence_and_the_rail_last(desk, workbench, qtbot):
    desk.make_draft()
    qtbot.waitUntil(lambda: all(card.isVisible() for card in desk.evidence.cards))
    order = [name.split(":")[0] for name in tab_order(desk.view.ticket.text)]
    assert order == [
        *("Ticket", "Region", "Product", "As of date", "Fact for this reply", "Reply", "Summary", "CRM", "Draft"),
        *("Draft", "Copy", "How to copy", "Accept", "Reject", "Escalate"),
        *("Evidence 1", "Use this passage", "Not this one", "Evidence 2", "Use this passage", "Not this one"),
        *("How it was made", "Find an action, a place, a draft or a document", "Show all keys", "Network connections"),
        *("Draft", "Lock", "Theme", "List of tickets", "Recent tickets and drafts", "New"),
    ]
    desk.make_draft(replace(TICKET, text=f"{TICKET.text} Thank you."))
    qtbot.waitUntil(lambda: all(card.isVisible() for card in desk.evidence.cards))
    assert [name.split(":")[0] for name in tab_order(desk.view.ticket.text)] == order


def test_findings_come_between_the_text_and_the_buttons(desk, qtbot):
    desk.make_draft(UNRELATED)
    (row,) = desk.draft_panel.findings.rows
    qtbot.waitUntil(row.isVisible)
    order = tab_order(desk.view.ticket.text)
    at = order.index(spoken(row))
    assert (order[at - 1], order[at + 1]) == ("Draft", "Copy")


def test_the_places_are_tabs_of_which_one_is_chosen(workbench, qtbot):
    places = QAccessible.queryAccessibleInterface(workbench.rail.places)
    assert places.role() is QAccessible.Role.PageTabList
    tabs = [places.child(number) for number in range(len(PLACES))]
    assert {tab.role() for tab in tabs} == {QAccessible.Role.PageTab}
    assert [tab.text(QAccessible.Text.Name) for tab in tabs] == [name.english for name, _, _ in PLACES]
    workbench.show_place(LOG_PLACE)
    assert [bool(tab.state().selected) for tab in tabs].index(True) == LOG_PLACE


def test_the_arrow_keys_go_through_the_places_and_stay_there(workbench, qtbot, window):
    qtbot.waitExposed(window)
    workbench.rail.places.setFocus()
    qtbot.keyClick(workbench.rail.places, Qt.Key.Key_Down)
    assert workbench.sources_view.isVisible()
    assert workbench.rail.places.hasFocus()
    qtbot.mouseClick(
        workbench.rail.places,
        Qt.MouseButton.LeftButton,
        pos=workbench.rail.places.tabRect(PRIVACY_PLACE).center(),
    )
    assert workbench.privacy_view.isVisible()
    assert not workbench.rail.places.hasFocus()


def test_levels_are_one_of_several_and_no_boxes_to_tick(desk):
    roles = {QAccessible.queryAccessibleInterface(one).role() for one in desk.view.ticket.level.buttons.values()}
    assert roles == {QAccessible.Role.RadioButton}


def test_notices_findings_and_the_draft_are_announced(desk, told):
    desk.make_draft(UNRELATED)
    said = [event.message() for event in told]
    assert "Refusal" in said
    assert any(message.startswith("Note: Searched ") for message in said)
    told.clear()
    desk.draft_panel.notice.say("It stopped.", tone="bad")
    (event,) = told
    assert (event.message(), event.politeness()) == ("It stopped.", QAccessible.AnnouncementPoliteness.Assertive)
    assert spoken(desk.draft_panel.notice) == "It stopped."
    desk.draft_panel.notice.say("Saved.", tone="good")
    assert told[-1].politeness() is QAccessible.AnnouncementPoliteness.Polite


def test_what_loses_the_keyboard_gives_it_to_a_text_and_to_no_button(desk, workbench, qtbot, window):
    qtbot.waitExposed(window)
    desk.make_draft()
    desk.draft_panel.escalate.setFocus()
    desk.draft_panel.enable(copy=True, judge=False)
    assert desk.draft_panel.editor.hasFocus()
    notice = desk.draft_panel.notice
    notice.say("Look.", action="Do it")
    notice.button.setFocus()
    notice.dismiss()
    assert not isinstance(window.focusWidget(), QAbstractButton)
    workbench.show_place(PRIVACY_PLACE)
    workbench.privacy_view.check.setFocus()
    workbench.privacy_view.check.setEnabled(False)
    assert not isinstance(window.focusWidget(), QAbstractButton | QAbstractSpinBox)


def test_stopping_takes_the_keyboard_from_drafting_and_back(desk, qtbot, window):
    qtbot.waitExposed(window)
    panel = desk.view.ticket
    panel.draft_button.setFocus()
    panel.show_running(running=True)
    assert panel.stop_button.hasFocus()
    panel.show_running(running=False)
    assert panel.draft_button.hasFocus()


def test_escape_closes_the_question_for_a_hold(theme, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    bar = PastDraftBar(theme, page)
    page.show()
    bar.hold.setEnabled(True)
    bar.hold.click()
    assert bar.reason.isVisible()
    bar.reason.setFocus()
    qtbot.keyClick(bar.reason, Qt.Key.Key_Escape)
    assert not bar.reason.isVisible()


def test_a_notice_goes_with_its_page(workbench):
    workbench.show_place(PRIVACY_PLACE)
    workbench.privacy_view.notice.say("Receipt saved.", tone="good")
    workbench.show_place(LOG_PLACE)
    workbench.show_place(PRIVACY_PLACE)
    assert not workbench.privacy_view.notice.isVisible()


def test_an_escalation_is_said_once_and_escalating_comes_first(desk):
    desk.make_draft(Ticket("I will sue you. My lawyer will contact you tomorrow."))
    assert desk.drafting.draft.decision is Decision.ESCALATE
    assert desk.draft_panel.notice.message.text().startswith("A person answers this.")
    assert [row.finding.rule for row in desk.draft_panel.findings.rows if row.finding.rule == "escalate"] == []
    kinds = {name: getattr(desk.draft_panel, name).property("kind") for name in ("escalate", "copy_button")}
    assert kinds == {"escalate": "primary", "copy_button": "secondary"}
    desk.make_draft()
    assert desk.draft_panel.copy_button.property("kind") == "primary"
    assert desk.draft_panel.escalate.property("kind") == "quiet"


def test_the_menu_of_masked_values_has_its_heading(theme, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    line = MaskLine(theme, page)
    line.show_values([("EMAIL", "a@b.example")], ["Citewell"])
    shown = [(action.text(), action.isEnabled(), action.isSeparator()) for action in line.menu.actions()]
    assert shown == [
        ("This is no personal data", False, False),
        ("a@b.example  (e-mail address)", True, False),
        ("Never masked; mask again", False, False),
        ("Citewell", True, False),
    ]


def test_the_calendar_names_each_day_in_full(theme, qtbot):
    field, box = DateField(theme, "As of"), QWidget()
    qtbot.addWidget(field)
    qtbot.addWidget(box)
    calendar = field.calendar(box)
    calendar.resize(calendar.minimumSize().expandedTo(calendar.sizeHint()))
    box.show()
    table = calendar.findChild(QTableView)
    qtbot.waitUntil(calendar.isVisible)
    names = [table.model().index(0, column).data() for column in range(table.model().columnCount())]
    named = [(column, name) for column, name in enumerate(names) if name and not table.isColumnHidden(column)]
    assert [name for _, name in named] == [name for name in names if name][-7:]
    assert len(named) == 7
    for column, name in named:
        option = QStyleOptionViewItem()
        option.initFrom(table)
        option.rect = table.visualRect(table.model().index(0, column))
        option.text, option.features = name, QStyleOptionViewItem.ViewItemFeature.HasDisplay
        room = table.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, option, table)
        assert len(name) > 1
        assert table.fontMetrics().horizontalAdvance(name) <= room.width() - 4
    last = table.visualRect(table.model().index(table.model().rowCount() - 1, named[-1][0]))
    assert table.viewport().rect().contains(last)


@pytest.mark.parametrize("choice", ["light", "dark"])
def test_a_spin_box_has_an_edge(theme, qtbot, choice):
    theme.choose(choice)
    spin = DaysBox()
    qtbot.addWidget(spin)
    spin.show()
    image = spin.grab().toImage()
    edge = image.pixelColor(image.width() // 2, 0)
    assert edge == theme.colour("outline")
    assert spin.lineEdit().width() > spin.fontMetrics().horizontalAdvance(spin.text()) + 8


def test_run_stays_in_its_box_in_the_smallest_window(workbench, window, qtbot):
    window.resize(*SMALLEST)
    workbench.show_place(FIGURES_PLACE)
    workbench.figures_page.show_part(1)
    view = workbench.figures_view
    qtbot.waitUntil(view.run.isVisible)
    sheet = view.run.parentWidget()
    assert sheet.width() <= view.width()
    for widget in (view.run, view.compare, *view.modes.values()):
        assert sheet.rect().contains(widget.geometry())
        assert widget.width() >= widget.minimumSizeHint().width()
