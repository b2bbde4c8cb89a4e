"""The window's words for the search in all documents: how to ask, and why a passage was found."""

from collections.abc import Sequence

from citewell.desktop.language.figures import written
from citewell.desktop.language.words import Msg, quoted, tr, trn
from citewell.desktop.widgets.wording import milliseconds
from citewell.domain.documents import Hit

TITLE = Msg("Search")
FIELD, FIELD_HINT = Msg("Search all documents"), Msg("Search what the documents say…")
BACK = Msg("Back to the sources (Esc)")
EMPTY = Msg(
    "Ask as a customer would, or give words and numbers. Passages are found by their words and by what they mean."
)
SEARCHING = Msg("Searching…")
NOTHING = Msg("No passage is near these words.")
EXACT = Msg("names this number or code")
MEANING_ALONE = Msg("no word in common: found by its meaning")
SHOWN_WORDS = 6


def why_words(hit: Hit, shared: Sequence[str]) -> str:
    """Why a passage was found: the words it shares with what was asked, and its places by words and by meaning."""
    parts = [tr(EXACT)] if hit.exact else []
    if shared:
        parts.append(tr("has {words}", words=", ".join(quoted(word) for word in shared[:SHOWN_WORDS])))
    elif not hit.exact:
        parts.append(tr(MEANING_ALONE))
    if hit.ranks.words is not None:
        parts.append(tr("no. {n} by words", n=written(hit.ranks.words)))
    if hit.ranks.meaning is not None:
        parts.append(tr("no. {n} by meaning", n=written(hit.ranks.meaning)))
    return tr("Why: {reasons}", reasons=" · ".join(parts))


def found_words(passages: int, conflicts: int, ms: float) -> str:
    """How many passages were found, how many pairs of them disagree, and how long it took."""
    parts = [trn("{n} passage", "{n} passages", passages)]
    parts += [trn("{n} pair that disagrees", "{n} pairs that disagree", conflicts)] if conflicts else []
    return " · ".join([*parts, milliseconds(ms)])
