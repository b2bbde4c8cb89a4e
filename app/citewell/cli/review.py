"""``citewell review``: drafts that were drawn for a second look, verdicts, and what they say of all drafts."""

from typing import Annotated, Any

import typer
from rich.markup import escape

from citewell.application.app import App
from citewell.application.compliance.reviews import (
    ReviewItem,
    Verdict,
    draw_reviews,
    figures_record,
    figures_words,
    item_record,
    judge_draft,
    next_reviews,
)
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.cli.explain import show_explanation
from citewell.governance.personal.placeholders import unmask_record
from citewell.governance.personal.records import mask_record

review = typer.Typer(help="A second look at drafts that were drawn for it.", rich_markup_mode=None)

RevealOption = Annotated[bool, typer.Option("--reveal", help="Do not mask personal data.")]


@review.callback(invoke_without_command=True)
def overview(context: typer.Context, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """What was drawn, and the share of all drafts that is right by the verdicts so far."""
    if context.invoked_subcommand is not None:
        return
    with services(home) as opened:
        drawn = draw_reviews(opened.compliance.reviews)
    if as_json:
        output.print_json(
            {"items": [item_record(item) for item in drawn.items], "figures": figures_record(drawn.figures)}
        )
        return
    out = output.console()
    for item in drawn.items:
        verdict = item.verdict.value if item.verdict else "open"
        out.print(f"{item.at[:16]}  {item.draft_id}  {verdict:<8} {escape(item.why)}", soft_wrap=True)
    out.print(figures_words(drawn.figures, drawn.open))


@review.command("next")
def next_draft(reveal: RevealOption = False, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """The next draft to look at: the riskiest one that has no verdict."""
    with services(home) as opened:
        waiting = next_reviews(opened.compliance.reviews)
        record = _explained(opened, waiting[0], reveal=reveal) if waiting else None
    if as_json:
        output.print_json({"open": len(waiting), "draft": record})
    elif record is None:
        output.console().print("Nothing waits for a review.")
    else:
        show_explanation(record)
        out = output.console()
        out.print(f"\n[bold]Drawn:[/bold] {escape(waiting[0].why)}. {len(waiting)} wait for a verdict.")
        out.print(
            f"citewell review verdict {waiting[0].draft_id} right|wrong|harmful|unclear [--note TEXT]", markup=False
        )


@review.command()
def verdict(
    draft_id: Annotated[str, typer.Argument(help="The draft's id.")],
    found: Annotated[Verdict, typer.Argument(help="What it is.", metavar="right|wrong|harmful|unclear")],
    note: Annotated[str, typer.Option("--note", help="What is wrong with it.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Record a verdict; a later one takes its place."""
    with services(home) as opened:
        judged = judge_draft(opened.compliance.reviews, draft_id, found, note)
    if as_json:
        output.print_json({"id": draft_id, "verdict": found.value, "figures": figures_record(judged.figures)})
    else:
        output.console().print(f"Recorded: {found.value}. {figures_words(judged.figures, judged.open)}")


def _explained(opened: App, item: ReviewItem, *, reveal: bool) -> dict[str, Any]:
    found = opened.compliance.explainer.explain(item.draft_id)
    record: Any = found.record() | {"drawn": item_record(item)}
    shown: Any = unmask_record(record, found.entry.personal) if reveal else mask_record(record)
    return dict(shown)
