"""A saved golden run as the advisor reads it: which tickets come right by sources, by style, and by both."""

from collections.abc import Mapping, Sequence

from citewell.evaluation.advice.measured import BOTH, MODES, SOURCES, GoldenModes, Share
from citewell.evaluation.runs import Run
from citewell.evaluation.scores.scoring import Row
from citewell.evaluation.scores.statistics import percentile


def golden_modes(name: str, run: Run) -> GoldenModes | None:
    """The figures of a run over the tickets that were run in every mode; ``None`` where there are none."""
    rows = common_rows(run)
    if not rows[BOTH]:
        return None
    both = list(rows[BOTH].values())
    records = [row.score.valid_json for row in both if row.score.valid_json is not None]
    return GoldenModes(
        name=name,
        at=run.at,
        tickets=len(both),
        right={mode: sum(row.score.right for row in rows[mode].values()) for mode in MODES},
        median_ms={mode: _median(list(rows[mode].values())) for mode in MODES},
        kept={m: sum(r.score.style_rules - len(r.score.style_broken) for r in rows[m].values()) for m in MODES},
        rules={mode: sum(row.score.style_rules for row in rows[mode].values()) for mode in MODES},
        grounded=Share(sum(row.score.supported for row in both), sum(row.score.factual for row in both)),
        records=Share(sum(records), len(records)),
    )


def common_rows(run: Run) -> Mapping[str, Mapping[tuple[str, str], Row]]:
    """Rows by mode and ticket (file and id), of the tickets that every mode has."""
    rows = {mode: {(row.file, row.id): row for row in run.of(mode)} for mode in MODES}
    common = set(rows[MODES[0]]).intersection(*rows.values())
    return {mode: {key: row for key, row in rows[mode].items() if key in common} for mode in MODES}


def first_cited(rows: Mapping[str, Mapping[tuple[str, str], Row]], key: tuple[str, str]) -> str:
    """The document that the draft of a ticket cites first, by both or by sources alone; empty where neither cites."""
    return next((rows[mode][key].cited[0] for mode in (BOTH, SOURCES) if rows[mode][key].cited), "")


def _median(rows: Sequence[Row]) -> float:
    times = [row.total_ms for row in rows if row.total_ms is not None]
    return percentile(times, 0.5) if times else 0.0
