"""Watches the release folder while the window is open, takes what arrives, and goes back when asked."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from citewell.application.releases.arrivals import LOOK_SECONDS, ReleaseFolder
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run, Task
from citewell.desktop.team.text import ROLL_BACK, ROLL_BACK_TIP, applied_words
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.notice import Notice
from citewell.domain.errors import BadInputError
from citewell.domain.releases import Applied

RELEASE = "release"
"""The lane of its work."""
Found = tuple[Applied | None, tuple[str, ...]]
"""What came into use, and what is wrong in the folder."""


class ReleaseWatch(QObject):
    """Work keeps its order in one lane; ``notice`` is the bar that says what came, above every page."""

    changed = Signal()
    """Another release is in use, or none any more."""
    busy_changed = Signal(bool)
    """Whether something that was asked for is under way; looks into the folder are silent."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing is watched before ``begin``."""
        super().__init__(parent)
        self._session = session
        self.notice = Notice(session.theme)
        self._folder: ReleaseFolder | None = None
        self._looking: Task | None = None
        self._asked: Task | None = None
        self._clock = QTimer(self)
        self._clock.setInterval(int(LOOK_SECONDS * 1000))
        self._clock.timeout.connect(self.look)

    @property
    def busy(self) -> bool:
        """Whether a release is taken or gone back from because somebody asked for it."""
        return self._asked is not None

    def begin(self) -> None:
        """Watch from now on; what was cut off is finished first."""
        self._clock.start()
        self.look()

    def look(self) -> None:
        """Finish what was cut off, then look into the folder, and take what is new."""
        if self._looking is not None or self.busy:
            return
        chosen, releases = self._session.services.options.release_folder, self._session.services.team.releases
        path = Path(chosen).expanduser() if chosen else None
        if self._folder is None or self._folder.folder != path:
            self._folder = None if path is None else ReleaseFolder(path, releases.look, releases.store.in_force)
        folder = self._folder

        def work(run: Run) -> Found:
            if not releases.store.in_force().settled:
                with self._session.turns.asked(run.cancel):
                    return releases.finish(cancel=run.cancel), ()
            if folder is None:
                return None, ()
            arrival = folder.arrived()
            if arrival.path is None:
                return None, arrival.problems
            with self._session.turns.asked(run.cancel):
                try:
                    return releases.apply(arrival.path, cancel=run.cancel), arrival.problems
                except BadInputError as error:
                    folder.refuse(arrival.path)
                    return None, (*arrival.problems, tr("Nothing was changed. {error}", error=error))

        def ended() -> None:
            self._looking = None

        self._looking = self._session.runner.start(RELEASE, work, self._listener(ended))

    def take(self, path: Path) -> None:
        """Take one release into use."""
        releases = self._session.services.team.releases

        def work(run: Run) -> Found:
            with self._session.turns.asked(run.cancel):
                return releases.apply(path, cancel=run.cancel), ()

        self._ask(work)

    def roll_back(self) -> None:
        """Go back to the release before."""
        releases = self._session.services.team.releases

        def work(run: Run) -> Found:
            with self._session.turns.asked(run.cancel):
                return releases.rollback(cancel=run.cancel), ()

        self._ask(work)

    def _ask(self, work: Callable[[Run], Found]) -> None:
        """Do what somebody asked for, after a look that is under way."""
        if self.busy:
            return

        def ended() -> None:
            self._asked = None
            self.busy_changed.emit(False)  # noqa: FBT003  a signal has no keywords

        self._asked = self._session.runner.start(RELEASE, work, self._listener(ended))
        self.busy_changed.emit(True)  # noqa: FBT003  a signal has no keywords

    def _listener(self, ended: Callable[[], None]) -> Listener[Found]:
        def then(tell: Callable[[], None]) -> None:
            ended()
            tell()

        return Listener(
            done=lambda found: then(lambda: self._show(found)),
            failed=lambda failure: then(lambda: self._refuse(failure)),
            cancelled=ended,
        )

    def _show(self, found: Found) -> None:
        applied, problems = found
        if problems:
            self.notice.say(in_window(" ".join(problems)), tone="warn")
        if applied is None:
            return
        can_go_back = applied.number > 0 and not applied.went_back_from
        self.notice.say(
            in_window(" ".join((applied_words(applied), *problems))),
            tone="warn" if problems else "good",
            action=tr(ROLL_BACK) if can_go_back else "",
            on_action=self.roll_back if can_go_back else None,
            tip=tr(ROLL_BACK_TIP),
        )
        self.changed.emit()
        self._session.indexed.emit()

    def _refuse(self, failure: Failure) -> None:
        self.notice.say(tr("Nothing was changed. {message}", message=failure.message), tone="bad")
