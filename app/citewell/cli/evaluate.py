"""``citewell evaluate``: run golden tickets, show the measures, save, compare and report."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.table import Table
from typer.core import TyperCommand

from citewell.application.app import App
from citewell.application.shared_evaluation import run_tickets
from citewell.cli import output
from citewell.cli.evaluate_tables import show_groups
from citewell.domain.drafts import Mode
from citewell.domain.errors import BadInputError
from citewell.domain.progress import CancelToken
from citewell.evaluation.gate import Verdict, judge_runs
from citewell.evaluation.golden.pack_tickets import read_pack_tickets
from citewell.evaluation.reports.comparison import Change
from citewell.evaluation.reports.report import render_report, report_record
from citewell.evaluation.running import only_modes
from citewell.evaluation.runs import Run, read_run, run_record
from citewell.evaluation.scores.measures import Measure, Unit
from citewell.evaluation.shared.resuming import RowFile
from citewell.evaluation.shared.running import Resumed
from citewell.evaluation.shared.tickets import read_shared
from citewell.settings.resources import SamplePack, find_pack, packs

TICKETS = "--tickets"
ALL_PACKS = "all"
_LISTED = 20
"""Tickets that are listed on the screen; the report and ``--json`` have all."""


@dataclass(frozen=True, slots=True)
class EvaluateWishes:
    """What was asked for. Without ``paths``, ``tickets`` and ``pack`` the activation gate's own tickets are run."""

    paths: tuple[Path, ...] = ()
    modes: str = "hybrid"
    limit: int | None = None
    save: str = ""
    compare: str = ""
    report: Path | None = None
    tickets: tuple[Path, ...] = ()
    kb: Path | None = None
    resume: Path | None = None
    pack: str = ""
    held_out: Path | None = None


class SeveralTickets(TyperCommand):
    """A command whose ``--tickets`` takes all values up to the next option, as a shell's wildcard gives them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401  Typer's own copy of Click is private
        """Repeat the option before each value."""
        spread_out: list[str] = []
        taking = False
        for word in args:
            if word.startswith("-"):
                taking = word == TICKETS
            elif taking and spread_out[-1] != TICKETS:
                spread_out.append(TICKETS)
            spread_out.append(word)
        return super().parse_args(ctx, spread_out)


def run_evaluate(opened: App, wishes: EvaluateWishes, cancel: CancelToken, *, as_json: bool) -> bool:
    """Do it; whether the gate was passed, where a run was named to compare with.

    What is to be compared and written is looked at before any work. Raises ``BadInputError`` and ``CancelledError``.
    """
    modes = only_modes(wishes.modes)
    before = read_run(opened.golden_runs.load(wishes.compare)) if wishes.compare else None
    _want_folder(wishes.report)
    over_bases = wishes.tickets or wishes.pack
    run = _run_tickets(opened, wishes, modes, cancel) if over_bases else _run_golden(opened, wishes, modes, cancel)
    verdict = judge_runs(before, run) if before is not None else None
    if wishes.save:
        opened.golden_runs.save(wishes.save, run_record(run))
    record = report_record(run, verdict, wishes.compare)
    if wishes.report is not None:
        _write(wishes.report, record)
    if as_json:
        output.print_json(record)
    else:
        _show(run, verdict, wishes)
    return verdict is None or verdict.passed


def _run_golden(opened: App, wishes: EvaluateWishes, modes: Sequence[Mode], cancel: CancelToken) -> Run:
    with output.progress_bar("Evaluating") as progress:
        return opened.evaluation.run(wishes.paths, modes, limit=wishes.limit, progress=progress, cancel=cancel)


def _run_tickets(opened: App, wishes: EvaluateWishes, modes: Sequence[Mode], cancel: CancelToken) -> Run:
    chosen = _packs(wishes.pack)
    found = read_pack_tickets(chosen) if chosen else read_shared(wishes.tickets, wishes.kb or Path())
    rows = RowFile(wishes.resume) if wishes.resume is not None else None
    with output.progress_bar("Evaluating") as progress:
        return run_tickets(
            opened,
            found,
            modes,
            policies={pack.name: pack.policy for pack in chosen},
            held_out=wishes.held_out,
            limit=wishes.limit,
            rows=rows,
            resumed=_tell_resumed,
            progress=progress,
            cancel=cancel,
        )


def _packs(name: str) -> tuple[SamplePack, ...]:
    """The packs of ``--pack``. Raises ``BadInputError`` saying which there are."""
    if not name:
        return ()
    return packs() if name == ALL_PACKS else (find_pack(name),)


def _tell_resumed(resumed: Resumed) -> None:
    if resumed.finished:
        output.warn(f"{resumed.finished} of {resumed.total} tickets were finished before and are not run again.")
    if resumed.outdated:
        output.warn(
            f"{resumed.outdated} tickets are run again: program, settings, ticket or knowledge base changed since."
        )


def _want_folder(report: Path | None) -> None:
    if report is None:
        return
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


def _show(run: Run, verdict: Verdict | None, wishes: EvaluateWishes) -> None:
    out = output.console()
    tickets = len({row.id for row in run.rows})
    kind = "shared" if wishes.tickets else "golden"
    out.print(
        f"{tickets} {kind} tickets in {len(run.modes)} modes, {run.seconds:.0f} s; {run.passages} passages indexed"
    )
    if wishes.tickets:
        show_groups(run)
    elif wishes.pack:
        show_groups(run, title="pack")
        if wishes.pack != ALL_PACKS:
            _show_misses(run)
    else:
        out.print(_table(run))
        _show_misses(run)
    if verdict is not None:
        _show_verdict(verdict, wishes.compare)
    if wishes.save:
        out.print(
            f"Saved as '{escape(wishes.save)}'. Compare with it: citewell evaluate ... --compare {escape(wishes.save)}"
        )
    if wishes.report is not None:
        out.print(f"Report: {escape(str(wishes.report))}")


def _table(run: Run) -> Table:
    """Measures by mode; those that apply to no ticket are left out."""
    table = Table("measure", *run.modes, box=None, header_style="dim")
    summaries = [summary.measures for summary in run.summaries().values()]
    for key, first in summaries[0].items():
        measures = [measures[key] for measures in summaries]
        if any(measure.value is not None for measure in measures):
            table.add_row(escape(first.label), *map(_cell, measures))
    return table


def _cell(measure: Measure) -> str:
    if measure.value is None:
        return "-"
    if measure.unit is Unit.MILLISECONDS:
        return f"{measure.value:,.0f} ms"
    if measure.unit is Unit.COUNT:
        return f"{measure.value:.0f}"
    spread = "" if measure.low is None or measure.high is None else f" [dim]{measure.low:.2f}-{measure.high:.2f}[/dim]"
    return f"{measure.value:.3f}{spread}"


def _show_misses(run: Run) -> None:
    """The tickets that miss something, and what."""
    out = output.console()
    missed = [row for row in run.rows if not row.score.right or row.error]
    for row in missed[:_LISTED]:
        score = row.score
        said = row.error or row.decision
        wrong = [] if score.decision_right else [f"{said} instead of {' or '.join(row.expected)}"]
        wrong += ["no gold document cited"] if score.gold_cited is False and score.decision_right else []
        wrong += [f"not stated: {', '.join(score.facts_missing)}"] if score.facts_missing else []
        wrong += [f"must not state: {', '.join(score.forbidden_stated)}"] if score.forbidden_stated else []
        out.print(f"  [yellow]{row.mode}[/yellow] {escape(row.id)}: {escape('; '.join(wrong))}", soft_wrap=True)
    if len(missed) > _LISTED:
        out.print(f"  [dim]and {len(missed) - _LISTED} more[/dim]")


def _show_verdict(verdict: Verdict, name: str) -> None:
    out = output.console()
    _show_changes(verdict.comparison.changes)
    passed = "[green]passed[/green]" if verdict.passed else "[red]failed[/red]"
    out.print(f"Activation gate against '{escape(name)}': {passed}")
    for reason in verdict.reasons:
        out.print(f"  [red]{escape(reason)}[/red]", soft_wrap=True)
    for note in verdict.notes:
        out.print(f"  [dim]{escape(note)}[/dim]", soft_wrap=True)


def _show_changes(changes: Sequence[Change]) -> None:
    out = output.console()
    for change in changes[:_LISTED]:
        for mark, differences in (("[green]better[/green]", change.better), ("[red]worse[/red]", change.worse)):
            if differences:
                words = "; ".join(difference.words for difference in differences)
                out.print(f"  {mark} {change.mode} {escape(change.id)}: {escape(words)}", soft_wrap=True)
    if len(changes) > _LISTED:
        out.print(f"  [dim]and {len(changes) - _LISTED} more tickets changed[/dim]")
