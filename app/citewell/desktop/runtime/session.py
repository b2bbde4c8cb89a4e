"""What the views work with: the services of one home, the runner of tasks, the theme, the options."""

from PySide6.QtCore import QObject, Signal

from citewell.application.app import App
from citewell.desktop.runtime.index_queue import Turns
from citewell.desktop.runtime.tasks import Failure, Listener, TaskRunner
from citewell.desktop.widgets.theme import Theme
from citewell.settings.options import Options

DRAFT, CHECK, INDEX, FOLLOW, STORE = "draft", "check", "index", "follow", "store"
PAGE, PRESENCE, WATCH, WARM = "page", "presence", "watch", "warm"
STYLE, LEARN, GOLDEN = "style", "learn", "golden"
"""The lanes: work in one lane keeps its order."""


class Session(QObject):
    """One home that is open in the window."""

    failed = Signal(object)
    """A ``Failure`` of work that no view waits for."""
    indexed = Signal()
    """What is indexed has changed."""

    def __init__(self, services: App, runner: TaskRunner, theme: Theme, parent: QObject | None = None) -> None:
        """Hold what the views need."""
        super().__init__(parent)
        self.services = services
        self.runner = runner
        self.theme = theme
        self.turns = Turns()

    def set_options(self, options: Options) -> None:
        """Use ``options`` from now on, and save them."""
        settings, compliance = self.services.settings, self.services.compliance
        before = settings.use(options)

        self.runner.start(STORE, lambda _run: settings.save(before, compliance), Listener(failed=self.failed.emit))

    def warm_up(self) -> None:
        """Start the model processes, so that the first draft does not wait for them."""
        models = self.services.models
        self.runner.start(WARM, lambda _run: models.warm_up(), Listener(failed=self._warm_up_failed))

    def _warm_up_failed(self, failure: Failure) -> None:
        self.failed.emit(Failure(failure.message, retry=True, ours=failure.ours))
