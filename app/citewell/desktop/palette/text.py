"""What the palette and the list of keys say."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

PLACEHOLDER = "Do something, go somewhere, open a draft or a document"
NAME = "Find an action, a place, a draft or a document"
NOTHING = "Nothing is called that. Try fewer letters."
NOT_NOW = "not now"
KEYS_TITLE = "Keys"
KEYS_LEAD = "They work wherever the part of the window that they belong to is on screen."
KEYS_SEARCH = "Search the keys"
NO_KEYS = "No key is found by that."


class Kind(Enum):
    """What an entry of the palette is; the value is said after its name."""

    ACTION = "action"
    PLACE = "place"
    DRAFT = "recent draft"
    DOCUMENT = "document"


MORE_KEYS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "Lists, tables and texts": (
            ("Enter", "Open the row that is chosen"),
            ("Ctrl+Z", "Undo; past the last edit of a text, bring back the ticket and draft of before"),
            ("[", "In a draft: cite a passage"),
            ("PgUp", "In a page: the page before"),
            ("PgDown", "In a page: the next page"),
            ("Up", "In the rail: the place above"),
            ("Down", "In the rail: the place below"),
        )
    }
)
"""Keys that a text, table or page answers itself, by heading."""


def spoken_choice(text: str, kind: str, key: str, at: int, total: int) -> str:
    """An entry as a screen reader says it."""
    parts = [text, key, kind, f"{at} of {total}"]
    return ", ".join(part for part in parts if part)
