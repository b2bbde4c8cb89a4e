"""What a draft was made from, as it was kept, and how that stands in the index today."""

from dataclasses import dataclass
from enum import StrEnum

from citewell.domain.documents import Hit


class Standing(StrEnum):
    """What became of a passage since a draft used it."""

    STANDS = "stands"
    MOVED = "moved"
    """The same words stand elsewhere in the same document."""
    CHANGED = "changed"
    SUPERSEDED = "superseded"
    REMOVED = "removed"
    FORGOTTEN = "forgotten"
    """Its source was forgotten: the text is gone, its hash and a note are left."""
    GIVEN = "given"
    """It came with the ticket, or from the agent; it never stood in the index."""


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One passage of a draft. ``n`` is its number in the draft; below 0 a near miss of a refusal, best first.

    ``hash`` is the SHA-256 of ``hit.quote``; where that was erased, quote and text of ``hit`` are empty and ``note``
    says when and why. ``source`` is the root of its source, empty where it was handed in.
    """

    n: int
    hash: str
    source: str
    hit: Hit
    erased: bool = False
    note: str = ""

    @property
    def near_miss(self) -> bool:
        """Whether it was not good enough to answer from."""
        return self.n < 0


@dataclass(frozen=True, slots=True)
class StandingNow:
    """How a passage stands: in words for a person, and the version that holds now, if another one does."""

    standing: Standing
    words: str
    version: str = ""
