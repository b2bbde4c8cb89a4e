"""``citewell search``: the passages for a query."""

from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.padding import Padding

from citewell.application.drafting.batches import search_of
from citewell.application.sources.search import search as search_index
from citewell.cli import output
from citewell.cli.batch import run_batch
from citewell.cli.context import (
    AsOfOption,
    BatchOption,
    HomeOption,
    JsonOption,
    ProductOption,
    RegionOption,
    as_day,
    services,
)
from citewell.domain.documents import PLACE_JOINT, Access, Filters
from citewell.governance.text.readable import plain
from citewell.records.values import record_of


def search(
    query: Annotated[str | None, typer.Argument(help="Words, or a question.")] = None,
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.")] = 5,
    as_of: AsOfOption = None,
    region: RegionOption = "",
    product: ProductOption = "",
    access: Annotated[
        Access | None,
        typer.Option("--access", help="'public' leaves confidential documents out."),
    ] = None,
    batch: BatchOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Search the indexed documents."""
    if (query is None) == (batch is None):
        raise typer.BadParameter("give a query, or --batch FILE.jsonl")
    filters = Filters(as_day(as_of), region, product, access)
    with services(home) as opened:
        if batch is not None:
            run_batch(batch, lambda line: record_of(search_index(opened.search, *search_of(line, filters, k))))
            return
        record = record_of(search_index(opened.search, query or "", filters, k))
    if as_json:
        output.print_json(record)
    else:
        _show(record)


def _show(record: dict[str, Any]) -> None:
    out = output.console()
    for result in record["results"]:
        place = PLACE_JOINT.join(part for part in (result["title"], result["heading"]) if part)
        mark = " [red]confidential[/red]" if result["access"] == Access.CONFIDENTIAL else ""
        lineage = escape(output.lineage(result))
        out.print(f"[bold]{escape(place)}[/bold]  [dim]{escape(result['document'])}{lineage}[/dim]{mark}")
        out.print(Padding(escape(output.shorten(plain(result["text"]))), (0, 0, 1, 2)))
    for conflict in record["conflicts"]:
        first, second = (record["results"][n - 1]["document"] for n in conflict["passages"])
        out.print(f"[yellow]these disagree[/yellow] {escape(first)} and {escape(second)}: {escape(conflict['reason'])}")
    out.print(f"[dim]{len(record['results'])} passages in {record['ms']:.0f} ms[/dim]")
