"""What is kept of learning beside the styles: phrases that are retired, suggestions about facts, runs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from citewell.domain.personal import PersonalValue


class LearningState(StrEnum):
    """How a run of ``learn`` ended."""

    ACTIVATED = "activated"
    REFUSED = "refused"
    PAUSED = "paused"


class SuggestionState(StrEnum):
    """Whether a suggestion about a fact still waits for somebody."""

    OPEN = "open"
    DISMISSED = "dismissed"


@dataclass(frozen=True, slots=True)
class RetiredPhrase:
    """A phrase that the team no longer says, and what is said instead (empty: nothing is known)."""

    phrase: str
    replacement: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An agent changed what a draft says. ``document`` is what the draft's sentence cites, or the one before it.

    ``kind`` is changed, added or removed; ``label`` a reason; ``said`` the draft's sentence (empty: the agent added
    one), ``agent`` the agent's (empty: it was taken out). ``number`` is 0 until it is stored.
    """

    draft_id: str
    document: str
    kind: str
    label: str
    said: str
    agent: str
    number: int = 0
    at: str = ""
    state: SuggestionState = SuggestionState.OPEN
    personal: tuple[PersonalValue, ...] = ()
    """What the placeholders in it stand for."""

    def body(self) -> dict[str, str]:
        """What is stored beside draft and document."""
        return {"kind": self.kind, "label": self.label, "said": self.said, "agent": self.agent}

    def record(self) -> dict[str, object]:
        """As JSON."""
        return {
            "number": self.number or None,
            "at": self.at or None,
            "draft_id": self.draft_id,
            "document": self.document or None,
            **self.body(),
            "state": self.state.value,
        }


@dataclass(frozen=True, slots=True)
class LearningRun:
    """One run of ``learn``, and how it ended; ``body`` holds counts and figures, no text of any draft."""

    number: int
    at: str
    state: LearningState
    body: Mapping[str, object] = field(default_factory=dict)
