"""Start the window: shown at once with little code, and filled once the rest of the program is loaded beside it.

What this module imports at its head is what a user waits for before anything is seen: Qt, the theme and the rail.
"""

import contextlib
import gc
import signal
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from citewell import __version__
from citewell.application.homes.locks import locked
from citewell.desktop.language.choice import Speech
from citewell.desktop.runtime.tasks import Failure, Listener, TaskRunner
from citewell.desktop.shell.placement import WindowPlace
from citewell.desktop.shell.refusal import OUR_BUG, USER_CAN_FIX, refuse
from citewell.desktop.shell.signal_wake import SignalWake
from citewell.desktop.shell.window import MainWindow
from citewell.desktop.widgets.theme import Theme
from citewell.domain.errors import HomeBusyError, UserError
from citewell.settings.home import Home, find_home
from citewell.settings.options import saved_looks

if TYPE_CHECKING:
    from citewell.desktop.shell.app import Program
    from citewell.desktop.shell.second_start import Request, RequestServer

LOAD = "load"
"""The lane in which the rest of the program is loaded."""
LOADED_SECONDS = 30.0


def run_window(home: Path | None, *, sample: str = "", draft: bool = False) -> int:
    """Open the window on ``home`` (``None``: the usual one), or a scratch one with a ``sample`` pack; the exit code.

    With ``draft`` what is copied is drafted. A window that is open on the home already does it, or comes to the front.
    """
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Citewell")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("citewell")
    theme, speech = Theme(application), Speech(application)
    with contextlib.ExitStack() as stack:
        chosen = find_home(home)
        try:
            if sample and home is None:
                chosen = find_home(Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="citewell-demo-"))))
            chosen.create()
            stack.enter_context(locked(chosen.window_lock, "has its window open on this home"))
        except UserError as error:
            if isinstance(error, HomeBusyError) and _ask_running(chosen, draft=draft):
                return 0
            return refuse(str(error), USER_CAN_FIX)
        start = Start(chosen, theme, speech, sample=sample, draft=draft)
        wake = SignalWake()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: QTimer.singleShot(0, application.closeAllWindows))  # not amid a paint
        start.begin()
        code = application.exec()
        wake.close()
        start.close()
    return code


def _ask_running(home: Home, *, draft: bool) -> bool:
    """Hand the wish to the window that is open on ``home``; whether it answered."""
    from citewell.desktop.shell.second_start import Request, ask_running  # noqa: PLC0415  a first start asks nobody

    return ask_running(home, Request.DRAFT if draft else Request.SHOW)


class Start(QObject):
    """The window before there is a program behind it."""

    def __init__(self, home: Home, theme: Theme, speech: Speech, *, sample: str = "", draft: bool = False) -> None:
        """Nothing is shown or loaded yet."""
        super().__init__()
        self._home, self._theme, self._sample, self._draft = home, theme, sample, draft
        self._runner = TaskRunner(self)
        self.program: Program | None = None
        self._requests: RequestServer | None = None
        looks = saved_looks(home.settings)
        self._speech = speech
        speech.use(looks.language)
        theme.use(looks)
        self.window = MainWindow(self._runner, theme, WindowPlace(home.window_place))

    def begin(self) -> None:
        """Show the window, and load the rest beside it."""
        self.window.show()
        QTimer.singleShot(0, self, self._listen)
        listener: Listener[type[Program]] = Listener(done=self._open, failed=self._refuse)
        self._runner.start(LOAD, lambda _run: load_program(), listener)

    def close(self) -> None:
        """Close the home, if it was opened."""
        if self._requests is not None:
            self._requests.close()
        if self.program is not None:
            self.program.close()
        self._runner.shutdown()
        self._runner.wait(LOADED_SECONDS)  # Python must not end amid an import

    def _open(self, program: "type[Program]") -> None:
        self.program = program(self._home, self._theme, self._speech, sample=self._sample, window=self.window)
        self.program.begin()
        if self._draft:
            self.program.draft_copied()

    def _listen(self) -> None:
        """Hear later starts, once the window is on screen."""
        from citewell.desktop.shell.second_start import RequestServer  # noqa: PLC0415  see the module's docstring

        self._requests = RequestServer(self._home, self)
        self._requests.asked.connect(self._answer)

    def _answer(self, request: "Request") -> None:
        """A later start asks for something."""
        if request != "draft":
            self.window.come_forward()
        elif self.program is None:
            self._draft = True
        else:
            self.program.draft_copied()

    def _refuse(self, failure: Failure) -> None:
        self.window.hide()
        QApplication.exit(refuse(failure.message, OUR_BUG))


def load_program() -> "type[Program]":
    """Import everything else; on the thread that asks for it.

    The collector of garbage rests meanwhile, and passes over what was loaded from then on: modules stay, and looking
    through all of them again and again keeps every thread waiting.
    """
    gc.disable()
    try:
        from citewell.desktop.shell.app import Program  # noqa: PLC0415  see the module's docstring
    finally:
        gc.enable()
    gc.freeze()
    return Program
