"""Golden runs: run, saved, compared with a saved one by the activation gate, and reported."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.domain.errors import BadInputError
from citewell.evaluation.gate import Verdict, judge_runs
from citewell.evaluation.golden.pack_tickets import read_pack_tickets
from citewell.evaluation.reports.comparison import Change
from citewell.evaluation.reports.report import render_report, report_record
from citewell.evaluation.running import only_modes
from citewell.evaluation.runs import Run, read_run, run_record
from citewell.evaluation.scores.measures import Measure, Unit
from citewell.evaluation.scores.scoring import Row
from citewell.evaluation.shared.groups import SHOWN, Group, confusion_of, group_of, groups_by, mean_of, worst_of
from citewell.evaluation.shared.resuming import RowFile
from citewell.evaluation.shared.running import Resumed
from citewell.evaluation.shared.tickets import SharedTickets, read_shared
from citewell.settings.resources import SamplePack, find_pack, packs
from citewell.storage.log.golden_runs import GoldenRuns

__all__ = [
    "ALL_PACKS",
    "SHOWN",
    "Change",
    "Evaluated",
    "Group",
    "Measure",
    "Resumed",
    "Row",
    "RowFile",
    "Run",
    "SharedTickets",
    "Unit",
    "Verdict",
    "chosen_packs",
    "confusion_of",
    "evaluate",
    "group_of",
    "groups_by",
    "mean_of",
    "only_modes",
    "read_pack_tickets",
    "read_shared",
    "worst_of",
]

ALL_PACKS = "all"
"""In place of a pack's name: every sample pack."""


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A run, what the gate says of it beside the run that it was compared with, and its record as JSON."""

    run: Run
    verdict: Verdict | None
    record: Mapping[str, Any]

    @property
    def passed(self) -> bool:
        """Whether the gate was passed; true where nothing was compared."""
        return self.verdict is None or self.verdict.passed


def evaluate(
    runs: GoldenRuns, run: Callable[[], Run], *, save: str = "", compare: str = "", report: Path | None = None
) -> Evaluated:
    """Do ``run``, keep it under the name ``save``, judge it beside the saved run ``compare``, and write ``report``.

    The saved run and the place of the report (.html or .json) are looked at before any work. Raises ``BadInputError``
    and all that ``run`` raises.
    """
    before = read_run(runs.load(compare)) if compare else None
    if report is not None:
        _want_place(report)
    made = run()
    verdict = judge_runs(before, made) if before is not None else None
    if save:
        runs.save(save, run_record(made))
    record = report_record(made, verdict, compare)
    if report is not None:
        _write(report, record)
    return Evaluated(made, verdict, record)


def chosen_packs(name: str) -> tuple[SamplePack, ...]:
    """The sample packs of a name or of ``all``; none for an empty one. Raises ``BadInputError`` listing them."""
    if not name:
        return ()
    return packs() if name == ALL_PACKS else (find_pack(name),)


def _want_place(report: Path) -> None:
    if report.suffix.lower() not in {".html", ".json"}:
        raise BadInputError(f"The report {report} must be named .html or .json.")
    if not report.absolute().parent.is_dir():
        raise BadInputError(f"The folder of the report {report} is not there. Make it, or choose another.")


def _write(report: Path, record: dict[str, Any]) -> None:
    is_html = report.suffix.lower() == ".html"
    text = render_report(record) if is_html else json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    try:
        report.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInputError(
            f"The report {report} cannot be written ({error.strerror}). Choose another file."
        ) from error
