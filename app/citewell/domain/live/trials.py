"""Comparisons on live work: two ways of drafting, between which a keyed hash of each ticket chooses."""

from dataclasses import dataclass
from enum import StrEnum


class Varies(StrEnum):
    """What the two arms of a comparison differ in."""

    STYLE = "style"
    """Ids of styles; ``none`` is the base model alone."""
    MODEL = "model"
    """Ids of language models, as ``citewell models`` lists them."""
    MODE = "mode"
    """Modes of drafting: ``hybrid`` or ``rag``."""
    DECISIONS = "decisions"
    """Weights of decisions: ``standard``, or ``team`` for those that ``citewell calibrate`` has set."""


class Arm(StrEnum):
    """One of the two."""

    FIRST = "first"
    SECOND = "second"


class TrialMeasure(StrEnum):
    """What a judged draft is counted for."""

    ACCEPTED = "accepted"
    """Sent as it was, or lightly edited."""
    AS_IS = "as_is"
    """Sent as it was."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A comparison. ``key`` assigns tickets to arms; ``ended_at`` is empty while it runs."""

    id: str
    at: str
    varies: Varies
    first: str
    second: str
    measure: TrialMeasure
    key: str
    ended_at: str = ""

    def value(self, arm: Arm) -> str:
        """What an arm drafts with."""
        return self.first if arm is Arm.FIRST else self.second
