"""``citewell sources``: what is indexed, and what is quarantined and why."""

from collections.abc import Sequence

from rich.markup import escape

from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.documents import Source
from citewell.records.values import record_of


def sources(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """What is indexed, and what is quarantined and why."""
    with services(home) as opened:
        found = opened.index.sources()
    if as_json:
        output.print_json({"sources": [record_of(source) for source in found]})
    else:
        _show(found)


def _show(found: Sequence[Source]) -> None:
    out = output.console()
    if not found:
        out.print("Nothing is indexed yet. 'citewell index FOLDER' adds a source.")
    for source in found:
        out.print(
            f"[bold]{escape(source.root)}[/bold] ({source.access.value}): {source.documents} documents, "
            f"{source.passages} passages, indexed {source.indexed_at or 'never to the end'}"
        )
        for name, reason in source.quarantined.items():
            out.print(f"  [yellow]quarantined[/yellow] {escape(name)}: {escape(reason)}")
        for name, problems in source.problems.items():
            out.print(f"  [yellow]look at[/yellow] {escape(name)}: {escape('; '.join(problems))}")
