"""What the advisor's rules read: counts and shares of one home, of its golden tickets and of each topic."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from citewell.domain.drafts import Mode
from citewell.domain.live.advice import LevelUse, ModeSpeed

BOTH, SOURCES, STYLE = Mode.HYBRID.value, Mode.RAG.value, Mode.NO_CONTEXT.value
"""Drafts from sources and style, from sources alone, and from style alone."""
MODES = (SOURCES, STYLE, BOTH)


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole``."""

    part: int = 0
    whole: int = 0

    @property
    def value(self) -> float:
        """0 to 1; 0 of nothing."""
        return self.part / self.whole if self.whole else 0.0

    @property
    def words(self) -> str:
        """As a person reads it: 12 of 40 (30%)."""
        return f"{self.part:,} of {self.whole:,} ({self.value:.0%})" if self.whole else "0 of 0"


@dataclass(frozen=True, slots=True)
class Edits:
    """What the newest edited replies were about; each is of facts (a fact, a rule or a step changed) or of voice.

    ``policy`` are those of facts in which a rule of the company changed.
    """

    facts: int = 0
    voice: int = 0
    policy: int = 0

    @property
    def total(self) -> int:
        """Edits that were looked at."""
        return self.facts + self.voice


@dataclass(frozen=True, slots=True)
class GoldenModes:
    """A saved run of the golden tickets in all three modes; mappings are by mode.

    ``right`` counts tickets with nothing required missing, ``kept`` style rules followed of ``rules``; ``median_ms`` is
    the time to the checked draft. ``grounded`` is supported sentences of factual ones with sources and style.
    """

    name: str
    at: str
    tickets: int
    right: Mapping[str, int]
    median_ms: Mapping[str, float] = field(default_factory=dict)
    kept: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, int] = field(default_factory=dict)
    grounded: Share = Share()
    records: Share = Share()
    """CRM records that are valid, of all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMeasured:
    """One topic: its drafts, and what is known of them. ``golden`` counts right tickets by mode."""

    name: str
    drafts: int
    answers: int = 0
    refusals: int = 0
    escalations: int = 0
    changing: Share = Share()
    edits: Edits = Edits()
    golden: Mapping[str, int] = field(default_factory=dict)
    golden_tickets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One home at one time (``at``: UTC, ISO 8601).

    ``changing`` are drafts that cite a place first where figures differ between versions, of those that cite; ``rows``
    those that cite a table's row, ``rare`` those that cite what is seldom cited. ``weekly`` documents have days
    between versions of a week or less, in the median. ``labelled`` are edits that could be learned from,
    of the sent replies that were looked at; learning takes ``needed``.
    """

    at: str
    drafts: int = 0
    answers: int = 0
    cited_answers: int = 0
    refusals: int = 0
    escalations: int = 0
    changing: Share = Share()
    rows: Share = Share()
    rare: Share = Share()
    documents: int = 0
    changed: int = 0
    versions: int = 0
    weekly: int = 0
    watched_days: int = 0
    ticket_languages: Mapping[str, int] = field(default_factory=dict)
    document_languages: Mapping[str, int] = field(default_factory=dict)
    edits: Edits = Edits()
    labelled: Share = Share()
    needed: int = 20
    golden: GoldenModes | None = None
    levels: tuple[LevelUse, ...] = ()
    speeds: tuple[ModeSpeed, ...] = ()
    personal: int = 0
    keep_days: int = 0
    saved_runs: int = 0
    recent_runs: int = 0
    style: str = ""
    topics: tuple[TopicMeasured, ...] = ()

    def drafts_of(self, level: str) -> int:
        """How many drafts there are of a level."""
        return next((use.drafts for use in self.levels if use.level == level), 0)
