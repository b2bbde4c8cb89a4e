"""Tickets of our own making, and ways to make any text as untidy as customers write."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from training.personal.labels import Example
from training.personal.values import Values

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_HERE = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")
MARKED: Final = {
    "person": "PERSON", "first": "PERSON", "last": "PERSON", "address": "ADDRESS", "street": "ADDRESS",
    "employer": "ORGANISATION", "email": "EMAIL", "phone": "PHONE", "card": "CARD", "national_id": "NATIONAL_ID",
    "account": "ACCOUNT", "password": "PASSWORD", "zip": "ZIP", "booking": "BOOKING", "policy": "POLICY",
    "claim": "CLAIM", "username": "USERNAME",
}  # fmt: skip
"""Slots that hold personal data, and their class."""
_CHOICES: Final = {
    "title": "Mr.|Mrs.|Ms.|Mr|Mrs|Ms|Miss|Dr.|Dr|Prof.|Herr|Frau|Madame|Señor",
    "accountword": "account number|account|customer number|account id|member number|client id",
}


def tickets(rng: random.Random, count: int) -> list[Example]:
    """So many tickets of one to four lines, two thirds of them with personal data."""
    values = Values(rng)
    personal, nothing = (_lines(name) for name in ("tickets.txt", "nothing.txt"))
    made = []
    for _ in range(count):
        pieces = [
            _filled(rng.choice(personal if rng.random() < 0.55 else nothing), values, rng)
            for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4)))
        ]
        made.append(_joined(pieces, rng))
    return made


def _lines(name: str) -> list[str]:
    text = (_HERE / name).read_text(encoding="utf-8")
    return [line.replace("\\n", "\n") for line in text.splitlines() if line.strip()]


def _filled(template: str, values: Values, rng: random.Random) -> Example:
    text, spans, last = "", [], 0
    for match in _SLOT.finditer(template):
        text += template[last : match.start()]
        name = match[1]
        value = rng.choice(_CHOICES[name].split("|")) if name in _CHOICES else values.draw(name)
        if name in MARKED:
            spans.append((len(text), len(text) + len(value), MARKED[name]))
        text += value
        last = match.end()
    return Example(text + template[last:], tuple(spans), "own")


def _joined(pieces: list[Example], rng: random.Random) -> Example:
    text, spans = "", []
    for piece in pieces:
        if text:
            text += rng.choice((" ", " ", "\n", "\n\n", ". ", ", "))
        spans += [(start + len(text), end + len(text), name) for start, end, name in piece.spans]
        text += piece.text
    return Example(text, tuple(spans), "own")


def untidy(example: Example, rng: random.Random) -> Example:
    """The example as it is, or in lower case, in capitals, without punctuation, or with CRLF."""
    pick = rng.random()
    if pick < 0.25:
        return _mapped(example, _lower)
    if pick < 0.29:
        return _mapped(example, str.upper)
    if pick < 0.37:
        return _mapped(example, lambda c: _lower(c) if c.isalnum() else (" " if c.isspace() else ""))
    if pick < 0.42:
        return _mapped(example, lambda c: "\r\n" if c == "\n" else c)
    return example


def _lower(c: str) -> str:
    return c.lower()


def _mapped(example: Example, change: Callable[[str], str]) -> Example:
    """Every character changed, and the spans moved with it."""
    at = [0]
    parts = []
    for c in example.text:
        new = change(c)
        parts.append(new)
        at.append(at[-1] + len(new))
    spans = tuple((at[start], at[end], name) for start, end, name in example.spans if at[end] > at[start])
    return Example("".join(parts), spans, example.source, example.group)
