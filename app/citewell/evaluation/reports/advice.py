"""The approach advisor's report as one HTML file that needs nothing else: no network, no script."""

from collections.abc import Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

from citewell.evaluation.advice.findings import Says
from citewell.evaluation.reports.rendering import find_template

TEMPLATE = "advice.html.j2"
NAMES: Mapping[str, str] = MappingProxyType(
    {
        Says.RETRIEVAL.value: "Retrieval",
        Says.FINE_TUNING.value: "Fine-tuning",
        Says.BOTH.value: "Both",
        Says.NEITHER.value: "Neither",
        Says.UNKNOWN.value: "Not enough data yet",
    }
)
"""What each verdict is called in reports."""


def render_advice(record: Mapping[str, Any]) -> str:
    """The HTML of a record of ``advice_record``. Raises ``BadInputError``."""
    sections = [(name, list(lines)) for name, lines in groupby(record["lines"], key=lambda line: line["section"])]
    template = find_template(TEMPLATE, called=NAMES.__getitem__)
    return template.render(advice=record, sections=sections)
