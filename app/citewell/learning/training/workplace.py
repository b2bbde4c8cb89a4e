"""The folder in which a style is made, out of sight until it is whole: ``styles/.learning``.

It holds the plan of the run, the state that training saved, and the adapter. No text of any draft is ever in it.
"""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.domain.errors import LearningError, StorageError
from citewell.learning.training.lora import TrainingReport
from citewell.records.values import from_record, to_record

FOLDER = ".learning"
PLAN, STATE, REPORT, RECORD, CARD = "plan.json", "state.pt", "report.json", "style.json", "README.md"


@dataclass(frozen=True, slots=True)
class RunPlan:
    """What a run needs to go on where it was paused, and to see that nothing changed under it.

    ``until`` is the time of the newest outcome it uses, ``version`` that of its data, ``mixture`` the sha256 of all
    that is trained on, in order.
    """

    style: str
    parent: str
    base: str
    until: str
    version: str
    mixture: str
    epochs: float
    replay_tokens: int
    rank: int
    learning_rate: float
    batch_tokens: int
    seed: int
    minutes: float


class Workplace:
    """Makes, keeps, publishes and clears the one style in the making of a home."""

    def __init__(self, styles: Path) -> None:
        """Work beside the finished styles in ``styles``."""
        self._styles = styles
        self.folder = styles / FOLDER

    @property
    def state(self) -> Path:
        """Where training keeps its state."""
        return self.folder / STATE

    def adapter(self, style: str) -> Path:
        """Where the adapter of ``style`` is made."""
        return self.folder / style

    @property
    def in_use(self) -> bool:
        """Whether a run was not finished."""
        return (self.folder / PLAN).is_file()

    def paused(self) -> RunPlan | None:
        """The plan of a run that was not finished. Raises ``LearningError`` where it cannot be read."""
        path = self.folder / PLAN
        if not path.is_file():
            return None
        try:
            return from_record(RunPlan, json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError) as error:
            raise LearningError(
                f"The paused run in {self.folder} cannot be read ({type(error).__name__}). "
                "Start anew with 'citewell learn'."
            ) from error

    def begin(self, plan: RunPlan) -> None:
        """Clear what an earlier run left, and write the plan. Raises ``StorageError``."""
        self.clear()
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write(self.folder / PLAN, to_record(plan))
        except OSError as error:
            raise _refused(self.folder, error) from error

    def report(self) -> TrainingReport | None:
        """How the training ended, where it did and the style was not judged yet."""
        try:
            return from_record(TrainingReport, json.loads((self.folder / REPORT).read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    def keep_report(self, report: TrainingReport) -> None:
        """Note that the training ended, so that a run that is stopped later goes on behind it."""
        try:
            _write(self.folder / REPORT, to_record(report))
        except OSError as error:
            raise _refused(self.folder, error) from error

    def finish(self, style: str, record: Mapping[str, Any], card: str) -> None:
        """Write what is known of the style beside its adapter. Raises ``StorageError``."""
        folder = self.adapter(style)
        try:
            (folder / CARD).write_text(card, encoding="utf-8")
            _write(folder / RECORD, record)
        except OSError as error:
            raise _refused(folder, error) from error

    def publish(self, style: str) -> Path:
        """Move the whole style among the others in one step; return its folder. Raises ``StorageError``."""
        target = self._styles / style
        try:
            self.adapter(style).replace(target)
        except OSError as error:
            raise _refused(target, error) from error
        self.clear()
        return target

    def clear(self) -> None:
        """Remove whatever is being made."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def next_id(self, day: str) -> str:
        """An id for a style made on ``day`` (2026-11-21) that no style here has: ``style-2026-11-21-1``."""
        taken = [
            int(match[1])
            for path in (self._styles.iterdir() if self._styles.is_dir() else ())
            if (match := re.fullmatch(rf"style-{re.escape(day)}-(\d+)", path.name))
        ]
        return f"style-{day}-{max(taken, default=0) + 1}"


def _write(path: Path, record: Mapping[str, Any]) -> None:
    """Write JSON whole, so that a crash leaves the old file or the new one."""
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(record, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    fresh.replace(path)


def _refused(path: Path, error: OSError) -> StorageError:
    return StorageError(f"{path} cannot be written ({error.strerror}). Check space and permissions there.")
