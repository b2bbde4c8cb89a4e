"""``citewell forget``: a source removed with everything derived from it, and the proof."""

from typing import Annotated

import typer
from rich.markup import escape

from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.documents import Forgotten


def forget(
    path: Annotated[str, typer.Argument(help="The source, as 'citewell sources' lists it.")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove a source and everything derived from it, and prove it: every page of the database is scanned."""
    with services(home) as opened:
        source, forgotten = opened.forgetting.forget(path)
    if as_json:
        proof = {"pages": forgotten.pages, "phrases": forgotten.phrases, "found": forgotten.found}
        counts = {name: getattr(forgotten, name) for name in ("documents", "passages", "drafts", "held")}
        output.print_json({"path": source.root, **counts, "proof": proof})
    else:
        _show(source.root, forgotten)
    if forgotten.found:
        raise typer.Exit(1)


def _show(path: str, result: Forgotten) -> None:
    out = output.console()
    out.print(f"Forgot {escape(path)}: {result.documents} documents, {result.passages} passages.")
    if result.drafts:
        out.print(f"{result.drafts} past drafts keep a hash and a note in place of its words.")
    if result.held:
        out.print(f"[yellow]{len(result.held)} drafts are under a legal hold and keep their evidence.[/yellow]")
    if result.found:
        out.print(f"[red]Still found in the database:[/red] {escape('; '.join(result.found))}")
    else:
        out.print(f"[dim]{result.phrases} phrases looked for in {result.pages:,} database pages: none is left.[/dim]")
