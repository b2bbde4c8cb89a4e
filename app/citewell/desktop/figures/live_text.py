"""The window's words for live work: measures, groups, what a change did, costs and comparisons."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from citewell.application.figures.comparisons import NO_STYLE, ComparisonStanding, Varies, verdict_words
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
from citewell.desktop.language.figures import decimal, figure, percent, signed, written
from citewell.desktop.language.words import Msg, tr, trn
from citewell.desktop.widgets.cells_table import Cell
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import LEVELS, day_of, milliseconds
from citewell.domain.drafts import Level
from citewell.domain.live.trials import Trial

GROUPINGS: Mapping[Grouping, Msg] = MappingProxyType(
    {
        Grouping.WEEK: Msg("Week"),
        Grouping.TOPIC: Msg("Topic"),
        Grouping.DOCUMENT: Msg("Document"),
        Grouping.STYLE: Msg("Style"),
        Grouping.MODEL: Msg("Model"),
        Grouping.LEVEL: Msg("What was written"),
    }
)
MEASURES: Mapping[str, Msg] = MappingProxyType(
    {
        "accepted": Msg("Accepted as is or lightly edited"),
        "as_is": Msg("Accepted as is"),
        "lightly_edited": Msg("Lightly edited"),
        "edited": Msg("Edited a lot"),
        "rejected": Msg("Rejected"),
        "edit_distance": Msg("How much was edited"),
        "grounded_accuracy": Msg("Sentences backed by what they cite"),
        "citation_rate": Msg("Answers that cite a document"),
        "correct_refusal": Msg("Refusals that agents let stand"),
        "false_refusal": Msg("Refusals that agents answered or rejected"),
        "handed_over": Msg("Handed over to a person"),
        "draft_ms_median": Msg("Time to draft, half of the drafts"),
        "draft_ms_p95": Msg("Time to draft, 95 of 100 drafts"),
        "paste_to_copy_ms": Msg("From paste to copy, half of the drafts"),
    }
)
KINDS: Mapping[ChangeKind, Msg] = MappingProxyType(
    {
        ChangeKind.STYLE: Msg("Style"),
        ChangeKind.MODEL: Msg("Model"),
        ChangeKind.POLICY: Msg("Policy packs"),
        ChangeKind.DECISIONS: Msg("Decisions"),
        ChangeKind.BUNDLE: Msg("Bundle"),
        ChangeKind.COMPARISON: Msg("Comparison"),
    }
)
COMPARE, COMPARE_TIP = Msg("Compare…"), Msg("Compare two ways of drafting on live work")
COMPARE_LEAD = Msg(
    "Half of the tickets are drafted in each way. Look as often as you like; the verdict can be relied on."
)
BEGIN, BEGIN_TIP = Msg("Begin"), Msg("Draft half of the tickets in each way from now on")
AND = Msg("and")
VARIES: Mapping[Varies, Msg] = MappingProxyType(
    {
        Varies.STYLE: Msg("Styles"),
        Varies.MODEL: Msg("Models"),
        Varies.MODE: Msg("Modes"),
        Varies.DECISIONS: Msg("Decisions"),
    }
)
NO_CHANGE, A_DAY = Msg("Nothing"), Msg("A day…")
EMPTY = Msg(
    "Not enough data yet. Draft tickets, and say of each draft whether you accepted, edited or rejected it: "
    "the figures of your work stand here then."
)
UNNAMED = Msg("None")
_GLYPHS = {
    Shift.BETTER: (Msg("better"), "good"),
    Shift.WORSE: (Msg("worse"), "bad"),
    Shift.OPEN: (Msg("unclear"), "muted"),
}
_GLYPH_TIPS = {
    Shift.BETTER: Msg("more than chance"),
    Shift.WORSE: Msg("more than chance"),
    Shift.OPEN: Msg("it may be chance"),
}
LEGEND, LEGEND_CUT = (
    Msg("Lines: where the true share most likely is"),
    Msg("○ before   ● after   lines: where the true share most likely is"),
)


def group_name(name: str, by: Grouping) -> str:
    """A group as people read it."""
    if name == "none":
        return tr(UNNAMED)
    if by is Grouping.LEVEL and name in set(Level):
        return tr(LEVELS[Level(name)].name)
    return name


def change_name(change: Change) -> str:
    """A change in the list."""
    return (
        f"{day_of(change.at)} · {tr(KINDS[change.kind])}: {in_window(change.what)}"
        if change.what
        else (f"{day_of(change.at)} · {tr(KINDS[change.kind])}")
    )


def shown(one: Measure) -> str:
    """A figure."""
    if one.value is None:
        return "–"
    return milliseconds(one.value) if one.unit is Unit.MILLISECONDS else percent(one.value)


def tip(one: Measure) -> str:
    """What stands behind a figure."""
    if one.value is None:
        return ""
    if one.low is None or one.high is None:
        return trn("of {n} draft", "of {n} drafts", int(one.whole or 0))
    return tr(
        "{part} of {whole}; the true share is between {low} and {high}",
        part=written(one.part or 0),
        whole=written(one.whole or 0),
        low=percent(one.low),
        high=percent(one.high),
    )


def total_table(group: LiveGroup) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows of all drafts: each measure, before and after a change where there is one."""
    if not group.before:
        return [tr("Measure"), tr("All drafts")], [
            [Cell(tr(MEASURES[key])), Cell(shown(one), tip=tip(one))] for key, one in _in_order(group.measures)
        ]
    before = {one.key: one for one in group.before}
    changed = {one.key: one for one in group.differences}
    return [tr("Measure"), tr("Before"), tr("After"), tr(Msg("Change", "what changed"))], [
        [
            Cell(tr(MEASURES[key])),
            Cell(shown(before[key]), "muted", tip(before[key])),
            Cell(shown(one), tip=tip(one)),
            _shift(changed[key]),
        ]
        for key, one in _in_order(group.measures)
    ]


def group_table(report: LiveReport, key: str) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows by group for one measure."""
    headings = [tr(GROUPINGS[report.by]), tr("Drafts"), tr("Judged"), tr("Figure")]
    cut = bool(report.span.change) and report.by is not Grouping.WEEK
    if cut:
        headings[3:] = [tr("Before"), tr("After"), tr(Msg("Change", "what changed"))]
    rows = []
    for group in report.groups:
        now = _of(group.measures, key)
        row = [Cell(group_name(group.name, report.by)), Cell(written(group.drafts + group.drafts_before))]
        row.append(Cell(written(group.judged + group.judged_before)))
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
    return tr(
        "{drafts}, {judged} of them judged", drafts=trn("{n} draft", "{n} drafts", drafts), judged=written(judged)
    )


def cost_words(ledger: Ledger) -> str:
    """What drafts cost, in a line."""
    if ledger.cpu_seconds is None:
        return ""
    parts = [tr("{seconds} s of processor time a draft", seconds=_each(ledger.cpu_seconds))]
    if ledger.cpu_seconds.per_accepted is not None:
        parts.append(tr("{seconds} s an accepted draft", seconds=decimal(ledger.cpu_seconds.per_accepted)))
    if ledger.electricity is not None and ledger.electricity.per_accepted is not None:
        parts.append(tr("electricity {cost} an accepted draft", cost=figure(ledger.electricity.per_accepted, 3)))
    parts += [
        tr(
            "{name} would ask {cost} {currency}",
            name=price.name,
            cost=figure(cost.per_accepted, 3),
            currency=price.currency,
        ).rstrip()
        for price, cost in ledger.cloud
        if cost.per_accepted is not None
    ]
    return "; ".join(parts)


def _each(cost: Cost) -> str:
    return "–" if cost.per_draft is None else decimal(cost.per_draft)


def _in_order(measures: Sequence[Measure]) -> list[tuple[str, Measure]]:
    known = {one.key: one for one in measures}
    return [(key, known[key]) for key in MEASURES]


def _of(measures: Sequence[Measure], key: str) -> Measure:
    return next(one for one in measures if one.key == key)


def _shift(found: Difference) -> Cell:
    if found.shift is Shift.TOO_FEW:
        return Cell(
            tr("collect {number} more", number=written(found.collect)), "muted", tr("Not enough data yet to compare")
        )
    if found.low is None or found.high is None or found.difference is None:
        return Cell("")
    words, tone = _GLYPHS[found.shift]
    return Cell(
        f"{tr(words)} {signed(100 * found.difference)}",
        tone,
        tr(
            "by {low} to {high} of 100; {chance}",
            low=signed(100 * found.low),
            high=signed(100 * found.high),
            chance=tr(_GLYPH_TIPS[found.shift]),
        ),
    )


def way_name(value: str) -> str:
    """What drafts of a comparison are made with, as people read it."""
    return tr("no style") if value == NO_STYLE else value


def begun_words(trial: Trial) -> str:
    """What a comparison does from now on."""
    return tr(
        "From now on half of the tickets are drafted by {first}, half by {second}.",
        first=way_name(trial.first),
        second=way_name(trial.second),
    )


def ended_words(standing: ComparisonStanding) -> str:
    """A comparison that ended, with what it says."""
    trial = standing.trial
    return tr(
        "{first} and {second}, until {day}. {verdict}",
        first=way_name(trial.first),
        second=way_name(trial.second),
        day=day_of(trial.ended_at),
        verdict=in_window(verdict_words(standing)),
    )
