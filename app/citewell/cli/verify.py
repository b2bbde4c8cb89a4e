"""``citewell verify``: the support of a claim by passages that come with it."""

from collections.abc import Sequence

from citewell.domain.drafts import GivenPassage
from citewell.pipeline.checks.groundedness import SupportScorer
from citewell.pipeline.generation.citations import strip_marks


def verify_claim(support: SupportScorer, claim: str, passages: Sequence[GivenPassage]) -> dict[str, object]:
    """``support`` (0 to 1; from 0.5 on a claim counts as supported) and ``best``, the id of the passage that backs it.

    Raises ``ModelError``.
    """
    texts = [f"{passage.title}\n{passage.text}" if passage.title else passage.text for passage in passages]
    (found,) = support.weigh([strip_marks(claim).strip()], [texts])
    return {"support": round(found.support, 4), "best": None if found.best is None else passages[found.best].id}
