"""Drafting from any program: what is copied becomes a draft in a small window, and Enter takes it away again."""

import pytest
from desktop_doubles import ANSWER, TICKET, UNRELATED
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtTest import QTest

from citewell.desktop.anywhere import controller as anywhere_controller
from citewell.desktop.anywhere.controller import Anywhere
from citewell.desktop.anywhere.text import NO_INDEX, NO_KEY_HERE, NOTHING, ON_PAGE, WAITING, WAYLAND
from citewell.desktop.anywhere.x11_key import CONTROL, MOD1, MOD4, SHIFT, read_keys
from citewell.desktop.language.words import tr
from citewell.pipeline.generation.citations import strip_marks

WAIT_MS = 60_000
"""Long enough for a machine under load."""

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
CONTROL_KEY, PLAIN = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
MOST_KEYS = 4


def copy(text):
    QGuiApplication.clipboard().setText(text)


@pytest.fixture
def anywhere(workbench, window, theme, monkeypatch):
    monkeypatch.setattr(anywhere_controller, "READ_MS", 0)
    made = Anywhere(theme, window, "", window)
    made.use(workbench._session, workbench)
    yield made
    made.forget()


def draft(anywhere, desk, ticket=TICKET):
    copy(ticket.text)
    with desk.qtbot.waitSignal(desk.drafting.drafted, timeout=WAIT_MS):
        anywhere.draft()
    return anywhere.palette


def test_paste_to_copy_takes_at_most_four_keys_and_no_mouse(desk, workbench, window):
    pressed = []

    def press(key, modifiers):
        pressed.append(key)
        QTest.keyClick(window.focusWidget(), key, modifiers)

    window.activateWindow()
    desk.view.ticket.focus_text()  # as a window that was just opened, or after Next ticket
    copy(TICKET.text)
    press(Qt.Key.Key_V, CONTROL_KEY)
    with desk.qtbot.waitSignal(desk.drafting.drafted, timeout=WAIT_MS):
        press(Qt.Key.Key_Return, CONTROL_KEY)
    press(Qt.Key.Key_C, CONTROL_KEY | Qt.KeyboardModifier.ShiftModifier)
    assert QGuiApplication.clipboard().text() == strip_marks(ANSWER)
    assert len(pressed) <= MOST_KEYS


def test_from_another_program_it_takes_the_key_and_enter(anywhere, desk):
    copy(TICKET.text)
    with desk.qtbot.waitSignal(desk.drafting.drafted, timeout=WAIT_MS):
        anywhere.ways.key.pressed.emit()
    palette = anywhere.palette
    assert palette.isVisible()
    assert palette.decision.text() == "Answer"
    assert palette.draft.plain_text() == ANSWER
    assert palette.ticket.text() == TICKET.text
    QTest.keyClick(palette, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == strip_marks(ANSWER)
    assert not palette.isVisible()


def test_what_stood_on_the_page_is_kept_and_both_are_in_the_list(anywhere, desk, workbench):
    desk.view.ticket.text.setPlainText("Half a ticket")
    draft(anywhere, desk)
    model = desk.view.tickets.model
    desk.qtbot.waitUntil(lambda: len(model.tickets) == 2, timeout=WAIT_MS)
    assert [one.text for one in model.tickets] == ["Half a ticket", TICKET.text]


def test_the_copied_draft_leaves_the_clipboard_as_any_copy_does(anywhere, desk, workbench):
    palette = draft(anywhere, desk)
    palette.copy.click()
    keeper = workbench.draft_view.copying.clipboard
    assert keeper.timer.isActive()
    keeper.clear()
    assert QGuiApplication.clipboard().text() == ""


def test_escape_closes_it_and_the_draft_stays_on_the_page(anywhere, desk):
    palette = draft(anywhere, desk)
    QTest.keyClick(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert desk.draft_panel.plain_text() == ANSWER
    assert QGuiApplication.clipboard().text() == TICKET.text


def test_the_same_text_again_shows_the_draft_that_is_there(anywhere, desk, generator):
    palette = draft(anywhere, desk)
    made = desk.drafting.draft
    palette.hide()
    anywhere.draft()
    assert desk.drafting.draft is made
    assert palette.draft.plain_text() == ANSWER


def test_open_goes_to_the_page_in_the_window(anywhere, desk, workbench):
    palette = draft(anywhere, desk)
    workbench.show_place(2)
    QTest.keyClick(palette, Qt.Key.Key_Return, CONTROL_KEY)
    assert not palette.isVisible()
    assert desk.view.isVisible()


def test_a_draft_that_needs_a_look_is_opened_by_enter_and_not_copied(anywhere, desk):
    palette = draft(anywhere, desk, UNRELATED)
    assert palette.decision.text() == "Refusal"
    assert palette.state.text() == tr(ON_PAGE)
    QTest.keyClick(palette, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert QGuiApplication.clipboard().text() == UNRELATED.text


def test_an_edited_draft_that_is_blocked_is_not_copied_from_outside(anywhere, desk):
    palette = draft(anywhere, desk)
    desk.add_text(" We also give you 50 free elephants [1].")
    palette.copy.click()
    assert QGuiApplication.clipboard().text() == TICKET.text
    assert "blocking" in desk.draft_panel.notice.message.text()
    assert not palette.isVisible()


def test_a_draft_under_way_is_finished_first(anywhere, desk, generator):
    for gate in generator.gates:
        gate.clear()
    desk.begin()
    desk.qtbot.waitUntil(lambda: bool(desk.evidence.cards), timeout=WAIT_MS)
    copy(UNRELATED.text)
    anywhere.draft()
    palette = anywhere.palette
    assert palette.state.text() == tr(WAITING)
    generator.let_on()
    desk.qtbot.waitUntil(lambda: palette.decision.text() == "Refusal", timeout=WAIT_MS)
    first = desk.view.tickets.model
    desk.qtbot.waitUntil(lambda: [one.text for one in first.tickets] == [TICKET.text, UNRELATED.text], timeout=WAIT_MS)


def test_nothing_copied_and_nothing_indexed_are_said(anywhere, desk, qtbot):
    QGuiApplication.clipboard().clear()
    anywhere.draft()
    qtbot.waitUntil(lambda: anywhere.palette.state.text() == tr(NOTHING), timeout=WAIT_MS)
    assert not anywhere.palette.copy.isEnabled()


def test_without_documents_it_says_so(empty, window, theme):
    made = Anywhere(theme, window, "", window)
    made.use(empty._session, empty)
    copy(TICKET.text)
    made.draft()
    assert made.palette.state.text() == tr(NO_INDEX)
    made.forget()
    assert made.palette is None


def test_a_failure_is_said_where_it_was_asked(anywhere, desk, embedder):
    embedder.dead = True
    copy(TICKET.text)
    with desk.qtbot.waitSignal(desk.drafting.failed, timeout=WAIT_MS):
        anywhere.draft()
    assert "process stopped" in anywhere.palette.state.text()


def test_after_locking_nothing_of_a_ticket_is_left(anywhere, desk, window):
    palette = draft(anywhere, desk)
    anywhere.forget()
    assert not palette.isVisible()
    copy(TICKET.text)
    anywhere.draft()
    assert anywhere.palette is None


def test_a_desktop_without_such_keys_gets_a_command_to_bind(anywhere, desk, monkeypatch):
    assert anywhere.ways.hint == tr(NO_KEY_HERE)
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    anywhere.ways._take("Ctrl+Alt+Space")
    palette = draft(anywhere, desk)
    assert palette.hint.text() == tr(WAYLAND)
    palette.command.click()
    assert QGuiApplication.clipboard().text().endswith("window --draft-clipboard")


@pytest.mark.parametrize(
    ("keys", "symbol", "modifiers"),
    [
        ("Ctrl+Alt+Space", 0x20, CONTROL | MOD1),
        ("Ctrl+Shift+D", ord("d"), CONTROL | SHIFT),
        ("Meta+F9", 0xFFC6, MOD4),
        ("Alt+7", ord("7"), MOD1),
        ("D", 0, 0),
        ("Shift+D", 0, 0),
        ("Ctrl+K, Ctrl+C", 0, 0),
        ("Ctrl+é", 0, 0),
        ("nothing", 0, 0),
        ("", 0, 0),
    ],
)
def test_keys_are_read_for_the_screen(qapp, keys, symbol, modifiers):
    assert read_keys(keys) == (symbol, modifiers)


def test_the_newest_of_selection_and_clipboard_counts(anywhere, monkeypatch):
    texts = {QClipboard.Mode.Clipboard: "copied", QClipboard.Mode.Selection: "selected"}

    class Both:
        def supportsSelection(self):  # noqa: N802  Qt's own
            return True

        def text(self, mode):
            return texts[mode]

    monkeypatch.setattr(QGuiApplication, "clipboard", Both)
    anywhere.copied._note(QClipboard.Mode.Selection)
    assert anywhere.copied.read() == "selected"
    anywhere.copied._note(QClipboard.Mode.Clipboard)
    assert anywhere.copied.read() == "copied"
    texts[QClipboard.Mode.Clipboard] = " "
    assert anywhere.copied.read() == "selected"
