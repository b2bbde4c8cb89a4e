"""What a learner works with and what it returns: its ports, options and results."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from citewell.domain.learning import LearningRun, LearningState, RetiredPhrase, Suggestion
from citewell.domain.ports import DraftLog
from citewell.domain.progress import CancelToken, ProgressCallback
from citewell.domain.styles import Gate, Style, StyleHistory
from citewell.learning.dataset import StyleData
from citewell.learning.restyling import OpenStyle
from citewell.learning.training.planning import Effort
from citewell.learning.training.power import on_battery
from citewell.learning.training.process import Trainer
from citewell.learning.training.trainer import check_extra


class StyleShelf(Protocol):
    """The styles there are, as ``models.styles.Styles``."""

    def active(self) -> Style | None:
        """The style in use."""
        ...

    def find(self, style_id: str) -> Style:
        """A style by id. Raises ``BadInputError``."""
        ...

    def bake(self, style: Style, *, progress: ProgressCallback = ..., cancel: CancelToken | None = None) -> object:
        """Its model file, made where it is not there yet. Raises ``ModelError``."""
        ...


class LearningLog(Protocol):
    """What is kept of learning, as ``storage.learning_store.LearningStore``."""

    def retired(self) -> tuple[RetiredPhrase, ...]:
        """Retired phrases."""
        ...

    def suggest(self, suggestions: Sequence[Suggestion]) -> int:
        """File suggestions that are new; how many."""
        ...

    def record_run(self, state: LearningState, body: dict[str, object]) -> None:
        """Note how a run ended."""
        ...

    def runs(self) -> list[LearningRun]:
        """Every run, oldest first."""
        ...


@dataclass(frozen=True)
class LearningParts:
    """What a learner works with; ``bootstrap`` joins them.

    ``base`` gives the base model's file and sha256; ``gate`` the gate, ``None`` where there are no golden tickets.
    ``system`` is the system part of the style task.
    """

    log: DraftLog
    store: LearningLog
    styles: StyleShelf
    history: StyleHistory
    trainer: Trainer
    gate: Callable[[ProgressCallback, CancelToken], Gate | None]
    open_style: OpenStyle
    base: Callable[[], tuple[Path, str]]
    folder: Path
    replay: Path
    system: str
    threads: int = 1
    check_extra: Callable[[], None] = check_extra
    on_battery: Callable[[], bool] = on_battery
    now: Callable[[], datetime] = lambda: datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class LearnOptions:
    """``minutes`` is the budget of everything; ``least`` the edits below which nothing is learned."""

    minutes: float = 40.0
    least: int = 20
    learn_on_battery: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """What there is to learn from, and what it would take."""

    data: StyleData
    effort: Effort
    suggestions: int = 0


@dataclass(frozen=True, slots=True)
class Learned:
    """How a run ended, and what it learned from."""

    state: LearningState
    style: str
    data: StyleData
    reasons: tuple[str, ...] = ()
    training: dict[str, object] = field(default_factory=dict)
    check: dict[str, object] = field(default_factory=dict)
    golden: dict[str, object] = field(default_factory=dict)
