"""The lock: what it hides, what it closes, what it keeps, and what opens it again."""

import base64
import logging
import pickle
import threading
from pathlib import Path

import pytest
from desktop_doubles import TICKET
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QTextEdit
from tests.support import with_models

from citewell.application.drafting.working_drafts import WorkingDrafts
from citewell.application.homes.keys import is_protected, set_passphrase
from citewell.bootstrap.open_home import open_app
from citewell.desktop.language.choice import Speech
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.idle import IdleWatch
from citewell.desktop.runtime.session import INDEX
from citewell.desktop.runtime.session_recovery import read_view, show_in_view
from citewell.desktop.runtime.tasks import Failure, Listener
from citewell.desktop.shell import app, lock_controller
from citewell.desktop.shell.lock_controller import NOT_CLOSED, WORK, LockController
from citewell.desktop.shell.lock_page import LockKind, LockPage
from citewell.domain.errors import DiskFullError, StorageError
from citewell.knowledge.ingest import IndexOptions
from citewell.storage.backup.copying import alone
from citewell.storage.keys.keys import no_passphrase

WORDS = "four quiet giraffes"
FAKES = ("embedder", "judge", "name_finder", "verifier", "generator", "base_generator", "reader")
LONG = 120_000
"""Milliseconds: a passphrase takes its time by design, and much more of it beside other work."""


@pytest.fixture
def locking(workbench, window, theme, services) -> LockController:
    made = LockController(services.home, theme, window, window)
    made.watch(workbench._session, workbench._session.runner, workbench)
    return made


@pytest.fixture
def protected(locking, services) -> LockController:
    set_passphrase(services.home, no_passphrase, WORDS)
    return locking


def shown_texts(window) -> str:
    kinds = (QLabel, QLineEdit, QPlainTextEdit, QTextEdit)
    found = [widget for kind in kinds for widget in window.findChildren(kind)]
    return "\n".join(w.text() if hasattr(w, "text") else w.toPlainText() for w in found)


def test_the_lock_hides_all_closes_the_home_and_keeps_the_edits(desk, workbench, protected, window, services, qtbot):
    with qtbot.waitSignal(desk.drafting.drafted, timeout=LONG):
        desk.begin()
    desk.draft_panel.copy_button.click()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "", timeout=LONG)
    editor = desk.draft_panel.editor
    editor.setPlainText(editor.plain_text() + "\nOnly I know this giraffe.")
    key = services.key.hexadecimal
    with qtbot.waitSignal(protected.closed, timeout=LONG):
        workbench.rail.lock_button.click()
        assert isinstance(window.centralWidget(), LockPage)
        assert "giraffe" not in shown_texts(window)
        assert TICKET.text not in shown_texts(window)
    assert window.workbench is None
    assert alone(services.home.database, key)
    assert QGuiApplication.clipboard().text() == ""
    for file in services.home.path.rglob("*"):
        assert not file.is_file() or b"giraffe" not in file.read_bytes()
    with qtbot.waitSignal(protected.passphrase_given) as given:
        protected.page.words.setText(WORDS)
        protected.page.button.click()
    assert given.args == [WORDS]


def test_the_program_opens_locks_and_opens_again_with_what_was_typed(
    qtbot, qapp, services, models, kb, theme, monkeypatch
):
    """From the start of a protected home to the second opening; models are fakes, all else is as in the program."""
    services.ingest.run(IndexOptions(kb))
    services.close()
    set_passphrase(services.home, no_passphrase, WORDS)

    def open_with_fakes(home, *, ask):
        return open_app(home, scratch=True, ask=ask, choices=with_models(models)), ""

    monkeypatch.setattr(app, "open_home", open_with_fakes)
    program = app.Program(services.home, theme, Speech(qapp))
    qtbot.addWidget(program.window)
    program.begin()
    assert program.locking.page.kind is LockKind.OPENING
    program.locking.page.given.emit("not the right words")
    qtbot.waitUntil(lambda: "not the passphrase" in program.locking.page.problem.text(), timeout=LONG)
    program.locking.page.given.emit(WORDS)
    qtbot.waitUntil(lambda: program.window.workbench is not None, timeout=LONG)
    view = program.window.workbench.draft_view
    qtbot.waitUntil(lambda: not program.window.workbench.is_first_start, timeout=LONG)
    qtbot.wait(200)
    view.ticket.text.setPlainText("A ticket that nobody saved")
    with qtbot.waitSignal(program.locking.closed, timeout=LONG):
        program.window.workbench.rail.lock_button.click()
    assert "nobody saved" not in shown_texts(program.window)
    program.locking.page.given.emit(WORDS)
    qtbot.waitUntil(lambda: program.window.workbench is not None, timeout=LONG)
    text = program.window.workbench.draft_view.ticket.text
    qtbot.waitUntil(lambda: text.toPlainText() == "A ticket that nobody saved", timeout=LONG)
    program.window.close()
    program.close()


def test_what_is_unsaved_comes_back_as_it_was(desk, workbench, qtbot):
    draft = desk.make_draft()
    desk.view.ticket.region.setText("DE")
    desk.draft_panel.editor.setPlainText("Edited by hand [1].")
    session = workbench._session
    session.working_drafts.keep("one", read_view(desk.view), on_screen=True)
    desk.view.controller.next_ticket()
    assert desk.view.ticket.text.toPlainText() == ""
    show_in_view(desk.view, session.working_drafts.on_screen().work)
    assert desk.view.ticket.text.toPlainText() == TICKET.text
    assert desk.view.ticket.region.text() == "DE"
    assert desk.draft_panel.plain_text() == "Edited by hand [1]."
    assert desk.drafting.draft == draft


def test_a_pickle_of_an_older_version_is_dropped_and_never_read(desk, workbench, tmp_path, caplog):
    class Harm:
        def __reduce__(self):
            return Path.touch, (tmp_path / "harm",)

    desk.view.ticket.text.setPlainText(TICKET.text)
    session = workbench._session
    kept = base64.b64encode(pickle.dumps((Harm(), None, None))).decode("ascii")
    session.working_drafts.keep("one", {**read_view(desk.view), "draft": kept, "final": ""}, on_screen=True)
    with caplog.at_level(logging.INFO):
        show_in_view(desk.view, session.working_drafts.on_screen().work)
    assert "kept by an older version" in caplog.text
    assert desk.view.ticket.text.toPlainText() == TICKET.text
    assert desk.drafting.draft is None
    assert not (tmp_path / "harm").exists()


def test_a_draft_that_lacks_a_field_is_dropped_and_its_ticket_shown(desk, workbench, caplog):
    desk.make_draft()
    session = workbench._session
    work = read_view(desk.view)
    desk.view.controller.next_ticket()
    del work["draft"]["draft"]["decision"]
    session.working_drafts.keep("one", work, on_screen=True)
    with caplog.at_level(logging.INFO):
        show_in_view(desk.view, session.working_drafts.on_screen().work)
    assert "draft.decision" in caplog.text
    assert TICKET.text not in caplog.text
    assert desk.view.ticket.text.toPlainText() == TICKET.text
    assert desk.drafting.draft is None


def test_work_that_runs_is_waited_for_and_the_passphrase_uncovers_it(workbench, protected, window, qtbot):
    going = threading.Event()
    session = workbench._session
    session.runner.start(INDEX, lambda _run: going.wait(240), Listener())
    protected.lock()
    assert "indexing" in protected.page.state.text()
    protected.page.given.emit("not the right words")
    qtbot.waitUntil(lambda: "not the passphrase" in protected.page.problem.text(), timeout=LONG)
    assert protected.locked
    protected.page.given.emit(WORDS)
    qtbot.waitUntil(lambda: not protected.locked, timeout=LONG)
    assert window.centralWidget() is workbench
    going.set()


def test_without_a_passphrase_the_button_offers_to_set_one(workbench, locking, window, services, qtbot):
    workbench.rail.lock_button.click()
    page = locking.page
    assert page.kind is LockKind.SETTING
    page.words.setText(WORDS)
    page.again.setText("others")
    page.button.click()
    assert "not the same" in page.problem.text()
    page.words.setText(WORDS)
    page.again.setText(WORDS)
    page.button.click()
    qtbot.waitUntil(lambda: not locking.locked, timeout=LONG)
    assert is_protected(services.home)


def test_a_page_says_what_is_wrong_and_forgets_what_was_typed(qtbot, theme):
    page = LockPage(theme, LockKind.OPENING)
    qtbot.addWidget(page)
    page.words.setText("wrong words")
    page.show_busy("Opening…")
    assert not page.button.isEnabled()
    page.show_problem(Failure("This is not the passphrase.").message)
    assert page.words.text() == ""
    assert page.button.isEnabled()
    assert page.words.echoMode() is QLineEdit.EchoMode.Password


def touch() -> QMouseEvent:
    spot = QPointF(1, 1)
    none = Qt.KeyboardModifier.NoModifier
    return QMouseEvent(QEvent.Type.MouseMove, spot, spot, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton, none)


@pytest.mark.parametrize("moving", [0, 1], ids=["while the program runs", "while the computer sleeps"])
def test_idle_time_ends_by_either_clock(qtbot, moving):
    times = [100.0, 5000.0]
    watch = IdleWatch(clocks=(lambda: times[0], lambda: times[1]))
    watch.begin(10)
    times[moving] += 599
    assert not watch.look()
    assert not watch.eventFilter(watch, touch())
    times[moving] += 599
    assert not watch.look()
    times[moving] += 2
    with qtbot.waitSignal(watch.expired):
        assert watch.eventFilter(watch, touch())  # and the touch is not passed on
    assert not watch.look()


def test_never_means_never(qtbot):
    times = [0.0]
    watch = IdleWatch(clocks=(lambda: times[0],))
    watch.begin(0)
    times[0] = 1e9
    assert not watch.look()


class SlowStore:
    """Notes on which thread each call comes, and lets it on when it is told to; ``errors`` are raised first."""

    def __init__(self, call):
        self.call, self.gate, self.begun = call, threading.Event(), threading.Event()
        self.threads, self.errors = [], []

    def __call__(self, *values):
        self.threads.append(threading.current_thread())
        self.begun.set()
        assert self.gate.wait(240)
        if self.errors:
            raise self.errors.pop(0)
        return self.call(*values)


@pytest.fixture
def slow_keep(monkeypatch) -> SlowStore:
    original = WorkingDrafts.keep
    slow = SlowStore(lambda keep: keep())

    def keep(store, work_id, work, *, on_screen):  # a function, so that it is bound to its store
        slow(lambda: original(store, work_id, work, on_screen=on_screen))

    monkeypatch.setattr(WorkingDrafts, "keep", keep)
    return slow


@pytest.fixture
def slow_close(protected, monkeypatch) -> SlowStore:
    services = protected._session.services
    slow = SlowStore(services.database.close)
    monkeypatch.setattr(services.database, "close", slow)
    return slow


def test_locking_leaves_store_and_processes_to_other_threads(desk, protected, window, slow_keep, slow_close, qtbot):
    desk.view.ticket.text.setPlainText("Only I know this giraffe.")
    qtbot.waitUntil(lambda: not protected._runner.busy & set(WORK))
    protected.lock()
    assert slow_keep.begun.wait(240)
    assert isinstance(window.centralWidget(), LockPage)  # at once, while the store is still at it
    assert "giraffe" not in shown_texts(window)
    slow_keep.gate.set()
    qtbot.waitUntil(slow_close.begun.is_set, timeout=LONG)
    assert window.workbench is None
    with qtbot.waitSignal(protected.closed, timeout=LONG):
        slow_close.gate.set()
    calls = [*slow_keep.threads, *slow_close.threads]
    assert slow_keep.threads
    assert threading.main_thread() not in calls


def test_where_the_home_does_not_close_it_is_said_tried_again_and_nothing_is_lost(
    desk, protected, services, slow_keep, slow_close, qtbot, monkeypatch
):
    monkeypatch.setattr(lock_controller, "RETRY_MS", 1)
    desk.view.ticket.text.setPlainText("Only I know this giraffe.")
    slow_keep.errors = [DiskFullError("No space is left.")]
    slow_close.errors = [StorageError("The disk is gone.")]
    said: list[str] = []
    slow_keep.gate.set()
    slow_close.gate.set()
    qtbot.waitUntil(lambda: not protected._runner.busy & set(WORK))
    protected.lock()
    monkeypatch.setattr(protected.page, "show_state", said.append)
    with qtbot.waitSignal(protected.closed, timeout=LONG):
        pass
    assert [words for words in said if words.startswith(tr(NOT_CLOSED))] == [
        f"{tr(NOT_CLOSED)} No space is left.",
        f"{tr(NOT_CLOSED)} The disk is gone.",
    ]
    again = open_app(services.home, scratch=True, ask=lambda: WORDS)
    assert WorkingDrafts(again.database).on_screen().work["ticket"]["text"] == "Only I know this giraffe."
    again.close()


def test_the_passphrase_while_what_is_on_screen_is_being_kept_uncovers_it(desk, protected, window, slow_keep, qtbot):
    desk.view.ticket.text.setPlainText("Only I know this giraffe.")
    qtbot.waitUntil(lambda: not protected._runner.busy & set(WORK))
    protected.lock()
    assert slow_keep.begun.wait(240)
    protected.page.given.emit(WORDS)
    slow_keep.gate.set()
    qtbot.waitUntil(lambda: not protected.locked, timeout=LONG)
    assert window.centralWidget() is window.workbench
    assert desk.view.ticket.text.toPlainText() == "Only I know this giraffe."


def test_a_passphrase_while_the_home_is_closing_opens_it_again_afterwards(protected, slow_close, qtbot):
    qtbot.waitUntil(lambda: not protected._runner.busy & set(WORK))
    protected.lock()
    qtbot.waitUntil(slow_close.begun.is_set, timeout=LONG)
    with qtbot.waitSignals([protected.closed, protected.passphrase_given], order="strict", timeout=LONG):
        protected.page.given.emit(WORDS)
        slow_close.gate.set()
