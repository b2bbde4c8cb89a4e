"""The window's words for sources: how a run ended, whether a source is up to date, what was forgotten, bundles."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from citewell.application.sources.documents import FILE_PATTERNS
from citewell.desktop.language.figures import day, decimal, written
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.runtime.auto_index import SourceStatus
from citewell.desktop.widgets.wording import age
from citewell.domain.bundles import BundleKind
from citewell.domain.documents import Access, Forgotten, IndexReport

PATTERNS = " ".join(FILE_PATTERNS)
FILE_KINDS = Msg("Documents ({patterns})")
EMPTY = Msg("No source yet. Add a folder of documents or one file: text, office, PDF, tables, mail.")
STOPPED = Msg("Stopped. The files that were finished are indexed; update the source to go on.")
STOPPING = Msg("Stopping: the file at hand is let go…")
CLASSES: Mapping[Access, Msg] = MappingProxyType(
    {
        Access.PUBLIC: Msg("Replies may quote it."),
        Access.CONFIDENTIAL: Msg("For your own people: shown to you beside a draft, never quoted in a reply."),
    }
)
ASK_CLASS_NOTE = Msg("Nothing of it is read before you choose. It can be changed later on the card of the source.")
READING = Msg("Reading the list…")
NOTHING = Msg("There is no document in this source.")
NO_MATCH = Msg("No document is like that. Clear the filter to see all of them.")
PAST = Msg("A past version. It supports answers as of its own time only, and is not changed any more.")
COMPARE = Msg(
    "You have not taken anything from this signer before. Ask who gave you the file for their fingerprint, "
    "by another way than the one the file came, and compare it with this one."
)
BUNDLE_KINDS: Mapping[BundleKind, Msg] = MappingProxyType(
    {
        BundleKind.KNOWLEDGE: Msg("Knowledge"),
        BundleKind.POLICY: Msg("Policy pack"),
        BundleKind.STYLE: Msg("Writing style"),
        BundleKind.MODEL: Msg("Model"),
        BundleKind.RELEASE: Msg("Release of a team"),
        BundleKind.DELTA: Msg("Changes of a team's release"),
    }
)
SHOWN_PHRASES = 3


def replaced_words(last: date | None) -> str:
    """That a version holds, though the file has the next one already; ``last`` is its last day."""
    held = tr("In force until {day}.", day=day(last)) if last else tr("In force.")
    return f"{held} {tr('The file holds the version after it already, so its fields are not changed here.')}"


def ask_class_words(name: str) -> str:
    """The question of the access class of a new source."""
    return tr("Who may see what is in {name}?", name=name)


def report_words(report: IndexReport) -> tuple[str, str]:
    """How an index run ended, and its tone."""
    counts = (
        (Msg("{number} added"), report.added),
        (Msg("{number} updated"), report.updated),
        (Msg("{number} unchanged"), report.unchanged),
        (Msg("{number} removed"), report.removed),
    )
    parts = [tr(words, number=written(number)) for words, number in counts if number] or [tr("nothing changed")]
    text = tr("Indexed in {seconds} s: {what}.", seconds=decimal(report.seconds), what=", ".join(parts))
    bad = len(report.quarantined)
    if bad:
        unread = trn(
            "{n} file could not be read; the card of the source says why.",
            "{n} files could not be read; the card of the source says why.",
            bad,
        )
        text = f"{text} {unread}"
    return text, "warn" if bad else "good"


def status_words(status: SourceStatus) -> tuple[str, str]:
    """A status in words, and its tone."""
    if status.problem:
        return tr("not up to date: {problem}", problem=status.problem), "warn"
    return (
        (tr("up to date, {age}", age=age(status.checked_at)), "muted")
        if status.checked_at
        else (tr("updating…"), "accent")
    )


def forgotten_words(name: str, forgotten: Forgotten) -> tuple[str, str]:
    """What was forgotten and how that was proven, and the tone of it."""
    what = tr(
        "{name}: {documents} and {passages}",
        name=name,
        documents=trn("{n} document", "{n} documents", forgotten.documents),
        passages=trn("{n} passage", "{n} passages", forgotten.passages),
    )
    if forgotten.found:
        left = ", ".join(f"“{phrase}”" for phrase in forgotten.found[:SHOWN_PHRASES])
        if len(forgotten.found) > SHOWN_PHRASES:
            left = tr("{some} and {number} more", some=left, number=len(forgotten.found) - SHOWN_PHRASES)
        return tr("Forgot {what}, but the database file still holds this of it: {left}.", what=what, left=left), "bad"
    if not forgotten.phrases:
        return tr("Forgot {what}.", what=what), "good"
    return tr(
        "Forgot {what}. Proof: looked for {phrases} of it in {pages} of the database file and found none.",
        what=what,
        phrases=trn("{n} phrase", "{n} phrases", forgotten.phrases),
        pages=trn("{n} page", "{n} pages", forgotten.pages),
    ), "good"
