"""The window's words for privacy."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from citewell.desktop.widgets.cells_table import Cell
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import count, moment
from citewell.domain.audit import AuditReport

STORED = "What is stored"
AUDIT = (
    "Every draft, outcome, override, export and erasure is a line here that hangs on the one before it: what is "
    "changed past Citewell is found."
)
UNCHECKED = "Not checked since the window was opened."
CHECKING = "Checking every line…"
CHANGED = "The audit log, or what it tells of, was changed past Citewell."
NOTHING_GONE = "Nothing was erased, held or exported."
LIMITS: Mapping[str, str] = MappingProxyType(
    {
        "keep_drafts_days": "Drafts and outcomes",
        "keep_vault_days": "Personal values",
        "keep_golden_days": "Saved golden runs",
        "keep_learning_days": "Records of learning",
        "keep_copies_days": "Notes of exports and backups",
    }
)
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "sources": "Sources",
        "documents": "Documents",
        "drafts": "Drafts with their tickets",
        "outcomes": "Outcomes with what was sent",
        "working_drafts": "Recent tickets and drafts of the draft page",
        "evidence": "Texts kept as evidence",
        "vault": "Personal values",
        "suggestions": "Suggestions about facts",
        "golden_runs": "Saved golden runs",
        "learning_runs": "Records of learning",
        "topics": "Names of topics",
        "reviews": "Drafts drawn for review",
        "copies": "Notes of exports and backups",
        "audit": "Lines of the audit log",
    }
)
PLACES = {
    "keyring": "the system's keyring",
    "file": "a file beside it",
    "passphrase": "a file that your passphrase opens",
}
WAYS_BACK = {
    "keyring": "Without this keyring nobody can read it, the makers of Citewell neither.",
    "file": "Whoever copies both can read it: a passphrase (Lock, Ctrl+L) protects it.",
    "passphrase": "There is no second key: without the passphrase nobody can read it, the makers of Citewell neither.",
}
BACKUP = "The way back is a backup with a passphrase of its own, kept elsewhere."
"""What there is in place of a recovery key."""
REASONS = {"request": "asked for", "retention": "past its time limit"}
_SIZES = ((1_000_000, "million"), (1_000, "thousand"))


def ask_retention_words(due: Mapping[str, int]) -> str:
    """The question before retention erases; it names what is past its time limit, by kind."""
    named = ", ".join(
        f"{KINDS[kind][0].lower()}{KINDS[kind][1:]}: {number:,}" for kind, number in due.items() if number
    )
    return f"Erase for good what is past its time limit ({named})? What is under a legal hold stays."


def protection_words(record: Mapping[str, Any]) -> str:
    """What protects the database, and what does not."""
    protection = record["protection"]
    place = PLACES.get(protection["key_in"], protection["key_in"])
    lines = [
        f"Everything is in one database, encrypted ({protection['cipher']}); its key is in {place}.",
        WAYS_BACK.get(protection["key_in"], ""),
        BACKUP,
        "What is deleted is overwritten at once.",
        f"Receipts and the end of the audit log are signed with the key of this computer, {protection['device_key']}.",
    ]
    return " ".join(filter(None, lines)) + (f"\n{in_window(protection['warning'])}" if protection["warning"] else "")


def personal_words(record: Mapping[str, Any]) -> str:
    """How many personal values of each kind are kept."""
    personal = record["stored"]["personal_values"]
    named = ", ".join(f"{number} {kind.lower()}" for kind, number in personal.items())
    return f"Personal values behind placeholders: {named or 'none'}."


def stored_rows(record: Mapping[str, Any]) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows: kinds of records that there are."""
    rows = []
    for name, words in KINDS.items():
        kind = record["stored"]["kinds"][name]
        if kind["count"]:
            oldest = moment(kind["oldest"]) if kind["oldest"] else "–"
            rows.append([Cell(words), Cell(f"{kind['count']:,}"), Cell(_size(kind["characters"])), Cell(oldest)])
    return ["Kind", "Records", "Characters", "Oldest"], rows


def gone_rows(record: Mapping[str, Any]) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows: holds, erasures and copies, the newest first."""
    rows = [
        (hold["at"], Cell("Held", "warn"), Cell(f"{hold['kind']} {hold['name']}"), Cell(hold["reason"]))
        for hold in record["holds"]
    ]
    for receipt in record["erasures"]:
        what = f"{count(len(receipt['drafts']), 'draft')}, {REASONS.get(receipt['reason'], receipt['reason'])}"
        proof = receipt["proof"]
        said = f"{proof['phrases']} phrases looked for in {proof['pages']:,} pages: none is left"
        shown = Cell(said) if receipt["complete"] else Cell("something of it is still found", "bad")
        rows.append((receipt["at"], Cell("Erased", "good"), Cell(what), shown))
    for copy in record["copies"]:
        there = "still there" if copy["there"] else "moved or deleted since"
        rows.append((copy["at"], Cell(copy["kind"].capitalize()), Cell(copy["path"]), Cell(there)))
    rows.sort(key=lambda row: row[0], reverse=True)
    return ["When", "What", "Of what", "Note"], [[Cell(moment(at)), *cells] for at, *cells in rows]


def audit_words(report: AuditReport) -> str:
    """What the check of the audit log found."""
    parts = count(report.entries, "line"), count(report.drafts, "draft"), count(report.outcomes, "outcome")
    checked = f"{parts[0]}, {parts[1]} and {parts[2]} checked"
    if report.sound:
        return f"Whole: {checked}; its end is signed."
    listed = "; ".join(report.problems[:5])
    more = f"; and {len(report.problems) - 5} more" if len(report.problems) > 5 else ""
    return f"Changed: {listed}{more}. {checked}."


def retained_words(receipt: Mapping[str, Any] | None) -> str:
    """What retention took."""
    if receipt is None:
        return "What was past its time limit is gone."
    return f"{count(len(receipt['drafts']), 'draft')} past the time limit erased; the receipt is kept below."


def _size(characters: int) -> str:
    for size, word in _SIZES:
        if characters >= size:
            return f"{characters / size:.1f} {word}"
    return str(characters)
