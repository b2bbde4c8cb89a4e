"""Models at work behind the page: read what there is, use one, measure, import, run the golden tickets by one."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from citewell.application.models.library import import_to_library
from citewell.desktop.models.text import judged_words, used_words
from citewell.desktop.runtime.session import DRAFT, GOLDEN, PAGE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run, Task, Work

T = TypeVar("T")


class ModelsController(QObject):
    """One long thing at a time; reading goes on beside it."""

    read_done = Signal(object)
    """The ``TierStanding`` of each model."""
    placed = Signal(str)
    """Where the model in use computes, in words."""
    busy_changed = Signal(bool)
    progressed = Signal(object)
    said = Signal(str, str)
    """What came of a thing, and its tone."""
    stopped = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing runs, nothing is read."""
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether a long thing runs."""
        return self._task is not None

    def read(self) -> None:
        """Read the models, and where the one in use computes."""
        tiers, start = self._session.services.tiers, self._session.runner.start
        start(PAGE, lambda _run: tiers.standings(), Listener(done=self.read_done.emit, failed=self._tell))
        start(PAGE, lambda _run: tiers.placement(), Listener(done=lambda placed: self.placed.emit(placed.words)))

    def use(self, tier_id: str, name: str) -> None:
        """Draft by another model, from the next draft on."""
        session = self._session
        path = session.services.tiers.path(tier_id)
        session.set_options(replace(session.services.options, base_model=path))

        def done(_none: None) -> None:
            session.warm_up()
            self.said.emit(used_words(name), "good")
            self.read()

        swap = session.services.models.swap_style
        session.runner.start(DRAFT, lambda _run: swap(), Listener(done=done, failed=self._tell))

    def measure(self, tier_id: str) -> None:
        """Measure how fast a model is on this machine."""
        tiers = self._session.services.tiers
        self._begin(lambda run: tiers.measure(tier_id, run.cancel), lambda _speed: None)

    def judge(self, tier_id: str, name: str) -> None:
        """Run this home's golden tickets by the model that ships and by another."""
        tiers = self._session.services.tiers

        def work(run: Run) -> tuple[str, str]:
            return judged_words(name, tiers.judge(tier_id, progress=run.progress, cancel=run.cancel))

        self._begin(work, lambda words: self.said.emit(*words))

    def take_in(self, path: Path) -> None:
        """Import a GGUF file."""
        folder = self._session.services.home.models
        self._begin(
            lambda _run: import_to_library(path, folder).id,
            lambda name: self.said.emit(f"{name} was imported. It drafts when you choose Use.", "good"),
        )

    def stop(self) -> None:
        """Stop what runs."""
        if self._task is not None:
            self._task.cancel()

    def _begin(self, work: Work[T], tell: Callable[[T], None]) -> None:
        if self.busy:
            return
        listener: Listener[T] = Listener(
            done=lambda result: self._end(lambda: tell(result)),
            failed=lambda failure: self._end(lambda: self._tell(failure)),
            cancelled=lambda: self._end(self.stopped.emit),
            progress=self.progressed.emit,
        )
        self._task = self._session.runner.start(GOLDEN, work, listener)
        self.busy_changed.emit(True)  # noqa: FBT003  a signal has no keywords

    def _end(self, tell: Callable[[], None]) -> None:
        self._task = None
        self.busy_changed.emit(False)  # noqa: FBT003  a signal has no keywords
        tell()
        self.read()

    def _tell(self, failure: Failure) -> None:
        self.said.emit(failure.message, "bad")
