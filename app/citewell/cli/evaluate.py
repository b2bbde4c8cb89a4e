"""``citewell evaluate``: run golden tickets, show the measures, save, compare and report."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from typer.core import TyperCommand

from citewell.application.app import App
from citewell.application.evaluation.evaluation import (
    ALL_PACKS,
    Evaluated,
    Resumed,
    RowFile,
    Run,
    chosen_packs,
    only_modes,
    read_pack_tickets,
    read_shared,
)
from citewell.application.evaluation.evaluation import (
    evaluate as evaluate_run,
)
from citewell.application.evaluation.shared_evaluation import run_tickets
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.cli.evaluate_tables import show_groups, show_measures, show_misses, show_verdict
from citewell.domain.drafts import Mode
from citewell.domain.progress import CancelToken

TICKETS = "--tickets"


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


def evaluate(
    golden: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files (YAML, JSONL) or folders; without one, those of the activation gate.", metavar="GOLDEN..."
        ),
    ] = None,
    tickets: Annotated[
        list[Path] | None,
        typer.Option("--tickets", help="Files of shared tickets (JSONL) instead.", metavar="FILE..."),
    ] = None,
    kb: Annotated[
        Path | None,
        typer.Option("--kb", metavar="ROOT", help="With --tickets: the folder of the knowledge bases they ask."),
    ] = None,
    pack: Annotated[
        str, typer.Option("--pack", metavar="NAME|all", help="The golden tickets of a sample pack instead.")
    ] = "",
    resume: Annotated[
        Path | None,
        typer.Option(
            "--resume",
            metavar="FILE.jsonl",
            help="With --tickets or --pack: keep finished rows, and go on from them.",
        ),
    ] = None,
    held_out: Annotated[
        Path | None,
        typer.Option(
            "--held-out",
            metavar="FOLDER",
            help="With --tickets: for each knowledge base the routing models that were fitted without it.",
        ),
    ] = None,
    modes: Annotated[str, typer.Option("--modes", help="hybrid, rag, no_context; with commas for several.")] = "hybrid",
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="So many tickets of all, the same ones each time.")
    ] = None,
    save: Annotated[
        str, typer.Option("--save", metavar="NAME", help="Keep the run, in place of one of that name.")
    ] = "",
    compare: Annotated[
        str, typer.Option("--compare", metavar="NAME", help="Compare with a saved run; 1 where the gate fails.")
    ] = "",
    report: Annotated[
        Path | None, typer.Option("--report", metavar="FILE.html", help="Write a report (.html or .json).")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Run golden tickets and score them; drafts made so are not logged."""
    if sum(map(bool, (golden, tickets, pack))) > 1:
        raise typer.BadParameter("give one of GOLDEN, --tickets and --pack")
    if tickets and kb is None:
        raise typer.BadParameter("--tickets needs --kb ROOT, the folder of the knowledge bases")
    if not tickets and (kb is not None or (resume is not None and not pack)):
        raise typer.BadParameter("--kb belongs to --tickets FILE..., --resume to that or to --pack")
    if held_out is not None and not tickets:
        raise typer.BadParameter("--held-out belongs to --tickets FILE...")
    wishes = EvaluateWishes(
        tuple(golden or ()),
        modes,
        limit,
        save.strip(),
        compare.strip(),
        report,
        tuple(tickets or ()),
        kb,
        resume,
        pack,
        held_out,
    )
    with services(home) as opened, cancel_on_interrupt() as cancel:
        passed = run_evaluation(opened, wishes, cancel, as_json=as_json)
    if not passed:
        raise typer.Exit(1)


def run_evaluation(opened: App, wishes: EvaluateWishes, cancel: CancelToken, *, as_json: bool) -> bool:
    """Evaluate and print; whether the gate was passed, where a run was named to compare with.

    Raises ``BadInputError``, ``ModelError``, ``StorageError`` and ``CancelledError``.
    """
    modes = only_modes(wishes.modes)
    run = _tickets_run if wishes.tickets or wishes.pack else _golden_run
    done = evaluate_run(
        opened.golden_runs,
        lambda: run(opened, wishes, modes, cancel),
        save=wishes.save,
        compare=wishes.compare,
        report=wishes.report,
    )
    if as_json:
        output.print_json(done.record)
    else:
        _show(done, wishes)
    return done.passed


def _golden_run(opened: App, wishes: EvaluateWishes, modes: Sequence[Mode], cancel: CancelToken) -> Run:
    with output.progress_bar("Evaluating") as progress:
        return opened.evaluation.run(wishes.paths, modes, limit=wishes.limit, progress=progress, cancel=cancel)


def _tickets_run(opened: App, wishes: EvaluateWishes, modes: Sequence[Mode], cancel: CancelToken) -> Run:
    chosen = chosen_packs(wishes.pack)
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


def _tell_resumed(resumed: Resumed) -> None:
    if resumed.finished:
        output.warn(f"{resumed.finished} of {resumed.total} tickets were finished before and are not run again.")
    if resumed.outdated:
        output.warn(
            f"{resumed.outdated} tickets are run again: program, settings, ticket or knowledge base changed since."
        )


def _show(done: Evaluated, wishes: EvaluateWishes) -> None:
    run = done.run
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
            show_misses(run)
    else:
        show_measures(run)
        show_misses(run)
    if done.verdict is not None:
        show_verdict(done.verdict, wishes.compare)
    if wishes.save:
        out.print(
            f"Saved as '{escape(wishes.save)}'. Compare with it: citewell evaluate ... --compare {escape(wishes.save)}"
        )
    if wishes.report is not None:
        out.print(f"Report: {escape(str(wishes.report))}")
