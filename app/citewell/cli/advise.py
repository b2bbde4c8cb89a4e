"""``citewell advise``: retrieval, fine-tuning or both, by what is measured on this home."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from citewell.application.evaluation.advising import advice_record, write_advice
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services


def advise(
    html: Annotated[Path | None, typer.Option("--html", help="Write the report to this HTML file too.")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say whether retrieval, fine-tuning or both fit this team, with the figures behind every line."""
    with services(home) as opened:
        record = advice_record(opened.advisor.advise())
    if html is not None:
        write_advice(html, record)
    if as_json:
        output.print_json(record)
    else:
        _show(record)


def _show(record: dict[str, Any]) -> None:
    out = output.console()
    for topic in (record["overall"], *record["topics"]):
        _title(topic["name"], topic["says"])
        _lines(*topic["evidence"], *topic["collect"], *topic["flips"])
    out.print("\n[bold]Plan[/bold]")
    for phase in record["phases"]:
        since = f"holds since {phase['since'][:10]}" if phase["held"] else "does not hold yet"
        _title(phase["name"], since)
        wanted = f"{phase['least']:.0%} of {phase['window']} must be"
        _lines(f"{phase['used']} of the last {phase['judged']} were sent; {wanted}.")
        _lines(phase["collect"] or "")
    section = ""
    for line in record["lines"]:
        if line["section"] != section:
            section = line["section"]
            out.print(f"\n[bold]{escape(section)}[/bold]")
        _title(line["question"], line["says"])
        _lines(line["measured"], line["collect"] or "", line["flips"] or "")


def _title(name: str, says: str) -> None:
    said = "not enough data yet" if says == "unknown" else says
    output.console().print(f"{escape(name)}  [bold]{escape(said)}[/bold]", soft_wrap=True)


def _lines(*texts: str) -> None:
    for text in texts:
        if text:
            output.console().print(f"    [dim]{escape(text[0].upper() + text[1:])}[/dim]", soft_wrap=True)
