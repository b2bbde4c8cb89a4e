"""Roll-ups: counts of what a laptop's drafts were and became, without text and without people, for a team's report."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Dimension(StrEnum):
    """What drafts are told apart by."""

    ALL = "all"
    WEEK = "week"
    DOCUMENT = "document"
    STYLE = "style"
    MODEL = "model"


OTHER = "other"
"""Groups that are too small to be told apart, together."""

COUNTS = (
    "drafts",
    *("answer", "clarify", "refuse", "escalate"),
    *("accepted", "lightly_edited", "heavily_edited", "rejected", "handed_over", "no_outcome"),
    *("factual", "supported", "cited"),
    *("under_5_s", "under_15_s", "under_60_s", "longer"),
)
"""Drafts; by decision; by what became of them; sentences that state facts and those backed; answers that cite; time."""
DECISIONS = COUNTS[1:5]
OUTCOMES = COUNTS[5:11]
TIMES = COUNTS[14:]


@dataclass(frozen=True, slots=True)
class RollupGroup:
    """The counts of one group of drafts."""

    dimension: Dimension
    name: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Rollup:
    """What a laptop says. ``sequence`` rises with each one it writes: clocks differ, and the newest counts.

    ``first_week`` and ``last_week`` are ISO weeks (2026-W48); ``least`` is the size of the smallest group in it.
    """

    sequence: int
    first_week: str
    last_week: str
    least: int
    program: str
    groups: tuple[RollupGroup, ...]


@dataclass(frozen=True, slots=True)
class TeamReport:
    """The roll-ups of a team as one: how many laptops, which weeks, the groups, and what was refused and why."""

    at: str
    laptops: int
    first_week: str
    last_week: str
    least: int
    least_laptops: int
    groups: tuple[RollupGroup, ...]
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    shares: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Acceptance, groundedness and citations in words, by dimension and name joined with a blank."""
