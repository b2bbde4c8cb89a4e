"""Reviews: drafts drawn for a second look, verdicts, and the reviewed accuracy that these give."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from citewell.evaluation.reports.reviewed import Reviewed, figures_record, figures_words, reviewed_figures
from citewell.storage.log.review_store import ReviewItem, ReviewQueue, Verdict

__all__ = [
    "ReviewItem",
    "Reviewed",
    "Reviews",
    "Verdict",
    "draw_reviews",
    "figures_record",
    "figures_words",
    "item_record",
    "judge_draft",
    "next_reviews",
]


@dataclass(frozen=True, slots=True)
class Reviews:
    """All drafts that were drawn, and the figures of their verdicts."""

    items: tuple[ReviewItem, ...]
    figures: Reviewed

    @property
    def open(self) -> int:
        """How many wait for a verdict."""
        return sum(item.verdict is None for item in self.items)


def draw_reviews(queue: ReviewQueue) -> Reviews:
    """Draw from the drafts that are new, and tell of all. Raises ``StorageError``."""
    queue.draw()
    return _reviews(queue.all())


def next_reviews(queue: ReviewQueue) -> tuple[ReviewItem, ...]:
    """Draw from the drafts that are new; those that wait, the riskiest first. Raises ``StorageError``."""
    queue.draw()
    return queue.open()


def judge_draft(queue: ReviewQueue, draft_id: str, verdict: Verdict, note: str) -> Reviews:
    """Record a verdict, in place of an earlier one. Raises ``BadInputError`` for a draft that was not drawn."""
    queue.draw()
    queue.judge(draft_id, verdict, note)
    return _reviews(queue.all())


def item_record(item: ReviewItem) -> dict[str, Any]:
    """A drawn draft as JSON."""
    return {
        "id": item.draft_id,
        "drawn_at": item.at,
        "chance": round(item.probability, 4),
        "risks": list(item.risks),
        "verdict": item.verdict.value if item.verdict else None,
        "note": item.note,
        "judged_at": item.judged_at or None,
    }


def _reviews(items: Sequence[ReviewItem]) -> Reviews:
    return Reviews(tuple(items), reviewed_figures(items))
