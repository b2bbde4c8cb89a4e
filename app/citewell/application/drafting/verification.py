"""Groundedness of a claim by passages that come with it."""

from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.drafts import GivenPassage
from citewell.pipeline.checks.groundedness import SupportScorer
from citewell.pipeline.generation.citations import strip_marks


@dataclass(frozen=True, slots=True)
class ClaimSupport:
    """``support`` is 0 to 1, from 0.5 on a claim counts as supported; ``best`` the id of the passage that backs it."""

    support: float
    best: str | None

    def record(self) -> dict[str, object]:
        """As JSON."""
        return {"support": round(self.support, 4), "best": self.best}


def verify_claim(support: SupportScorer, claim: str, passages: Sequence[GivenPassage]) -> ClaimSupport:
    """Score a claim; its citation marks do not count. Raises ``ModelError``."""
    texts = [f"{passage.title}\n{passage.text}" if passage.title else passage.text for passage in passages]
    (found,) = support.weigh([strip_marks(claim).strip()], [texts])
    return ClaimSupport(found.support, None if found.best is None else passages[found.best].id)
