"""``citewell gaps``: questions that the documents do not answer, and first drafts of the missing articles."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.padding import Padding

from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.live.topics import Gap
from citewell.records.values import record_of


def gaps(
    write: Annotated[Path | None, typer.Option("--write", help="Write each as Markdown into this folder.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """List questions of refused and rewritten tickets that the documents do not answer."""
    with services(home) as opened, cancel_on_interrupt() as cancel:
        with output.progress_bar("Looking up") as progress:
            found = opened.gaps.find(progress=progress, cancel=cancel)
        written = [] if write is None else opened.gaps.write(found, write)
    if as_json:
        output.print_json({"gaps": [record_of(gap) for gap in found], "written": [str(path) for path in written]})
        return
    out = output.console()
    for gap in found:
        _show(gap)
    if not found:
        out.print("No question was refused or rewritten so often that the documents do not answer now.")
    for path in written:
        out.print(f"Written: {escape(str(path))}", soft_wrap=True)


def _show(gap: Gap) -> None:
    out = output.console()
    out.print(f"[bold]{escape(gap.question)}[/bold]", soft_wrap=True)
    topic = f"{gap.topic}, " if gap.topic else ""
    counts = f"{topic}{gap.tickets} tickets, {gap.refused} refused, {gap.first[:10]} to {gap.last[:10]}"
    out.print(Padding(f"[dim]{escape(counts)}[/dim]", (0, 0, 0, 2)))
    for sentence, letters in gap.article:
        out.print(Padding(f"{escape(sentence)} [dim]({letters} of {gap.letters})[/dim]", (0, 0, 0, 2)))
