"""Topics of tickets, their assist levels, and gaps: questions that the documents do not answer."""

from dataclasses import dataclass
from enum import StrEnum

from citewell.domain.drafts import Decision, Level, OutcomeKind

LADDER = (Level.SUMMARY, Level.CRM, Level.REPLY)
"""Assist levels from the least to the most that is drafted."""


class Label(StrEnum):
    """How a ticket came to its topic."""

    LIKENESS = "likeness"
    GROUP = "group"
    """It was in a group that somebody named."""
    PERSON = "person"
    """Somebody said so of this ticket."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its counts: all of its ``tickets``, and the ``examples`` that it is known by."""

    id: int
    name: str
    at: str
    tickets: int = 0
    examples: int = 0


@dataclass(frozen=True, slots=True)
class TopicDraft:
    """What topics need of one draft. ``ticket``, ``said`` and ``final`` are masked texts; empty where not asked for.

    ``outcome`` is the newest one and ``outcome_number`` its place in the log, 0 where there is none.
    """

    number: int
    id: str
    at: str
    ticket: str
    level: Level
    decision: Decision
    said: str = ""
    outcome: OutcomeKind | None = None
    final: str = ""
    outcome_number: int = 0


@dataclass(frozen=True, slots=True)
class GapTicket:
    """A ticket that may show a gap: it was refused, or what the agent sent is hardly the draft.

    ``checked`` is the state of the index when it was looked up whether its documents ``answered`` it.
    """

    number: int
    refused: bool
    topic: int | None
    checked: str
    answered: bool


@dataclass(frozen=True, slots=True)
class Counted:
    """Of the newest ``drafts`` of a topic and level, ``good`` were taken with little editing."""

    good: int
    drafts: int


@dataclass(frozen=True, slots=True)
class LevelState:
    """Whether a level is open for a topic, and by whom: ``by_hand`` it stays as it is until a hand gives it back."""

    open: bool
    by_hand: bool
    at: str = ""
