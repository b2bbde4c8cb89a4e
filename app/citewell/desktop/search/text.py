"""The window's words for the search in all documents: how to ask, and why a passage was found."""

from collections.abc import Sequence

from citewell.desktop.widgets.wording import count, milliseconds
from citewell.domain.documents import Hit

TITLE = "Search"
FIELD, FIELD_HINT = "Search all documents", "Search what the documents say…"
BACK = "Back to the sources (Esc)"
EMPTY = "Ask as a customer would, or give words and numbers. Passages are found by their words and by what they mean."
SEARCHING = "Searching…"
NOTHING = "No passage is near these words."
EXACT = "names this number or code"
MEANING_ALONE = "no word in common: found by its meaning"
SHOWN_WORDS = 6


def why_words(hit: Hit, shared: Sequence[str]) -> str:
    """Why a passage was found: the words it shares with what was asked, and its places by words and by meaning."""
    parts = [EXACT] if hit.exact else []
    if shared:
        parts.append(f"has {', '.join(f'“{word}”' for word in shared[:SHOWN_WORDS])}")
    elif not hit.exact:
        parts.append(MEANING_ALONE)
    if hit.ranks.words is not None:
        parts.append(f"no. {hit.ranks.words} by words")
    if hit.ranks.meaning is not None:
        parts.append(f"no. {hit.ranks.meaning} by meaning")
    return f"Why: {' · '.join(parts)}"


def found_words(passages: int, conflicts: int, ms: float) -> str:
    """How many passages were found, how many pairs of them disagree, and how long it took."""
    parts = [count(passages, "passage")]
    parts += [f"{count(conflicts, 'pair')} that {'disagrees' if conflicts == 1 else 'disagree'}"] if conflicts else []
    return " · ".join([*parts, milliseconds(ms)])
