"""``citewell explain``: a past draft, why it was made so, and how what it rests on stands today."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.markup import escape
from rich.padding import Padding

from citewell.application.drafting.reproduction import draft_again
from citewell.cli import output
from citewell.cli.cancellation import cancel_on_interrupt
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.documents import PLACE_JOINT
from citewell.domain.evidence import Standing
from citewell.governance.personal.placeholders import unmask_record
from citewell.governance.personal.records import mask_record
from citewell.governance.text.readable import plain

_STANDING = {
    Standing.STANDS: "[green]stands[/green]",
    Standing.MOVED: "[green]moved[/green]",
    Standing.CHANGED: "[yellow]changed[/yellow]",
    Standing.SUPERSEDED: "[yellow]superseded[/yellow]",
    Standing.REMOVED: "[yellow]removed[/yellow]",
    Standing.FORGOTTEN: "[red]forgotten[/red]",
    Standing.GIVEN: "given",
}


def explain(
    draft_id: Annotated[str, typer.Argument(help="The draft's id.")],
    again: Annotated[
        bool, typer.Option("--again", help="Draft it again from what it was made from; 1 if not the same.")
    ] = False,
    reveal: Annotated[bool, typer.Option("--reveal", help="Do not mask personal data.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Explain a past draft: every sentence with its evidence, and how that stands today."""
    with services(home) as opened, cancel_on_interrupt() as cancel:
        found = opened.compliance.explainer.explain(draft_id)
        made = draft_again(opened, found, cancel) if again else None
    record: dict[str, Any] = found.record()
    if made is not None:
        record["again"] = made.record()
    shown: Any = unmask_record(record, found.entry.personal) if reveal else mask_record(record)
    if as_json:
        output.print_json(shown)
    else:
        show_explanation(shown)
    if made is not None and not (made.same_decision and made.same_text):
        raise typer.Exit(1)


def show_explanation(record: Mapping[str, Any]) -> None:
    """An explanation for a person."""
    out = output.console()
    out.print(f"[bold]{record['id']}[/bold]  {record['at'][:16]}  {record['decision']}  {record['confidence']:.0%}")
    untouched = record["audit"]["untouched"]
    out.print("as the audit log tells it" if untouched else "[red]not as the audit log tells it[/red]")
    if record["hold"]:
        out.print(f"[yellow]legal hold[/yellow] {escape(record['hold'])}")
    out.print(Padding(escape(record["ticket"]), (1, 0, 1, 2)))
    _sentences(record)
    for item in record["evidence"]:
        _evidence(item)
    for finding in record["findings"] or ():
        out.print(f"  {finding['severity']} {finding['rule']}: {escape(finding['message'])}", soft_wrap=True)
    for entry in record["trace"] or ():
        out.print(f"  [dim]{entry['stage']} {entry['ms']:.0f} ms: {escape(entry['note'])}[/dim]", soft_wrap=True)
    model = record["model"]
    style = f", style {model['style']}" if model["style"] else ""
    out.print(
        f"[dim]{escape(model['base'])}{style}, prompt {record['prompt_version']}, sha256 {model['sha256'][:12]}[/dim]"
    )
    for outcome in record["outcomes"]:
        out.print(f"{outcome['outcome']} {outcome['at'][:16]}")
    if "again" in record:
        _again(record["again"])


def _sentences(record: Mapping[str, Any]) -> None:
    out = output.console()
    if not record["sentences"]:
        out.print(Padding(escape(record["text"]), (0, 0, 1, 2)))
    for sentence in record["sentences"]:
        cites = "".join(f"[{n}]" for n in sentence["cites"])
        mark = f"support {sentence['support']:.2f}" if sentence["cites"] else "no source"
        out.print(f"  {escape(sentence['text'])} {escape(cites)} [dim]{mark}[/dim]", soft_wrap=True)


def _evidence(item: Mapping[str, Any]) -> None:
    out = output.console()
    number = f"near miss {-item['n']}" if item["near_miss"] else f"[{item['n']}]"
    place = PLACE_JOINT.join(part for part in (item["title"], item["heading"]) if part)
    version = f", version {item['version']}" if item["version"] else ""
    where = f"{item['document']}{version}, characters {item['start']} to {item['end']}"
    out.print(f"{escape(number)} [bold]{escape(place)}[/bold] [dim]{escape(where)}[/dim]", soft_wrap=True)
    out.print(f"    {_STANDING[Standing(item['standing'])]}: {escape(item['standing_note'])}", soft_wrap=True)
    quote = f"“{plain(item['quote'])}”" if item["quote"] else f"sha256 {item['sha256']}"
    out.print(Padding(f"[dim]{escape(quote)}[/dim]", (0, 0, 0, 4)))


def _again(again: Mapping[str, Any]) -> None:
    out = output.console()
    if again["same_decision"] and again["same_text"]:
        out.print("[green]Made again from the same passages, it comes out the same.[/green]")
        return
    why = f" Not as then: {', '.join(again['changed'])}." if again["changed"] else ""
    out.print(f"[yellow]Made again from the same passages, it differs[/yellow] ({again['decision']}).{why}")
    out.print(Padding(escape(again["text"]), (0, 0, 0, 2)))
