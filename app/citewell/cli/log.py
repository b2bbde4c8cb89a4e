"""``citewell log``: the edit log, printed or exported."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from citewell.application.compliance.log_export import LogLine, export_log, log_lines, log_records
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services

TICKET = 60
"""Characters of a ticket on one line."""
_LINE = "{:16}  {:32}  {:8}  {:9}  {}"


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
            output.print_json_list("entries", log_records(opened.log, reveal=reveal))
        else:
            _show(log_lines(opened.log, reveal=reveal))


def _show(lines: Iterable[LogLine]) -> None:
    """One line a draft, each as soon as it is read."""
    output.print_line(_LINE.format("when", "id", "decision", "outcome", "ticket"))
    for line in lines:
        outcomes = ", ".join(line.outcomes) or "-"
        ticket = output.shorten(line.ticket, TICKET)
        output.print_line(_LINE.format(line.at[:16], line.id, line.decision, outcomes, ticket))
