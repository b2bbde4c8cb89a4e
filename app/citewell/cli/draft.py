"""``citewell draft``: a cited reply to a ticket."""

from dataclasses import replace
from typing import Annotated

import typer
from rich.markup import escape
from rich.padding import Padding

from citewell.application.app import App
from citewell.application.drafting.batches import Line, ticket_of
from citewell.application.drafting.tickets import draft_ticket
from citewell.application.exchange.draft_forms import DraftForm, formed
from citewell.application.topics.levels import Offer
from citewell.cli import output
from citewell.cli.batch import run_batch
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import (
    AsOfOption,
    BatchOption,
    HomeOption,
    JsonOption,
    ProductOption,
    RegionOption,
    as_day,
    read_ticket,
    services,
)
from citewell.domain.documents import PLACE_JOINT
from citewell.domain.drafts import Decision, Draft, Level, Mode, Ticket
from citewell.domain.progress import CancelToken
from citewell.governance.text.readable import plain
from citewell.records.values import record_of


def draft(
    file: Annotated[str | None, typer.Argument(help="A file with the ticket; - for standard input.")] = None,
    mode: Annotated[Mode, typer.Option("--mode", help="For comparison.")] = Mode.HYBRID,
    level: Annotated[
        Level | None, typer.Option("--level", help="How much is drafted; without it as the ticket's topic has it.")
    ] = None,
    as_of: AsOfOption = None,
    region: RegionOption = "",
    product: ProductOption = "",
    note: Annotated[str, typer.Option("--note", help="A fact for this reply, citable like a passage.")] = "",
    form: Annotated[DraftForm | None, typer.Option("--as", help="The form in which the draft leaves.")] = None,
    batch: BatchOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Draft a cited reply to a ticket."""
    if file is not None and batch is not None:
        raise typer.BadParameter("give a ticket or --batch, not both")
    with services(home) as opened, cancel_on_interrupt() as cancel:
        if batch is not None:
            run_batch(batch, lambda line: _answer(_draft(opened, _levelled(opened, line), cancel), form, line))
            return
        text = read_ticket(file)
        day = as_day(as_of)
        offer = opened.levels.offered(text) if level is None else Offer(level)
        ticket = Ticket(text=text, region=region, product=product, as_of=day, note=note, mode=mode, level=offer.level)
        made = _draft(opened, ticket, cancel)
    if form is not None:
        _print_form(formed(made, form))
    elif as_json:
        output.print_json(record_of(made))
    else:
        show_draft(made)
        if offer.words:
            output.console().print(f"  [yellow]{escape(offer.words)} --level reply drafts one.[/]", soft_wrap=True)


def _levelled(opened: App, line: Line) -> Ticket:
    """The ticket of a line, at the level of its topic where the line has none."""
    ticket = ticket_of(line)
    return ticket if line.get("level") else replace(ticket, level=opened.levels.offered(ticket.text).level)


def _answer(made: Draft, form: DraftForm | None, line: Line) -> dict[str, object]:
    """The answer to a line of a batch: the draft, or its form; ``draft_id`` is the draft's own, for its outcome."""
    written = record_of(made) if form is None else formed(made, form, str(line.get("id") or ""))
    answer = written if isinstance(written, dict) else {"as": form, "text": written}
    return {**answer, "draft_id": made.id}


def _print_form(written: str | dict[str, object]) -> None:
    if isinstance(written, str):
        output.print_text(written)
    else:
        output.print_json(written)


def _draft(opened: App, ticket: Ticket, cancel: CancelToken) -> Draft:
    return draft_ticket(opened.drafting, opened.search, ticket, cancel=cancel)


def show_draft(made: Draft) -> None:
    """A draft with its citations, findings and trace."""
    out = output.console()
    colour = "green" if made.decision is Decision.ANSWER else "yellow"
    out.print(f"[{colour}]{made.decision.value}[/{colour}]  confidence {made.confidence:.0%}  [dim]{made.id}[/dim]")
    out.print(Padding(escape(made.text), (0, 0, 1, 2)))
    for citation in made.citations:
        place = PLACE_JOINT.join(part for part in (citation.title, *citation.heading) if part)
        version = output.lineage(record_of(citation))
        out.print(f"  \\[{citation.n}] [bold]{escape(place)}[/bold]  [dim]{escape(citation.document)}{version}[/dim]")
        out.print(Padding(f"[dim]“{escape(output.shorten(plain(citation.quote)))}”[/dim]", (0, 0, 0, 6)))
        if citation.url:
            out.print(Padding(f"[dim]{escape(citation.url)}[/dim]", (0, 0, 0, 6)), soft_wrap=True)
    for finding in made.findings:
        out.print(f"  [{output.SEVERITY_COLOURS[finding.severity]}]{finding.rule}: {escape(finding.message)}[/]")
    if made.model.unproven:
        out.print(f"  [yellow]{escape(made.model.base)} has no golden result of this home: see 'citewell models'.[/]")
    trace = " · ".join(f"{entry.stage} {entry.ms:.0f} ms" for entry in made.trace)
    out.print(f"  [dim]{trace} · {made.timings.total_ms:.0f} ms in all[/dim]")
