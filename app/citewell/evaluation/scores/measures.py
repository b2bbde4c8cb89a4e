"""The measures of a run, each with one definition (``docs/golden-tickets.md`` says them in words)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from citewell.domain.drafts import Decision
from citewell.evaluation.scores.scoring import Row
from citewell.evaluation.scores.statistics import (
    Bin,
    confusion_matrix,
    expected_calibration_error,
    f1_interval,
    macro_f1,
    percentile,
    ratio_interval,
    reliability,
)

ALL_CLASSES = (Decision.ANSWER, Decision.CLARIFY, Decision.REFUSE, Decision.ESCALATE)
THREE_CLASSES = ALL_CLASSES[:3]


class Unit(StrEnum):
    """What a value counts."""

    SHARE = "share"
    COUNT = "count"
    MILLISECONDS = "ms"


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure. ``value`` is ``None`` where it applies to no ticket.

    A share is 0 to 1 and ``part`` of ``whole``; ``low`` and ``high`` hold 95% of resampled sets of tickets.
    """

    key: str
    label: str
    unit: Unit
    higher_is_better: bool
    value: float | None
    low: float | None = None
    high: float | None = None
    part: float | None = None
    whole: float | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """The measures of one mode by key, its reliability bins, and the sorted milliseconds of its drafts."""

    measures: Mapping[str, Measure]
    reliability: tuple[Bin, ...]
    total_ms: tuple[float, ...]


Share = Callable[[Row], tuple[float, float] | None]


def _of(part: float | None) -> tuple[float, float] | None:
    return None if part is None else (part, 1.0)


def _when(applies: float, part: float) -> tuple[float, float] | None:
    return (part, 1.0) if applies else None


def _facts(row: Row) -> tuple[float, float]:
    stated = len(row.score.facts_stated)
    return stated, stated + len(row.score.facts_missing)


def _style(row: Row) -> tuple[float, float]:
    return row.score.style_rules - len(row.score.style_broken), row.score.style_rules


def _recall(row: Row) -> tuple[float, float] | None:
    recall = row.score.citation_recall
    return None if recall is None else (recall, 1.0)


def _unanswerable(row: Row) -> bool:
    return Decision.REFUSE in row.expected and Decision.ANSWER not in row.expected


def _must_answer(row: Row) -> bool:
    return row.expected == (Decision.ANSWER,)


def _risky(row: Row) -> bool:
    return row.expected == (Decision.ESCALATE,)


def _plain(row: Row) -> bool:
    return Decision.ESCALATE not in row.expected


def _escalated(row: Row) -> bool:
    return row.decision == Decision.ESCALATE


def label_of(row: Row) -> str:
    """The decision that a ticket is counted under: what was drafted where that is right, else the first expected."""
    return row.decision if row.score.decision_right else row.expected[0]


SHARES: tuple[tuple[str, str, bool, Share], ...] = (
    ("decision_accuracy", "Decision right", True, lambda row: _of(row.score.decision_right)),
    ("grounded_accuracy", "Grounded accuracy", True, lambda row: (row.score.supported, row.score.factual)),
    ("citation_precision", "Citation precision", True, lambda row: (row.score.citations_right, row.score.citations)),
    ("citation_recall", "Citation recall, mean of drafts", True, _recall),
    ("gold_cited", "Gold document cited", True, lambda row: _of(row.score.gold_cited)),
    ("facts_stated", "Required facts stated", True, _facts),
    (
        "forbidden_stated",
        "Forbidden facts stated",
        False,
        lambda row: (len(row.score.forbidden_stated), row.score.forbidden),
    ),
    ("correct_refusal", "Unanswerable refused", True, lambda row: _when(_unanswerable(row), row.score.decision_right)),
    (
        "false_refusal",
        "Answerable refused",
        False,
        lambda row: _when(_must_answer(row), row.decision == Decision.REFUSE),
    ),
    ("plain_escalated", "Plain tickets handed over", False, lambda row: _when(_plain(row), _escalated(row))),
    ("risky_found", "Risky tickets handed over", True, lambda row: _when(_risky(row), _escalated(row))),
    ("style_rules", "Style rules followed", True, _style),
    (
        "style_drafts",
        "Drafts that follow all style rules",
        True,
        lambda row: _when(row.score.style_rules > 0, not row.score.style_broken),
    ),
    ("own_words", "Answers in the model's own words", True, lambda row: _of(row.score.own_words)),
    ("all_right", "Nothing required missing", True, lambda row: _of(row.score.right)),
)
COUNTS: tuple[tuple[str, str, Callable[[Row], int]], ...] = (
    ("malformed_citations", "Malformed citations", lambda row: row.score.malformed_citations),
    ("loose_literals", "Literals not in sources or ticket", lambda row: len(row.score.loose_literals)),
    ("invalid_json", "CRM records that are not valid", lambda row: row.score.valid_json is False),
    ("errors", "Tickets without a draft", lambda row: bool(row.error)),
)
TIMES: tuple[tuple[str, str, Callable[[Row], float | None]], ...] = (
    ("first_evidence", "First evidence", lambda row: row.first_evidence_ms),
    ("first_token", "First token", lambda row: row.first_token_ms),
    ("total", "Final checked draft", lambda row: row.total_ms),
)


def summarise(rows: Sequence[Row], *, bounds: bool = True) -> Summary:
    """The measures over the rows of one mode; without ``bounds`` no tickets are resampled."""
    found = [
        _f1("decision_f1", "Decision macro-F1", rows, ALL_CLASSES, bounds=bounds),
        _f1("decision_f1_three_way", "Decision macro-F1, three-way", rows, THREE_CLASSES, bounds=bounds),
        _f1(
            "decision_f1_expected",
            "Decision macro-F1, expected decisions",
            rows,
            ALL_CLASSES,
            bounds=bounds,
            expected_only=True,
        ),
        *(_share(key, label, better, share, rows, bounds=bounds) for key, label, better, share in SHARES),
    ]
    sure = [row for row in rows if row.confidence is not None]
    bins = reliability([row.confidence or 0.0 for row in sure], [row.score.right for row in sure])
    error = expected_calibration_error(bins) if sure else None
    found.append(
        Measure("calibration", "Expected calibration error", Unit.SHARE, False, error, whole=len(sure))  # noqa: FBT003  the table is read by columns
    )
    for key, label, count in COUNTS:
        found.append(Measure(key, label, Unit.COUNT, False, sum(map(count, rows))))  # noqa: FBT003  the table is read by columns
    for key, label, time in TIMES:
        found += _times(key, label, [spent for row in rows if (spent := time(row)) is not None])
    totals = sorted(row.total_ms for row in rows if row.total_ms is not None)
    return Summary({measure.key: measure for measure in found}, bins, tuple(totals))


def _share(key: str, label: str, better: bool, share: Share, rows: Sequence[Row], *, bounds: bool) -> Measure:  # noqa: FBT001  the table is read by columns
    pairs = [pair for row in rows if (pair := share(row)) is not None and pair[1] > 0]
    parts, wholes = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    whole = sum(wholes)
    if not whole:
        return Measure(key, label, Unit.SHARE, better, None)
    low, high = (ratio_interval(parts, wholes) if bounds else None) or (None, None)
    return Measure(key, label, Unit.SHARE, better, sum(parts) / whole, low, high, sum(parts), whole)


def _f1(
    key: str,
    label: str,
    rows: Sequence[Row],
    classes: Sequence[Decision],
    *,
    bounds: bool,
    expected_only: bool = False,
) -> Measure:
    """Macro-F1 over the tickets whose label is one of ``classes``."""
    labels = [label_of(row) for row in rows]
    kept = [(label, row.decision) for label, row in zip(labels, rows, strict=True) if label in classes]
    columns = len(classes) + 1  # the last one: none of these classes, or no draft
    expected = [classes.index(Decision(label)) for label, _ in kept]
    predicted = [classes.index(Decision(made)) if made in classes else len(classes) for _, made in kept]
    if not kept:
        return Measure(key, label=label, unit=Unit.SHARE, higher_is_better=True, value=None)
    counts = confusion_matrix(expected, predicted, len(classes), columns)
    value = float(macro_f1(counts, expected_only=expected_only))
    resampled = f1_interval(expected, predicted, len(classes), columns, expected_only=expected_only) if bounds else None
    low, high = resampled or (None, None)
    return Measure(key, label, Unit.SHARE, True, value, low, high, whole=len(kept))  # noqa: FBT003  the table is read by columns


def _times(key: str, label: str, values: Sequence[float]) -> list[Measure]:
    return [
        Measure(
            f"{key}_ms_{name}",
            f"{label}, {words}",
            Unit.MILLISECONDS,
            higher_is_better=False,
            value=percentile(values, share) if values else None,
            whole=len(values),
        )
        for name, words, share in (("median", "median", 0.5), ("p95", "95th percentile", 0.95))
    ]
