"""Tickets as a list beside the one on the page: added, gone through by key, kept over a restart."""

import json
import os
from email.message import EmailMessage

import pytest
from desktop_doubles import ANSWER, TICKET
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QFontMetrics, QGuiApplication
from PySide6.QtTest import QTest

from citewell.application.drafting.working_drafts import TicketState, WaitingTicket, WorkingDrafts
from citewell.desktop.drafts.text import files_words
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import INBOX, STORE
from citewell.desktop.tickets.delegate import lines_of
from citewell.desktop.tickets.text import NO_NEXT, NOTHING_NEW, STATES, title_words
from citewell.domain.drafts import AttachedFile
from citewell.settings.options import load_options

WAIT_MS = 60_000
"""Long enough for a machine under load."""

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
OTHERS = ("Do you make backups each night?", "Where is the giraffe?")


@pytest.fixture
def listing(workbench):
    return workbench.draft_view.tickets


def settle(workbench, qtbot):
    qtbot.waitUntil(lambda: workbench._session.runner.busy.isdisjoint({STORE, INBOX}), timeout=WAIT_MS)


def give(workbench, qtbot, *texts):
    for text in texts:
        before = len(workbench.draft_view.tickets.model.tickets)
        workbench.draft_view.tickets.text_given.emit(text)
        qtbot.waitUntil(lambda before=before: len(workbench.draft_view.tickets.model.tickets) > before, timeout=WAIT_MS)
    settle(workbench, qtbot)


def states(listing):
    return [one.state for one in listing.model.tickets]


def press(qtbot, workbench, key, modifiers=Qt.KeyboardModifier.AltModifier):
    QTest.keyClick(workbench.window().focusWidget(), key, modifiers)


def page(workbench):
    return workbench.draft_view.ticket.text.toPlainText()


def go(workbench, qtbot, key, text):
    workbench.window().activateWindow()
    press(qtbot, workbench, key)
    qtbot.waitUntil(lambda: page(workbench) == text, timeout=WAIT_MS)


def test_files_that_were_not_read_for_one_reason_are_told_together():
    files = [AttachedFile("a.txt", "A"), *(AttachedFile(f"{n}.txt", problem="holds no file") for n in (1, 2))]
    assert files_words(files) == "Came with it: a.txt. Not read: 1.txt and 2.txt (holds no file)."
    assert files_words(files[1:]) == "Not read: 1.txt and 2.txt (holds no file)."
    assert files_words(files[:2]) == "Came with it: a.txt, 1.txt (not read: holds no file)"


def drop_on(widget, *files):
    """Drag files of this computer over a widget and let them go."""
    data = files_data(*files)
    buttons = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    over = QDragEnterEvent(QPoint(9, 9), Qt.DropAction.CopyAction, data, *buttons)
    QGuiApplication.sendEvent(widget, over)
    assert over.isAccepted()
    QGuiApplication.sendEvent(widget, QDropEvent(QPoint(9, 9).toPointF(), Qt.DropAction.CopyAction, data, *buttons))


def files_data(*files):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    return data


def watch_for(listing, mail):
    os.utime(mail, (1, 1))
    listing.folder_chosen.emit(str(mail.parent))


WAYS_IN = {
    "opened": lambda view, mail: view.tickets.files_given.emit([mail]),
    "watched": lambda view, mail: watch_for(view.tickets, mail),
    "dropped on the list": lambda view, mail: drop_on(view.tickets, mail),
    "dropped on the box": lambda view, mail: drop_on(view.ticket.text.viewport(), mail),
    "dropped on the page": lambda view, mail: drop_on(view.ticket, mail),
    "pasted": lambda view, mail: view.ticket.text.insertFromMimeData(files_data(mail)),
}


@pytest.mark.parametrize("way", WAYS_IN)
def test_files_stay_with_the_message_that_they_came_with(workbench, listing, qtbot, tmp_path, way):
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@x.example", "My label"
    mail.set_content("Where is the parcel of this label?")
    mail.add_attachment(b"Label number 5512", maintype="text", subtype="plain", filename="label.txt")
    mail.add_attachment(b"x", maintype="image", subtype="heic", filename="photo.heic")
    path = tmp_path / "mails" / "a.eml"
    path.parent.mkdir()
    path.write_bytes(mail.as_bytes())
    WAYS_IN[way](workbench.draft_view, path)
    if way == "watched":
        qtbot.waitUntil(lambda: bool(listing.model.tickets), timeout=WAIT_MS)
        listing.opened.emit(listing.model.tickets[0])
    panel = workbench.draft_view.ticket
    qtbot.waitUntil(lambda: bool(panel.attached), timeout=WAIT_MS)
    assert [file.text for file in panel.ticket().attached] == ["Label number 5512", ""]
    assert panel.files.text() == "Came with it: label.txt, photo.heic (not read: no known kind of file)"
    assert panel.files.isVisibleTo(panel)
    give(workbench, qtbot, OTHERS[0])
    went = panel.text.toPlainText()
    panel.text.setPlainText(OTHERS[0])  # pasted over it
    assert panel.ticket().attached == ()
    assert not panel.files.isVisibleTo(panel)
    panel.text.setPlainText(went)
    assert len(panel.ticket().attached) == 2
    go(workbench, qtbot, Qt.Key.Key_Down, OTHERS[0])
    assert panel.ticket().attached == ()
    go(workbench, qtbot, Qt.Key.Key_Up, went)
    assert len(panel.ticket().attached) == 2
    settle(workbench, qtbot)


def test_the_first_ticket_that_is_given_is_put_on_the_empty_page_and_the_list_opens(workbench, listing, qtbot):
    assert not listing.isVisible()
    give(workbench, qtbot, TICKET.text)
    qtbot.waitUntil(lambda: page(workbench) == TICKET.text, timeout=WAIT_MS)
    give(workbench, qtbot, OTHERS[0])
    assert page(workbench) == TICKET.text
    assert listing.isVisible()
    assert listing.count.text() == "2 open"
    assert listing.rows.currentIndex().row() == 0


def test_dropped_files_and_pasted_text_are_tickets(workbench, listing, tmp_path, qtbot):
    file = tmp_path / "tickets.jsonl"
    file.write_text("\n".join(json.dumps({"ticket": text, "subject": "Mail"}) for text in OTHERS))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPoint(9, 9).toPointF(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    listing.dropEvent(event)
    qtbot.waitUntil(lambda: len(listing.model.tickets) == 2, timeout=WAIT_MS)
    assert "2 tickets added" in listing.notice.message.text()
    QGuiApplication.clipboard().setText(TICKET.text)
    workbench.draft_view.show_list(shown=True)
    QTest.keyClick(listing.rows, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(listing.model.tickets) == 3, timeout=WAIT_MS)
    listing.dropEvent(event)
    qtbot.waitUntil(lambda: listing.notice.message.text() == tr(NOTHING_NEW), timeout=WAIT_MS)


@pytest.mark.parametrize("place", ["box", "panel"])
def test_a_mail_that_is_dropped_on_the_page_is_the_ticket_and_what_was_there_is_kept(
    workbench, listing, tmp_path, qtbot, place
):
    panel = workbench.draft_view.ticket
    panel.text.setPlainText(OTHERS[1])
    mail = tmp_path / "mail.eml"
    mail.write_text(f"From: a@b.example\nSubject: Backups\nContent-Type: text/plain\n\n{OTHERS[0]}\n")
    target = panel.text.viewport() if place == "box" else panel
    drop_on(target, mail)
    qtbot.waitUntil(lambda: OTHERS[0] in page(workbench), timeout=WAIT_MS)
    assert "mail.eml" not in page(workbench)
    settle(workbench, qtbot)
    workbench.draft_view.controller.next_ticket()
    settle(workbench, qtbot)
    drop_on(target, mail)  # it is in the list already: it is gone to
    qtbot.waitUntil(lambda: OTHERS[0] in page(workbench), timeout=WAIT_MS)
    settle(workbench, qtbot)
    assert sorted(one.text.strip().split()[-1] for one in listing.model.tickets) == ["giraffe?", "night?"]


def test_a_file_that_is_no_ticket_says_so_where_it_was_dropped(workbench, tmp_path, qtbot):
    panel = workbench.draft_view.ticket
    empty = tmp_path / "empty.txt"
    empty.write_text("  ")
    drop_on(panel.text.viewport(), empty)
    qtbot.waitUntil(panel.problem.isVisible, timeout=WAIT_MS)
    assert "empty.txt holds no words" in panel.problem.text()


def test_next_and_previous_by_key_keep_what_was_typed(workbench, listing, qtbot):
    give(workbench, qtbot, TICKET.text, *OTHERS)
    qtbot.waitUntil(lambda: page(workbench) == TICKET.text, timeout=WAIT_MS)
    workbench.draft_view.ticket.note.setText("The customer paid twice.")
    go(workbench, qtbot, Qt.Key.Key_Down, OTHERS[0])
    assert workbench.draft_view.ticket.note.text() == ""
    go(workbench, qtbot, Qt.Key.Key_Down, OTHERS[1])
    press(qtbot, workbench, Qt.Key.Key_Down)
    assert listing.notice.message.text() == tr(NO_NEXT)
    go(workbench, qtbot, Qt.Key.Key_Up, OTHERS[0])
    go(workbench, qtbot, Qt.Key.Key_Up, TICKET.text)
    assert workbench.draft_view.ticket.note.text() == "The customer paid twice."
    assert len(listing.model.tickets) == 3


def test_each_ticket_shows_what_became_of_it_and_the_next_open_one_follows(workbench, desk, listing, qtbot):
    give(workbench, qtbot, TICKET.text, OTHERS[0])
    qtbot.waitUntil(lambda: page(workbench) == TICKET.text, timeout=WAIT_MS)
    with qtbot.waitSignal(desk.drafting.drafted, timeout=WAIT_MS):
        desk.view.ticket.draft_button.click()
    qtbot.waitUntil(lambda: states(listing)[0] is TicketState.DRAFTED, timeout=WAIT_MS)
    desk.draft_panel.copy_button.click()
    qtbot.waitUntil(lambda: states(listing)[0] is TicketState.COPIED, timeout=WAIT_MS)
    assert listing.count.text() == "1 open"
    with qtbot.waitSignal(desk.drafting.recorded, timeout=WAIT_MS):
        desk.draft_panel.escalate.click()
    qtbot.waitUntil(lambda: states(listing)[0] is TicketState.ESCALATED, timeout=WAIT_MS)
    spoken = listing.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(f"{tr(STATES[TicketState.ESCALATED][0])}, Can you return")
    desk.draft_panel.notice.button.click()  # next ticket
    qtbot.waitUntil(lambda: page(workbench) == OTHERS[0], timeout=WAIT_MS)


def test_a_draft_again_is_the_same_line_and_the_one_before_is_kept(workbench, desk, listing, qtbot):
    give(workbench, qtbot, TICKET.text)
    qtbot.waitUntil(lambda: page(workbench) == TICKET.text, timeout=WAIT_MS)
    with qtbot.waitSignal(desk.drafting.drafted, timeout=WAIT_MS):
        desk.view.ticket.draft_button.click()
    desk.add_text(" Only I know this giraffe.")
    with qtbot.waitSignal(desk.drafting.drafted, timeout=WAIT_MS):
        desk.view.ticket.draft_button.click()
    settle(workbench, qtbot)
    workbench.tickets.reload()
    settle(workbench, qtbot)
    assert len(listing.model.tickets) == 1
    ticket_id = workbench.work.current[0]
    workbench.work.undo()
    assert desk.draft_panel.plain_text() == f"{ANSWER} Only I know this giraffe."
    assert workbench.work.current[0] == ticket_id
    workbench.work.undo()
    assert desk.draft_panel.plain_text() == ANSWER
    assert len(listing.model.tickets) == 1


def test_what_is_taken_off_can_be_put_back(workbench, listing, qtbot):
    give(workbench, qtbot, TICKET.text, OTHERS[0])
    qtbot.waitUntil(lambda: page(workbench) == TICKET.text, timeout=WAIT_MS)
    listing.rows.setCurrentIndex(listing.model.index(1))
    QTest.keyClick(listing.rows, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(listing.model.tickets) == 1, timeout=WAIT_MS)
    listing.notice.button.click()
    qtbot.waitUntil(lambda: len(listing.model.tickets) == 2, timeout=WAIT_MS)
    listing.rows.setCurrentIndex(listing.model.index(0))
    QTest.keyClick(listing.rows, Qt.Key.Key_Delete)  # the one on the page
    qtbot.waitUntil(lambda: len(listing.model.tickets) == 1, timeout=WAIT_MS)
    assert page(workbench) == ""


def test_a_list_is_there_again_after_a_restart(workbench, listing, services, qtbot):
    give(workbench, qtbot, TICKET.text, *OTHERS)
    drafts = WorkingDrafts(services.database)
    again = drafts.tickets("9999")
    assert [one.text for one in again] == [TICKET.text, *OTHERS]
    assert {one.state for one in again} == {TicketState.NEW}


def test_a_watched_folder_fills_the_list_and_is_remembered(workbench, listing, services, tmp_path, qtbot):
    folder = tmp_path / "inbox"
    folder.mkdir()
    file = folder / "a.txt"
    file.write_text(TICKET.text)

    os.utime(file, (1, 1))
    listing.folder_chosen.emit(str(folder))
    qtbot.waitUntil(lambda: len(listing.model.tickets) == 1, timeout=WAIT_MS)
    assert listing.model.tickets[0].name == "a.txt"
    assert listing.watch.isChecked()
    qtbot.waitUntil(services.home.settings.exists, timeout=WAIT_MS)
    assert load_options(services.home.settings).inbox == str(folder)
    workbench.tickets.look()
    settle(workbench, qtbot)
    assert len(listing.model.tickets) == 1
    listing.folder_chosen.emit("")
    assert not workbench.tickets._timer.isActive()


def test_a_watched_folder_that_is_gone_is_said_once(workbench, listing, tmp_path, qtbot):
    listing.folder_chosen.emit(str(tmp_path / "gone"))
    qtbot.waitUntil(lambda: "no folder" in listing.notice.message.text(), timeout=WAIT_MS)
    assert not workbench.tickets._timer.isActive()


def test_a_ticket_with_earlier_messages_is_shown_as_a_thread(workbench, desk, qtbot):
    thread = "It does not open.\n\nOn 2026-11-18 10:20, an agent wrote:\n> I attach it."
    panel = workbench.draft_view.ticket
    give(workbench, qtbot, thread)
    qtbot.waitUntil(lambda: page(workbench) == thread, timeout=WAIT_MS)
    assert panel.thread_view.isVisible()
    assert not panel.text.isVisible()
    assert [(one.side, one.text) for one in panel.thread_view.messages] == [
        ("customer", "It does not open."),
        ("agent", "I attach it."),
    ]
    assert panel.thread_button.text() == "1 earlier message"
    panel.thread_button.click()
    assert panel.text.isVisible()
    assert panel.ticket().text == thread
    panel.text.setPlainText("Hello?")
    assert panel.thread_button.isHidden()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hello,\n\nwe bought the annual plan.", "We bought the annual plan."),
        ("Dear support team, where is my parcel?", "Where is my parcel?"),
        ("Hi there - what does Team cost?", "What does Team cost?"),
        ("Hi", "Hi"),
        ("Hello, ", "Hello,"),
        ("Highly unusual, this bill.", "Highly unusual, this bill."),
    ],
)
def test_a_title_leaves_the_greeting_out(text, title):
    assert title_words(WaitingTicket("1", "2026-11-20T10:00:00Z", text, TicketState.NEW, "", "")) == title


def test_a_subject_is_the_title():
    ticket = WaitingTicket("1", "2026-11-20T10:00:00Z", "Hello, all", TicketState.NEW, "", "Hello, about invoice 3")
    assert title_words(ticket) == "Hello, about invoice 3"


def test_a_long_title_has_two_lines_and_loses_no_word(listing):
    text = "We bought the annual plan last week and would like to know whether it can be returned"
    font = listing.font()
    first, second = lines_of(text, font, 200)
    assert f"{first} {second}" == text
    assert QFontMetrics(font).horizontalAdvance(first) <= 200
    assert lines_of("Refund?", font, 200) == ["Refund?"]
