"""Results as a person reads them in a terminal."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from citewell.cli.output import console
from citewell.domain.documents import Forgotten, IndexReport, Source
from citewell.domain.drafts import Decision, Draft, Severity
from citewell.records.values import record_of

_COLOURS = {Severity.BLOCK: "red", Severity.WARN: "yellow", Severity.INFO: "dim"}
_QUOTE = 160


def index_report(path: Path, report: IndexReport) -> None:
    """What one run changed."""
    out = console()
    out.print(
        f"{escape(str(path))}: {report.added} added, {report.updated} updated, {report.unchanged} unchanged, "
        f"{report.removed} removed; {report.passages} passages; {report.seconds:.1f} s"
    )
    for name, reason in report.quarantined:
        out.print(f"  [yellow]quarantined[/yellow] {escape(name)}: {escape(reason)}")


def sources(found: Iterable[Source]) -> None:
    """Every source with its quarantine list."""
    out = console()
    listed = list(found)
    if not listed:
        out.print("Nothing is indexed yet. 'citewell index FOLDER' adds a source.")
    for source in listed:
        out.print(
            f"[bold]{escape(source.root)}[/bold] ({source.access.value}): {source.documents} documents, "
            f"{source.passages} passages, indexed {source.indexed_at or 'never to the end'}"
        )
        for name, reason in source.quarantined.items():
            out.print(f"  [yellow]quarantined[/yellow] {escape(name)}: {escape(reason)}")
        for name, problems in source.problems.items():
            out.print(f"  [yellow]look at[/yellow] {escape(name)}: {escape('; '.join(problems))}")


def forgotten(path: str, result: Forgotten) -> None:
    """What was removed, and what the scan for leftovers found."""
    out = console()
    out.print(f"Forgot {escape(path)}: {result.documents} documents, {result.passages} passages.")
    if result.drafts:
        out.print(f"{result.drafts} past drafts keep a hash and a note in place of its words.")
    if result.held:
        out.print(f"[yellow]{len(result.held)} drafts are under a legal hold and keep their evidence.[/yellow]")
    if result.found:
        out.print(f"[red]Still found in the database:[/red] {escape('; '.join(result.found))}")
    else:
        out.print(f"[dim]{result.phrases} phrases looked for in {result.pages:,} database pages: none is left.[/dim]")


def models(record: dict[str, Any]) -> None:
    """The models, with a mark at those in use."""
    out = console()
    for model in record["models"]:
        mark = "[green]in use[/green]" if model["in_use"] else ""
        out.print(f"[bold]{escape(model['id'])}[/bold] ({model['kind']}) {mark}")
    if record["note"]:
        out.print(escape(record["note"]))


def search(record: dict[str, Any]) -> None:
    """Search results."""
    out = console()
    for result in record["results"]:
        place = " › ".join(part for part in (result["title"], result["heading"]) if part)
        mark = " [red]confidential[/red]" if result["access"] == "confidential" else ""
        out.print(
            f"[bold]{escape(place)}[/bold]  [dim]{escape(result['document'])}{escape(_lineage(result))}[/dim]{mark}"
        )
        out.print(Padding(escape(_shorten(result["text"])), (0, 0, 1, 2)))
    for conflict in record["conflicts"]:
        first, second = (record["results"][n - 1]["document"] for n in conflict["passages"])
        out.print(f"[yellow]these disagree[/yellow] {escape(first)} and {escape(second)}: {escape(conflict['reason'])}")
    out.print(f"[dim]{len(record['results'])} passages in {record['ms']:.0f} ms[/dim]")


def _lineage(record: dict[str, Any]) -> str:
    """Version, last day, age and standing of a passage, as far as they are known."""
    parts = [f"version {record['version']}"] if record["version"] else []
    if record["page"]:
        parts.append(f"page {record['page']}")
    if record["effective_to"]:
        parts.append(f"valid to {record['effective_to']}")
    if record["superseded"]:
        parts.append("superseded")
    if record["modified_at"]:
        parts.append(f"written {record['modified_at'][:10]}")
    return "".join(f", {part}" for part in parts)


def draft(made: Draft) -> None:
    """A draft with its citations, findings and trace."""
    out = console()
    colour = "green" if made.decision is Decision.ANSWER else "yellow"
    out.print(f"[{colour}]{made.decision.value}[/{colour}]  confidence {made.confidence:.0%}  [dim]{made.id}[/dim]")
    out.print(Padding(escape(made.text), (0, 0, 1, 2)))
    for citation in made.citations:
        place = " › ".join(part for part in (citation.title, *citation.heading) if part)
        version = _lineage(record_of(citation))
        out.print(f"  \\[{citation.n}] [bold]{escape(place)}[/bold]  [dim]{escape(citation.document)}{version}[/dim]")
        out.print(Padding(f"[dim]“{escape(_shorten(citation.quote))}”[/dim]", (0, 0, 0, 6)))
    for finding in made.findings:
        out.print(f"  [{_COLOURS[finding.severity]}]{finding.rule}: {escape(finding.message)}[/]")
    trace = " · ".join(f"{entry.stage} {entry.ms:.0f} ms" for entry in made.trace)
    out.print(f"  [dim]{trace} · {made.timings.total_ms:.0f} ms in all[/dim]")


def log_entries(records: Iterable[Any]) -> None:
    """The log, a row a draft."""
    table = Table("when", "id", "decision", "outcome", "ticket", box=None, header_style="dim")
    for record in records:
        outcomes = ", ".join(outcome["outcome"] for outcome in record["outcomes"]) or "-"
        ticket = _shorten(record["ticket"], 60)
        table.add_row(record["at"][:16], record["id"], str(record["draft"]["decision"]), outcomes, escape(ticket))
    console().print(table)


def _shorten(text: str, limit: int = _QUOTE) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"
