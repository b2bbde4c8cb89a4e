"""``citewell import``: tickets, saved replies and articles out of the exports of other programs."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from citewell.application.drafting.masking import mask_text
from citewell.application.exchange.importing import ImportedExport, Importing, ImportWishes, Mask, Shape
from citewell.application.exchange.importing import import_exports as run_import
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, document_reader, services


def import_exports(
    paths: Annotated[list[Path], typer.Argument(help="Files or folders that a program exported.", metavar="EXPORT...")],
    out: Annotated[
        Path,
        typer.Option("--out", metavar="FILE.jsonl|FOLDER", help="Where tickets go (file), or documents (folder)."),
    ],
    agents: Annotated[
        list[str] | None,
        typer.Option("--agents", metavar="ADDRESS", help="Mail: an address or domain that agents write from."),
    ] = None,
    base_url: Annotated[
        str, typer.Option("--base-url", metavar="URL", help="Address of a help centre whose export does not say it.")
    ] = "",
    encoding: Annotated[str, typer.Option("--encoding", help="Encoding of the text, where it is not UTF-8.")] = "",
    salvage: Annotated[
        bool, typer.Option("--salvage", help="Of an export that is cut off, keep what is whole.")
    ] = False,
    golden: Annotated[
        bool, typer.Option("--golden", help="Write answered tickets as golden tickets to look through.")
    ] = False,
    facts: Annotated[
        bool, typer.Option("--facts", help="Saved replies may be cited as facts; else they are examples of style.")
    ] = False,
    mask: Annotated[bool, typer.Option("--mask", help="Mask personal data in tickets.")] = False,
    files: Annotated[
        Path | None,
        typer.Option("--attachments", metavar="FOLDER", help="Attachments that were fetched, at TICKET'S ID/NAME."),
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read exports of helpdesks, mailboxes and help centres."""
    wishes = ImportWishes(encoding, tuple(agents or ()), base_url, salvage)
    with (
        _masking(home, wanted=mask) as masked,
        contextlib.closing(document_reader()) as reader,
        cancel_on_interrupt() as cancel,
        output.progress_bar("Importing") as progress,
    ):
        shape = Shape(golden, facts, masked, files)
        done = run_import(paths, out, wishes, shape, progress=progress, cancel=cancel, reader=reader)
    if as_json:
        output.print_json(done.record())
    else:
        _show(done)


@contextlib.contextmanager
def _masking(home: Path | None, *, wanted: bool) -> Iterator[Mask | None]:
    """What masks a text, from the home's masker; a home is opened only where that is wanted."""
    if not wanted:
        yield None
        return
    with services(home) as opened:
        yield lambda text: mask_text(opened.masker, text).masked


def _show(done: Importing) -> None:
    out = output.console()
    for export in done.exports:
        found = export.found
        out.print(f"{escape(export.path)}: [bold]{escape(found.program)}[/bold], {escape(found.export)}")
        out.print(f"  {_counts(export)}")
        for line in [*found.notes, *found.reading.problems[:10]]:
            out.print(f"  [yellow]{escape(line)}[/yellow]")
        if len(found.reading.problems) > 10:
            out.print(f"  [yellow]... and {len(found.reading.problems) - 10} more[/yellow]")
    gone = f"; {done.removed} of before are gone" if done.removed else ""
    documents = f" ({done.documents} documents{gone}). Next: citewell index {done.out}" if done.documents else ""
    out.print(f"Written to {escape(str(done.out))}{escape(documents)}")


def _counts(export: ImportedExport) -> str:
    counts = (
        (export.tickets, "tickets"),
        (export.messages, "messages"),
        (export.read, "attachments read"),
        (export.attachments - export.read, "attachments listed, not read"),
        (export.replies, "saved replies"),
        (export.articles, "articles"),
        (export.without_customer, "without a customer's words left out"),
        (export.repeated, "that were there already left out"),
        (export.found.reading.others, "records of other kinds passed over"),
    )
    return ", ".join(f"{count} {what}" for count, what in counts if count)
