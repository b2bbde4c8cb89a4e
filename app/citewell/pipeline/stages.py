"""Stage values: what each stage of the pipeline hands to the next, from the prepared ticket to the answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Protocol

from citewell.domain.documents import Hit
from citewell.domain.drafts import Citation, Conflict, Decision, Draft, Finding, ModelUse, Ticket
from citewell.domain.ports import RouteScore
from citewell.pipeline.checks.policy_checker import Check
from citewell.pipeline.generation.citations import resolve
from citewell.pipeline.generation.writer import Writer
from citewell.pipeline.intake.anonymizer import MaskedTicket
from citewell.pipeline.routing.risk import RiskFound
from citewell.pipeline.routing.routing import Judgement
from citewell.pipeline.run_context import RunContext


@dataclass(frozen=True, slots=True)
class Prepared:
    """A ticket that is ready to be searched for and answered.

    ``ticket`` is what the customer wrote, ``read`` what the stages read (without orders to the program), ``masked``
    what is kept and what the language model sees. ``risks`` decide that a person answers.
    """

    ticket: Ticket
    read: Ticket
    masked: MaskedTicket
    queries: tuple[str, ...]
    risks: tuple[RiskFound, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages that a draft may cite, best first: ``[n]`` names ``hits[n - 1]``.

    ``unanswered`` are the parts of the ticket that none of them answers; ``noted`` says how many of the first ones are
    the agent's own fact or choice; ``searched`` is the size of what was searched, in documents and passages.
    """

    hits: tuple[Hit, ...] = ()
    unanswered: tuple[str, ...] = ()
    noted: int = 0
    searched: tuple[int, int] = (0, 0)
    findings: tuple[Finding, ...] = ()
    route: RouteScore | None = None
    """What the ticket and the first passages, read together, ask for; ``None`` where no model read them."""

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The passages as citations, numbered from 1."""
        return resolve(self.hits)


class RouteKind(StrEnum):
    """The ways that a ticket can go, each with one handler."""

    REPLY = "reply"
    CLARIFY = "clarify"
    REFUSE = "refuse"
    ESCALATE = "escalate"
    SUMMARY = "summary"
    CRM = "crm"
    NO_CONTEXT = "no_context"


@dataclass(frozen=True, slots=True)
class Route:
    """The way of one ticket; ``judgement`` is what was decided from the passages, ``None`` where none were read."""

    kind: RouteKind
    judgement: Judgement | None = None


class Origin(Enum):
    """Who worded an answer."""

    MODEL = "model"
    EXTRACTIVE = "extractive"
    """The documents' own sentences."""
    FIXED = "fixed"
    """A text of the policy packs or of the program."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A worded and checked text, with what it rests on; ``conflicts`` are those among ``hits``.

    ``confidence`` counts where no judgement does. ``model`` replaces the model in use (a learned style), ``unstyled``
    is the text before that, ``prompt_version`` replaces the version of the reply's prompt.
    """

    decision: Decision
    text: str
    check: Check
    origin: Origin
    hits: Sequence[Hit] = ()
    near_misses: Sequence[Hit] = ()
    conflicts: tuple[Conflict, ...] = ()
    findings: tuple[Finding, ...] = ()
    confidence: float = 0.0
    judgement: Judgement | None = None
    model: ModelUse | None = None
    prompt_version: str = ""
    unstyled: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft, and its ticket as it is kept."""

    draft: Draft
    masked: MaskedTicket


class Handler(Protocol):
    """Answers the tickets of one route."""

    def answer(self, prepared: Prepared, evidence: Evidence, route: Route, writer: Writer, run: RunContext) -> Answer:
        """The answer. Raises ``ModelError``, ``StorageError``, ``BadInputError`` and ``CancelledError``."""
        ...
