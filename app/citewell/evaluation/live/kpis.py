"""The measures of live work, each with one definition (``docs/live-figures.md`` has them in words), and changes."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from citewell.domain.live.figures import Counts, Era
from citewell.evaluation.reports.reviewed import FEW, wilson
from citewell.evaluation.scores.measures import Measure, Unit

Part = Callable[[Counts], int]

SHARES: tuple[tuple[str, str, bool, Part, Part], ...] = (
    ("grounded_accuracy", "Sentences backed by what they cite", True, lambda c: c.supported, lambda c: c.factual),
    ("accepted", "Accepted as is or lightly edited", True, lambda c: c.accepted, lambda c: c.judged),
    ("as_is", "Accepted as is", True, lambda c: c.as_is, lambda c: c.judged),
    ("lightly_edited", "Lightly edited", True, lambda c: c.light, lambda c: c.judged),
    ("edited", "Edited a lot", False, lambda c: c.heavy, lambda c: c.judged),
    ("rejected", "Rejected", False, lambda c: c.rejected, lambda c: c.judged),
    ("citation_rate", "Answers that cite a document", True, lambda c: c.cited, lambda c: c.answers),
    ("correct_refusal", "Refusals that agents let stand", True, lambda c: c.refused_rightly, lambda c: c.refusals),
    (
        "false_refusal",
        "Refusals that agents answered or rejected",
        False,
        lambda c: c.refusals - c.refused_rightly,
        lambda c: c.refusals,
    ),
    ("handed_over", "Handed over to a person", False, lambda c: c.handed_over, lambda c: c.drafts),
)
"""Key, label, whether more is better, and what is counted of what."""
VALUES: tuple[tuple[str, str, Unit, Callable[[Counts], float | None], Part], ...] = (
    ("edit_distance", "Mean edit distance", Unit.SHARE, lambda c: c.distance, lambda c: c.compared),
    ("draft_ms_median", "Time to draft, median", Unit.MILLISECONDS, lambda c: c.draft_ms, lambda c: c.drafts),
    ("draft_ms_p95", "Time to draft, 95th percentile", Unit.MILLISECONDS, lambda c: c.draft_ms_p95, lambda c: c.drafts),
    ("paste_to_copy_ms", "From paste to copy, median", Unit.MILLISECONDS, lambda c: c.copy_ms, lambda c: c.copied),
)


class Shift(StrEnum):
    """What became of a measure after a change."""

    BETTER = "better"
    WORSE = "worse"
    OPEN = "open"
    """The interval of the difference holds 0."""
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure before and after a change. ``low`` and ``high`` hold 95% (Newcombe 1998, method 10), for shares alone.

    ``collect`` is how many drafts are lacking until there are ``FEW`` on each side.
    """

    key: str
    shift: Shift
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    collect: int = 0


def measures_of(counts: Counts) -> tuple[Measure, ...]:
    """The measures of a group; a share has its 95% score interval (Wilson 1927).

    Sentences of one draft hang together, so no interval is narrower than that of as many drafts.
    """
    found = []
    for key, label, better, part, whole in SHARES:
        size = whole(counts)
        value = part(counts) / size if size else None
        low, high = wilson(value, min(size, counts.drafts)) if value is not None else (None, None)
        found.append(Measure(key, label, Unit.SHARE, better, value, low, high, part(counts), size))
    for key, label, unit, figure, whole in VALUES:
        found.append(Measure(key, label, unit, False, figure(counts), whole=whole(counts)))  # noqa: FBT003  read by columns
    return tuple(found)


def differences(before: Sequence[Measure], after: Sequence[Measure]) -> tuple[Difference, ...]:
    """What changed in each measure."""
    return tuple(_difference(old, new) for old, new in zip(before, after, strict=True))


def by_era(counts: Sequence[Counts]) -> dict[str, dict[Era, Counts]]:
    """Counts by group, then by era, the groups in the order they come in."""
    found: dict[str, dict[Era, Counts]] = {}
    for one in counts:
        found.setdefault(one.group, {})[one.era] = one
    return found


def _difference(old: Measure, new: Measure) -> Difference:
    lacking = max(FEW - int(min(old.whole or 0, new.whole or 0)), 0)
    if lacking or old.value is None or new.value is None:
        return Difference(new.key, Shift.TOO_FEW, collect=max(lacking, 1))
    change = new.value - old.value
    if old.low is None or old.high is None or new.low is None or new.high is None:
        return Difference(new.key, Shift.OPEN, change)
    low = change - math.hypot(new.value - new.low, old.high - old.value)
    high = change + math.hypot(new.high - new.value, old.value - old.low)
    shift = Shift.OPEN
    if low > 0 or high < 0:
        shift = Shift.BETTER if (low > 0) == new.higher_is_better else Shift.WORSE
    return Difference(new.key, shift, change, low, high)
