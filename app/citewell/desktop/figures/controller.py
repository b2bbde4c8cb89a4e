"""Golden tickets behind the page: run them, compare with a saved run, save, write the report."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.application.evaluation.golden_figures import Result, write_report
from citewell.application.evaluation.golden_figures import Run as EvaluatedRun
from citewell.desktop.runtime.one_task import OneTask
from citewell.desktop.runtime.session import GOLDEN, REVIEW, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run
from citewell.domain.drafts import Mode


class FiguresController(OneTask):
    """One run at a time; ``result`` is what is shown, ``kept`` the name it is saved by, if it was opened by that."""

    shown = Signal(object)
    """A ``Result``: a run ended, or is compared with another one."""
    failed = Signal(object)
    """A ``Failure``."""
    names_read = Signal(object)
    """The names of the saved runs, the oldest first."""
    saved = Signal(str)
    reported = Signal(object)
    """The ``Path`` of the report."""
    reviewed = Signal(str)
    """What reviewers' verdicts say of all drafts; empty where there is none."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing was run yet."""
        super().__init__(session, GOLDEN, parent)
        self.result: Result | None = None
        self.kept = ""
        self._newest: EvaluatedRun | None = None

    def run(self, paths: Sequence[Path], modes: Sequence[Mode], compare: str) -> None:
        """Run the tickets of ``paths`` (none: the activation gate's), then compare with a saved run, if named."""
        golden = self._session.golden_figures
        self.begin(
            lambda run: golden.run(paths, modes, compare, progress=run.progress, cancel=run.cancel), self._show_new
        )

    def pause(self, paused: bool) -> None:  # noqa: FBT001  a slot
        """Let the run wait before its next ticket, or go on."""
        if self._task is not None:
            (self._task.token.pause if paused else self._task.token.go_on)()

    def show(self, name: str, compare: str) -> bool:
        """Show a saved run, or the newest one where ``name`` is empty, beside the saved run ``compare``, if named.

        ``False`` where none was run yet.
        """
        golden, newest = self._session.golden_figures, self._newest
        if self.busy or (not name and newest is None):
            return False

        def work(_run: Run) -> Result:
            return golden.open(name, compare) if name or newest is None else golden.compare(newest, compare)

        def done(result: Result) -> None:
            self.kept = name
            self._show(result)

        self._session.runner.start(GOLDEN, work, Listener(done=done, failed=self.failed.emit))
        return True

    def save(self, name: str) -> None:
        """Keep the last run under ``name``."""
        result, golden = self.result, self._session.golden_figures
        if result is None:
            return

        def done(_none: None) -> None:
            self.saved.emit(name)
            self.read_names()

        self._session.runner.start(
            GOLDEN,
            lambda _run: golden.save(name, result.run),
            Listener(done=done, failed=self.failed.emit),
        )

    def report(self, path: Path) -> None:
        """Write the report of the last run to ``path``."""
        result = self.result
        if result is None:
            return

        listener: Listener[Path] = Listener(done=self.reported.emit, failed=self.failed.emit)
        self._session.runner.start(GOLDEN, lambda _run: write_report(path, result), listener)

    def read_names(self) -> None:
        """Read the names of the saved runs."""
        golden = self._session.golden_figures
        self._session.runner.start(
            GOLDEN, lambda _run: golden.names(), Listener(done=self.names_read.emit, failed=self.failed.emit)
        )

    def read_reviewed(self) -> None:
        """Read what reviewers' verdicts say."""
        book = self._session.log_book
        self._session.runner.start(
            REVIEW,
            lambda _run: book.reviewed_words(),
            Listener(done=self.reviewed.emit, failed=self._session.failed.emit),
        )

    def _show_new(self, result: Result) -> None:
        self.kept, self._newest = "", result.run
        self._show(result)

    def _show(self, result: Result) -> None:
        self.result = result
        self.shown.emit(result)

    def tell_failure(self, failure: Failure) -> None:
        """Say what went wrong, with the way on that fits."""
        self.failed.emit(failure)
