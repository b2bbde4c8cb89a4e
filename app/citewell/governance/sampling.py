"""Which drafts a second person looks at: a random share of all, and more of the risky ones.

Poisson sampling with permanent random numbers (Ohlsson 1995, "Coordination of samples using permanent random
numbers"): each draft has one number for good, and is drawn where that is below its chance. A chance only rises, as
more becomes known of a draft, so what was drawn stays drawn and each chance is known. Weighing every verdict by one
over its chance keeps figures of all drafts free of the bias of looking at risky ones (Horvitz and Thompson 1952).
"""

import hashlib
from dataclasses import dataclass
from difflib import SequenceMatcher

RISKS = {
    "not sure": 4.0,
    "a warning": 2.0,
    "escalated": 4.0,
    "edited a lot": 4.0,
    "rejected": 6.0,
    "blocked": 10.0,
    "overridden": 20.0,
}
"""What each risk adds to the chance, in multiples of the random share; set by hand."""
LOW_CONFIDENCE = 0.6
MANY_EDITS = 0.4
"""Share of the text that changed."""
RANDOM = "at random"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a draft that tells its risk. ``changed`` is the share of its text that was edited, 0 to 1."""

    confidence: float
    decision: str
    severities: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    changed: float = 0.0
    overridden: bool = False


@dataclass(frozen=True, slots=True)
class Chance:
    """The probability that a draft is drawn, 0 to 1, and its risks."""

    probability: float
    risks: tuple[str, ...]


def chance(facts: Facts, share: float) -> Chance:
    """How likely a draft is to be drawn, where ``share`` (0 to 1) of those without any risk are."""
    signs = {
        "not sure": facts.confidence < LOW_CONFIDENCE and facts.decision == "answer",
        "a warning": "warn" in facts.severities,
        "escalated": facts.decision == "escalate" or "escalated" in facts.outcomes,
        "edited a lot": facts.changed >= MANY_EDITS,
        "rejected": "rejected" in facts.outcomes,
        "blocked": "block" in facts.severities,
        "overridden": facts.overridden,
    }
    risks = tuple(name for name, there in signs.items() if there)
    return Chance(min(1.0, share * (1.0 + sum(RISKS[name] for name in risks))), risks)


def permanent_number(seed: str, draft_id: str) -> float:
    """A number from 0 up to 1 that belongs to a draft for good, and that nobody without ``seed`` can foresee."""
    digest = hashlib.sha256(f"{seed}:{draft_id}".encode()).digest()
    return int.from_bytes(digest[:7], "big") / float(1 << 56)


def share_changed(draft: str, final: str) -> float:
    """How much of a draft was edited away, 0 to 1: one minus the similarity of Ratcliff and Obershelp."""
    if draft == final:
        return 0.0
    return 1.0 - SequenceMatcher(None, draft, final, autojunk=False).ratio()
