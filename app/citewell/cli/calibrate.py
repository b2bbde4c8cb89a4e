"""``citewell calibrate``: thresholds and confidence from the team's own golden tickets."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.markup import escape

from citewell.application.app import App
from citewell.application.calibration import Calibrated
from citewell.cli import output
from citewell.domain.progress import CancelToken


def run_calibrate(opened: App, paths: Sequence[Path], cancel: CancelToken, *, as_json: bool) -> bool:
    """Fit, gate, keep; whether it went live. Raises ``BadInputError`` where there are too few tickets."""
    with output.progress_bar("Calibrating") as progress:
        done = opened.calibration.calibrate(paths, progress=progress, cancel=cancel)
    if as_json:
        output.print_json({**done.record, "active": done.active, "reasons": list(done.reasons)})
    else:
        _print_done(done)
    return done.active


def show_calibration(opened: App, *, as_json: bool) -> None:
    """What is set, or that nothing is."""
    record = opened.calibration.shown()
    if as_json:
        output.print_json({"active": record is not None, **(record or {})})
    elif record is None:
        output.console().print("The standard thresholds are in force.")
    else:
        _print(record)


def reset_calibration(opened: App, *, as_json: bool) -> None:
    """Go back to the standard."""
    removed = opened.calibration.reset()
    if as_json:
        output.print_json({"active": False, "removed": removed})
    else:
        words = "The standard thresholds are in force again." if removed else "The standard thresholds were in force."
        output.console().print(words)


def _print_done(done: Calibrated) -> None:
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
