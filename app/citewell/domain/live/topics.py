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
class Accuracy:
    """How many of ``tickets`` the classifier assigned right when it had not seen them.

    ``judged``: a person said what each is about, else their topics are those of the groups they were named with.
    """

    right: int
    tickets: int
    judged: bool


@dataclass(frozen=True, slots=True)
class LevelState:
    """Whether a level is open for a topic, and by whom: ``by_hand`` it stays as it is until a hand gives it back."""

    open: bool
    by_hand: bool
    at: str = ""


@dataclass(frozen=True, slots=True)
class LevelStanding:
    """How a level stands: open or not, by hand or by measure, and the counts with the bounds of the interval."""

    level: Level
    state: LevelState
    measured: Counted
    low: float
    high: float
    missing: int
    """Drafts with an outcome that are still needed to tell by measure whether the level is to be open."""


@dataclass(frozen=True, slots=True)
class TopicStanding:
    """A topic with its levels, the least first, what is drafted first, and its held-out accuracy (``None``: none)."""

    topic: Topic
    levels: tuple[LevelStanding, ...]
    offered: Level
    accuracy: Accuracy | None


@dataclass(frozen=True, slots=True)
class TopicsOverview:
    """All topics, the tickets without one, the accuracy over all, and how many tickets people judged."""

    topics: tuple[TopicStanding, ...]
    without_topic: int
    accuracy: Accuracy | None
    judged: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """A group of tickets to name: its ``number``, size, the words that tell it, and the starts of typical tickets."""

    number: int
    tickets: int
    words: tuple[str, ...]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Groups to name, the largest first; how many ``tickets`` have no topic, ``least`` of which make a group."""

    groups: tuple[Suggested, ...]
    tickets: int
    least: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that the documents do not answer: how many tickets ask it, and what agents wrote.

    ``article`` are the sentences of a first draft, each with the number of letters that say it; ``topic`` is a name,
    empty where most have none; ``drafts`` are ids.
    """

    question: str
    tickets: int
    refused: int
    first: str
    last: str
    topic: str
    examples: tuple[str, ...]
    article: tuple[tuple[str, int], ...]
    letters: int
    drafts: tuple[str, ...]
