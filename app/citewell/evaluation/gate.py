"""The activation gate: a new model, style, prompt or index setting may not make the golden tickets worse.

Drafting is greedy, so two runs of the same thing give the same drafts: there is no noise to allow for, and "not worse"
is meant literally. A measure may lose a ticket where it wins another one, with two exceptions that no gain makes good:
a forbidden fact that is newly stated, and a refusal that was right and is lost. Latency is told and does not gate.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from citewell.domain.drafts import Mode
from citewell.evaluation.reports.comparison import Aspect, Change, Comparison, Pair, compare_runs, lost_refusal, quoted
from citewell.evaluation.runs import Run
from citewell.evaluation.scores.scoring import Row
from citewell.evaluation.scores.statistics import percentile

SHOWN = 6
"""Tickets named with one reason."""
_ROUNDING = 1e-9

Figure = Callable[[Row], float]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the new may go live, why not, and what else is worth knowing; each reason and note is one sentence."""

    passed: bool
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    comparison: Comparison


_COUNTED: tuple[tuple[Aspect, str, Figure], ...] = (
    (Aspect.DECISION, "right decisions", lambda row: row.score.decision_right),
    (Aspect.GOLD, "tickets that cite a gold document", lambda row: bool(row.score.gold_cited)),
    (Aspect.FACTS, "required facts stated", lambda row: len(row.score.facts_stated)),
)
"""Counts that may not fall. Forbidden facts are judged one by one."""
_SHARES: tuple[tuple[Aspect, str, Figure, Figure], ...] = (
    (Aspect.GROUNDED, "grounded accuracy", lambda row: row.score.supported, lambda row: row.score.factual),
    (
        Aspect.STYLE,
        "style rules followed",
        lambda row: row.score.style_rules - len(row.score.style_broken),
        lambda row: row.score.style_rules,
    ),
)
"""Shares that may not fall: how many sentences and rules there are depends on what is answered."""


def judge_runs(before: Run, after: Run) -> Verdict:
    """Whether ``after`` may replace ``before``. Where both ran in hybrid mode that one counts, else each common one."""
    comparison = compare_runs(_judged(before, after), _judged(after, before))
    limited = after.limit is not None
    reasons = [*_not_compared(comparison, limited=limited), *_never(comparison.pairs)]
    for aspect, name, figure in _COUNTED:
        reasons += _count(aspect, name, figure, comparison)
    for aspect, name, part, whole in _SHARES:
        reasons += _share(aspect, name, part, whole, comparison)
    return Verdict(not reasons, tuple(reasons), tuple(_notes(comparison, limited=limited)), comparison)


def gains(comparison: Comparison) -> bool:
    """Whether a figure that the gate looks at got better over all tickets."""
    before, after = _sides(comparison)
    counted = any(sum(map(figure, after)) > sum(map(figure, before)) for _, _, figure in _COUNTED)
    ratios = [(_ratio(before, part, whole), _ratio(after, part, whole)) for _, _, part, whole in _SHARES]
    return counted or any(old is not None and new is not None and new > old + _ROUNDING for old, new in ratios)


def _judged(run: Run, other: Run) -> Run:
    hybrid = Mode.HYBRID.value
    if hybrid not in run.modes or hybrid not in other.modes:
        return run
    return replace(run, rows=run.of(hybrid))


def _not_compared(comparison: Comparison, *, limited: bool) -> Iterator[str]:
    if not comparison.pairs:
        yield "No golden ticket is the same in both runs, so nothing shows that the new is not worse."
    elif all(pair.after.error for pair in comparison.pairs):
        yield f"No golden ticket gave a draft ({comparison.pairs[0].after.error})."
    if comparison.missing and not limited:
        yield f"{len(comparison.missing)} golden tickets were not run again ({_names(comparison.missing)})."


def _never(pairs: Sequence[Pair]) -> Iterator[str]:
    """What no gain elsewhere makes good."""
    for pair in pairs:
        if lost_refusal(pair):
            yield f"{pair.after.id}: the refusal was right and is lost ({pair.after.decision or pair.after.error})."
        for fact in pair.after.score.forbidden_stated:
            if fact not in pair.before.score.forbidden_stated:
                yield f"{pair.after.id}: states {quoted(fact)}, which it must never state."


def _count(aspect: Aspect, name: str, figure: Figure, comparison: Comparison) -> Iterator[str]:
    old, new = (sum(figure(row) for row in rows) for rows in _sides(comparison))
    if new < old:
        yield f"Fewer {name}: {new:.0f} after {old:.0f}{_which(aspect, comparison.changes)}."


def _share(aspect: Aspect, name: str, part: Figure, whole: Figure, comparison: Comparison) -> Iterator[str]:
    old, new = (_ratio(rows, part, whole) for rows in _sides(comparison))
    if old is not None and new is not None and new < old - _ROUNDING:
        yield f"Lower {name}: {new:.1%} after {old:.1%}{_which(aspect, comparison.changes)}."


def _sides(comparison: Comparison) -> tuple[list[Row], list[Row]]:
    return [pair.before for pair in comparison.pairs], [pair.after for pair in comparison.pairs]


def _ratio(rows: Sequence[Row], part: Figure, whole: Figure) -> float | None:
    total = sum(whole(row) for row in rows)
    return sum(part(row) for row in rows) / total if total else None


def _which(aspect: Aspect, changes: Sequence[Change]) -> str:
    lost = [
        f"{change.id} ({difference.words})"
        for change in changes
        for difference in change.worse
        if difference.aspect is aspect
    ]
    return f": {_names(lost, '; ')}" if lost else ""


def _names(names: Sequence[str], between: str = ", ") -> str:
    more = len(names) - SHOWN
    return between.join(names[:SHOWN]) + (f"{between}and {more} more" if more > 0 else "")


def _notes(comparison: Comparison, *, limited: bool) -> Iterator[str]:
    better = [change.id for change in comparison.changes if change.better and not change.worse]
    worse = [change.id for change in comparison.changes if change.worse]
    if better:
        yield f"{len(better)} tickets got better ({_names(better)})."
    if worse:
        yield f"{len(worse)} tickets got worse in something ({_names(worse)})."
    if comparison.missing and limited:
        yield f"{len(comparison.missing)} tickets are left out by the limit, so this is no more than a sample."
    if comparison.edited:
        yield f"{len(comparison.edited)} tickets were edited since and are not compared ({_names(comparison.edited)})."
    if comparison.added:
        yield f"{len(comparison.added)} tickets are new ({_names(comparison.added)})."
    old, new = ([row.total_ms for row in rows if row.total_ms is not None] for rows in _sides(comparison))
    if old and new:
        yield (
            f"Final draft, median: {percentile(new, 0.5):.0f} ms after {percentile(old, 0.5):.0f} ms "
            "(latency does not gate)."
        )
