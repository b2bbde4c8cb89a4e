"""``citewell privacy``: what is stored, provable erasure, retention, legal holds, receipts."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from citewell.application.compliance.erasure import (
    CUSTOMER,
    DRAFT,
    ErasurePlan,
    LegalHold,
    plan_erasure,
    read_receipt,
    write_receipt,
)
from citewell.application.compliance.privacy_report import privacy_record
from citewell.cli import output, privacy_text
from citewell.cli.context import HomeOption, JsonOption, services

privacy = typer.Typer(
    help="What is stored of whom: report, erase, retain, hold.", no_args_is_help=True, rich_markup_mode=None
)

DraftArgument = Annotated[list[str] | None, typer.Argument(help="Ids of drafts.", metavar="DRAFT_ID...")]
OneDraftArgument = Annotated[str | None, typer.Argument(help="The id of a draft.", metavar="DRAFT_ID")]
CustomerOption = Annotated[
    str, typer.Option("--customer", metavar="NAME", help="Every draft that names this customer.")
]
YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")]


@privacy.command()
def report(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """What is stored, what protects it, how long it is kept, what was erased, and which copies left."""
    with services(home) as opened:
        record = privacy_record(opened)
    if as_json:
        output.print_json(record)
    else:
        privacy_text.show_report(record)


@privacy.command()
def erase(
    draft_ids: DraftArgument = None,
    customer: CustomerOption = "",
    text: Annotated[str, typer.Option("--text", metavar="WORDS", help="Every draft that holds these words.")] = "",
    receipt: Annotated[Path | None, typer.Option("--receipt", metavar="FILE.json", help="Write the receipt.")] = None,
    dry_run: DryOption = False,
    yes: YesOption = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Erase drafts with everything that hangs on them, prove it, and sign a receipt.

    Drafts named by their ids go at once; those found by name or words are listed first, and go with --yes.
    """
    if sum(map(bool, (draft_ids, customer.strip(), text.strip()))) != 1:
        raise typer.BadParameter("give ids of drafts, or --customer NAME, or --text WORDS")
    with services(home) as opened, opened.compliance.erasing():
        plan = plan_erasure(opened.compliance.eraser, draft_ids or (), customer or text)
        if not _wanted(plan, sure=bool(draft_ids), dry_run=dry_run, yes=yes, as_json=as_json):
            return
        erased = opened.compliance.eraser.erase(plan, opened.learned_styles())
    if receipt is not None:
        write_receipt(erased.receipt, receipt)
    if as_json:
        output.print_json({"erased": True, "receipt": erased.receipt})
    else:
        privacy_text.show_receipt(erased.receipt, "" if receipt is None else str(receipt))
    if not erased.proof.holds:
        raise typer.Exit(1)


def _wanted(plan: ErasurePlan, *, sure: bool, dry_run: bool, yes: bool, as_json: bool) -> bool:
    """Whether to go on; where not, the plan is printed."""
    ask = sys.stdin.isatty() and not as_json
    if not dry_run and (yes or (sure and not ask)):
        return True
    if as_json:
        output.print_json({"erased": False, "plan": plan.record()})
        return False
    privacy_text.show_plan(plan)
    if not dry_run and ask:
        return typer.confirm("Erase this for good?", default=False)
    output.console().print("Nothing was erased. Run it again with --yes to erase this.")
    return False


@privacy.command()
def retain(
    dry_run: DryOption = False,
    yes: Annotated[bool, typer.Option("--yes", help="Even where the clock may be wrong.")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Apply the time limits of the options keep_..._days: what is past them goes, but for legal holds."""
    with services(home) as opened, opened.compliance.erasing():
        retention = opened.compliance.retention
        plan = retention.plan()
        receipt = None
        if not dry_run:
            receipt = retention.apply(plan, opened.learned_styles(), confirmed=yes)
    if as_json:
        output.print_json({"applied": not dry_run, **plan.record(), "receipt": receipt})
    else:
        privacy_text.show_retention(plan, receipt, applied=not dry_run)
    if receipt is not None and not receipt["complete"]:
        raise typer.Exit(1)


@privacy.command()
def hold(
    draft_id: OneDraftArgument = None,
    customer: CustomerOption = "",
    reason: Annotated[str, typer.Option("--reason", help="Why it must be kept.")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Keep a draft, or all that names a customer, from erasure and retention."""
    if not reason.strip():
        raise typer.BadParameter("give --reason TEXT: it is shown wherever the hold stops something")
    kind, name = _subject(draft_id, customer)
    with services(home) as opened:
        opened.compliance.holds.place(LegalHold(kind, name, reason.strip()))
        held = len(opened.compliance.holds.held())
    _tell({"hold": {"kind": kind, "name": name}, "held_drafts": held}, f"Held. {held} drafts are held now.", as_json)


@privacy.command()
def release(
    draft_id: OneDraftArgument = None,
    customer: CustomerOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """End a legal hold."""
    kind, name = _subject(draft_id, customer)
    with services(home) as opened:
        opened.compliance.holds.release(kind, name)
        held = len(opened.compliance.holds.held())
    _tell(
        {"released": {"kind": kind, "name": name}, "held_drafts": held}, f"Released. {held} drafts are held.", as_json
    )


@privacy.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A receipt.", metavar="FILE.json")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check the signature of a receipt of an erasure; 1 where it is not genuine."""
    receipt = read_receipt(file)
    with services(home) as opened:
        check = opened.compliance.receipts.check(receipt)
    record = {
        "genuine": check.genuine,
        "signature": check.signature,
        "own_key": check.own_key,
        "kept_here": check.kept,
        "key_fingerprint": check.fingerprint or None,
    }
    _tell(record, privacy_text.check_words(check), as_json)
    if not check.genuine:
        raise typer.Exit(1)


def _subject(draft_id: str | None, customer: str) -> tuple[str, str]:
    if bool(draft_id) == bool(customer.strip()):
        raise typer.BadParameter("give the id of a draft, or --customer NAME")
    return (DRAFT, draft_id) if draft_id else (CUSTOMER, " ".join(customer.split()))


def _tell(record: dict[str, Any], words: str, as_json: bool) -> None:
    if as_json:
        output.print_json(record)
    else:
        output.console().print(words)
