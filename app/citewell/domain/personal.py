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
