"""What reviewers' verdicts say of all drafts: the share that was right, weighed by the chance that each was drawn."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from citewell.storage.log.review_store import ReviewItem, Verdict

Z = 1.96
"""For 95%."""
FEW = 20
"""Verdicts below which the figure is called too few to rely on."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Reviewed accuracy, 0 to 1, with its 95% interval; ``None`` without a verdict. ``plain`` is the unweighed share.

    ``harmful`` is the weighed share of drafts that would have done harm; ``effective`` the size of a plain random
    sample that tells as much.
    """

    judged: int
    accuracy: float | None
    low: float | None
    high: float | None
    harmful: float | None
    plain: float | None
    effective: float


def reviewed_accuracy(verdicts: Iterable[tuple[float, Verdict]]) -> Reviewed:
    """The figures of ``(chance, verdict)`` pairs; verdicts other than right, wrong and harmful do not count.

    Hajek's estimator (1971): each verdict weighs one over its chance, and the weights sum to one. The interval is
    Wilson's (1927), over the effective size ``(sum w)^2 / sum w^2`` (Kish 1965, ch. 8), which also holds where all
    verdicts agree.
    """
    pairs = [(1.0 / probability, verdict) for probability, verdict in verdicts if probability > 0]
    judged = [(weight, verdict) for weight, verdict in pairs if verdict is not Verdict.UNCLEAR]
    if not judged:
        return Reviewed(0, None, None, None, None, None, 0.0)
    total = math.fsum(weight for weight, _ in judged)
    effective = total**2 / math.fsum(weight**2 for weight, _ in judged)
    right = math.fsum(weight for weight, verdict in judged if verdict is Verdict.RIGHT) / total
    harmful = math.fsum(weight for weight, verdict in judged if verdict is Verdict.HARMFUL) / total
    low, high = wilson(right, effective)
    plain = sum(verdict is Verdict.RIGHT for _, verdict in judged) / len(judged)
    return Reviewed(len(judged), right, low, high, harmful, plain, effective)


def wilson(share: float, size: float) -> tuple[float, float]:
    """The 95% score interval of a ``share`` (0 to 1) seen in ``size`` draws."""
    centre = (share + Z**2 / (2 * size)) / (1 + Z**2 / size)
    half = Z / (1 + Z**2 / size) * math.sqrt(share * (1 - share) / size + Z**2 / (4 * size**2))
    return max(0.0, centre - half), min(1.0, centre + half)


def reviewed_figures(items: Iterable[ReviewItem]) -> Reviewed:
    """The figures of the verdicts so far."""
    return reviewed_accuracy((item.probability, item.verdict) for item in items if item.verdict is not None)


def figures_record(figures: Reviewed) -> dict[str, Any]:
    """The figures as JSON."""

    def rounded(value: float | None) -> float | None:
        return None if value is None else round(value, 4)

    return {
        "judged": figures.judged,
        "accuracy": rounded(figures.accuracy),
        "low": rounded(figures.low),
        "high": rounded(figures.high),
        "harmful": rounded(figures.harmful),
        "unweighted": rounded(figures.plain),
        "effective_size": round(figures.effective, 1),
    }


def figures_words(figures: Reviewed, left: int) -> str:
    """The figures in a sentence."""
    if figures.accuracy is None or figures.low is None or figures.high is None:
        return f"No verdict yet; {left} drafts wait for one."
    verdicts = f"{figures.judged} verdict{'' if figures.judged == 1 else 's'}"
    few = "Too few verdicts to rely on: " if figures.judged < FEW else ""
    share = f"{figures.accuracy:.0%} of all drafts are right (95% interval {figures.low:.0%} to {figures.high:.0%})"
    return f"{few}{share}, by {verdicts}, each weighed by the chance that its draft was drawn. {left} wait for one."
