"""Models at work behind the page: read what there is, use one, measure, import, run the golden tickets by one."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from citewell.application.models.library import import_to_library
from citewell.desktop.language.words import tr
from citewell.desktop.models.text import judged_words, used_words
from citewell.desktop.runtime.one_task import OneTask
from citewell.desktop.runtime.session import DRAFT, GOLDEN, PAGE, Session
from citewell.desktop.runtime.tasks import Listener, Run


class ModelsController(OneTask):
    """One long thing at a time; reading goes on beside it."""

    read_done = Signal(object)
    """The ``TierStanding`` of each model."""
    placed = Signal(str)
    """Where the model in use computes, in words."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing runs, nothing is read."""
        super().__init__(session, GOLDEN, parent)

    def read(self) -> None:
        """Read the models, and where the one in use computes."""
        tiers, start = self._session.services.tiers, self._session.runner.start
        start(PAGE, lambda _run: tiers.standings(), Listener(done=self.read_done.emit, failed=self.tell_failure))
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
        session.runner.start(DRAFT, lambda _run: swap(), Listener(done=done, failed=self.tell_failure))

    def measure(self, tier_id: str) -> None:
        """Measure how fast a model is on this machine."""
        tiers = self._session.services.tiers
        self.begin(lambda run: tiers.measure(tier_id, run.cancel), lambda _speed: None)

    def judge(self, tier_id: str, name: str) -> None:
        """Run this home's golden tickets by the model that ships and by another."""
        tiers = self._session.services.tiers

        def work(run: Run) -> tuple[str, str]:
            return judged_words(name, tiers.judge(tier_id, progress=run.progress, cancel=run.cancel))

        self.begin(work, lambda words: self.said.emit(*words))

    def take_in(self, path: Path) -> None:
        """Import a GGUF file."""
        folder = self._session.services.home.models
        self.begin(
            lambda _run: import_to_library(path, folder).id,
            lambda name: self.said.emit(tr("{name} was imported. It drafts when you choose Use.", name=name), "good"),
        )

    def after_task(self) -> None:
        """Whatever was done, the models are read anew."""
        self.read()
