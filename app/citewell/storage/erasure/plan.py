"""What an erasure would take away, and what it cannot reach."""

from collections.abc import Mapping
from dataclasses import dataclass

from citewell.storage.log.export_register import Copy


@dataclass(frozen=True, slots=True)
class PlannedDraft:
    """A draft that would go: its hash, and where the words that were looked for stand in it."""

    id: str
    number: int
    at: str
    sha256: str
    where: tuple[str, ...] = ()
    held: str | None = None
    """The reason of a legal hold."""


@dataclass(frozen=True, slots=True)
class ErasurePlan:
    """What an erasure would take away. ``trained_from`` is the time of the first outcome that a style may know."""

    drafts: tuple[PlannedDraft, ...]
    counts: Mapping[str, int]
    golden_runs: tuple[str, ...]
    copies: tuple[Copy, ...]
    documents: tuple[str, ...]
    trained_from: str = ""
    words: str = ""
    """Working drafts that hold them go too, also those that were never drafted."""

    @property
    def held(self) -> tuple[PlannedDraft, ...]:
        """Those under a legal hold."""
        return tuple(draft for draft in self.drafts if draft.held is not None)

    def record(self) -> dict[str, object]:
        """As JSON."""
        return {
            "drafts": [{"id": d.id, "at": d.at, "where": list(d.where), "held": d.held} for d in self.drafts],
            "counts": dict(self.counts),
            "golden_runs": list(self.golden_runs),
            "copies": [copy.record() for copy in self.copies],
            "documents": list(self.documents),
        }
