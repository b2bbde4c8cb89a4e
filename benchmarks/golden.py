"""The sample's golden tickets through the whole pipeline, by the measures of ``citewell evaluate``."""

from pathlib import Path

from benchmarks.measure import Row
from citewell.application.app import App
from citewell.evaluation.scores.measures import Measure

MEASURES = (
    "decision_f1",
    "gold_cited",
    "facts_stated",
    "forbidden_stated",
    "grounded_accuracy",
    "correct_refusal",
    "false_refusal",
    "own_words",
    "calibration",
)


def bench_golden(services: App, sample: Path) -> list[Row]:
    """Figures over ``golden.yaml``; ``services`` has the sample indexed."""
    (summary,) = services.evaluation.run([sample / "golden.yaml"]).summaries().values()
    return [_row(summary.measures[key]) for key in MEASURES]


def _row(measure: Measure) -> Row:
    value = "" if measure.value is None else f"{measure.value:.2f}"
    return Row(f"golden: {measure.label.lower()}", value, _of(measure.part, measure.whole))


def _of(part: float | None, whole: float | None) -> str:
    return "" if part is None or whole is None else f"{part:.0f} of {whole:.0f}"
