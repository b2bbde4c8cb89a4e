"""``citewell calibrate``: thresholds and confidence from the team's own golden tickets."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from citewell.application.evaluation.calibration import Calibrated
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services


def calibrate(
    golden: Annotated[
        list[Path] | None,
        typer.Argument(help="Files (YAML, JSONL) or folders; without one, those of the team.", metavar="GOLDEN..."),
    ] = None,
    show: Annotated[bool, typer.Option("--show", help="Show what is in force.")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="Go back to the standard.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Set thresholds and confidence by the team's golden tickets; live only if no golden ticket gets worse."""
    if show and reset:
        raise typer.BadParameter("--show and --reset cannot be used together.")
    with services(home) as opened, cancel_on_interrupt() as cancel:
        if show:
            _show_set(opened.calibration.shown(), as_json=as_json)
        elif reset:
            _show_reset(removed=opened.calibration.reset(), as_json=as_json)
        else:
            with output.progress_bar("Calibrating") as progress:
                done = opened.calibration.calibrate(tuple(golden or ()), progress=progress, cancel=cancel)
            _show_done(done, as_json=as_json)
            if not done.active:
                raise typer.Exit(1)


def _show_set(record: dict[str, Any] | None, *, as_json: bool) -> None:
    if as_json:
        output.print_json({"active": record is not None, **(record or {})})
    elif record is None:
        output.console().print("The standard thresholds are in force.")
    else:
        _print(record)


def _show_reset(*, removed: bool, as_json: bool) -> None:
    if as_json:
        output.print_json({"active": False, "removed": removed})
    else:
        words = "The standard thresholds are in force again." if removed else "The standard thresholds were in force."
        output.console().print(words)


def _show_done(done: Calibrated, *, as_json: bool) -> None:
    if as_json:
        output.print_json({**done.record, "active": done.active, "reasons": list(done.reasons)})
        return
    out = output.console()
    _print(done.record)
    for note in done.calibration.notes:
        out.print(f"  [dim]{escape(note)}[/dim]", soft_wrap=True)
    if done.active:
        out.print(
            "Activation gate: [green]passed[/green]. In force from now on; 'citewell calibrate --reset' goes back."
        )
        return
    out.print("Activation gate: [red]failed[/red]. Nothing was changed.")
    for reason in done.reasons:
        out.print(f"  [red]{escape(reason)}[/red]", soft_wrap=True)


def _print(record: Mapping[str, Any]) -> None:
    out = output.console()
    right, fitted = record["decided"]
    before, after = record["error"]
    out.print(f"{record['tickets']} golden tickets of the team, {escape(str(record['at']))}")
    out.print(f"Thresholds, in log odds: answering {record['answer']:+.1f}, asking back {record['clarify']:+.1f}")
    out.print(f"Confidence: slope {record['slope']:.2f}, offset {record['confidence']:+.2f}")
    out.print(
        f"Left-out tickets decided right: {fitted} after {right}. Calibration error: {after:.3f} after {before:.3f}"
    )
