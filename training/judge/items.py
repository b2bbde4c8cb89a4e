"""Tickets with passages that come with them, each with what is known about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage as shown (`Title › Heading: text`), whether it answers, and whether the answer needs asking back."""

    text: str
    answers: int | None
    """1, 0, or `None` where it is not known."""
    clarify: int | None
    """1, 0, or `None` where it is not known or means nothing."""


@dataclass(frozen=True, slots=True)
class Item:
    """One ticket with its candidates; `group` is the unit that is held out."""

    ticket: str
    candidates: tuple[Candidate, ...]
    source: str
    group: str
