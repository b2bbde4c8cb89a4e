"""The window's words for past drafts: their evidence as rich text, holds, and erasure."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from citewell.desktop.language.figures import written
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.theme import Theme
from citewell.desktop.widgets.wording import OUTCOMES, draft_word, first_words, moment, shorten
from citewell.domain.documents import PLACE_JOINT
from citewell.domain.drafts import LogRow
from citewell.domain.evidence import Standing
from citewell.governance.text.readable import plain

WORDS = {
    Standing.STANDS: (Msg("still stands"), "good"),
    Standing.MOVED: (Msg("moved"), "good"),
    Standing.CHANGED: (Msg("changed since"), "warn"),
    Standing.SUPERSEDED: (Msg("superseded since"), "warn"),
    Standing.REMOVED: (Msg("removed since"), "warn"),
    Standing.FORGOTTEN: (Msg("forgotten"), "bad"),
    Standing.GIVEN: (Msg("came with the ticket"), "muted"),
}


HEADINGS = (Msg("When"), Msg("Decision"), Msg("Outcome"), Msg("Ticket"))
EMPTY = Msg("No draft yet. Write one under Draft: each is kept here, with what became of it.")
UNTOUCHED = Msg("Unchanged since it was written.")
TOUCHED = Msg("Changed since it was written, past Citewell. Privacy checks the whole log.")
ERASED_QUOTE = Msg("Its words were erased.")
LOADING = Msg("Loading…")
LOOKING = Msg("Searching…")
FOUND, FOUND_SO_FAR = Msg("{number} found"), Msg("{number} found so far")
NOT_FOUND = Msg("No draft holds these words.")
HELD = Msg("Held: neither erasure nor retention takes it.")
RELEASED = Msg("The hold has ended.")
NAMED_CHARACTERS = 60
"""Of a ticket, to tell its draft from others."""


def ask_erasure_words(record: Mapping[str, Any]) -> str:
    """The question before a draft is erased; it names the draft by its time and the first words of its ticket."""
    ticket = shorten(first_words(str(record["ticket"])), NAMED_CHARACTERS)
    return tr(
        "Erase the draft of {moment} on “{ticket}” for good, with its ticket, outcome, evidence and "
        "personal values? A signed receipt says what went; copies that were exported before are "
        "listed in it.",
        moment=moment(str(record["at"])),
        ticket=ticket,
    )


def erased_words(receipt: Mapping[str, Any]) -> str:
    """What a receipt of erasure proves, and which copies may still hold the draft."""
    proof, copies = receipt["proof"], receipt["copies"]
    if receipt["complete"]:
        said = tr(
            "Erased. {phrases} phrases looked for in {pages} database pages: none is left.",
            phrases=proof["phrases"],
            pages=written(proof["pages"]),
        )
    else:
        said = tr("Erased, but something of it is still found: close other programs that use this home and try again.")
    if copies:
        paths = ", ".join(copy["path"] for copy in copies)
        may = trn("{n} copy may hold it: {paths}", "{n} copies may hold it: {paths}", len(copies), paths=paths)
        said = f"{said} {may}"
    return said


def evidence_html(evidence: Sequence[Mapping[str, Any]], theme: Theme) -> str:
    """One block a passage, near misses last."""
    return "".join(_block(item, theme) for item in evidence)


def source_words(citation: Mapping[str, Any]) -> str:
    """One cited passage of a past draft as it was: where it stood, and what it said."""
    version = tr(", version {version}", version=citation["version"]) if citation["version"] else ""
    place = PLACE_JOINT.join(part for part in (citation["title"], citation["heading"]) if part)
    return f"[{citation['n']}] {place} ({citation['document']}{version})\n{plain(citation['quote'])}"


def row_words(row: LogRow) -> tuple[str, ...]:
    """A past draft in the list, one text for each of ``HEADINGS``."""
    word, _ = draft_word(row.decision, row.level)
    return (
        moment(row.at),
        word,
        tr("Open") if row.outcome is None else tr(OUTCOMES[row.outcome]),
        first_words(row.ticket),
    )


def _block(item: Mapping[str, Any], theme: Theme) -> str:
    word, tone = WORDS[Standing(item["standing"])]
    number = tr("near miss {number}", number=-item["n"]) if item["near_miss"] else f"[{item['n']}]"
    version = tr(", version {version}", version=item["version"]) if item["version"] else ""
    place = PLACE_JOINT.join(part for part in (item["title"], item["heading"]) if part)
    quote = html.escape(plain(item["quote"])).replace("\n", "<br>") if item["quote"] else tr(ERASED_QUOTE)
    muted = theme.colour("muted").name()
    return (
        f"<p style='margin-bottom:2px'><b>{number}</b> {html.escape(place)} "
        f"<span style='color:{muted}'>({html.escape(item['document'] + version)})</span> "
        f"<span style='color:{theme.colour(tone).name()}'><b>{tr(word)}</b></span>"
        f"<span style='color:{muted}'>: {html.escape(in_window(item['standing_note']))}</span></p>"
        f"<p style='margin-top:0; margin-bottom:10px; color:{muted}'>{quote}</p>"
    )
