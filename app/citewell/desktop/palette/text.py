"""What the palette and the list of keys say."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from citewell.desktop.language.words import Msg, tr

PLACEHOLDER = Msg("Do something, go somewhere, open a draft or a document")
NAME = Msg("Find an action, a place, a draft or a document")
NOTHING = Msg("Nothing is called that. Try fewer letters.")
NOT_NOW = Msg("not now")
KEYS_TITLE = Msg("Keys")
KEYS_LEAD = Msg("They work wherever the part of the window that they belong to is on screen.")
KEYS_SEARCH = Msg("Search the keys")
NO_KEYS = Msg("No key is found by that.")


class Kind(Enum):
    """What an entry of the palette is; the value is said after its name."""

    ACTION = Msg("action")
    PLACE = Msg("place")
    DRAFT = Msg("recent draft")
    DOCUMENT = Msg("document")


MORE_KEYS: Mapping[Msg, tuple[tuple[str, Msg], ...]] = MappingProxyType(
    {
        Msg("Lists, tables and texts"): (
            ("Enter", Msg("Open the row that is chosen")),
            ("Ctrl+Z", Msg("Undo; past the last edit of a text, bring back the ticket and draft of before")),
            ("[", Msg("In a draft: cite a passage")),
            ("PgUp", Msg("In a page: the page before")),
            ("PgDown", Msg("In a page: the next page")),
            ("Up", Msg("In the rail: the place above")),
            ("Down", Msg("In the rail: the place below")),
        )
    }
)
"""Keys that a text, table or page answers itself, by heading."""


def spoken_choice(text: str, kind: str, key: str, at: int, total: int) -> str:
    """An entry as a screen reader says it."""
    parts = [text, key, kind, tr("{at} of {total}", at=at, total=total)]
    return ", ".join(part for part in parts if part)
