"""The cost ledger of a home: its drafts, training and files, by the user's rates and price list."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.application.figures.live_figures import LiveFigures, Span
from citewell.domain.learning import LearningState
from citewell.evaluation.live.costs import Cost, Ledger, Rates, make_ledger, read_prices
from citewell.settings.home import Home
from citewell.settings.options import Options
from citewell.storage.log.learning_store import LearningStore

__all__ = ["Cost", "CostLedger", "Ledger", "ledger_record"]


@dataclass(frozen=True, slots=True)
class CostLedger:
    """Use case: what drafts of a span cost."""

    home: Home
    figures: LiveFigures
    learning: LearningStore

    def read(self, span: Span, options: Options, prices: Path | None = None) -> Ledger:
        """The ledger; ``prices`` goes before the price list of the options. Raises ``BadInputError``."""
        chosen = prices or (Path(options.price_list) if options.price_list else None)
        return make_ledger(
            self.figures.effort(span),
            Rates(options.core_watts, options.kwh_cents / 100 if options.kwh_cents else None),
            () if chosen is None else read_prices(chosen),
            training_minutes=self._training_seconds(span) / 60,
            training_cores=options.thread_count,
            storage_bytes={
                "database": sum(map(_size, self.home.path.glob(f"{self.home.database.name}*"))),
                "models": _folder_size(self.home.models),
                "styles": _folder_size(self.home.styles) + _folder_size(self.home.baked),
            },
        )

    def _training_seconds(self, span: Span) -> float:
        """Of the runs that ended in a span; what was paused counts with the run that went on with it."""
        seconds = 0.0
        for run in self.learning.runs():
            training = run.body.get("training")
            within = span.since <= run.at and (not span.until or run.at < span.until)
            if within and run.state is not LearningState.PAUSED and isinstance(training, dict):
                seconds += float(training.get("seconds") or 0.0)
        return seconds


def ledger_record(ledger: Ledger) -> dict[str, Any]:
    """The ledger as JSON."""
    effort = ledger.effort

    def cost(found: Cost | None) -> dict[str, float | None] | None:
        if found is None:
            return None
        pairs = (("total", found.total), ("per_draft", found.per_draft), ("per_accepted", found.per_accepted))
        return {name: None if value is None else float(f"{value:.6g}") for name, value in pairs}

    return {
        "drafts": effort.drafts,
        "judged": effort.judged,
        "accepted": effort.accepted,
        "drafts_measured": effort.measured,
        "cpu_seconds": cost(ledger.cpu_seconds),
        "prompt_tokens": cost(ledger.prompt_tokens),
        "completion_tokens": cost(ledger.completion_tokens),
        "training_minutes": round(ledger.training_minutes, 1),
        "storage_bytes": dict(ledger.storage_bytes),
        "kwh": cost(ledger.kwh),
        "electricity": cost(ledger.electricity),
        "cloud": [
            {"name": price.name, "currency": price.currency or None, **(cost(found) or {})}
            for price, found in ledger.cloud
        ],
    }


def _size(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except OSError:  # gone since it was listed
        return 0


def _folder_size(folder: Path) -> int:
    return sum(map(_size, folder.rglob("*"))) if folder.is_dir() else 0
