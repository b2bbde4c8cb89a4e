"""``citewell window``: the window, by a command that a desktop can bind to a key."""

from typing import Annotated

import typer

from citewell.cli.context import HomeOption


def window(
    context: typer.Context,
    home: HomeOption = None,
    draft: Annotated[
        bool, typer.Option("--draft-clipboard", help="Draft a reply to what is selected or copied, in a small window.")
    ] = False,
) -> None:
    """Open the window, or bring the one that is open to the front."""
    raise typer.Exit(context.obj(home, "", draft=draft))
