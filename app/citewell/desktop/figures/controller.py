"""Golden tickets behind the page: run them, compare with a saved run, save, write the report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.session import GOLDEN, Session
from citewell.desktop.runtime.tasks import Listener, Run, Task
from citewell.domain.drafts import Mode
from citewell.domain.errors import BadInputError
from citewell.evaluation.gate import Verdict, judge_runs
from citewell.evaluation.reports.report import render_report, report_record
from citewell.evaluation.runs import Run as GoldenRun
from citewell.evaluation.runs import read_run, run_record


@dataclass(frozen=True, slots=True)
class Result:
    """A run, and the saved one it is compared with (``name`` is empty where there is none)."""

    run: GoldenRun
    name: str = ""
    before: GoldenRun | None = None
    verdict: Verdict | None = None


class Evaluating(QObject):
    """One run at a time; ``result`` is the last one."""

    busy_changed = Signal(bool)
    progressed = Signal(object)
    """A ``Progress``."""
    shown = Signal(object)
    """A ``Result``: a run ended, or is compared with another one."""
    failed = Signal(object)
    """A ``Failure``."""
    stopped = Signal()
    names_read = Signal(object)
    """The names of the saved runs, the oldest first."""
    saved = Signal(str)
    reported = Signal(object)
    """The ``Path`` of the report."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing was run yet."""
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self.result: Result | None = None

    @property
    def busy(self) -> bool:
        """Whether golden tickets are run."""
        return self._task is not None

    def begin(self, paths: Sequence[Path], modes: Sequence[Mode], compare: str) -> None:
        """Run the tickets of ``paths`` (none: the activation gate's), then compare with a saved run, if named."""
        if self.busy:
            return
        services = self._session.services

        def work(run: Run) -> Result:
            before = self._load(compare)  # before any work
            made = services.evaluation.run(paths, modes, progress=run.progress, cancel=run.cancel)
            return _compared(made, compare, before)

        listener: Listener[Result] = Listener(
            done=lambda result: self._end(lambda: self._show(result)),
            failed=lambda failure: self._end(lambda: self.failed.emit(failure)),
            cancelled=lambda: self._end(self.stopped.emit),
            progress=self.progressed.emit,
        )
        self._task = self._session.runner.start(GOLDEN, work, listener)
        self.busy_changed.emit(True)  # noqa: FBT003  a signal has no keywords

    def stop(self) -> None:
        """Stop; nothing of the run is kept."""
        if self._task is not None:
            self._task.cancel()

    def compare(self, name: str) -> None:
        """Compare the last run with a saved one; with none where ``name`` is empty."""
        result = self.result
        if result is None or self.busy:
            return
        self._session.runner.start(
            GOLDEN,
            lambda _run: _compared(result.run, name, self._load(name)),
            Listener(done=self._show, failed=self.failed.emit),
        )

    def save(self, name: str) -> None:
        """Keep the last run under ``name``."""
        result, runs = self.result, self._session.services.golden_runs
        if result is None:
            return

        def done(_none: None) -> None:
            self.saved.emit(name)
            self.read_names()

        self._session.runner.start(
            GOLDEN,
            lambda _run: runs.save(name, run_record(result.run)),
            Listener(done=done, failed=self.failed.emit),
        )

    def report(self, path: Path) -> None:
        """Write the report of the last run to ``path``."""
        result = self.result
        if result is None:
            return

        def write(_run: Run) -> Path:
            html = render_report(report_record(result.run, result.verdict, result.name))
            try:
                path.write_text(html, encoding="utf-8")
            except OSError as error:
                raise BadInputError(
                    f"The report {path} cannot be written ({error.strerror}). Choose another file."
                ) from error
            return path

        self._session.runner.start(GOLDEN, write, Listener(done=self.reported.emit, failed=self.failed.emit))

    def read_names(self) -> None:
        """Read the names of the saved runs."""
        runs = self._session.services.golden_runs
        self._session.runner.start(
            GOLDEN, lambda _run: runs.names(), Listener(done=self.names_read.emit, failed=self.failed.emit)
        )

    def _load(self, name: str) -> GoldenRun | None:
        return read_run(self._session.services.golden_runs.load(name)) if name else None

    def _show(self, result: Result) -> None:
        self.result = result
        self.shown.emit(result)

    def _end(self, tell: Callable[[], None]) -> None:
        self._task = None
        self.busy_changed.emit(False)  # noqa: FBT003  a signal has no keywords
        tell()


def _compared(run: GoldenRun, name: str, before: GoldenRun | None) -> Result:
    return Result(run) if before is None else Result(run, name, before, judge_runs(before, run))
