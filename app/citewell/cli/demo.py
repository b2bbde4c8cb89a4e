"""``citewell demo``: a sample pack in a scratch home, and three of its tickets drafted over it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.padding import Padding

from citewell.application.app import App
from citewell.application.sources.demonstration import demo_tickets, draft_each, index_pack
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, scratch_services
from citewell.cli.draft import show_draft
from citewell.cli.index import show_report
from citewell.domain.drafts import Ticket
from citewell.domain.progress import CancelToken
from citewell.records.values import record_of
from citewell.settings.home import find_home
from citewell.settings.resources import DEFAULT_PACK, SamplePack, find_pack


def demo(
    context: typer.Context,
    home: HomeOption = None,
    as_json: JsonOption = False,
    window: Annotated[bool, typer.Option("--window", help="Open the window on the sample.")] = False,
    pack: Annotated[str, typer.Option("--pack", metavar="NAME", help="Which sample pack.")] = DEFAULT_PACK,
) -> None:
    """Index a sample knowledge base into a scratch home, draft three tickets, print them."""
    sample = find_pack(pack)
    if window:
        raise typer.Exit(context.obj(home, sample.name))
    tickets = demo_tickets(sample)
    scratch = scratch_services(home, baked=find_home().baked, prefix="citewell-demo-")
    with scratch as services, cancel_on_interrupt() as cancel:
        demonstrate(services, sample, tickets, cancel, as_json=as_json)


def demonstrate(
    services: App, pack: SamplePack, tickets: Sequence[Ticket], cancel: CancelToken, *, as_json: bool
) -> None:
    """Index a pack, draft ``tickets`` over it and print them as they come. Raises ``UserError``, ``CancelledError``."""
    with output.progress_bar(f"Indexing {pack.company}") as progress:
        report = index_pack(services.ingest, pack, progress=progress, cancel=cancel)
    if not as_json:
        show_report(Path(pack.name), report)
    drafts = []
    for ticket, draft in draft_each(services.drafting, tickets, cancel):
        drafts.append(record_of(draft))
        if not as_json:
            out = output.console()
            out.rule("Ticket", align="left", style="dim")
            out.print(Padding(ticket.text.strip(), (0, 0, 1, 2)), markup=False)
            show_draft(draft)
    if as_json:
        output.print_json({"index": record_of(report), "drafts": drafts})
