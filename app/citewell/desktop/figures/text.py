"""The window's words for golden runs: modes, measures, what a ticket misses and what changed in it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from citewell.application.evaluation.golden_figures import SUFFIXES, Measure, Result, Row, Run, Unit
from citewell.desktop.language.figures import either, figure, percent, written
from citewell.desktop.language.words import Msg, inside, tr, trn
from citewell.desktop.widgets.cells_table import Cell
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.wording import DECISIONS, milliseconds
from citewell.domain.drafts import Decision, Mode

MODES: Mapping[Mode, Msg] = MappingProxyType(
    {Mode.HYBRID: Msg("Sources and style"), Mode.RAG: Msg("Sources only"), Mode.NO_CONTEXT: Msg("Style only")}
)
EMPTY = Msg(
    "Golden tickets are tickets with known answers. Run them to see how good the drafts are with these documents, "
    "and save a run to see later what got better and what got worse."
)
OWN = Msg("The tickets that a new style must pass")
NOTHING = Msg("Nothing")
BLOCKED = Msg("A style is being learned or activated: golden tickets can be run after that")
PATTERNS = " ".join(f"*{suffix}" for suffix in SUFFIXES)
FILES = Msg("Golden tickets ({patterns})")
NO_MODE = Msg("Choose one way of drafting or more.")
NO_NAME = Msg("Give the run a name first.")
STOPPED = Msg("Stopped. Nothing of this run is kept.")
_SAME = 5e-4
MEASURES: Mapping[str, Msg] = MappingProxyType(
    {
        "decision_f1": Msg("Decisions, each kind counted alike"),
        "decision_f1_three_way": Msg("Decisions but handing over, each kind alike"),
        "decision_f1_expected": Msg("Decisions that tickets expect, each kind alike"),
        "decision_accuracy": Msg("Decision right"),
        "grounded_accuracy": Msg("Sentences backed by what they cite"),
        "citation_precision": Msg("Citations of a right document"),
        "citation_recall": Msg("Right documents that are cited"),
        "gold_cited": Msg("Drafts that cite a right document"),
        "facts_stated": Msg("Required facts stated"),
        "forbidden_stated": Msg("Forbidden facts stated"),
        "correct_refusal": Msg("Refused where nothing answers"),
        "false_refusal": Msg("Refused though something answers"),
        "plain_escalated": Msg("Plain tickets handed over"),
        "risky_found": Msg("Risky tickets handed over"),
        "style_rules": Msg("Style rules followed"),
        "style_drafts": Msg("Drafts that follow all style rules"),
        "own_words": Msg("Answers in the model's own words"),
        "all_right": Msg("Nothing required missing"),
        "calibration": Msg("How far confidence is off"),
        "malformed_citations": Msg("Citations of nothing"),
        "loose_literals": Msg("Numbers and names without a source"),
        "invalid_json": Msg("CRM records that are not valid"),
        "errors": Msg("Tickets without a draft"),
        "first_evidence_ms_median": Msg("Until evidence is shown, half of the drafts"),
        "first_evidence_ms_p95": Msg("Until evidence is shown, 95 of 100 drafts"),
        "first_token_ms_median": Msg("Until the first word, half of the drafts"),
        "first_token_ms_p95": Msg("Until the first word, 95 of 100 drafts"),
        "total_ms_median": Msg("Until the checked draft, half of them"),
        "total_ms_p95": Msg("Until the checked draft, 95 of 100"),
    }
)
"""What each measure is called here, by its key."""


def mode_words(mode: str) -> str:
    """The name of a mode."""
    return tr(MODES[Mode(mode)]) if mode in set(Mode) else mode


def measure_table(result: Result) -> tuple[list[str], list[list[Cell]]]:
    """Headings and rows: each measure that applies to any ticket, by mode, beside the saved run where that has it."""
    summaries = result.run.summaries()
    before = {} if result.before is None else result.before.summaries()
    headings = [tr("Measure")]
    for mode in summaries:
        headings.append(mode_words(mode))
        if mode in before:
            headings.append(result.name)
    rows: list[list[Cell]] = []
    measures = next(iter(summaries.values())).measures if summaries else {}
    for key in measures:
        row, applies = [Cell(tr(MEASURES[key]))], False
        for mode, summary in summaries.items():
            now = summary.measures[key]
            old = before[mode].measures.get(key) if mode in before else None
            applies = applies or any(one is not None and one.value is not None for one in (now, old))
            row.append(Cell(shown(now), _tone(now, old), _spread(now)))
            if mode in before:
                row.append(Cell("–" if old is None else shown(old), "muted", "" if old is None else _spread(old)))
        if applies:
            rows.append(row)
    return headings, rows


def shown(measure: Measure) -> str:
    """A figure as a person reads it."""
    if measure.value is None:
        return "–"
    if measure.unit is Unit.MILLISECONDS:
        return milliseconds(measure.value)
    return written(measure.value) if measure.unit is Unit.COUNT else percent(measure.value, 1)


def ticket_table(result: Result) -> tuple[str, list[str], list[list[Cell]]]:
    """Title, headings and rows by ticket: what changed since the saved run, else what is missing."""
    if result.verdict is None:
        missed = [row for row in result.run.rows if not row.score.right or row.error]
        rows = [[Cell(row.id), Cell(mode_words(row.mode)), Cell(missed_words(row))] for row in missed]
        return tr("Tickets that miss something ({rows})", rows=len(rows)), [tr("Ticket"), tr("Mode"), tr("What")], rows
    changed = [
        [
            Cell(change.id),
            Cell(mode_words(change.mode)),
            Cell("; ".join(in_window(one.words) for one in change.better), "good"),
            Cell("; ".join(in_window(one.words) for one in change.worse), "bad"),
        ]
        for change in sorted(result.verdict.comparison.changes, key=lambda one: not one.worse)
    ]
    return (
        tr("Tickets that changed ({changed})", changed=len(changed)),
        [tr("Ticket"), tr("Mode"), tr("Better"), tr("Worse")],
        changed,
    )


def missed_words(row: Row) -> str:
    """What a draft misses."""
    score = row.score
    said = in_window(row.error) or _decided(row.decision)
    wrong = (
        []
        if score.decision_right
        else [tr("{said} instead of {expected}", said=said, expected=either([_decided(one) for one in row.expected]))]
    )
    wrong += [tr("the right document is not cited")] if score.gold_cited is False and score.decision_right else []
    wrong += [tr("not stated: {facts}", facts=", ".join(score.facts_missing))] if score.facts_missing else []
    wrong += [tr("must not state: {facts}", facts=", ".join(score.forbidden_stated))] if score.forbidden_stated else []
    return "; ".join(wrong)


def run_summary(run: Run) -> str:
    """What was run: 48 golden tickets in 2 modes, 92 s; 311 passages indexed."""
    tickets = trn("{n} golden ticket", "{n} golden tickets", len({row.id for row in run.rows}))
    return tr(
        "{tickets} in {modes}, {seconds} s; {passages} indexed",
        tickets=tickets,
        modes=trn("{n} mode", "{n} modes", len(run.modes)),
        seconds=written(run.seconds),
        passages=trn("{n} passage", "{n} passages", run.passages),
    )


def verdict_words(result: Result) -> tuple[str, str]:
    """Whether this run could take the place of the saved one, and the tone of that."""
    verdict = result.verdict
    if verdict is None:
        return "", "info"
    if verdict.passed:
        return tr("Not worse than “{name}”: a new style as good as this would be activated.", name=result.name), "good"
    return tr(
        "Worse than “{name}”. {reasons}", name=result.name, reasons=" ".join(map(in_window, verdict.reasons))
    ), "warn"


def default_name(names: Sequence[str], at: str) -> str:
    """A name for a run that is not taken: the day of it, numbered where need be."""
    first = at[:10]
    taken = set(names)
    return next(name for name in (first, *(f"{first}-{n}" for n in range(2, 1000))) if name not in taken)


def _tone(now: Measure, old: Measure | None) -> str:
    if old is None or now.value is None or old.value is None or abs(now.value - old.value) < _SAME:
        return ""
    if now.unit is Unit.MILLISECONDS:
        return ""  # latency is told and judges nothing
    return "good" if (now.value > old.value) == now.higher_is_better else "bad"


def _spread(measure: Measure) -> str:
    if measure.low is None or measure.high is None:
        return ""
    low, high = percent(measure.low, 1), percent(measure.high, 1)
    likely = tr("with other tickets of this kind likely {low} to {high}", low=low, high=high)
    if measure.part is None or measure.whole is None:
        return likely
    return f"{tr('{part} of {whole}', part=figure(measure.part), whole=figure(measure.whole))}; {likely}"


def _decided(decision: str) -> str:
    """A decision in words, as a table tells it."""
    return inside(tr(DECISIONS[Decision(decision)][0])) if decision in set(Decision) else decision
