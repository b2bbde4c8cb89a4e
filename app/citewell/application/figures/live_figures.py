"""Figures of live work: its measures by group, before and after a date or a change."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from citewell.domain.errors import BadInputError
from citewell.domain.live.figures import Change, ChangeKind, Counts, Effort, Era, Grouping, Span
from citewell.evaluation.live.kpis import Difference, Shift, by_era, differences, measures_of
from citewell.evaluation.scores.measures import Measure, Unit
from citewell.storage.figures.counts import FigureCounts
from citewell.storage.figures.facts import DraftFacts

__all__ = [
    "Change",
    "ChangeKind",
    "Difference",
    "Grouping",
    "LiveFigures",
    "LiveGroup",
    "LiveReport",
    "Measure",
    "Shift",
    "Span",
    "Unit",
    "change_words",
    "live_record",
    "span_of",
    "week_of",
    "write_csv",
]

ALL = "all"
NONE = "none"
"""The group of drafts without one."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_KINDS = {
    ChangeKind.STYLE: "style in use",
    ChangeKind.MODEL: "model changed",
    ChangeKind.POLICY: "policy packs in force",
    ChangeKind.DECISIONS: "decisions",
    ChangeKind.BUNDLE: "bundle imported",
    ChangeKind.COMPARISON: "comparison",
}


@dataclass(frozen=True, slots=True)
class LiveGroup:
    """One group: its drafts, the judged ones among them and its measures; with a change, these are after it.

    ``before`` and ``differences`` are empty where there is no change, or the group had no draft before it.
    """

    name: str
    drafts: int
    judged: int
    measures: tuple[Measure, ...]
    drafts_before: int = 0
    judged_before: int = 0
    before: tuple[Measure, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class LiveReport:
    """The figures of a span: of all drafts, and by group: weeks in order, which no change cuts, others by size."""

    by: Grouping
    span: Span
    total: LiveGroup
    groups: tuple[LiveGroup, ...]


class LiveFigures:
    """Reads figures of live work. Every call may raise ``StorageError``."""

    def __init__(self, facts: DraftFacts, counts: FigureCounts) -> None:
        """Keep both; nothing is read yet."""
        self._facts, self._counts = facts, counts

    def report(self, by: Grouping, span: Span) -> LiveReport:
        """The figures of a span."""
        self._facts.catch_up()
        total = by_era(self._counts.grouped(None, span)).get("", {})
        within = replace(span, change="") if by is Grouping.WEEK else span
        found = [_group(name or NONE, eras) for name, eras in by_era(self._counts.grouped(by, within)).items()]
        if by is not Grouping.WEEK:
            found.sort(key=lambda group: -(group.drafts + group.drafts_before))
        return LiveReport(by, span, _group(ALL, total), tuple(found))

    def effort(self, span: Span) -> Effort:
        """What the drafts of a span took."""
        self._facts.catch_up()
        return self._counts.effort(span)

    def changes(self) -> list[Change]:
        """Changes that figures can be compared before and after, the oldest first."""
        return self._counts.changes()

    def note_copied(self, draft_id: str, milliseconds: float) -> None:
        """Note the time from the paste of a ticket to the first copy of its draft."""
        self._facts.note_copied(draft_id, milliseconds)

    def moment(self, wanted: str) -> str:
        """The time of a change: a day, or the number of a line that ``changes`` lists. Raises ``BadInputError``."""
        if _DAY.fullmatch(wanted):
            return _as_day(wanted).isoformat()
        number = wanted.removeprefix("#")
        for change in self.changes():
            if str(change.number) == number:
                return change.at
        raise BadInputError(
            f"There is no change '{wanted}'. Give a day such as 2026-11-02, or a number that "
            "'citewell figures --changes' lists."
        )


def span_of(since: str, until: str, change: str = "") -> Span:
    """The span of two days, both inclusive, each empty for no limit. Raises ``BadInputError``."""
    first = _as_day(since).isoformat() if since else ""
    end = (_as_day(until) + timedelta(days=1)).isoformat() if until else ""
    if first and end and first >= end:
        raise BadInputError(f"The span from {since} to {until} is empty. Give an earlier day first.")
    return Span(first, end, change)


def week_of(moment: str) -> str:
    """The ISO week of a time or day, as weeks are named as groups."""
    return date.fromisoformat(moment[:10]).strftime("%G-W%V")


def change_words(change: Change) -> str:
    """A change in words."""
    return f"{_KINDS[change.kind]}: {change.what}" if change.what else _KINDS[change.kind]


def live_record(report: LiveReport) -> dict[str, Any]:
    """The figures as JSON."""
    span = report.span
    return {
        "by": report.by.value,
        "since": span.since or None,
        "until": span.until or None,
        "change": span.change or None,
        "total": _group_record(report.total),
        "groups": [_group_record(group) for group in report.groups],
    }


def write_csv(path: Path, report: LiveReport) -> Path:
    """Write the figures as CSV, a line for each group, era and measure; returns ``path``. Raises ``BadInputError``."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(["group", "era", "measure", "value", "low", "high", "part", "whole"])
    for group in (report.total, *report.groups):
        for era, measures in _eras(group, cut=bool(report.span.change)):
            for one in measures:
                lines.writerow([_harmless(group.name), era, one.key, *_numbers(one).values()])
    try:
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
    except OSError as error:
        raise BadInputError(f"The figures {path} cannot be written ({error.strerror}). Choose another file.") from error
    return path


def _eras(group: LiveGroup, *, cut: bool) -> Iterable[tuple[str, tuple[Measure, ...]]]:
    if group.before:
        yield Era.BEFORE.value, group.before
    yield (Era.AFTER.value if cut else ""), group.measures


def _harmless(name: str) -> str:
    """A name that no spreadsheet takes for a formula."""
    return f"'{name}" if name[:1] in {"=", "+", "-", "@"} else name


def _group(name: str, eras: dict[Era, Counts]) -> LiveGroup:
    after, before = eras.get(Era.AFTER, Counts(name, Era.AFTER)), eras.get(Era.BEFORE)
    measures = measures_of(after)
    if before is None:
        return LiveGroup(name, after.drafts, after.judged, measures)
    old = measures_of(before)
    changed = differences(old, measures)
    return LiveGroup(name, after.drafts, after.judged, measures, before.drafts, before.judged, old, changed)


def _group_record(group: LiveGroup) -> dict[str, Any]:
    record: dict[str, Any] = {
        "group": group.name,
        "drafts": group.drafts,
        "judged": group.judged,
        "measures": {one.key: {"unit": one.unit.value, **_numbers(one)} for one in group.measures},
    }
    if group.before:
        record["before"] = {
            "drafts": group.drafts_before,
            "judged": group.judged_before,
            "measures": {one.key: {"unit": one.unit.value, **_numbers(one)} for one in group.before},
        }
        record["differences"] = {
            one.key: {
                "shift": one.shift.value,
                "difference": _rounded(one.difference),
                "low": _rounded(one.low),
                "high": _rounded(one.high),
                "collect": one.collect,
            }
            for one in group.differences
        }
    return record


def _numbers(one: Measure) -> dict[str, float | None]:
    return {
        "value": _rounded(one.value),
        "low": _rounded(one.low),
        "high": _rounded(one.high),
        "part": one.part,
        "whole": one.whole,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _as_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInputError(f"'{text}' is no day. Write it as 2026-11-02.") from error
