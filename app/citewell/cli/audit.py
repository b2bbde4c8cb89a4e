"""``citewell audit``: check the log of what was done, list it, hand it to an auditor."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from citewell.application.compliance.auditing import entry_record, export_audit
from citewell.cli import output
from citewell.cli.context import HomeOption, JsonOption, services
from citewell.domain.audit import AuditEntry

audit = typer.Typer(help="The audit log: check it, list it, hand it on.", no_args_is_help=True, rich_markup_mode=None)

SinceOption = Annotated[
    datetime | None, typer.Option("--since", formats=["%Y-%m-%d"], help="Only lines from this day on.")
]


@audit.command()
def verify(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """Check every line of the audit log, its end, and all that it tells of; 1 where something was changed."""
    with services(home) as opened:
        report = opened.compliance.audit_check.verify()
        fingerprint = opened.compliance.signer.public_key.fingerprint
    if as_json:
        output.print_json(
            {
                "ok": report.sound,
                "entries": report.entries,
                "drafts": report.drafts,
                "outcomes": report.outcomes,
                "head": report.head,
                "signed_up_to": report.checkpoint,
                "kinds": dict(report.counts),
                "key_fingerprint": fingerprint,
                "problems": list(report.problems),
            }
        )
    else:
        out = output.console()
        checked = f"{report.entries:,} lines, {report.drafts:,} drafts, {report.outcomes:,} outcomes"
        if report.sound:
            out.print(f"[green]The audit log is whole.[/green] {checked}; signed up to line {report.checkpoint}.")
            out.print(f"[dim]head {report.head}\ndevice key {fingerprint}[/dim]")
        else:
            out.print(f"[red]The audit log, or what it tells of, was changed.[/red] {checked} were checked:")
            for problem in report.problems:
                out.print(f"  {escape(problem)}", soft_wrap=True)
    if not report.sound:
        raise typer.Exit(1)


@audit.command("list")
def list_entries(since: SinceOption = None, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """What was done, line by line, the oldest first."""
    with services(home) as opened:
        first = "" if since is None else since.replace(tzinfo=UTC).isoformat()
        entries = [entry for entry in opened.compliance.audit.entries() if entry.at >= first]
    if as_json:
        output.print_json({"entries": [entry_record(entry) | {"body": json.loads(entry.body)} for entry in entries]})
        return
    out = output.console()
    for entry in entries:
        out.print(f"{entry.number:>6}  {entry.at[:19]}  {escape(told(entry))}", soft_wrap=True)


@audit.command()
def export(
    file: Annotated[Path, typer.Argument(help="File to write.", metavar="FILE.jsonl")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the log for an auditor: a line each, then its end with signature and public key (docs/audit.md)."""
    with services(home) as opened:
        count = export_audit(opened.compliance.audit, opened.compliance.signer, file)
        fingerprint = opened.compliance.signer.public_key.fingerprint
    if as_json:
        output.print_json({"path": str(file), "entries": count, "key_fingerprint": fingerprint})
    else:
        output.console().print(f"Wrote {count} lines to {escape(str(file))}, signed by the key {fingerprint}.")


def told(entry: AuditEntry) -> str:
    """A line in words: its kind, what it is about, and the short values of its body."""
    body: dict[str, Any] = json.loads(entry.body)
    parts = [f"{name} {value}" for name, value in body.items() if isinstance(value, int | str) and name != "sha256"]
    return " ".join([entry.kind, entry.subject, *parts])[:160]
