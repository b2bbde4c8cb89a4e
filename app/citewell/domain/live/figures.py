"""Figures of live work: how drafts are grouped, what is counted of a group, and changes to compare before and after."""

from dataclasses import dataclass, fields
from enum import StrEnum

LIGHT_EDIT = 0.4
"""Edit distance below which an edited draft counts as accepted."""


class Grouping(StrEnum):
    """What drafts are grouped by."""

    WEEK = "week"
    TOPIC = "topic"
    DOCUMENT = "document"
    STYLE = "style"
    MODEL = "model"
    LEVEL = "level"


class Era(StrEnum):
    """Before or after a change; all of the time where none is named."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of one group of drafts in one era.

    ``judged`` drafts have an outcome, ``light`` ones were edited by less than ``LIGHT_EDIT`` and ``heavy`` ones by
    more. ``refusals`` are the judged ones: ``refused_rightly`` where the agent let it stand. Milliseconds are ``None``
    where nothing was measured; ``distance`` is the mean edit distance of what was accepted or edited.
    """

    group: str
    era: Era
    drafts: int = 0
    judged: int = 0
    as_is: int = 0
    light: int = 0
    heavy: int = 0
    rejected: int = 0
    factual: int = 0
    supported: int = 0
    answers: int = 0
    cited: int = 0
    refusals: int = 0
    refused_rightly: int = 0
    handed_over: int = 0
    compared: int = 0
    distance: float | None = None
    draft_ms: float | None = None
    draft_ms_p95: float | None = None
    copied: int = 0
    copy_ms: float | None = None

    @property
    def accepted(self) -> int:
        """Sent as they were, or lightly edited."""
        return self.as_is + self.light


COUNTED = tuple(field.name for field in fields(Counts))


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, ``since`` inclusive, ``until`` not (ISO 8601, UTC; empty: without limit).

    ``change`` cuts it into before and after.
    """

    since: str = ""
    until: str = ""
    change: str = ""


class ChangeKind(StrEnum):
    """What changed."""

    STYLE = "style"
    MODEL = "model"
    POLICY = "policy"
    DECISIONS = "decisions"
    BUNDLE = "bundle"
    COMPARISON = "comparison"


@dataclass(frozen=True, slots=True)
class Change:
    """A change that the audit chain tells of: its line's ``number``, when, and to what."""

    number: int
    at: str
    kind: ChangeKind
    what: str


@dataclass(frozen=True, slots=True)
class Effort:
    """What drafts took. ``measured`` of the ``drafts`` have processor time; tokens are of all."""

    drafts: int
    judged: int
    accepted: int
    measured: int
    cpu_seconds: float
    prompt_tokens: int
    completion_tokens: int
