"""Golden runs to be looked at: run, compare with a saved one, save, write the report."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from citewell.domain.drafts import Mode
from citewell.domain.errors import BadInputError
from citewell.domain.progress import CancelToken, ProgressCallback
from citewell.evaluation.gate import Verdict, judge_runs
from citewell.evaluation.golden.reading import SUFFIXES
from citewell.evaluation.reports.comparison import Change
from citewell.evaluation.reports.report import render_report, report_record
from citewell.evaluation.runs import Run, read_run, run_record
from citewell.evaluation.scores.measures import Measure, Unit
from citewell.evaluation.scores.scoring import Row
from citewell.evaluation.scores.statistics import Bin
from citewell.storage.log.golden_runs import GoldenRuns

__all__ = [
    "SUFFIXES",
    "Bin",
    "Change",
    "GoldenFigures",
    "Measure",
    "Result",
    "Row",
    "Run",
    "Unit",
    "Verdict",
    "write_report",
]


class RunGolden(Protocol):
    """Drafts and scores golden tickets; no ``paths``: those of the activation gate."""

    def __call__(
        self, paths: Sequence[Path], modes: Sequence[Mode], *, progress: ProgressCallback, cancel: CancelToken
    ) -> Run:
        """Raises ``BadInputError``, ``ModelError`` and ``CancelledError``."""
        ...


@dataclass(frozen=True, slots=True)
class Result:
    """A run, and the saved one it is compared with (``name`` is empty where there is none)."""

    run: Run
    name: str = ""
    before: Run | None = None
    verdict: Verdict | None = None


class GoldenFigures:
    """Runs and the saved runs of one home."""

    def __init__(self, run_golden: RunGolden, saved: GoldenRuns) -> None:
        """Keep both; nothing is run yet."""
        self._run_golden, self._saved = run_golden, saved

    def run(
        self,
        paths: Sequence[Path],
        modes: Sequence[Mode],
        compare: str,
        *,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> Result:
        """Run the tickets of ``paths``, then compare with the saved run ``compare``, where it is not empty.

        Raises ``BadInputError``, ``ModelError``, ``StorageError`` and ``CancelledError``.
        """
        before = self._load(compare)  # before any work
        return _compared(self._run_golden(paths, modes, progress=progress, cancel=cancel), compare, before)

    def compare(self, run: Run, name: str) -> Result:
        """``run`` beside a saved one; alone where ``name`` is empty. Raises ``BadInputError``."""
        return _compared(run, name, self._load(name))

    def open(self, name: str, compare: str) -> Result:
        """A saved run, beside another one where ``compare`` names it. Raises ``BadInputError``."""
        return self.compare(read_run(self._saved.load(name)), compare)

    def save(self, name: str, run: Run) -> None:
        """Keep ``run`` under ``name``. Raises ``BadInputError`` and ``StorageError``."""
        self._saved.save(name, run_record(run))

    def names(self) -> Sequence[str]:
        """The names of the saved runs, the oldest first. Raises ``StorageError``."""
        return self._saved.names()

    def _load(self, name: str) -> Run | None:
        return read_run(self._saved.load(name)) if name else None


def write_report(path: Path, result: Result) -> Path:
    """Write the report of a run as HTML; returns ``path``. Raises ``BadInputError``."""
    html = render_report(report_record(result.run, result.verdict, result.name))
    try:
        path.write_text(html, encoding="utf-8")
    except OSError as error:
        raise BadInputError(f"The report {path} cannot be written ({error.strerror}). Choose another file.") from error
    return path


def _compared(run: Run, name: str, before: Run | None) -> Result:
    return Result(run) if before is None else Result(run, name, before, judge_runs(before, run))
