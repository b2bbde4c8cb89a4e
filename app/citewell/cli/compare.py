"""``citewell compare``: two ways of drafting on live work, and which of them is better."""

from typing import Annotated

import typer
from rich.markup import escape

from citewell.application.figures.comparisons import (
    ComparisonStanding,
    TrialMeasure,
    Varies,
    comparison_record,
    verdict_words,
)
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services

compare = typer.Typer(help="Two ways of drafting on live work: which is better?", rich_markup_mode=None)


@compare.callback(invoke_without_command=True)
def overview(context: typer.Context, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Every comparison with its verdict so far; look as often as you like."""
    if context.invoked_subcommand is None:
        _tell(home, as_json=as_json)


@compare.command()
def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Every comparison with its verdict so far; look as often as you like."""
    _tell(home, as_json=as_json)


@compare.command()
def start(
    varies: Annotated[Varies, typer.Argument(help="What differs.", metavar="style|model|mode|decisions")],
    first: Annotated[str, typer.Argument(help="One way, such as the id of a style.")],
    second: Annotated[str, typer.Argument(help="The other way.")],
    measure: Annotated[TrialMeasure, typer.Option("--measure", help="What counts.")] = TrialMeasure.ACCEPTED,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """From now on draft half of the tickets in each of two ways, chosen by a keyed hash of the ticket."""
    with services(home) as opened:
        begun = opened.comparisons.start(varies, first, second, measure)
    if as_json:
        output.print_json({"id": begun.id, "begun": begun.at, "varies": varies.value, "arms": [first, second]})
    else:
        output.console().print(
            f"From now on half of the tickets are drafted by {first}, half by {second}.", markup=False
        )
        output.console().print("'citewell compare' says which is better; 'citewell compare stop' ends it.")


@compare.command()
def stop(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """End the comparison that runs; drafts are made as before it."""
    with services(home) as opened:
        ended = opened.comparisons.stop()
    if as_json:
        output.print_json(comparison_record(ended))
    else:
        output.console().print(f"Ended. {escape(verdict_words(ended))}", soft_wrap=True)


def _tell(home: HomeOption, *, as_json: bool) -> None:
    with services(home) as opened:
        standings = opened.comparisons.standings()
    if as_json:
        output.print_json({"comparisons": [comparison_record(one) for one in standings]})
        return
    for one in standings:
        _show(one)
    if not standings:
        output.console().print("Nothing is compared. 'citewell compare start style ID ID' begins a comparison.")


def _show(standing: ComparisonStanding) -> None:
    trial, out = standing.trial, output.console()
    until = f"to {trial.ended_at[:10]}" if trial.ended_at else "running"
    out.print(f"[bold]{trial.varies.value}: {escape(trial.first)} and {escape(trial.second)}[/bold]", soft_wrap=True)
    out.print(f"  [dim]{trial.id}, from {trial.at[:10]}, {until}[/dim]", soft_wrap=True)
    out.print(f"  {escape(verdict_words(standing))}", soft_wrap=True)
    drafted = sum(standing.drafted.values()) - sum(standing.judged.values())
    if drafted:
        out.print(f"  [dim]{drafted:,} drafts of it have no outcome yet.[/dim]")
