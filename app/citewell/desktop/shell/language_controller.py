"""Switch of the window's language at run time: work ends first, what is on screen is carried over to what comes."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from citewell.desktop.language.choice import Speech, chosen
from citewell.desktop.language.figures import listed
from citewell.desktop.language.words import Msg, tr
from citewell.desktop.runtime.clipboard import ClipboardKeeper
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import TaskRunner
from citewell.desktop.shell.lock_controller import WORK
from citewell.desktop.shell.window import MainWindow
from citewell.desktop.shell.workbench import Workbench

LOOK_MS = 50
WAITS = Msg("Saved. The language changes when what is at work is done: {named}.")


@dataclass(frozen=True, slots=True)
class ShownPage:
    """What was on screen: the place of the rail, and all of the compose page."""

    place: int
    work_id: str
    work: dict[str, Any]


class LanguageController(QObject):
    """``changed`` tells that the window is empty and speaks another language; filling it is for the program."""

    began = Signal()
    """What is on screen is let go of: nothing may lock the window before it is filled again."""
    changed = Signal(object)
    """The ``ShownPage`` of before."""

    def __init__(self, speech: Speech, window: MainWindow, parent: QObject | None = None) -> None:
        """Nothing is open yet."""
        super().__init__(parent)
        self.speech, self._window = speech, window
        self._session: Session | None = None
        self._runner: TaskRunner | None = None
        self._page: ShownPage | None = None
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._go_on)

    def watch(self, session: Session, runner: TaskRunner) -> None:
        """Follow the options of an open home."""
        self._session, self._runner, self._page = session, runner, None
        session.options_changed.connect(self._follow)

    def forget(self) -> None:
        """The home is closed."""
        self._look.stop()
        self._session = self._runner = self._page = None

    def _follow(self) -> None:
        if self._session is None or chosen(self._session.services.options.language) == self.speech.language:
            self._look.stop()
            return
        self._look.start()

    def _go_on(self) -> None:
        """Wait for the work at hand, then let go of everything on screen, then wait for the threads."""
        session, runner, workbench = self._session, self._runner, self._window.workbench
        if session is None or runner is None:
            self._look.stop()
        elif self._page is not None:
            self._end(session, runner, self._page)
        elif workbench is not None and self._window.centralWidget() is workbench:  # else it is locked: wait
            busy = [words for lane, words in WORK.items() if lane in runner.busy]
            if busy:
                self._say_waiting(workbench, busy)
            else:
                self.began.emit()
                self._page = self._let_go(workbench)
                runner.shutdown()

    @staticmethod
    def _say_waiting(workbench: Workbench, busy: list[Msg]) -> None:
        named = listed([tr(words) for words in busy if words.english])
        if named:
            workbench.settings_view.notice.say(tr(WAITS, named=named))

    def _let_go(self, workbench: Workbench) -> ShownPage:
        workbench.work.pause()
        work_id, work = workbench.work.current
        page = ShownPage(workbench.rail.places.currentIndex(), work_id, work)
        for clipboard in workbench.findChildren(ClipboardKeeper):
            clipboard.clear()  # nobody would be left to do it in time
        self._window.drop_workbench()
        self._window.show_starting()
        return page

    def _end(self, session: Session, runner: TaskRunner, page: ShownPage) -> None:
        if not runner.wait(0):
            return
        self._look.stop()
        self.speech.use(session.services.options.language)
        session.deleteLater()
        self.changed.emit(page)
