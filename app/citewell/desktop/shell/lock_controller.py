"""Locks the window: covers it at once, closes the home when its work is done, opens it again by the passphrase.

What is on screen is kept, and the home closed, in lanes of their own: nothing here waits for the disk or for a process.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from citewell.application.homes.keys import check_passphrase, is_protected, no_passphrase, set_passphrase
from citewell.desktop.language.figures import listed
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.runtime.clipboard import ClipboardKeeper
from citewell.desktop.runtime.idle import IdleWatch
from citewell.desktop.runtime.session import DRAFT, GOLDEN, INDEX, LEARN, STORE, STYLE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run, Task, TaskRunner
from citewell.desktop.shell.lock_page import LockKind, LockPage
from citewell.desktop.shell.window import MainWindow
from citewell.desktop.shell.workbench import Workbench
from citewell.desktop.widgets.theme import Theme
from citewell.settings.home import Home

WORK = {
    DRAFT: Msg("a draft"),
    INDEX: Msg("indexing"),
    STYLE: Msg("a style"),
    LEARN: Msg("learning"),
    GOLDEN: Msg("golden tickets"),
    STORE: Msg(""),
}
"""Lanes whose work is waited for before the home is closed, in words."""
CLOSE = "close"
"""The lane in which the home is closed, of a runner that outlives it."""
LOOK_MS = 200
RETRY_MS = 2000
"""How long it rests after it could not keep or close."""
LANES_SECONDS = 0.2
"""How long the closing waits for the lanes of the home before it looks whether it is to stop."""
OPENING = Msg("Opening…")
NOT_CLOSED = Msg("Not closed yet, so that nothing is lost.")


class LockController(QObject):
    """One window's lock. ``closed`` tells that the home is shut; opening it again is for the program."""

    closed = Signal()
    passphrase_given = Signal(str)
    """The home is to be opened with it."""

    def __init__(self, home: Home, theme: Theme, window: MainWindow, parent: QObject | None = None) -> None:
        """Not locked."""
        super().__init__(parent)
        self._home, self._theme, self._window = home, theme, window
        self._session: Session | None = None
        self._runner: TaskRunner | None = None
        self._closer = TaskRunner(self)
        self._keeping: Task | None = None
        self._closing: Task | None = None
        self._is_shut = False
        self._given = ""
        self.page: LockPage | None = None
        self.idle = IdleWatch(self)
        self.idle.expired.connect(self.lock)
        self._look = QTimer(self)
        self._look.timeout.connect(self._close_when_idle)

    @property
    def locked(self) -> bool:
        """Whether the window is covered."""
        return self.page is not None

    def watch(self, session: Session, runner: TaskRunner, workbench: Workbench) -> None:
        """The home is open: lock it when nobody is there."""
        self.page = None
        self._session, self._runner = session, runner
        self._is_shut = False
        workbench.lock_wanted.connect(self.lock_or_set)
        session.options_changed.connect(self._begin_idle)
        self._begin_idle()

    def ask_to_open(self) -> None:
        """The home is not open yet, and needs its passphrase."""
        self._cover(LockKind.OPENING)

    def lock_or_set(self) -> None:
        """What the lock button does: lock, or set the passphrase that locking needs."""
        if is_protected(self._home):
            self.lock()
        else:
            page = self._cover(LockKind.SETTING)
            page.cancelled.connect(self._uncover)

    def lock(self) -> None:
        """Cover the window now; close the home when what runs is done."""
        if self._session is None or self.locked or not is_protected(self._home):
            return
        self.idle.end()
        self._hide_the_rest()
        self._cover(LockKind.LOCKED)
        self._look.start(LOOK_MS)
        self._close_when_idle()

    def show_failure(self, failure: Failure) -> None:
        """The home did not open."""
        if self.page is not None:
            self.page.show_problem(failure.message)

    def end(self, seconds: float) -> bool:
        """The program ends: wait for a closing that is under way; whether it came in time."""
        self._look.stop()
        self._closer.shutdown()
        return self._closer.wait(seconds)

    def _cover(self, kind: LockKind) -> LockPage:
        page = LockPage(self._theme, kind)
        page.given.connect(self._take)
        self.page = page
        self._window.cover(page)
        page.focus_first()
        return page

    def _uncover(self) -> None:
        self.page = None
        self._window.uncover()
        self._begin_idle()

    def _begin_idle(self) -> None:
        if self._session is not None and is_protected(self._home):
            self.idle.begin(self._session.services.options.lock_minutes)

    def _take(self, passphrase: str) -> None:
        if self.page is None:
            return
        self.page.show_busy(tr(OPENING))
        kind, home = self.page.kind, self._home
        if kind is LockKind.SETTING:
            self._run(lambda: set_passphrase(home, no_passphrase, passphrase))
        elif self._is_shut:  # it opens again once it is closed
            self._given = passphrase
        elif self._session is not None:  # its work goes on, so it was not closed yet
            self._look.stop()
            self._stop_keeping()
            self._run(lambda: check_passphrase(home, passphrase), otherwise=lambda: self._look.start(LOOK_MS))
        else:
            self.passphrase_given.emit(passphrase)

    def _run(self, work: Callable[[], None], otherwise: Callable[[], None] = lambda: None) -> None:
        """Do it in the background, then uncover."""

        def failed(failure: Failure) -> None:
            self.show_failure(failure)
            otherwise()

        if self._runner is not None:
            self._runner.start(STORE, lambda _run: work(), Listener(done=lambda _: self._uncover(), failed=failed))

    # --- closing: first what is on screen is kept, then the lanes end, then the home is closed

    def _close_when_idle(self) -> None:
        runner, session = self._runner, self._session
        if runner is None or session is None or self.page is None:
            self._look.stop()
            return
        if self._keeping is not None or self._closing is not None:
            return
        if self._is_shut:
            self._close(session, runner)
            return
        busy = [words for lane, words in WORK.items() if lane in runner.busy]
        if busy:
            named = listed([tr(words) for words in busy if words.english])
            self.page.show_state(
                tr("Still at work: {named}. The database closes when that is done.", named=named) if named else ""
            )
            return
        workbench = self._window.workbench
        if workbench is None:
            self._shut(session, runner)
            return
        workbench.work.pause()
        work_id, work = workbench.work.current
        self._keeping = runner.start(
            STORE,
            lambda _run: session.working_drafts.keep(work_id, work, on_screen=True),
            Listener(done=lambda _none: self._kept(session, runner), failed=self._not_kept),
        )

    def _kept(self, session: Session, runner: TaskRunner) -> None:
        self._keeping = None
        if runner.busy.isdisjoint(WORK):
            self._shut(session, runner)  # else the timer looks again, and keeps what is on screen then

    def _not_kept(self, failure: Failure) -> None:
        self._keeping = None
        self._show_not_closed(failure)

    def _stop_keeping(self) -> None:
        """The window is to be uncovered: the home is not closed, what is kept does no harm."""
        if self._keeping is not None:
            self._keeping.abandon()
            self._keeping = None

    def _shut(self, session: Session, runner: TaskRunner) -> None:
        """What is on screen is kept: let go of it, end the lanes, and close."""
        self._window.drop_workbench()
        runner.shutdown()
        self._is_shut = True
        self._close(session, runner)

    def _close(self, session: Session, runner: TaskRunner) -> None:
        def work(run: Run) -> None:
            while not runner.wait(LANES_SECONDS):
                run.cancel.check()
            session.services.close()

        listener: Listener[None] = Listener(done=lambda _none: self._closed(session), failed=self._not_closed)
        self._closing = self._closer.start(CLOSE, work, listener)

    def _closed(self, session: Session) -> None:
        self._look.stop()
        session.deleteLater()
        self._session = self._runner = self._closing = None
        self._is_shut = False
        gc.collect()
        given, self._given = self._given, ""
        if self.page is not None and not given:
            self.page.show_state("")
        self.closed.emit()
        if given:
            self.passphrase_given.emit(given)

    def _not_closed(self, failure: Failure) -> None:
        self._closing = None  # the timer tries again
        self._given = ""
        if self.page is not None:
            self.page.show_busy("")
        self._show_not_closed(failure)

    def _show_not_closed(self, failure: Failure) -> None:
        self._look.start(RETRY_MS)
        if self.page is not None:
            self.page.show_state(f"{tr(NOT_CLOSED)} {failure.message}")

    def _hide_the_rest(self) -> None:
        """Close dialogs and pop-ups, and take back what is on the clipboard."""
        for other in QApplication.topLevelWidgets():
            if other is not self._window and other.isVisible():
                other.close()
        if self._window.workbench is not None:
            for clipboard in self._window.workbench.findChildren(ClipboardKeeper):
                clipboard.clear()
