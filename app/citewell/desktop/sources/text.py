"""The window's words for sources: how a run ended, whether a source is up to date, what was forgotten, bundles."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from citewell.application.sources.documents import FILE_PATTERNS
from citewell.desktop.runtime.auto_index import SourceStatus
from citewell.desktop.widgets.wording import age, count, day
from citewell.domain.bundles import BundleKind
from citewell.domain.documents import Access, Forgotten, IndexReport

FILE_KINDS = f"Documents ({' '.join(FILE_PATTERNS)})"
EMPTY = "No source yet. Add a folder of documents or one file: text, office, PDF, tables, mail."
STOPPED = "Stopped. The files that were finished are indexed; update the source to go on."
STOPPING = "Stopping: the file at hand is let go…"
CLASSES: Mapping[Access, str] = MappingProxyType(
    {
        Access.PUBLIC: "Replies may quote it.",
        Access.CONFIDENTIAL: "For your own people: shown to you beside a draft, never quoted in a reply.",
    }
)
ASK_CLASS_NOTE = "Nothing of it is read before you choose. It can be changed later on the card of the source."
RETRY, RETRY_TIP = "Try again", "Read these files again, though they have not changed"
READING = "Reading the list…"
NOTHING = "There is no document in this source."
NO_MATCH = "No document is like that. Clear the filter to see all of them."
PAST = "A past version. It supports answers as of its own time only, and is not changed any more."
COMPARE = (
    "You have not taken anything from this signer before. Ask who gave you the file for their fingerprint, "
    "by another way than the one the file came, and compare it with this one."
)
BUNDLE_KINDS: Mapping[BundleKind, str] = MappingProxyType(
    {
        BundleKind.KNOWLEDGE: "Knowledge",
        BundleKind.POLICY: "Policy pack",
        BundleKind.STYLE: "Writing style",
        BundleKind.MODEL: "Model",
        BundleKind.RELEASE: "Release of a team",
        BundleKind.DELTA: "Changes of a team's release",
    }
)
SHOWN_PHRASES = 3


def replaced_words(last: date | None) -> str:
    """That a version holds, though the file has the next one already; ``last`` is its last day."""
    until = f" until {day(last)}" if last else ""
    return f"In force{until}. The file holds the version after it already, so its fields are not changed here."


def ask_class_words(name: str) -> str:
    """The question of the access class of a new source."""
    return f"Who may see what is in {name}?"


def report_words(report: IndexReport) -> tuple[str, str]:
    """How an index run ended, and its tone."""
    counts = {
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "removed": report.removed,
    }
    parts = [f"{number:,} {word}" for word, number in counts.items() if number] or ["nothing changed"]
    text = f"Indexed in {report.seconds:.1f} s: {', '.join(parts)}."
    bad = len(report.quarantined)
    if bad:
        text += f" {count(bad, 'file')} could not be read; the card of the source says why."
    return text, "warn" if bad else "good"


def status_words(status: SourceStatus) -> tuple[str, str]:
    """A status in words, and its tone."""
    if status.problem:
        return f"not up to date: {status.problem}", "warn"
    return (f"up to date, {age(status.checked_at)}", "muted") if status.checked_at else ("updating…", "accent")


def forgotten_words(name: str, forgotten: Forgotten) -> tuple[str, str]:
    """What was forgotten and how that was proven, and the tone of it."""
    what = f"{name}: {count(forgotten.documents, 'document')} and {count(forgotten.passages, 'passage')}"
    if forgotten.found:
        left = ", ".join(f"“{phrase}”" for phrase in forgotten.found[:SHOWN_PHRASES])
        more = f" and {len(forgotten.found) - SHOWN_PHRASES} more" if len(forgotten.found) > SHOWN_PHRASES else ""
        return f"Forgot {what}, but the database file still holds this of it: {left}{more}.", "bad"
    if not forgotten.phrases:
        return f"Forgot {what}.", "good"
    proof = f"{count(forgotten.phrases, 'phrase')} of it in {count(forgotten.pages, 'page')} of the database"
    return f"Forgot {what}. Proof: looked for {proof} file and found none.", "good"
