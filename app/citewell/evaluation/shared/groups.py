"""The figures of shared tickets by knowledge base and by kind: a row of a table each, their mean, and the worst."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citewell.evaluation.runs import Run
from citewell.evaluation.scores.measures import ALL_CLASSES, Measure, label_of, summarise
from citewell.evaluation.scores.scoring import Row

SHOWN = (
    "decision_f1_expected",
    "plain_escalated",
    "risky_found",
    "false_refusal",
    "gold_cited",
    "facts_stated",
    "forbidden_stated",
    "loose_literals",
    "own_words",
    "total_ms_median",
)
"""Measures of a group, in the order of the columns."""
NO_DRAFT = "none"
"""Column of the confusion matrix for tickets without a draft."""


@dataclass(frozen=True, slots=True)
class Group:
    """The tickets of one knowledge base or kind, and their measures by key."""

    name: str
    tickets: int
    measures: Mapping[str, Measure]


def group_of(name: str, rows: Sequence[Row]) -> Group:
    """The figures of ``rows``."""
    found = summarise(rows, bounds=False).measures
    return Group(name, len(rows), {key: found[key] for key in SHOWN})


def groups_by(rows: Sequence[Row], name_of: Callable[[Row], str]) -> tuple[Group, ...]:
    """The figures of the rows of each name, in order of name."""
    names = sorted({name_of(row) for row in rows})
    return tuple(group_of(name, [row for row in rows if name_of(row) == name]) for name in names)


def mean_of(groups: Sequence[Group]) -> dict[str, float | None]:
    """The mean of each measure over the groups that it applies to, each group counted once, however large."""
    values = {key: [value for group in groups if (value := group.measures[key].value) is not None] for key in SHOWN}
    return {key: sum(found) / len(found) if found else None for key, found in values.items()}


def worst_of(groups: Sequence[Group]) -> dict[str, Group | None]:
    """The group that does worst in each measure, the first one of several; ``None`` where it applies to none."""
    found: dict[str, Group | None] = {}
    for key in SHOWN:
        some = [(measure, group) for group in groups if (measure := group.measures[key]).value is not None]
        found[key] = max(some, key=lambda pair: _badness(pair[0]))[1] if some else None
    return found


def _badness(measure: Measure) -> float:
    value = measure.value or 0.0
    return -value if measure.higher_is_better else value


def confusion_of(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """How many tickets of each expected decision got which decision: ``{expected: {made: tickets}}``."""
    counts = {gold.value: dict.fromkeys([*(made.value for made in ALL_CLASSES), NO_DRAFT], 0) for gold in ALL_CLASSES}
    for row in rows:
        counts[label_of(row)][row.decision or NO_DRAFT] += 1
    return counts


def groups_record(run: Run) -> dict[str, Any]:
    """All groups of each mode as a JSON object."""
    return {mode: _mode_record(run.of(mode)) for mode in run.modes}


def _mode_record(rows: Sequence[Row]) -> dict[str, Any]:
    bases = groups_by(rows, lambda row: row.kb)
    worst = worst_of(bases)
    return {
        "knowledge_bases": {group.name: _record(group) for group in bases},
        "mean": {key: _rounded(value) for key, value in mean_of(bases).items()},
        "worst": {
            key: None if group is None else {"name": group.name, "value": _rounded(group.measures[key].value)}
            for key, group in worst.items()
        },
        "kinds": {group.name: _record(group) for group in groups_by(rows, lambda row: row.kind)},
        "all": _record(group_of("all", rows)),
        "confusion": confusion_of(rows),
    }


def _record(group: Group) -> dict[str, Any]:
    return {
        "tickets": group.tickets,
        **{
            key: {name: _rounded(getattr(measure, name)) for name in ("value", "part", "whole")}
            for key, measure in group.measures.items()
        },
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
