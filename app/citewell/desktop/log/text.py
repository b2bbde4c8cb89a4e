"""The evidence of a past draft as rich text: where each passage stood, what it said, and how it stands today."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from citewell.desktop.widgets.theme import Theme
from citewell.domain.evidence import Standing

WORDS = {
    Standing.STANDS: ("still stands", "good"),
    Standing.MOVED: ("moved", "good"),
    Standing.CHANGED: ("changed since", "warn"),
    Standing.SUPERSEDED: ("superseded since", "warn"),
    Standing.REMOVED: ("removed since", "warn"),
    Standing.FORGOTTEN: ("forgotten", "bad"),
    Standing.GIVEN: ("came with the ticket", "muted"),
}


def evidence_html(evidence: Sequence[Mapping[str, Any]], theme: Theme) -> str:
    """One block a passage, near misses last."""
    return "".join(_block(item, theme) for item in evidence)


def _block(item: Mapping[str, Any], theme: Theme) -> str:
    word, tone = WORDS[Standing(item["standing"])]
    number = f"near miss {-item['n']}" if item["near_miss"] else f"[{item['n']}]"
    version = f", version {item['version']}" if item["version"] else ""
    place = " › ".join(part for part in (item["title"], item["heading"]) if part)
    quote = item["quote"] or f"sha256 {item['sha256'][:24]}…"
    muted = theme.colour("muted").name()
    return (
        f"<p style='margin-bottom:2px'><b>{number}</b> {html.escape(place)} "
        f"<span style='color:{muted}'>({html.escape(item['document'] + version)})</span> "
        f"<span style='color:{theme.colour(tone).name()}'><b>{word}</b></span>"
        f"<span style='color:{muted}'>: {html.escape(item['standing_note'])}</span></p>"
        f"<p style='margin-top:0; margin-bottom:10px; color:{muted}'>{html.escape(quote)}</p>"
    )
