"""``citewell figures``: measures of live work by group, before and after a change, and what drafts cost."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from citewell.application.figures.ledger import Cost, Ledger, ledger_record
from citewell.application.figures.live_figures import (
    Difference,
    Grouping,
    LiveGroup,
    LiveReport,
    Measure,
    Shift,
    Unit,
    change_words,
    live_record,
    span_of,
    write_csv,
)
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services

_LISTED = 20
"""Groups that are listed on the screen; ``--json`` and ``--csv`` have all."""
_COLUMNS = (
    "accepted",
    "as_is",
    "edit_distance",
    "grounded_accuracy",
    "citation_rate",
    "handed_over",
    "draft_ms_median",
)
_HEADS = ("accepted", "as is", "edit dist.", "grounded", "cited", "handed over", "time")
_SHIFTS = {
    Shift.BETTER: "[green]better[/green]",
    Shift.WORSE: "[red]worse[/red]",
    Shift.OPEN: "no difference to be seen",
}
_NO_CHANGE = "No change is known yet. A style that is activated or policy packs that come into force are changes."


def figures(
    by: Annotated[Grouping, typer.Option("--by", help="What drafts are grouped by.")] = Grouping.WEEK,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="The first day that counts.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="The last day that counts.")] = "",
    before: Annotated[
        str,
        typer.Option(
            "--before", metavar="DAY|CHANGE", help="Compare before and after a day, or a change of --changes."
        ),
    ] = "",
    changes: Annotated[bool, typer.Option("--changes", help="List what changed and when.")] = False,
    costs: Annotated[bool, typer.Option("--costs", help="What drafts cost instead.")] = False,
    prices: Annotated[
        Path | None, typer.Option("--prices", metavar="FILE", help="JSON or CSV of cloud prices to set costs beside.")
    ] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the figures as CSV as well.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Figures of live work: how drafts were received, by week, topic, document, style or model, and what they cost."""
    span = span_of(since, until)
    with services(home) as opened:
        if changes:
            found = opened.live_figures.changes()
        elif costs or prices is not None:
            ledger = opened.ledger.read(span, opened.options, prices)
        else:
            change = opened.live_figures.moment(before) if before else ""
            report = opened.live_figures.report(by, span_of(since, until, change))
    if changes:
        if as_json:
            listed = [{"number": one.number, "at": one.at, "kind": one.kind, "what": one.what} for one in found]
            output.print_json({"changes": listed})
            return
        for one in found:
            output.console().print(f"#{one.number}  {one.at[:16]}  {escape(change_words(one))}", soft_wrap=True)
        if not found:
            output.console().print(_NO_CHANGE)
    elif costs or prices is not None:
        output.print_json(ledger_record(ledger)) if as_json else _show_ledger(ledger)
    else:
        if csv is not None:
            write_csv(csv, report)
        output.print_json(live_record(report)) if as_json else _show(report)


def _show(report: LiveReport) -> None:
    out = output.console()
    total = report.total
    if not total.drafts + total.drafts_before:
        out.print("Not enough data yet: no draft was made in this time. Draft tickets, and record what became of them.")
        return
    out.print(_totals(total))
    table = Table(box=None, pad_edge=False)
    table.add_column(report.by.value, overflow="fold")
    for head in ("drafts", "judged", *_HEADS):
        table.add_column(head, justify="right")
    for group in report.groups[-_LISTED:] if report.by is Grouping.WEEK else report.groups[:_LISTED]:
        shown = {one.key: one for one in group.measures}
        cells = [_cell(shown[key]) for key in _COLUMNS]
        table.add_row(escape(group.name), f"{group.drafts:,}", f"{group.judged:,}", *cells)
    out.print(table)
    if len(report.groups) > _LISTED:
        out.print(f"[dim]{len(report.groups) - _LISTED} more; --json and --csv have all.[/dim]")
    if report.span.change and report.by is not Grouping.WEEK:
        out.print(f"[dim]The table is of the time after {report.span.change[:16]}.[/dim]")


def _totals(group: LiveGroup) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    changed = {one.key: one for one in group.differences}
    heads = ("before", "after", "what changed") if changed else ("all drafts",)
    for head in heads:
        table.add_column(head, justify="left" if head == "what changed" else "right")
    drafts = [f"{group.drafts_before:,}"] if changed else []
    table.add_row("Drafts", *drafts, f"{group.drafts:,}", *[""] * bool(changed))
    judged = [f"{group.judged_before:,}"] if changed else []
    table.add_row("Judged by an agent", *judged, f"{group.judged:,}", *[""] * bool(changed))
    old = {one.key: one for one in group.before}
    for one in group.measures:
        cells = (
            [_cell(old[one.key]), _cell(one), _shift(changed[one.key], one)] if changed else [_cell(one, spread=True)]
        )
        table.add_row(one.label, *cells)
    return table


def _cell(one: Measure, *, spread: bool = False) -> str:
    if one.value is None:
        return "[dim]-[/dim]"
    if one.unit is Unit.MILLISECONDS:
        return f"{one.value / 1000:,.1f} s"
    if one.key == "edit_distance":
        return f"{one.value:.2f}"
    interval = f"  ({one.low:.0%} to {one.high:.0%})" if spread and one.low is not None else ""
    return f"{one.value:.0%}{interval}"


def _shift(found: Difference, one: Measure) -> str:
    if found.shift is Shift.TOO_FEW:
        return f"[dim]not enough data yet: collect {found.collect} more[/dim]"
    if found.low is None or found.high is None or found.difference is None:
        return ""
    points = f"{100 * found.difference:+.0f} points ({100 * found.low:+.0f} to {100 * found.high:+.0f})"
    return f"{_SHIFTS[found.shift]}, {points}" if one.unit is Unit.SHARE else ""


def _show_ledger(ledger: Ledger) -> None:
    out, effort = output.console(), ledger.effort
    if not effort.drafts:
        out.print("Not enough data yet: no draft was made in this time.")
        return
    out.print(f"{effort.drafts:,} drafts, {effort.judged:,} judged, {effort.accepted:,} of them accepted.")
    if not effort.accepted:
        out.print("Not enough data yet for an accepted draft: collect outcomes ('citewell outcome', or the window).")
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for head in ("all", "a draft", "an accepted draft"):
        table.add_column(head, justify="right")
    rows: list[tuple[str, Cost | None]] = [
        ("Processor seconds", ledger.cpu_seconds),
        ("Tokens read", ledger.prompt_tokens),
        ("Tokens written", ledger.completion_tokens),
        ("Kilowatt-hours, training included", ledger.kwh),
        ("Electricity", ledger.electricity),
        *((f"{price.name}{f' ({price.currency})' * bool(price.currency)}", cost) for price, cost in ledger.cloud),
    ]
    for name, cost in rows:
        if cost is not None:
            parts = (cost.total, cost.per_draft, cost.per_accepted)
            table.add_row(escape(name), *("-" if part is None else f"{part:,.4g}" for part in parts))
    out.print(table)
    if effort.measured < effort.drafts:
        out.print(f"[dim]Processor time was measured for {effort.measured:,} of them and scaled to all.[/dim]")
    stored = ", ".join(f"{name} {size / 1e6:,.0f} MB" for name, size in ledger.storage_bytes.items())
    out.print(f"Training: {ledger.training_minutes:,.0f} minutes. On disk: {stored}.")
    if ledger.electricity is None:
        out.print("[dim]Set the option kwh_cents to see the price of the electricity.[/dim]")
