"""``citewell styles``: list them, make one live if it passes the gate, go back to the one before."""

from collections.abc import Sequence
from contextlib import ExitStack
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.markup import escape

from citewell.application.app import App
from citewell.application.styles.styles import StyleStanding, activate_style, changing_styles
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.styles import Activation, Gate, Style, StyleAction

CODES = {StyleAction.ACTIVATED: 0, StyleAction.ROLLED_BACK: 0, StyleAction.REFUSED: 1}
"""Exit codes by what became of the style."""
_DONE = {
    StyleAction.ACTIVATED: "[green]activated[/green]: drafts are written in this style from now on",
    StyleAction.ROLLED_BACK: "[green]gone back[/green]: drafts are written in this style from now on",
    StyleAction.REFUSED: "[red]refused[/red]: the style in use stays",
}


class StylesAction(StrEnum):
    """What to do with styles."""

    ACTIVATE = "activate"
    ROLLBACK = "rollback"


def styles(
    action: Annotated[StylesAction | None, typer.Argument(help="Without one, the styles are listed.")] = None,
    what: Annotated[str | None, typer.Argument(help="The id of the style to activate.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The writing styles: list them, activate one if no golden ticket gets worse, or go back to the one before."""
    if (action is StylesAction.ACTIVATE) != (what is not None):
        raise typer.BadParameter("give 'activate ID', 'rollback', or nothing")
    with services(home) as opened:
        line = None if action is None else _change(opened, action, what or "")
        standings, note = opened.styles.standings(), style_note(opened)
    if as_json:
        output.print_json(
            {
                "styles": [style_record(standing) for standing in standings],
                "change": None if line is None else activation_record(line),
                "note": note,
            }
        )
    elif line is not None:
        _show_change(line)
    else:
        _show_list(standings, note)
    if line is not None:
        raise typer.Exit(CODES[line.action])


def _change(opened: App, action: StylesAction, what: str) -> Activation:
    with changing_styles(opened.home):
        line = _activate(opened, what) if action is StylesAction.ACTIVATE else opened.styles.rollback()
    opened.models.swap_style()
    return line


def _activate(opened: App, style_id: str) -> Activation:
    with cancel_on_interrupt() as cancel, ExitStack() as bars:
        baking = bars.enter_context(output.progress_bar(f"Preparing {style_id}"))

        def gate() -> Gate | None:
            bars.close()  # a terminal shows one bar at a time
            return opened.evaluation.style_gate(bars.enter_context(output.progress_bar("Golden tickets")), cancel)

        return activate_style(opened.styles, style_id, gate, baking=baking, cancel=cancel)


def style_record(standing: StyleStanding) -> dict[str, Any]:
    """A style as JSON. One that cannot be used has a ``problem``, and may have nothing but its id."""
    style = standing.style
    record: dict[str, Any] = {
        "id": style.id,
        "active": standing.active,
        "shipped": style.shipped,
        "problem": standing.problem,
    }
    if isinstance(style, Style):
        record |= {
            "name": style.name,
            "parent": style.parent,
            "created_at": style.created_at,
            "base": style.base,
            "quantisation": style.quantisation,
            "examples": style.data.get("examples"),
            "golden": dict(style.golden),
        }
    return record


def activation_record(line: Activation) -> dict[str, Any]:
    """A line of the history as JSON."""
    return {
        "at": line.at,
        "style": line.style,
        "action": line.action.value,
        "reasons": list(line.reasons),
        "golden": dict(line.golden),
    }


def style_note(opened: App) -> str:
    """What a person should know where drafts are written without a style; empty elsewhere."""
    if opened.styles.active() is not None:
        return ""
    if any(standing.problem for standing in opened.styles.standings()):
        return "No style fits the base model in use, so drafts are written by it alone, by its own chat template."
    return "Drafts are written by the base model alone."


def _show_change(line: Activation) -> None:
    out = output.console()
    out.print(f"[bold]{escape(line.style or 'the base model without a style')}[/bold] {_DONE[line.action]}")
    for reason in line.reasons:
        out.print(f"  {escape(reason)}")


def _show_list(standings: Sequence[StyleStanding], note: str) -> None:
    out = output.console()
    for standing in standings:
        style = standing.style
        mark = " [green]active[/green]" if standing.active else ""
        origin = "ships" if style.shipped else "learned here"
        out.print(f"[bold]{escape(style.id)}[/bold] ({origin}){mark}", soft_wrap=True)
        if isinstance(style, Style):
            out.print(f"  {escape(_described(style))}", soft_wrap=True)
        if standing.problem:
            out.print(f"  [yellow]cannot be used[/yellow] {escape(standing.problem)}", soft_wrap=True)
    if note:
        out.print(note)


def _described(style: Style) -> str:
    parts = [style.name, style.created_at[:10], style.quantisation]
    if style.parent:
        parts.append(f"from {style.parent}")
    examples = style.data.get("examples")
    if isinstance(examples, int):
        parts.append(f"{examples:,} examples")
    figures = [f"{name} {value:.3g}" for name, value in style.golden.items() if isinstance(value, int | float)]
    return ", ".join([*parts, *figures])
