"""The window's words for evidence: what must be seen of a passage, and why a document is shown as it is."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from citewell.application.sources.backing import backing_words
from citewell.application.sources.documents import NoPages
from citewell.desktop.language.figures import day, listed, written
from citewell.desktop.language.words import Msg, tr
from citewell.domain.documents import Hit
from citewell.domain.drafts import Citation

EMPTY = Msg("The passages that a draft rests on appear here, before its text. Each can be opened in its document.")

USE, USE_TIP = Msg("Use this passage"), Msg("Draft again from this passage")
LEAVE, LEAVE_TIP = Msg("Not this one"), Msg("Draft again without this passage")
INTERNAL_NOTE = Msg("For you alone: no draft is written from these, and copying their words is stopped.")
NOTHING_NEAR = Msg("Nothing in your documents came near this question.")
NO_PAGES: Mapping[NoPages, Msg] = MappingProxyType(
    {
        NoPages.GONE: Msg("The file is not there any more, so this is its text as it was indexed."),
        NoPages.CHANGED: Msg("The file has changed since this was indexed, so this is its text as it was then."),
        NoPages.UNREADABLE: Msg("The pages of this file cannot be drawn, so this is its text."),
    }
)
MARKED_LINES = Msg("Marked: the lines that the draft rests on; the passage around them is shaded.")
MARKED_WORDS = Msg("Marked: the words that the draft rests on; the passage around them is shaded.")
SOON = timedelta(days=14)
"""A document that ends within this time is worth a colour."""


def legend(*, page: bool, confidential: bool, marked: bool = True) -> str:
    """What is marked, on a page as it looks or in a text, and what cannot be done with it."""
    told = tr(MARKED_LINES if page else MARKED_WORDS) if marked else ""
    kept = tr("Nothing of a confidential document can be copied here.") if confidential else ""
    return " ".join(part for part in (told, kept) if part)


def found_words(current: int, total: int) -> str:
    """At which of how many places a search is; the first is 0."""
    return tr("{current} of {total}", current=written(current + 1), total=written(total)) if total else tr("Not found")


def passage_badges(passage: Hit, today: date, disagrees: Sequence[int] = ()) -> list[tuple[str, str]]:
    """What must be seen of a passage before it is used, as words and tones."""
    badges: list[tuple[str, str]] = []
    if disagrees:
        badges.append((tr("Disagrees with {numbers}", numbers=listed([str(n) for n in disagrees])), "warn"))
    if passage.superseded:
        badges.append((tr("Superseded"), "warn"))
    end = passage.effective_to
    if end is not None and end < today:
        badges.append((tr("Expired {day}", day=day(end)), "bad"))
    elif end is not None:
        badges.append((tr("Valid until {day}", day=day(end)), "warn" if end - today <= SOON else "neutral"))
    if passage.exact and not isinstance(passage, Citation):
        badges.append((tr("Exact match"), "good"))
    return badges


def source_tip(passage: Hit, sentence: str) -> str:
    """What a citation rests on: the sentences that back ``sentence``, and where they stand."""
    return f"“{backing_words(sentence, passage.quote)}”\n{passage.place or passage.document}"
