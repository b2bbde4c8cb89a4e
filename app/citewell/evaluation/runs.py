"""A run: what was evaluated, on what, and every row of it; and its form as JSON, in which it is saved and printed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from citewell.domain.errors import BadInputError
from citewell.evaluation.scores.measures import Summary, summarise
from citewell.evaluation.scores.scoring import Row
from citewell.records.values import from_record, to_record

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Made:
    """What the drafts of one mode were made with, so that every figure can be traced."""

    base: str
    style: str
    file: str
    sha256: str
    prompt_version: str


@dataclass(frozen=True, slots=True)
class Run:
    """Golden tickets run in one or more modes. ``files`` maps each file to its sha256; ``at`` is UTC, ISO 8601."""

    at: str
    version: str
    files: Mapping[str, str]
    limit: int | None
    documents: int
    passages: int
    made: Mapping[str, Made]
    rows: tuple[Row, ...]
    seconds: float = 0.0

    @property
    def modes(self) -> tuple[str, ...]:
        """The modes in the order they were run."""
        return tuple(dict.fromkeys(row.mode for row in self.rows))

    def of(self, mode: str) -> tuple[Row, ...]:
        """The rows of one mode."""
        return tuple(row for row in self.rows if row.mode == mode)

    def summaries(self) -> dict[str, Summary]:
        """The measures by mode."""
        return {mode: summarise(self.of(mode)) for mode in self.modes}


def run_record(run: Run) -> dict[str, Any]:
    """A run as a JSON object."""
    return {**to_record(run), "format": FORMAT}


def read_run(record: Mapping[str, Any]) -> Run:
    """The run of a JSON object. Raises ``BadInputError`` where another program wrote it."""
    if record.get("format") != FORMAT:
        raise BadInputError("This run was saved by another version of Citewell. Run and save it again.")
    try:
        return from_record(Run, record)
    except ValueError as error:
        raise BadInputError(f"A saved run cannot be read ({error}). Run and save it again.") from error


def summary_record(summary: Summary) -> dict[str, Any]:
    """Measures as a JSON object, shares and milliseconds rounded."""
    return {
        "measures": {
            key: {
                "label": measure.label,
                "unit": measure.unit.value,
                "higher_is_better": measure.higher_is_better,
                **{name: _rounded(getattr(measure, name)) for name in ("value", "low", "high", "part", "whole")},
            }
            for key, measure in summary.measures.items()
        },
        "reliability": [{key: _rounded(value) for key, value in asdict(one).items()} for one in summary.reliability],
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
