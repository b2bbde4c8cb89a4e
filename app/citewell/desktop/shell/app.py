"""The program behind the window: opens its home, fills the window, and leaves everything closed."""

import logging
from collections.abc import Iterator

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from citewell.application.app import App
from citewell.application.drafting.working_drafts import WorkingDraft, WorkingDrafts
from citewell.application.homes.keys import AskPassphrase, is_protected
from citewell.application.homes.passphrase import given_passphrase, passphrase_from_environment
from citewell.bootstrap.log_file import start_log_file
from citewell.bootstrap.open_home import open_app
from citewell.desktop.anywhere.controller import Anywhere
from citewell.desktop.drafts.view import DraftView, build_panels
from citewell.desktop.language.choice import Speech
from citewell.desktop.places.late_pages import load_pages
from citewell.desktop.runtime.session import LOAD, STORE, Session
from citewell.desktop.runtime.session_recovery import prepare_for_drafts
from citewell.desktop.runtime.tasks import Failure, Listener, TaskRunner
from citewell.desktop.runtime.turns_of_events import in_turns
from citewell.desktop.shell.language_controller import LanguageController, ShownPage
from citewell.desktop.shell.lock_controller import LockController
from citewell.desktop.shell.placement import WindowPlace
from citewell.desktop.shell.refusal import OUR_BUG, USER_CAN_FIX, refuse
from citewell.desktop.shell.window import MainWindow
from citewell.desktop.shell.workbench import Workbench
from citewell.desktop.widgets.theme import Theme
from citewell.domain.errors import UserError
from citewell.settings.home import Home, find_home

logger = logging.getLogger(__name__)

CLOSE_SECONDS = 5.0


def open_home(home: Home, *, sample: str = "", ask: AskPassphrase = passphrase_from_environment) -> tuple[App, str]:
    """Open a home and build its parts; with what to say of its key, once, when it is made.

    With a ``sample`` pack it is a scratch home.
    Raises ``StorageError`` and ``BadInputError``.
    """
    is_new = not home.database.exists()
    services = open_app(home, scratch=bool(sample), ask=ask)
    start_log_file(home)
    return services, services.key.warning if is_new and not sample else ""


class Program(QObject):
    """The window and the home behind it, from opening to closing."""

    def __init__(
        self, home: Home, theme: Theme, speech: Speech, *, sample: str = "", window: MainWindow | None = None
    ) -> None:
        """Nothing is opened yet. ``sample`` is the name of a pack to begin with, in a scratch home.

        ``window`` is one that is shown already.
        """
        super().__init__()
        self._home = home
        self._theme = theme
        self._sample = sample
        self._services: App | None = None
        self._runner = TaskRunner(self)
        self.window = window or MainWindow(self._runner, theme, WindowPlace(home.window_place))
        self.window.use(self._runner)
        self.locking = LockController(home, theme, self.window, self)
        self.locking.passphrase_given.connect(self._open_with)
        self.locking.closed.connect(self._forget_home)
        usual = find_home().path == home.path
        self.languages = LanguageController(speech, self.window, self)
        self.languages.began.connect(self.locking.idle.end)
        self.languages.changed.connect(self._speak_anew)
        self.anywhere = Anywhere(theme, self.window, "" if usual else str(home.path), self)
        self._draft_wanted = False

    def begin(self) -> None:
        """Open the home in the background and show the window; where a passphrase is needed, ask for it first."""
        if is_protected(self._home) and not given_passphrase():
            self.locking.ask_to_open()
            self.window.show()
            return
        home, sample = self._home, self._sample
        self.window.start_page.show_opening()
        self.window.show()
        self._runner.start(
            STORE,
            lambda _run: open_home(home, sample=sample),
            Listener(done=self._attach, failed=self._refuse),
        )

    def draft_copied(self) -> None:
        """Draft what is copied; where the home is not open yet, as soon as it is."""
        if self.anywhere.in_use:
            self.anywhere.draft()
        else:
            self._draft_wanted = True
            self.anywhere.show_window()

    def _open_with(self, passphrase: str) -> None:
        """Open the home, or open it again, by its passphrase."""
        home = self._home
        self._runner.start(
            STORE,
            lambda _run: open_home(home, ask=lambda: passphrase),
            Listener(done=self._attach, failed=self.locking.show_failure),
        )

    def _forget_home(self) -> None:
        """The home is locked: what is opened next runs anew."""
        self._services = None
        self.anywhere.forget()
        self.languages.forget()
        self._runner = TaskRunner(self)
        self.window.use(self._runner)

    def close(self) -> None:
        """Wait a little for work that was cancelled, keep what is on the compose page, then close the home."""
        self.window.hide()
        self.anywhere.forget()
        self._runner.shutdown()
        ended = self.locking.end(CLOSE_SECONDS) and self._runner.wait(CLOSE_SECONDS)
        if ended and self._services is not None:
            self._keep_page(self._services)
            self._services.close()

    def _keep_page(self, services: App) -> None:
        """Nothing else runs any more, and the window is out of sight: the disk may take its time."""
        workbench = self.window.workbench
        if workbench is None or self._sample:
            return
        work_id, work = workbench.work.current
        try:
            WorkingDrafts(services.database).keep(work_id, work, on_screen=True)
        except UserError as error:
            logger.warning("what was on the compose page is not kept: %s", type(error).__name__)

    def _speak_anew(self, page: ShownPage) -> None:
        """Nothing runs any more, and the window speaks another language: build everything in it anew."""
        if self._services is None:
            return
        self.anywhere.forget()
        self.anywhere.ways.drop_tray()
        self._runner = TaskRunner(self)
        self.window.use(self._runner)
        self._fill(self._services, "", page)

    def _attach(self, opened: tuple[App, str]) -> None:
        self._fill(*opened)

    def _fill(self, services: App, warning: str, page: ShownPage | None = None) -> None:
        """Fill the window with an open home; then show ``page`` as it was, where there was one."""
        self._services = services
        self.languages.speech.use(self._services.options.language)
        session = Session(self._services, self._runner, self._theme, self)
        session.warm_up()  # first of all: the processes take longer to load than the window takes to build
        in_turns(self._fill_window(session, warning, page), session)

    def _fill_window(self, session: Session, warning: str, page: ShownPage | None) -> Iterator[None]:
        """Build the workbench, and connect it: in pieces that keep nobody from the window for long."""
        self._theme.use(session.services.options)
        yield
        panels = yield from build_panels(self._theme)
        yield
        draft_view = DraftView(session, panels)
        yield
        workbench = Workbench(session, self.window.rest, draft_view)
        yield
        self.window.attach(session, workbench)
        self.window.show()
        if page is None:  # one that is carried over must not be read, or kept, before it is there
            yield
        workbench.following.begin()
        workbench.release_watch.begin()
        self.locking.watch(session, self._runner, workbench)
        self.languages.watch(session, self._runner)
        self._show_unsaved(session, workbench)
        if self._sample:
            workbench.begin_sample(self._sample)
        if warning:
            workbench.welcome(warning)
        self.anywhere.use(session, workbench)
        if page is not None:
            if page.work:
                workbench.work.show(page.work_id, page.work)
            workbench.show_place(page.place)
        if self._draft_wanted:
            self._draft_wanted = False
            self.anywhere.draft()

    def _show_unsaved(self, session: Session, workbench: Workbench) -> None:
        """Put back what was on the working place when the window was closed or locked."""
        drafts = session.working_drafts

        def read() -> WorkingDraft | None:
            prepare_for_drafts()
            return drafts.on_screen()

        def show(entry: WorkingDraft | None) -> None:
            workbench.work.restore(entry)
            self._prepare(session)

        listener = Listener(done=show, failed=session.failed.emit)
        self._runner.start(STORE, lambda _run: read(), listener)

    def _prepare(self, session: Session) -> None:
        """The window can be used: load what is wanted next, one after another."""
        policies = session.services.policies
        self._runner.start(LOAD, lambda _run: policies.current(), Listener())  # what is wrong in one is told by a draft
        self._runner.start(LOAD, lambda _run: load_pages(), Listener(failed=session.failed.emit))

    def _refuse(self, failure: Failure) -> None:
        self.window.hide()
        QApplication.exit(refuse(failure.message, OUR_BUG if failure.ours else USER_CAN_FIX))
