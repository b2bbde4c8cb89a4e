"""Personal data: where it stands in a text, and the placeholder that stands for a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonalSpan:
    """Personal data at ``start:end`` (characters) of a text. ``score`` is how sure its finder is, 0 to 1."""

    start: int
    end: int
    type: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class PersonalValue:
    """``value`` is what ``placeholder`` (such as ``<EMAIL_1>``) stands for; ``kind`` is its type (``EMAIL``)."""

    placeholder: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class WordUse:
    """How the company's public documents use a word: what tells the name of a thing from that of a person.

    ``titles`` and ``texts`` count documents that hold it with a capital in a title or heading, and in their text. Of
    its places in texts, ``capital`` are written with a capital, ``alone`` of these have no other name beside them,
    ``addressed`` follow a form of address (``Dr``, ``Mrs``), and ``small`` are written without capitals.
    """

    titles: int = 0
    texts: int = 0
    capital: int = 0
    alone: int = 0
    addressed: int = 0
    small: int = 0
