"""Privacy as a person reads it in a terminal."""

from collections.abc import Mapping
from typing import Any

from rich.markup import escape
from rich.table import Table

from citewell.application.compliance.erasure import ErasurePlan, ReceiptCheck, RetentionPlan
from citewell.cli.output import console

LIMITS = {
    "drafts": "drafts and outcomes",
    "vault": "values of placeholders",
    "golden_runs": "saved golden runs",
    "learning_runs": "records of learning",
    "copies": "notes of exports and backups",
}

_COUNTED = {
    "drafts": "draft(s)",
    "outcome": "outcome(s)",
    "vault": "personal value(s)",
    "review": "review(s)",
    "suggestion": "suggestion(s)",
    "working_draft": "working draft(s)",
    "topic_draft": "topic(s) of tickets",
    "draft_evidence": "passage(s)",
    "evidence": "text(s) of evidence",
    "golden_runs": "saved golden run(s)",
}


def show_report(record: Mapping[str, Any]) -> None:
    """The whole report."""
    out = console()
    out.print(f"[bold]{escape(record['home'])}[/bold]", soft_wrap=True)
    table = Table("what is stored", "records", "characters", "oldest", box=None, header_style="dim")
    for name, kind in record["stored"]["kinds"].items():
        oldest = (kind["oldest"] or "")[:10]
        table.add_row(name.replace("_", " "), f"{kind['count']:,}", f"{kind['characters']:,}", oldest)
    out.print(table)
    personal = record["stored"]["personal_values"]
    named = ", ".join(f"{count} {kind}" for kind, count in personal.items()) or "none"
    out.print(f"personal values in the vault: {escape(named)}")
    _protection(record)
    _limits(record)
    _gone(record)


def _protection(record: Mapping[str, Any]) -> None:
    out, protection = console(), record["protection"]
    out.print(
        f"protected by: {protection['cipher']}, its key in the {protection['key_in']}; what is deleted is overwritten"
    )
    if protection["warning"]:
        out.print(f"[yellow]{escape(protection['warning'])}[/yellow]", soft_wrap=True)
    out.print(f"device key: {protection['device_key']}")


def _limits(record: Mapping[str, Any]) -> None:
    out, retention = console(), record["retention"]
    limits = {LIMITS[name]: days for name, days in retention["limits_days"].items()}
    words = ", ".join(f"{name} {days} days" for name, days in limits.items())
    out.print(f"kept: {words or 'everything, without limit (options keep_..._days)'}")
    due = {LIMITS[name]: count for name, count in retention["due"].items() if count}
    if due:
        out.print("due now: " + ", ".join(f"{count} {name}" for name, count in due.items()))
    if retention["doubt"]:
        out.print(f"[yellow]{escape(retention['doubt'])}[/yellow]", soft_wrap=True)


def _gone(record: Mapping[str, Any]) -> None:
    out = console()
    for hold in record["holds"]:
        out.print(f"held: {hold['kind']} {escape(hold['name'])} ({escape(hold['reason'])})", soft_wrap=True)
    for receipt in record["erasures"]:
        out.print(f"erased {receipt['at'][:16]}: {len(receipt['drafts'])} drafts ({receipt['reason']})")
    for copy in record["copies"]:
        there = "still there" if copy["there"] else "not there any more"
        out.print(f"copy: {copy['kind']} {copy['at'][:16]} {escape(copy['path'])} ({there})", soft_wrap=True)
    out.print(f"reviews: {record['reviews']['open']} open of {record['reviews']['drawn']}")


def show_plan(plan: ErasurePlan) -> None:
    """What an erasure would take away."""
    out = console()
    for draft in plan.drafts:
        held = f" [yellow]held: {escape(draft.held)}[/yellow]" if draft.held is not None else ""
        where = f" in {', '.join(draft.where)}" if draft.where else ""
        out.print(f"{draft.at[:16]}  {draft.id}{escape(where)}{held}", soft_wrap=True)
    out.print(f"These go: {_counted(plan.counts)}.")
    _copies([copy.record() for copy in plan.copies], plan.documents)


def show_receipt(receipt: Mapping[str, Any], written: str) -> None:
    """What was erased, the proof, and what is left to mend."""
    out, proof = console(), receipt["proof"]
    out.print(f"Erased: {_counted(receipt['counts'])}.")
    if receipt["complete"]:
        out.print(
            f"[dim]{proof['phrases']} phrases looked for in {proof['pages']:,} database pages and {proof['files']} "
            "files: none is left.[/dim]"
        )
    else:
        _left(proof)
    if proof["in_other_records"]:
        out.print(f"[dim]{proof['in_other_records']} phrases stand in other drafts or documents too.[/dim]")
    _copies(receipt["copies"], receipt["documents"])
    if receipt["styles"]:
        names = ", ".join(receipt["styles"])
        out.print(
            f"[yellow]styles[/yellow] {escape(names)} may have learned from it, masked: 'citewell styles rollback'."
        )
    out.print(f"Receipt: line {receipt['audit']['number']} of the audit log{f', {written}' if written else ''}.")


def _left(proof: Mapping[str, Any]) -> None:
    out = console()
    if proof["left_in_pages"]:
        out.print(f"[red]{proof['left_in_pages']} phrases are still found in the database.[/red]")
    for path in proof["left_in_files"]:
        out.print(f"[red]still found in[/red] {escape(path)}", soft_wrap=True)
    if proof["write_ahead_log_bytes"]:
        out.print(
            "[red]Another program reads the database, so its log was not cut.[/red] Close it and open Citewell again."
        )


def _copies(copies: list[Mapping[str, Any]], documents: tuple[str, ...] | list[str]) -> None:
    out = console()
    for copy in copies:
        there = "" if copy["there"] else " (moved or deleted since)"
        out.print(f"[yellow]a copy holds it[/yellow] {escape(copy['path'])}{there}. {copy['mend']}", soft_wrap=True)
    for document in documents:
        out.print(
            f"[yellow]a document names it[/yellow] {escape(document)}. Change it and index again.", soft_wrap=True
        )


def show_retention(plan: RetentionPlan, receipt: Mapping[str, Any] | None, *, applied: bool) -> None:
    """What was due, and what went."""
    out = console()
    if not plan.limits:
        out.print("No time limit is set (options keep_..._days), so everything is kept.")
        return
    for kind, one in plan.due.items():
        held = f", {len(one.held)} held" if one.held else ""
        verb = "erased" if applied else "due"
        out.print(f"{LIMITS[kind.value]} (kept {plan.limits[kind]} days): {len(one.erase)} {verb}{held}")
    if plan.doubt and not applied:
        out.print(f"[yellow]{escape(plan.doubt)}[/yellow]: 'retain' refuses unless --yes.", soft_wrap=True)
    if receipt is not None:
        show_receipt(receipt, "")


def check_words(check: ReceiptCheck) -> str:
    """Whether a receipt is genuine, in words."""
    if not check.signature:
        return "[red]Not genuine:[/red] the signature does not fit; the receipt was changed."
    if not check.own_key:
        return f"[yellow]The signature fits, but another home signed it[/yellow] (key {check.fingerprint})."
    kept = "this home keeps it as well" if check.kept else "this home does not keep it any more"
    return f"[green]Genuine:[/green] signed by this home (key {check.fingerprint}); {kept}."


def _counted(counts: Mapping[str, int]) -> str:
    shown = [f"{count} {_COUNTED.get(name, name)}" for name, count in counts.items() if count]
    return ", ".join(shown) or "nothing"
