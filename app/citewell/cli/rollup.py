"""``citewell rollup``: counts of this laptop for the team's lead, and the report of all of them."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from citewell.application.releases.contents import counted
from citewell.application.rollups.rollups import write_report
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.rollups import OUTCOMES, Dimension
from citewell.records.values import record_of

rollup_group = typer.Typer(
    help="Counts of this laptop for the team's lead, and the report of all of them.", no_args_is_help=True
)
WEEKS = 12


class LaptopAction(StrEnum):
    """What to do with the list of laptops that are counted."""

    LIST = "list"
    ADD = "add"
    REMOVE = "remove"


@rollup_group.command("write")
def write(
    folder: Annotated[Path, typer.Argument(help="Where to put it: a share or a stick.")],
    weeks: Annotated[int, typer.Option("--weeks", min=1, max=520, help="So many weeks, this one included.")] = WEEKS,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write this laptop's counts, signed, in place of those it wrote before."""
    with services(home) as opened:
        path, rollup = opened.team.rollups.write(folder, weeks)
        fingerprint = opened.team.rollups.own_fingerprint
    if as_json:
        output.print_json({"file": str(path), "fingerprint": fingerprint, **record_of(rollup)})
        return
    out = output.console()
    total = next(group.counts for group in rollup.groups if group.dimension is Dimension.ALL)
    said = ", ".join(f"{total[name]} {name.replace('_', ' ')}" for name in OUTCOMES if total[name])
    out.print(f"Wrote {escape(str(path))}: {total['drafts']} drafts ({said}).", soft_wrap=True)
    out.print(f"Counts alone, no text. Groups under {rollup.least} drafts are in 'other'.", soft_wrap=True)
    out.print(f"The lead counts it once this laptop is known: [bold]{fingerprint}[/bold]", soft_wrap=True)


@rollup_group.command("merge")
def merge(
    paths: Annotated[list[Path], typer.Argument(help="Roll-ups, or folders of them.", metavar="PATH...")],
    report: Annotated[
        list[Path] | None, typer.Option("--report", metavar="FILE", help="Write a report (.html or .json).")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """One report of a team's roll-ups; a laptop counts once, and strangers do not."""
    with services(home) as opened:
        merged = opened.team.rollups.merge(paths)
    for path in report or ():
        write_report(merged, path)
    for line in (*merged.refused, *merged.notes):
        output.warn(line)
    if as_json:
        output.print_json(record_of(merged))
        return
    out = output.console()
    out.print(f"[bold]{merged.laptops} laptops[/bold], weeks {merged.first_week} to {merged.last_week}")
    for group in merged.groups:
        shares = merged.shares[f"{group.dimension.value} {group.name}"]
        said = f"{counted(group.counts['drafts'], 'draft')}, accepted or lightly edited: {shares['acceptance']}"
        name = "" if group.dimension is Dimension.ALL else f" {group.name}"
        out.print(f"  {group.dimension.value}{escape(name)}: {said}", soft_wrap=True)
    out.print("  A draft counts for each document that it cites.")
    for path in report or ():
        out.print(f"Report: {escape(str(path))}", soft_wrap=True)


@rollup_group.command("trust")
def trust(
    action: Annotated[LaptopAction, typer.Argument(help="What to do.")] = LaptopAction.LIST,
    fingerprints: Annotated[
        list[str] | None, typer.Argument(help="Of laptops: 32 digits each, in quotes if with blanks.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="A word for them: a team or a place, no person.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Whose roll-ups are counted, and this laptop's own fingerprint."""
    if (action is LaptopAction.LIST) == bool(fingerprints):
        raise typer.BadParameter("give 'add FINGERPRINT...', 'remove FINGERPRINT...', or nothing")
    with services(home) as opened:
        rollups = opened.team.rollups
        if action is LaptopAction.ADD:
            rollups.trust(fingerprints or (), name)
        elif action is LaptopAction.REMOVE:
            rollups.distrust(fingerprints or ())
        known = [record_of(laptop) for laptop in rollups.laptops.all()]
        own = rollups.own_fingerprint
    if as_json:
        output.print_json({"own": own, "laptops": known})
        return
    out = output.console()
    out.print(f"This laptop signs as [bold]{own}[/bold]", soft_wrap=True)
    for laptop in known:
        out.print(f"{laptop['fingerprint']}  {escape(laptop['name'])}  since {laptop['at'][:10]}", soft_wrap=True)
    if not known:
        out.print("No other laptop is counted yet.")
