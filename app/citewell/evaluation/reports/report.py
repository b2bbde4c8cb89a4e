"""A run as one JSON object, and as one HTML file that needs nothing else: no network, no script."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from citewell.domain.errors import BadInputError
from citewell.evaluation.gate import Verdict
from citewell.evaluation.reports.comparison import Difference
from citewell.evaluation.reports.plots import draw_latency, draw_measures, draw_reliability
from citewell.evaluation.runs import Run, run_record, summary_record
from citewell.evaluation.shared.groups import groups_record
from citewell.settings.resources import resources_dir

TEMPLATE = "evaluation.html.j2"
_PLOTTED = (
    "decision_f1",
    "decision_f1_three_way",
    "grounded_accuracy",
    "citation_precision",
    "gold_cited",
    "facts_stated",
    "forbidden_stated",
    "correct_refusal",
    "false_refusal",
    "style_drafts",
    "own_words",
    "all_right",
)


def report_record(run: Run, verdict: Verdict | None = None, compared_with: str = "") -> dict[str, Any]:
    """Everything that is known of a run as one JSON object: what ``--json`` prints and the HTML report shows."""
    summaries = run.summaries()
    record = run_record(run)
    tickets = record.pop("rows")
    for ticket, row in zip(tickets, run.rows, strict=True):
        ticket["citation_recall"] = row.score.citation_recall
    groups = groups_record(run) if any(row.kb for row in run.rows) else None
    return {
        **record,
        "modes": {
            mode: {**summary_record(summary), "total_ms": list(summary.total_ms)} for mode, summary in summaries.items()
        },
        "groups": groups,
        "tickets": tickets,
        "compare": None if verdict is None else _compared(verdict, compared_with),
    }


def _compared(verdict: Verdict, name: str) -> dict[str, Any]:
    comparison = verdict.comparison
    return {
        "with": name,
        "passed": verdict.passed,
        "reasons": list(verdict.reasons),
        "notes": list(verdict.notes),
        "changes": [
            {"id": one.id, "mode": one.mode, "better": _differences(one.better), "worse": _differences(one.worse)}
            for one in comparison.changes
        ],
        "missing": list(comparison.missing),
        "added": list(comparison.added),
        "edited": list(comparison.edited),
    }


def _differences(found: Sequence[Difference]) -> list[dict[str, str]]:
    return [asdict(difference) for difference in found]


def render_report(record: dict[str, Any]) -> str:
    """The HTML of a record of ``report_record``; every text in it is escaped. Raises ``BadInputError``."""
    import jinja2  # noqa: PLC0415  the window starts without it

    folder = resources_dir() / "reports"
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = _shown
    try:
        template = environment.get_template(TEMPLATE)
    except jinja2.TemplateNotFound as error:
        raise BadInputError(f"The report's template is missing in {folder}. Install Citewell again.") from error
    modes: dict[str, Any] = record["modes"]
    return template.render(
        run=record,
        measures=_rows(modes),
        bars=draw_measures({mode: _plotted(one["measures"]) for mode, one in modes.items()}),
        reliability={mode: draw_reliability(one["reliability"]) for mode, one in modes.items()},
        latency=draw_latency({mode: one["total_ms"] for mode, one in modes.items()}),
        losses=sum(not ticket["score"]["right"] for ticket in record["tickets"]),
    )


def _plotted(measures: dict[str, Any]) -> list[dict[str, Any]]:
    return [measures[key] for key in _PLOTTED]


def _rows(modes: dict[str, Any]) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each measure with its values by mode, where it applies to any ticket."""
    by_mode = [one["measures"] for one in modes.values()]
    rows = [(first, [measures[key] for measures in by_mode]) for key, first in (by_mode[0] if by_mode else {}).items()]
    return [(first, values) for first, values in rows if any(value["value"] is not None for value in values)]


def _shown(measure: dict[str, Any]) -> str:
    """A value as a person reads it."""
    value = measure["value"]
    if value is None:
        return "-"
    if measure["unit"] == "ms":
        return f"{value:,.0f} ms"
    return f"{value:.0f}" if measure["unit"] == "count" else f"{value:.1%}"
