"""The window's words for privacy."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from citewell.desktop.drafts.text import PERSONAL_KINDS
from citewell.desktop.language.figures import decimal, listed, written
from citewell.desktop.language.words import Msg, inside, tr, trn
from citewell.desktop.widgets.cells_table import Cell
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import moment
from citewell.domain.audit import AuditReport

STORED = Msg("What is stored")
AUDIT = Msg(
    "Every draft, outcome, override, export and erasure is a line here that hangs on the one before it: what is "
    "changed past Citewell is found."
)
UNCHECKED = Msg("Not checked since the window was opened.")
CHECKING = Msg("Checking every line…")
CHANGED = Msg("The audit log, or what it tells of, was changed past Citewell.")
NOTHING_GONE = Msg("Nothing was erased, held or exported.")
LIMITS: Mapping[str, Msg] = MappingProxyType(
    {
        "keep_drafts_days": Msg("Drafts and outcomes"),
        "keep_vault_days": Msg("Personal values"),
        "keep_golden_days": Msg("Saved golden runs"),
        "keep_learning_days": Msg("Records of learning"),
        "keep_copies_days": Msg("Notes of exports and backups"),
    }
)
KINDS: Mapping[str, Msg] = MappingProxyType(
    {
        "sources": Msg("Sources"),
        "documents": Msg("Documents"),
        "drafts": Msg("Drafts with their tickets"),
        "outcomes": Msg("Outcomes with what was sent"),
        "working_drafts": Msg("Recent tickets and drafts of the draft page"),
        "evidence": Msg("Texts kept as evidence"),
        "vault": Msg("Personal values"),
        "suggestions": Msg("Suggestions about facts"),
        "golden_runs": Msg("Saved golden runs"),
        "learning_runs": Msg("Records of learning"),
        "topics": Msg("Names of topics"),
        "reviews": Msg("Drafts drawn for review"),
        "copies": Msg("Notes of exports and backups"),
        "audit": Msg("Lines of the audit log"),
    }
)
PLACES: Mapping[str, Msg] = {
    "keyring": Msg("the system's keyring"),
    "file": Msg("a file beside it"),
    "passphrase": Msg("a file that your passphrase opens"),
}
REASONS: Mapping[str, Msg] = {"request": Msg("asked for"), "retention": Msg("past its time limit")}
_SIZES = ((1_000_000, Msg("{number} million")), (1_000, Msg("{number} thousand")))
_COPIES: Mapping[str, Msg] = {"export": Msg("Export"), "backup": Msg("Backup"), "bundle": Msg("Bundle")}
_HELD: Mapping[str, Msg] = {"draft": Msg("draft"), "customer": Msg("customer")}


def ask_retention_words(due: Mapping[str, int]) -> str:
    """The question before retention erases; it names what is past its time limit, by kind."""
    named = ", ".join(f"{inside(tr(KINDS[kind]))}: {written(number)}" for kind, number in due.items() if number)
    return tr("Erase for good what is past its time limit ({named})? What is under a legal hold stays.", named=named)


def protection_words(record: Mapping[str, Any]) -> str:
    """What protects the database, and what does not."""
    protection = record["protection"]
    place = tr(PLACES.get(protection["key_in"], protection["key_in"]))
    lines = [
        tr(
            "Everything is in one database, encrypted ({cipher}); its key is in {place}.",
            cipher=protection["cipher"],
            place=place,
        ),
        tr("What is deleted is overwritten at once."),
        tr(
            "Receipts and the end of the audit log are signed with the key of this computer, {device_key}.",
            device_key=protection["device_key"],
        ),
    ]
    return " ".join(lines) + (f"\n{in_window(protection['warning'])}" if protection["warning"] else "")


def personal_words(record: Mapping[str, Any]) -> str:
    """How many personal values of each kind are kept."""
    personal = record["stored"]["personal_values"]
    named = ", ".join(f"{number} {_personal_kind(kind)}" for kind, number in personal.items())
    return tr("Personal values behind placeholders: {named}.", named=named or tr("none"))


def stored_rows(record: Mapping[str, Any]) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows: kinds of records that there are."""
    rows = []
    for name, words in KINDS.items():
        kind = record["stored"]["kinds"][name]
        if kind["count"]:
            oldest = moment(kind["oldest"]) if kind["oldest"] else "–"
            rows.append([Cell(tr(words)), Cell(written(kind["count"])), Cell(_size(kind["characters"])), Cell(oldest)])
    return [tr("Kind"), tr("Records"), tr("Characters"), tr("Oldest")], rows


def gone_rows(record: Mapping[str, Any]) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows: holds, erasures and copies, the newest first."""
    rows = [
        (
            hold["at"],
            Cell(tr("Held"), "warn"),
            Cell(f"{tr(_HELD.get(hold['kind'], hold['kind']))} {hold['name']}"),
            Cell(hold["reason"]),
        )
        for hold in record["holds"]
    ]
    for receipt in record["erasures"]:
        drafts = trn("{n} draft", "{n} drafts", len(receipt["drafts"]))
        what = f"{drafts}, {tr(REASONS.get(receipt['reason'], receipt['reason']))}"
        proof = receipt["proof"]
        said = tr(
            "{phrases} phrases looked for in {pages} pages: none is left",
            phrases=proof["phrases"],
            pages=written(proof["pages"]),
        )
        shown = Cell(said) if receipt["complete"] else Cell(tr("something of it is still found"), "bad")
        rows.append((receipt["at"], Cell(tr("Erased"), "good"), Cell(what), shown))
    for copy in record["copies"]:
        there = tr("still there") if copy["there"] else tr("moved or deleted since")
        rows.append(
            (
                copy["at"],
                Cell(tr(_COPIES.get(copy["kind"], copy["kind"].capitalize()))),
                Cell(copy["path"]),
                Cell(there),
            )
        )
    rows.sort(key=lambda row: row[0], reverse=True)
    return [tr("When"), tr("What"), tr("Of what"), tr("Note")], [[Cell(moment(at)), *cells] for at, *cells in rows]


def audit_words(report: AuditReport) -> str:
    """What the check of the audit log found."""
    parts = (
        trn("{n} line", "{n} lines", report.entries),
        trn("{n} draft", "{n} drafts", report.drafts),
        trn("{n} outcome", "{n} outcomes", report.outcomes),
    )
    checked = tr("{parts} checked", parts=listed(parts))
    if report.sound:
        return tr("Whole: {checked}; its end is signed.", checked=checked)
    problems = "; ".join(map(in_window, report.problems[:5]))
    if len(report.problems) > 5:
        problems = tr("{problems}; and {number} more", problems=problems, number=len(report.problems) - 5)
    return tr("Changed: {problems}. {checked}.", problems=problems, checked=checked)


def retained_words(receipt: Mapping[str, Any] | None) -> str:
    """What retention took."""
    if receipt is None:
        return tr("What was past its time limit is gone.")
    return trn(
        "{n} draft past the time limit erased; the receipt is kept below.",
        "{n} drafts past the time limit erased; the receipt is kept below.",
        len(receipt["drafts"]),
    )


def _size(characters: int) -> str:
    for size, word in _SIZES:
        if characters >= size:
            return tr(word, number=decimal(characters / size))
    return str(characters)


def _personal_kind(kind: str) -> str:
    """What a type of personal data is called."""
    return tr(PERSONAL_KINDS.get(kind, kind.lower()))
