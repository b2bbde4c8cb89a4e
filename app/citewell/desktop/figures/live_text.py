"""The window's words for live work: measures, groups, what a change did, costs and comparisons."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from citewell.application.figures.comparisons import ComparisonStanding, Varies, verdict_words
from citewell.application.figures.ledger import Cost, Ledger
from citewell.application.figures.live_figures import (
    Change,
    ChangeKind,
    Difference,
    Grouping,
    LiveGroup,
    LiveReport,
    Measure,
    Shift,
    Unit,
)
from citewell.desktop.widgets.cells_table import Cell
from citewell.desktop.widgets.wording import LEVELS, count, day_of, milliseconds
from citewell.domain.drafts import Level
from citewell.domain.live.trials import Trial

GROUPINGS: Mapping[Grouping, str] = MappingProxyType(
    {
        Grouping.WEEK: "Week",
        Grouping.TOPIC: "Topic",
        Grouping.DOCUMENT: "Document",
        Grouping.STYLE: "Style",
        Grouping.MODEL: "Model",
        Grouping.LEVEL: "What was written",
    }
)
MEASURES: Mapping[str, str] = MappingProxyType(
    {
        "accepted": "Accepted as is or lightly edited",
        "as_is": "Accepted as is",
        "lightly_edited": "Lightly edited",
        "edited": "Edited a lot",
        "rejected": "Rejected",
        "edit_distance": "How much was edited",
        "grounded_accuracy": "Sentences backed by what they cite",
        "citation_rate": "Answers that cite a document",
        "correct_refusal": "Refusals that agents let stand",
        "false_refusal": "Refusals that agents answered or rejected",
        "handed_over": "Handed over to a person",
        "draft_ms_median": "Time to draft, half of the drafts",
        "draft_ms_p95": "Time to draft, 95 of 100 drafts",
        "paste_to_copy_ms": "From paste to copy, half of the drafts",
    }
)
KINDS: Mapping[ChangeKind, str] = MappingProxyType(
    {
        ChangeKind.STYLE: "Style",
        ChangeKind.MODEL: "Model",
        ChangeKind.POLICY: "Policy packs",
        ChangeKind.DECISIONS: "Decisions",
        ChangeKind.BUNDLE: "Bundle",
        ChangeKind.COMPARISON: "Comparison",
    }
)
COMPARE, COMPARE_TIP = "Compare…", "Compare two ways of drafting on live work"
COMPARE_LEAD = "Half of the tickets are drafted in each way. Look as often as you like; the verdict can be relied on."
BEGIN, BEGIN_TIP, AND = "Begin", "Draft half of the tickets in each way from now on", "and"
VARIES: Mapping[Varies, str] = MappingProxyType(
    {Varies.STYLE: "Styles", Varies.MODEL: "Models", Varies.MODE: "Modes", Varies.DECISIONS: "Decisions"}
)
NO_CHANGE, A_DAY = "Nothing", "A day…"
EMPTY = (
    "Not enough data yet. Draft tickets, and say of each draft whether you accepted, edited or rejected it: "
    "the figures of your work stand here then."
)
UNNAMED = "None"
_GLYPHS = {Shift.BETTER: ("better", "good"), Shift.WORSE: ("worse", "bad"), Shift.OPEN: ("unclear", "muted")}
_GLYPH_TIPS = {Shift.BETTER: "more than chance", Shift.WORSE: "more than chance", Shift.OPEN: "it may be chance"}
LEGEND, LEGEND_CUT = (
    "Lines: where the true share most likely is",
    "○ before   ● after   lines: where the true share most likely is",
)


def group_name(name: str, by: Grouping) -> str:
    """A group as people read it."""
    if name == "none":
        return UNNAMED
    if by is Grouping.LEVEL and name in set(Level):
        return LEVELS[Level(name)].name
    return name


def change_name(change: Change) -> str:
    """A change in the list."""
    return (
        f"{day_of(change.at)} · {KINDS[change.kind]}: {change.what}"
        if change.what
        else (f"{day_of(change.at)} · {KINDS[change.kind]}")
    )


def shown(one: Measure) -> str:
    """A figure."""
    if one.value is None:
        return "–"
    return milliseconds(one.value) if one.unit is Unit.MILLISECONDS else f"{one.value:.0%}"


def tip(one: Measure) -> str:
    """What stands behind a figure."""
    if one.value is None:
        return ""
    if one.low is None or one.high is None:
        return f"of {count(int(one.whole or 0), 'draft')}"
    return f"{one.part:,.0f} of {one.whole:,.0f}; the true share is between {one.low:.0%} and {one.high:.0%}"


def total_table(group: LiveGroup) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows of all drafts: each measure, before and after a change where there is one."""
    if not group.before:
        return ["Measure", "All drafts"], [
            [Cell(MEASURES[key]), Cell(shown(one), tip=tip(one))] for key, one in _in_order(group.measures)
        ]
    before = {one.key: one for one in group.before}
    changed = {one.key: one for one in group.differences}
    return ["Measure", "Before", "After", "Change"], [
        [
            Cell(MEASURES[key]),
            Cell(shown(before[key]), "muted", tip(before[key])),
            Cell(shown(one), tip=tip(one)),
            _shift(changed[key]),
        ]
        for key, one in _in_order(group.measures)
    ]


def group_table(report: LiveReport, key: str) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows by group for one measure."""
    headings = [GROUPINGS[report.by], "Drafts", "Judged", "Figure"]
    cut = bool(report.span.change) and report.by is not Grouping.WEEK
    if cut:
        headings[3:] = ["Before", "After", "Change"]
    rows = []
    for group in report.groups:
        now = _of(group.measures, key)
        row = [Cell(group_name(group.name, report.by)), Cell(f"{group.drafts + group.drafts_before:,}")]
        row.append(Cell(f"{group.judged + group.judged_before:,}"))
        if cut:
            old = next((one for one in group.before if one.key == key), None)
            found = next((one for one in group.differences if one.key == key), None)
            row.append(Cell("–" if old is None else shown(old), "muted", "" if old is None else tip(old)))
            row += [Cell(shown(now), tip=tip(now)), Cell("") if found is None else _shift(found)]
        else:
            row.append(Cell(shown(now), tip=tip(now)))
        rows.append(row)
    return headings, rows


def summary_words(report: LiveReport) -> str:
    """How much the figures rest on."""
    total = report.total
    drafts, judged = total.drafts + total.drafts_before, total.judged + total.judged_before
    return f"{count(drafts, 'draft')}, {judged:,} of them judged"


def cost_words(ledger: Ledger) -> str:
    """What drafts cost, in a line."""
    if ledger.cpu_seconds is None:
        return ""
    parts = [f"{_each(ledger.cpu_seconds)} s of processor time a draft"]
    if ledger.cpu_seconds.per_accepted is not None:
        parts.append(f"{ledger.cpu_seconds.per_accepted:,.1f} s an accepted draft")
    if ledger.electricity is not None and ledger.electricity.per_accepted is not None:
        parts.append(f"electricity {ledger.electricity.per_accepted:.3g} an accepted draft")
    parts += [
        f"{price.name} would ask {cost.per_accepted:.3g} {price.currency}".rstrip()
        for price, cost in ledger.cloud
        if cost.per_accepted is not None
    ]
    return "; ".join(parts)


def _each(cost: Cost) -> str:
    return "–" if cost.per_draft is None else f"{cost.per_draft:,.1f}"


def _in_order(measures: Sequence[Measure]) -> list[tuple[str, Measure]]:
    known = {one.key: one for one in measures}
    return [(key, known[key]) for key in MEASURES]


def _of(measures: Sequence[Measure], key: str) -> Measure:
    return next(one for one in measures if one.key == key)


def _shift(found: Difference) -> Cell:
    if found.shift is Shift.TOO_FEW:
        return Cell(f"collect {found.collect:,} more", "muted", "Not enough data yet to compare")
    if found.low is None or found.high is None or found.difference is None:
        return Cell("")
    words, tone = _GLYPHS[found.shift]
    return Cell(
        f"{words} {100 * found.difference:+.0f}",
        tone,
        f"by {100 * found.low:+.0f} to {100 * found.high:+.0f} of 100; {_GLYPH_TIPS[found.shift]}",
    )


def begun_words(trial: Trial) -> str:
    """What a comparison does from now on."""
    return f"From now on half of the tickets are drafted by {trial.first}, half by {trial.second}."


def ended_words(standing: ComparisonStanding) -> str:
    """A comparison that ended, with what it says."""
    trial = standing.trial
    return f"{trial.first} and {trial.second}, until {trial.ended_at[:10]}. {verdict_words(standing)}"
