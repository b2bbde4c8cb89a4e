"""``citewell inbox``: drafts for tickets that arrive as files in a folder."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from citewell.application.drafting.tickets import draft_ticket
from citewell.application.exchange.draft_forms import DraftForm
from citewell.application.exchange.inbox import Arrived, Inbox, InboxWishes
from citewell.application.homes.locks import locked
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, ProductOption, RegionOption, services

LOOK_SECONDS = 1.0
"""Between two looks into the folder."""


def inbox(
    folder: Annotated[Path, typer.Argument(help="The folder where tickets arrive (.eml, .txt, .json).")],
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FOLDER", help="Where drafts go (default: beside the tickets).")
    ] = None,
    form: Annotated[DraftForm, typer.Option("--as", help="The form of a draft.")] = DraftForm.NOTE,
    once: Annotated[bool, typer.Option("--once", help="Look once and end.")] = False,
    region: RegionOption = "",
    product: ProductOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draft every ticket that arrives in a folder, until Ctrl+C."""
    wishes = InboxWishes(folder, out or folder, form, region, product)
    with services(home) as opened, cancel_on_interrupt() as cancel:
        found = Inbox(
            wishes,
            lambda ticket: draft_ticket(opened.drafting, opened.search, ticket, cancel=cancel),
            opened.models.reader,
        )
        with locked(wishes.out / ".citewell-inbox.lock", "watches this folder"):
            while True:
                for arrived in found.look(cancel):
                    _tell(arrived, as_json=as_json)
                if once or cancel.wait(LOOK_SECONDS):
                    return


def _tell(arrived: Arrived, *, as_json: bool) -> None:
    if as_json:
        output.print_json(arrived.record())
        return
    said = f"[yellow]{escape(arrived.error)}[/yellow]" if arrived.error else arrived.decision
    output.console().print(f"{escape(arrived.name)}: {said} ({escape(arrived.written.name)})", soft_wrap=True)
