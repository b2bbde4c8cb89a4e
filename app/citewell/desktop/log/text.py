"""The window's words for past drafts: their evidence as rich text, holds, and erasure."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from citewell.desktop.widgets.theme import Theme
from citewell.desktop.widgets.wording import OUTCOMES, count, draft_word, first_words, moment, shorten
from citewell.domain.documents import PLACE_JOINT
from citewell.domain.drafts import LogRow
from citewell.domain.evidence import Standing
from citewell.governance.text.readable import plain

WORDS = {
    Standing.STANDS: ("still stands", "good"),
    Standing.MOVED: ("moved", "good"),
    Standing.CHANGED: ("changed since", "warn"),
    Standing.SUPERSEDED: ("superseded since", "warn"),
    Standing.REMOVED: ("removed since", "warn"),
    Standing.FORGOTTEN: ("forgotten", "bad"),
    Standing.GIVEN: ("came with the ticket", "muted"),
}


HEADINGS = ("When", "Decision", "Outcome", "Ticket")
EMPTY = "No draft yet. Write one under Draft: each is kept here, with what became of it."
UNTOUCHED = "Unchanged since it was written."
TOUCHED = "Changed since it was written, past Citewell. Privacy checks the whole log."
ERASED_QUOTE = "Its words were erased."
LOADING = "Loading…"
LOOKING = "Searching…"
NOT_FOUND = "No draft holds these words."
HELD = "Held: neither erasure nor retention takes it."
RELEASED = "The hold has ended."
NAMED_CHARACTERS = 60
"""Of a ticket, to tell its draft from others."""


def ask_erasure_words(record: Mapping[str, Any]) -> str:
    """The question before a draft is erased; it names the draft by its time and the first words of its ticket."""
    ticket = shorten(first_words(str(record["ticket"])), NAMED_CHARACTERS)
    return (
        f"Erase the draft of {moment(str(record['at']))} on “{ticket}” for good, with its ticket, outcome, evidence "
        "and personal values? A signed receipt says what went; copies that were exported before are listed in it."
    )


def erased_words(receipt: Mapping[str, Any]) -> str:
    """What a receipt of erasure proves, and which copies may still hold the draft."""
    proof, copies = receipt["proof"], receipt["copies"]
    if receipt["complete"]:
        said = f"Erased. {proof['phrases']} phrases looked for in {proof['pages']:,} database pages: none is left."
    else:
        said = "Erased, but something of it is still found: close other programs that use this home and try again."
    if copies:
        said += f" {count(len(copies), 'copy') if len(copies) == 1 else f'{len(copies)} copies'} may hold it: "
        said += ", ".join(copy["path"] for copy in copies)
    return said


def evidence_html(evidence: Sequence[Mapping[str, Any]], theme: Theme) -> str:
    """One block a passage, near misses last."""
    return "".join(_block(item, theme) for item in evidence)


def source_words(citation: Mapping[str, Any]) -> str:
    """One cited passage of a past draft as it was: where it stood, and what it said."""
    version = f", version {citation['version']}" if citation["version"] else ""
    place = PLACE_JOINT.join(part for part in (citation["title"], citation["heading"]) if part)
    return f"[{citation['n']}] {place} ({citation['document']}{version})\n{plain(citation['quote'])}"


def row_words(row: LogRow) -> tuple[str, ...]:
    """A past draft in the list, one text for each of ``HEADINGS``."""
    word, _ = draft_word(row.decision, row.level)
    return moment(row.at), word, "Open" if row.outcome is None else OUTCOMES[row.outcome], first_words(row.ticket)


def _block(item: Mapping[str, Any], theme: Theme) -> str:
    word, tone = WORDS[Standing(item["standing"])]
    number = f"near miss {-item['n']}" if item["near_miss"] else f"[{item['n']}]"
    version = f", version {item['version']}" if item["version"] else ""
    place = PLACE_JOINT.join(part for part in (item["title"], item["heading"]) if part)
    quote = html.escape(plain(item["quote"])).replace("\n", "<br>") if item["quote"] else ERASED_QUOTE
    muted = theme.colour("muted").name()
    return (
        f"<p style='margin-bottom:2px'><b>{number}</b> {html.escape(place)} "
        f"<span style='color:{muted}'>({html.escape(item['document'] + version)})</span> "
        f"<span style='color:{theme.colour(tone).name()}'><b>{word}</b></span>"
        f"<span style='color:{muted}'>: {html.escape(item['standing_note'])}</span></p>"
        f"<p style='margin-top:0; margin-bottom:10px; color:{muted}'>{quote}</p>"
    )
