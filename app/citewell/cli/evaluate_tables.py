"""Tables of a run: measures by mode, the tickets that miss something, the verdict of the gate.

For shared tickets: by knowledge base with mean and worst, by kind, and which decision was made.
"""

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from citewell.application.evaluation.evaluation import (
    SHOWN,
    Change,
    Group,
    Measure,
    Row,
    Run,
    Unit,
    Verdict,
    confusion_of,
    group_of,
    groups_by,
    mean_of,
    worst_of,
)
from citewell.cli import output
from citewell.domain.drafts import Decision

_LISTED = 20
"""Tickets that are listed on the screen; the report and ``--json`` have all."""
_HEADS = {
    "decision_f1_expected": "F1",
    "plain_escalated": "handed over",
    "risky_found": "risky found",
    "false_refusal": "re- fused",
    "gold_cited": "right doc",
    "facts_stated": "facts",
    "forbidden_stated": "for- bidden",
    "loose_literals": "loose",
    "own_words": "own words",
    "total_ms_median": "time",
}
"""Column heads, short enough for a terminal of 80 characters; ``_LEGEND`` says them in words."""
_LEGEND = (
    "F1: macro-F1 over the expected decisions. handed over: plain tickets escalated, share and count. risky found: of "
    "tickets to escalate. refused: of answerable ones. right doc: answerable ones that cite a gold document. facts: "
    "required ones stated. forbidden: of all forbidden ones, stated. loose: literals in neither sources nor ticket. "
    "own words: of answers, wholly the model's own. time: median to the checked draft."
)


def show_groups(run: Run, *, title: str = "knowledge base") -> None:
    """Print the tables of each mode; a knowledge base is called ``title``. Tickets of no kind have no table by kind."""
    out = output.console()
    for mode in run.modes:
        rows = run.of(mode)
        if len(run.modes) > 1:
            out.rule(mode, align="left", style="dim")
        groups = groups_by(rows, lambda row: row.kb)
        out.print(_bases(title, groups, group_of("all", rows)))
        out.print(f"[dim]{escape(_worst_names(groups))}[/dim]\n")
        if any(row.kind for row in rows):
            out.print(_kinds(rows))
            out.print()
        out.print(_confusion(rows))
        failed = [row for row in rows if row.error]
        if failed:
            first = escape(f"{failed[0].id}: {failed[0].error}")
            out.print(f"{len(failed)} tickets without a draft, such as {first}", soft_wrap=True)
    out.print(f"[dim]{_LEGEND}[/dim]")


def _worst_names(groups: Sequence[Group]) -> str:
    """Which knowledge base is the worst in what, where they differ."""
    by_name: dict[str, list[str]] = {}
    for key, group in worst_of(groups).items():
        if group is not None and len({one.measures[key].value for one in groups}) > 1:
            by_name.setdefault(group.name, []).append(_HEADS[key].replace("- ", ""))
    return "; ".join(f"{name} is worst in {', '.join(heads)}" for name, heads in by_name.items())


def _bases(title: str, groups: Sequence[Group], together: Group) -> Table:
    table = _table(title, groups)
    mean, worst = mean_of(groups), worst_of(groups)
    table.add_section()
    table.add_row("mean", "", *(_value(together.measures[key], mean[key]) for key in SHOWN))
    table.add_row("worst", "", *("-" if group is None else _cell(group, key) for key, group in worst.items()))
    return table


def _kinds(rows: Sequence[Row]) -> Table:
    table = _table("kind", groups_by(rows, lambda row: row.kind))
    table.add_section()
    _add(table, group_of("all", rows))
    return table


def _table(title: str, groups: Sequence[Group]) -> Table:
    table = Table(box=None, header_style="dim", padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(title, no_wrap=True)
    for head in ("n", *(_HEADS[key] for key in SHOWN)):
        table.add_column(head, justify="right")
    for group in groups:
        _add(table, group)
    return table


def _add(table: Table, group: Group) -> None:
    table.add_row(escape(group.name), str(group.tickets), *(_cell(group, key) for key in SHOWN))


def _cell(group: Group, key: str) -> str:
    measure = group.measures[key]
    shown = _value(measure, measure.value)
    return f"{shown} {measure.part:.0f}" if key == "plain_escalated" and measure.part is not None else shown


def _value(measure: Measure, value: float | None) -> str:
    if value is None:
        return "-"
    if measure.unit is Unit.MILLISECONDS:
        return f"{value / 1000:.1f}s"
    if measure.unit is Unit.COUNT:
        return f"{value:.0f}" if value == int(value) else f"{value:.1f}"
    return f"{value:.2f}" if measure.key == "decision_f1_expected" else f"{value:.0%}"


def _confusion(rows: Sequence[Row]) -> Table:
    counts = confusion_of(rows)
    made = list(next(iter(counts.values())))
    if not any(row[made[-1]] for row in counts.values()):
        made = made[:-1]  # every ticket has a draft
    table = Table("expected \\ made", box=None, header_style="dim", padding=(0, 1, 0, 0))
    for name in made:
        table.add_column(name, justify="right")
    for gold, row in counts.items():
        cells = [f"[bold]{row[name]}[/bold]" if name == Decision(gold) else str(row[name]) for name in made]
        table.add_row(gold, *cells)
    return table


def show_measures(run: Run) -> None:
    """Print the measures by mode; those that apply to no ticket are left out."""
    table = Table("measure", *run.modes, box=None, header_style="dim")
    summaries = [summary.measures for summary in run.summaries().values()]
    for key, first in summaries[0].items():
        measures = [measures[key] for measures in summaries]
        if any(measure.value is not None for measure in measures):
            table.add_row(escape(first.label), *map(_measured, measures))
    output.console().print(table)


def _measured(measure: Measure) -> str:
    if measure.value is None:
        return "-"
    if measure.unit is Unit.MILLISECONDS:
        return f"{measure.value:,.0f} ms"
    if measure.unit is Unit.COUNT:
        return f"{measure.value:.0f}"
    spread = "" if measure.low is None or measure.high is None else f" [dim]{measure.low:.2f}-{measure.high:.2f}[/dim]"
    return f"{measure.value:.3f}{spread}"


def show_misses(run: Run) -> None:
    """Print the tickets that miss something, and what."""
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


def show_verdict(verdict: Verdict, name: str) -> None:
    """Print what the activation gate says of a run beside the saved one of ``name``."""
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
