"""What the controllers work with: the use cases of one home, the runner of tasks, the theme, the options."""

from PySide6.QtCore import QObject, Signal

from citewell.application.app import App
from citewell.application.compliance.log_book import LogBook
from citewell.application.drafting.edit_check import EditCheck
from citewell.application.drafting.working_drafts import WorkingDrafts
from citewell.application.evaluation.golden_figures import GoldenFigures
from citewell.application.policies.own_pack import OwnPacks
from citewell.application.sources.stopped_sources import StoppedSources
from citewell.application.sources.updates import SourceUpdates
from citewell.application.styles.style_work import StyleWork
from citewell.desktop.runtime.index_queue import Turns
from citewell.desktop.runtime.tasks import Failure, Listener, TaskRunner
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.theme import Theme
from citewell.settings.locks import refused_changes
from citewell.settings.options import Options

DRAFT, CHECK, INDEX, FOLLOW, STORE = "draft", "check", "index", "follow", "store"
PAGE, PRESENCE, WATCH, WARM = "page", "presence", "watch", "warm"
STYLE, LEARN, GOLDEN = "style", "learn", "golden"
LOG, REVIEW, ADVICE = "log", "review", "advice"
INBOX, LOAD = "inbox", "load"
"""The lanes: work in one lane keeps its order."""


class Session(QObject):
    """One home that is open in the window."""

    failed = Signal(object)
    """A ``Failure`` of work that no view waits for."""
    indexed = Signal()
    """What is indexed has changed."""
    options_changed = Signal()

    def __init__(self, services: App, runner: TaskRunner, theme: Theme, parent: QObject | None = None) -> None:
        """Hold what the controllers need."""
        super().__init__(parent)
        self.services = services
        self.runner = runner
        self.theme = theme
        self.turns = Turns()

    # --- use cases

    @property
    def edit_check(self) -> EditCheck:
        """Checks a draft that is edited. Raises ``ModelError``."""
        return EditCheck(self.services.checker, self.services.guard)

    @property
    def log_book(self) -> LogBook:
        """Past drafts."""
        return LogBook(self.services.log, self.services.compliance, self.services.learned_styles)

    @property
    def source_updates(self) -> SourceUpdates:
        """Index runs, with the options of now."""
        services = self.services
        stopped = StoppedSources(services.database)
        return SourceUpdates(services.index, services.ingest, services.options.max_file_mb * 1024 * 1024, stopped)

    @property
    def style_work(self) -> StyleWork:
        """Styles: which there are, activating, learning."""
        services = self.services
        return StyleWork(
            services.home,
            services.styles,
            services.evaluation.style_gate,
            services.learner,
            services.learning_store,
        )

    @property
    def golden_figures(self) -> GoldenFigures:
        """Golden runs."""
        return GoldenFigures(self.services.evaluation.run, self.services.golden_runs)

    @property
    def own_packs(self) -> OwnPacks:
        """Policy packs."""
        return OwnPacks(self.services.policies, self.services.parts.risk)

    @property
    def working_drafts(self) -> WorkingDrafts:
        """What stands on the compose page, and what stood there before."""
        return WorkingDrafts(self.services.database)

    # --- options and models

    def set_options(self, options: Options) -> None:
        """Use ``options`` from now on, show the window by them, and save them; says which the company locked."""
        settings, compliance = self.services.settings, self.services.compliance
        before = settings.use(options)
        for kept in refused_changes(options, before):
            self.failed.emit(Failure(f"{in_window(kept.description)}: {in_window(kept.words)}"))
        self.theme.use(settings.options)
        self.options_changed.emit()

        self.runner.start(STORE, lambda _run: settings.save(before, compliance), Listener(failed=self.failed.emit))

    def warm_up(self) -> None:
        """Start the model processes, so that the first draft does not wait for them."""
        models = self.services.models
        self.runner.start(WARM, lambda _run: models.warm_up(), Listener(failed=self._warm_up_failed))

    def _warm_up_failed(self, failure: Failure) -> None:
        self.failed.emit(Failure(failure.message, retry=True, ours=failure.ours))
