"""``citewell mask``: what would be masked as personal data, and the values that are marked as not personal."""

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.text import Text

from citewell.application.drafting.batches import text_field
from citewell.application.drafting.masking import MaskPreview, change_allowed, mask_text
from citewell.cli import output
from citewell.cli.batch import run_batch
from citewell.cli.context import BatchOption, HomeOption, JsonOption, read_ticket, services


def mask(
    file: Annotated[str | None, typer.Argument(help="A file with the text; - for standard input.")] = None,
    allow: Annotated[
        list[str] | None, typer.Option("--allow", metavar="VALUE", help="No personal data: never mask it again.")
    ] = None,
    disallow: Annotated[
        list[str] | None, typer.Option("--disallow", metavar="VALUE", help="Take an --allow back.")
    ] = None,
    allowed: Annotated[bool, typer.Option("--allowed", help="List what is never masked.")] = False,
    batch: BatchOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """What would be masked as personal data; values that are none can be allowed."""
    listing = allowed or bool(allow) or bool(disallow)
    if (file is not None) + (batch is not None) + listing > 1:
        raise typer.BadParameter("give a text, or --batch FILE.jsonl, or --allow, --disallow and --allowed")
    with services(home) as opened:
        if listing:
            _show_allowed(change_allowed(opened.vault, allow or (), disallow or ()), as_json=as_json)
        elif batch is not None:
            run_batch(batch, lambda line: mask_text(opened.masker, text_field(line, "text")).record())
        else:
            _show_masked(mask_text(opened.masker, read_ticket(file)), as_json=as_json)


def _show_masked(found: MaskPreview, *, as_json: bool) -> None:
    if as_json:
        output.print_json(found.record())
        return
    output.console().print(found.masked, markup=False, highlight=False, soft_wrap=True)
    output.console().print(_list(found), soft_wrap=True)


def _list(found: MaskPreview) -> Text:
    if not found.spans:
        return Text("\nNo personal data found.", style="dim")
    lines = Text(f"\n{len(found.spans)} masked:", style="dim")
    for span in found.spans:
        value = " ".join(found.text[span.start : span.end].split())
        lines.append(f"\n  {span.type:<15} {value}  ({span.start}-{span.end})")
    return lines


def _show_allowed(values: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        output.print_json({"allowed": list(values)})
    elif values:
        output.console().print("Never masked:\n" + "\n".join(f"  {value}" for value in values), markup=False)
    else:
        output.console().print("Every value that is found is masked.", markup=False)
