"""``citewell log``: the edit log, printed or exported."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.table import Table

from citewell.application.compliance.log_export import export_log, log_records
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services


def log(
    export: Annotated[Path | None, typer.Option("--export", metavar="FILE.jsonl", help="Write it to a file.")] = None,
    reveal: Annotated[bool, typer.Option("--reveal", help="Do not mask personal data.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """The edit log: drafts and what became of them, masked unless --reveal."""
    with services(home) as opened:
        if export is not None:
            count = export_log(opened.log, export, opened.compliance.note_export, reveal=reveal)
            if as_json:
                output.print_json({"path": str(export), "entries": count})
            else:
                output.console().print(f"Wrote {count} drafts to {export}.")
        elif as_json:
            output.print_json({"entries": list(log_records(opened.log, reveal=reveal))})
        else:
            _show(log_records(opened.log, reveal=reveal))


def _show(records: Iterable[Any]) -> None:
    table = Table("when", "id", "decision", "outcome", "ticket", box=None, header_style="dim")
    for record in records:
        outcomes = ", ".join(outcome["outcome"] for outcome in record["outcomes"]) or "-"
        ticket = output.shorten(record["ticket"], 60)
        table.add_row(record["at"][:16], record["id"], str(record["draft"]["decision"]), outcomes, escape(ticket))
    output.console().print(table)
