"""Tickets, drafts and outcomes."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from citewell.domain.documents import Hit
from citewell.domain.personal import PersonalValue


class Decision(StrEnum):
    """What the pipeline makes of a ticket."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    REFUSE = "refuse"
    ESCALATE = "escalate"


class Mode(StrEnum):
    """Modes for comparison: context and style, context alone, neither."""

    HYBRID = "hybrid"
    RAG = "rag"
    NO_CONTEXT = "no_context"


class Level(StrEnum):
    """How much is drafted."""

    REPLY = "reply"
    SUMMARY = "summary"
    CRM = "crm"


class Severity(StrEnum):
    """``block`` keeps a draft from one-click copy; ``warn`` and ``info`` inform."""

    BLOCK = "block"
    WARN = "warn"
    INFO = "info"


class OutcomeKind(StrEnum):
    """What the agent did with a draft."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    REJECTED = "rejected"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class GivenPassage:
    """A passage handed in with a ticket instead of retrieval."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class AttachedFile:
    """A file that came with a ticket: evidence for this ticket alone; ``problem`` says why it has no ``text``."""

    name: str
    text: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Steering:
    """What the agent decides for one draft: ``use`` and ``leave`` are ids of passages to write from and to leave out.

    ``anyway`` has a reply drafted where the program would hand the ticket over or refuse it.
    """

    anyway: bool = False
    use: tuple[int, ...] = ()
    leave: tuple[int, ...] = ()

    @property
    def forces_reply(self) -> bool:
        """Whether the agent, and not the program, decides that there is a reply."""
        return self.anyway or bool(self.use)


@dataclass(frozen=True, slots=True)
class Ticket:
    """One customer message or thread. ``note`` is a fact the agent adds for this reply; ``as_of`` defaults to today.

    ``passages`` (not ``None``) replaces retrieval; ``attached`` files may be cited beside what is retrieved.
    """

    text: str
    customer: str = ""
    product: str = ""
    region: str = ""
    as_of: date | None = None
    note: str = ""
    mode: Mode = Mode.HYBRID
    level: Level = Level.REPLY
    passages: tuple[GivenPassage, ...] | None = None
    attached: tuple[AttachedFile, ...] = ()
    steering: Steering = Steering()


ANYWAY_RULE = "drafted_anyway"
"""The rule of the finding that a reply was drafted at the agent's word."""
ESCALATION_RULE = "escalate"
"""The rule of the finding that says why a person answers a ticket."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What the policy checker says. ``start`` and ``end`` are characters into the draft's text.

    ``reason`` is the message without the name of its policy rule, where a page says it in a sentence of its own.
    """

    rule: str
    severity: Severity
    message: str
    start: int = 0
    end: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a draft with its citation marks removed.

    ``start`` and ``end`` span it, marks included, in the draft's text. ``support`` is 0 to 1 by the passages it cites.
    """

    text: str
    cites: tuple[int, ...]
    start: int
    end: int
    factual: bool = True
    support: float = 0.0
    supported: bool = False


@dataclass(frozen=True, slots=True)
class Citation(Hit):
    """``[n]`` resolved to one passage: the hit of the search with its number in the draft."""

    n: int = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two passages, by number, that speak of the same thing and disagree: their sentences, and in what."""

    first: int
    second: int
    first_text: str
    second_text: str
    reason: str

    @property
    def passages(self) -> tuple[int, int]:
        """The numbers of the two."""
        return self.first, self.second

    @property
    def texts(self) -> tuple[str, str]:
        """The sentences of the two."""
        return self.first_text, self.second_text


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One search: its hits, the contradictions among them (numbered from 1), and the milliseconds that it took."""

    results: tuple[Hit, ...]
    conflicts: tuple[Conflict, ...]
    ms: float


class Stage(StrEnum):
    """Stages of the trace that the program looks for; the others are known by their names alone."""

    RETRIEVER = "retriever"


@dataclass(frozen=True, slots=True)
class TraceEntry:
    """One stage: its name, milliseconds, what it decided and why.

    ``verdict`` is what it decided in a word, where it decides. With ``model_failed`` the model stopped, and another
    way was taken.
    """

    stage: str
    ms: float
    note: str
    verdict: str = ""
    model_failed: bool = False


@dataclass(frozen=True, slots=True)
class ModelUse:
    """Which model wrote a draft. ``style`` is empty until a style is active.

    ``unproven``: it is a file of the user's that no golden result of this home speaks for.
    """

    base: str
    style: str
    file: str
    sha256: str
    unproven: bool = False


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds and tokens of one draft. ``first_token_ms`` is ``None`` where no token was generated."""

    first_token_ms: float | None = None
    total_ms: float = 0.0
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Draft:
    """The reply that the pipeline made, with everything needed to check and explain it.

    ``citations`` are the passages that the text cites, ``evidence`` all that it could have cited, with the same
    numbers; ``near_misses`` are the best passages that were not good enough, on a refusal.
    """

    id: str
    decision: Decision
    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    confidence: float
    findings: tuple[Finding, ...]
    trace: tuple[TraceEntry, ...]
    model: ModelUse
    prompt_version: str
    timings: Timings = field(default_factory=Timings)
    evidence: tuple[Citation, ...] = ()
    near_misses: tuple[Hit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    unstyled: str = ""
    """The text as it was before a learned style rewrote it; empty where none did."""
    personal: tuple[PersonalValue, ...] = ()
    """What stands for personal data where this draft is kept; here, everything is as it is."""

    @property
    def blocked(self) -> bool:
        """Whether a finding keeps this draft from one-click copy."""
        return any(finding.severity is Severity.BLOCK for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the agent did with a draft: ``final`` is the text that left, ``reasons`` are labels."""

    draft_id: str
    kind: OutcomeKind
    final: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the edit log: a draft, and its outcomes in the order they were recorded."""

    draft_id: str
    at: str
    ticket: str
    draft: dict[str, object]
    outcomes: tuple[dict[str, object], ...]
    personal: tuple[PersonalValue, ...] = ()
    """What the placeholders in it stand for."""


@dataclass(frozen=True, slots=True)
class LogRow:
    """A line of the edit log as lists show it, without the text of the draft; ``outcome`` is the last one."""

    draft_id: str
    at: str
    ticket: str
    decision: Decision
    level: Level
    outcome: OutcomeKind | None
    """``None``: still open."""
    personal: tuple[PersonalValue, ...] = ()
    """What the placeholders in it stand for."""


@dataclass(frozen=True, slots=True)
class LogPage:
    """A page of the edit log by keyset pagination, the newest draft first."""

    rows: tuple[LogRow, ...]
    next: int | None
    """Where the page after this one begins; ``None``: this was the last one."""


# --- what a running draft tells its watcher ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EvidenceFound:
    """The numbered passages the draft may cite, shown before the draft is finished."""

    citations: tuple[Citation, ...]
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class TextStreamed:
    """A piece of draft text as the model writes it (not checked yet)."""

    text: str


@dataclass(frozen=True, slots=True)
class StageDone:
    """A stage ended."""

    entry: TraceEntry


DraftEvent = EvidenceFound | TextStreamed | StageDone
