"""Locks the window: covers it at once, closes the home when its work is done, opens it again by the passphrase."""

import gc
import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from citewell.application.keys import check_passphrase, is_protected, set_passphrase
from citewell.desktop.runtime.clipboard import ClipboardKeeper
from citewell.desktop.runtime.idle import IdleWatch
from citewell.desktop.runtime.session import DRAFT, GOLDEN, INDEX, LEARN, STORE, STYLE, Session
from citewell.desktop.runtime.session_recovery import keep, read_view
from citewell.desktop.runtime.tasks import Failure, Listener, TaskRunner
from citewell.desktop.shell.lock_page import LockKind, LockPage
from citewell.desktop.shell.window import MainWindow
from citewell.desktop.shell.workbench import Workbench
from citewell.desktop.widgets.theme import Theme
from citewell.domain.errors import UserError
from citewell.settings.home import Home
from citewell.storage.keys.keys import no_passphrase

logger = logging.getLogger(__name__)

WORK = {DRAFT: "a draft", INDEX: "indexing", STYLE: "a style", LEARN: "learning", GOLDEN: "golden tickets", STORE: ""}
"""Lanes whose work is waited for before the home is closed, in words."""
LOOK_MS = 200
OPENING = "Opening…"


class Locking(QObject):
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
        self.page: LockPage | None = None
        self.idle = IdleWatch(self)
        self.idle.expired.connect(self.lock)
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._close_when_idle)

    @property
    def locked(self) -> bool:
        """Whether the window is covered."""
        return self.page is not None

    def watch(self, session: Session, runner: TaskRunner, workbench: Workbench) -> None:
        """The home is open: lock it when nobody is there."""
        self.page = None
        self._session, self._runner = session, runner
        workbench.lock_wanted.connect(self.lock_or_set)
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
        self._look.start()
        self._close_when_idle()

    def show_failure(self, failure: Failure) -> None:
        """The home did not open."""
        if self.page is not None:
            self.page.show_problem(failure.message)

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
        self.page.show_busy(OPENING)
        kind, home = self.page.kind, self._home
        if kind is LockKind.SETTING:
            self._run(lambda: set_passphrase(home, no_passphrase, passphrase))
        elif self._session is not None:  # its work goes on, so it was not closed yet
            self._look.stop()
            self._run(lambda: check_passphrase(home, passphrase), otherwise=self._look.start)
        else:
            self.passphrase_given.emit(passphrase)

    def _run(self, work: Callable[[], None], otherwise: Callable[[], None] = lambda: None) -> None:
        """Do it in the background, then uncover."""

        def failed(failure: Failure) -> None:
            self.show_failure(failure)
            otherwise()

        if self._runner is not None:
            self._runner.start(STORE, lambda _run: work(), Listener(done=lambda _: self._uncover(), failed=failed))

    def _close_when_idle(self) -> None:
        runner, session = self._runner, self._session
        if runner is None or session is None or self.page is None:
            self._look.stop()
            return
        busy = [words for lane, words in WORK.items() if lane in runner.busy]
        if busy:
            named = " and ".join(words for words in busy if words)
            self.page.show_state(f"Still at work: {named}. The database closes when that is done." if named else "")
            return
        workbench = self._window.workbench
        if workbench is not None:
            try:
                keep(session, read_view(workbench.draft_view))
            except UserError as error:
                logger.warning("what is not saved cannot be kept: %s", error)
                self.page.show_state(f"Not closed yet, so that nothing is lost. {error}")
                return
            self._window.drop_workbench()
        runner.shutdown()
        if runner.wait(0):
            self._close(session)

    def _close(self, session: Session) -> None:
        self._look.stop()
        session.services.close()
        session.deleteLater()
        self._session = self._runner = None
        gc.collect()
        if self.page is not None:
            self.page.show_state("")
        self.closed.emit()

    def _hide_the_rest(self) -> None:
        """Close dialogs and pop-ups, and take back what is on the clipboard."""
        for other in QApplication.topLevelWidgets():
            if other is not self._window and other.isVisible():
                other.close()
        if self._window.workbench is not None:
            for clipboard in self._window.workbench.findChildren(ClipboardKeeper):
                clipboard.clear()
