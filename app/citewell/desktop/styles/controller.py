"""Styles at work behind the page: read what there is, activate, go back, learn. One long thing at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from citewell.bootstrap import locked
from citewell.desktop.runtime.session import DRAFT, LEARN, STORE, STYLE, Session
from citewell.desktop.runtime.tasks import Listener, Run, Task, Work
from citewell.desktop.styles.text import learning_words
from citewell.domain.errors import LearningError
from citewell.domain.learning import LearningRun, LearningState, RetiredPhrase, Suggestion, SuggestionState
from citewell.domain.progress import GoldenProgress, Progress
from citewell.domain.styles import Activation, StyleAction
from citewell.learning.parts import Learned, LearnOptions, Preview
from citewell.models.styles.styles import StyleStanding


@dataclass(frozen=True, slots=True)
class Shelf:
    """The styles there are, and what became of styles, oldest first."""

    standings: Sequence[StyleStanding] = ()
    history: Sequence[Activation] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """What there is to learn from; ``obstacle`` keeps this installation from learning, ``last`` is the last run."""

    preview: Preview
    least: int
    minutes: int
    retired: Sequence[RetiredPhrase] = ()
    obstacle: LearningError | None = None
    paused: bool = False
    last: LearningRun | None = None
    suggestions: Sequence[Suggestion] = field(default_factory=tuple)


class Styling(QObject):
    """Activating, going back and learning exclude each other; reading goes on beside them."""

    shelf_read = Signal(object)
    """The ``Shelf``."""
    offer_read = Signal(object)
    """The ``Offer``."""
    read_failed = Signal(object)
    busy_changed = Signal(bool)
    progressed = Signal(object)
    """A ``Progress``, in words for a person."""
    changed = Signal(object)
    """The ``Activation`` after activating or going back."""
    learned = Signal(object)
    """The ``Learned``."""
    failed = Signal(object)
    """A ``Failure`` of the long thing."""
    stopped = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing runs, nothing is read."""
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self.learning = False
        """Whether what runs, or ran last, is learning."""

    @property
    def busy(self) -> bool:
        """Whether a long thing runs."""
        return self._task is not None

    def read(self) -> None:
        """Read the styles and what there is to learn from."""
        services = self._session.services

        def shelf(_run: Run) -> Shelf:
            return Shelf(services.styles.standings(), services.styles.history())

        start = self._session.runner.start
        start(STYLE, shelf, Listener(done=self.shelf_read.emit, failed=self.read_failed.emit))
        start(STYLE, lambda _run: self._offer(), Listener(done=self.offer_read.emit, failed=self.read_failed.emit))

    def activate(self, style_id: str, name: str) -> None:
        """Prepare a style, put it before the golden tickets, and make it the active one or refuse it."""
        services = self._session.services

        def work(run: Run) -> Activation:
            def preparing(step: Progress) -> None:
                run.progress(Progress(step.done, step.total, f"Preparing {name} for drafting…"))

            def checking(step: Progress) -> None:
                at = f": golden ticket {step.ticket}" if isinstance(step, GoldenProgress) else "…"
                item = f"Checking {name}{at}"
                run.progress(Progress(step.done, step.total, item))

            with locked(services.home.path / "styles.lock", "changes the styles of this home"):
                services.styles.bake(services.styles.find(style_id), progress=preparing, cancel=run.cancel)
                gate = services.style_gate(checking, run.cancel)
                return services.styles.activate(style_id, gate, cancel=run.cancel)

        self._begin(work, self.changed.emit, learning=False)

    def roll_back(self) -> None:
        """Go back to the style before the active one."""
        services = self._session.services

        def work(_run: Run) -> Activation:
            with locked(services.home.path / "styles.lock", "changes the styles of this home"):
                return services.styles.rollback()

        self._begin(work, self.changed.emit, learning=False)

    def learn(self, *, resume: bool = False) -> None:
        """Learn a style from the edit log, or go on with the paused run."""
        services = self._session.services

        def work(run: Run) -> Learned:
            with locked(services.home.learning_lock, "learns a style in this home"):
                return services.learner.learn(
                    self._options(),
                    resume=resume,
                    progress=lambda step: run.progress(learning_words(step)),
                    cancel=run.cancel,
                )

        self._begin(work, self.learned.emit, learning=True)

    def stop(self) -> None:
        """Stop what runs; learning is paused, and can go on later."""
        if self._task is not None:
            self._task.cancel()

    def dismiss(self, number: int) -> None:
        """Take a suggestion off the list."""
        store = self._session.services.learning_store
        self._session.runner.start(STORE, lambda _run: store.dismiss(number), Listener(failed=self.read_failed.emit))

    def _options(self) -> LearnOptions:
        options = self._session.services.options
        return LearnOptions(
            minutes=options.learn_minutes, least=options.learn_least, learn_on_battery=options.learn_on_battery
        )

    def _offer(self) -> Offer:
        """Read the edit log; what it suggests about facts is filed, so that it can be dismissed."""
        services, options = self._session.services, self._options()
        learner, store = services.learner, services.learning_store
        preview = learner.preview(options)
        store.suggest(preview.data.suggestions)
        runs = store.runs()
        return Offer(
            preview=preview,
            least=options.least,
            minutes=services.options.learn_minutes,
            retired=store.retired(),
            obstacle=learner.obstacle,
            paused=learner.paused,
            last=runs[-1] if runs else None,
            suggestions=[suggestion for suggestion in store.suggestions() if suggestion.state is SuggestionState.OPEN],
        )

    def _begin(self, work: Work[object], tell: Callable[[object], None], *, learning: bool) -> None:
        if self.busy:
            return
        self.learning = learning
        listener: Listener[object] = Listener(
            done=lambda result: self._end(lambda: tell(result), restyle=_changed_style(result)),
            failed=lambda failure: self._end(lambda: self.failed.emit(failure)),
            cancelled=lambda: self._end(self.stopped.emit),
            progress=self.progressed.emit,
        )
        self._task = self._session.runner.start(LEARN, work, listener)
        self.busy_changed.emit(True)  # noqa: FBT003  a signal has no keywords

    def _end(self, tell: Callable[[], None], *, restyle: bool = False) -> None:
        self._task = None
        if restyle:
            self._use_new_style()
        self.busy_changed.emit(False)  # noqa: FBT003  a signal has no keywords
        tell()
        self.read()

    def _use_new_style(self) -> None:
        """In the lane of drafts, so that a draft under way is finished by the model that began it."""
        session = self._session
        session.runner.start(
            DRAFT,
            lambda _run: session.services.restyle(),
            Listener(done=lambda _none: session.warm_up(), failed=session.failed.emit),
        )


def _changed_style(result: object) -> bool:
    """Whether drafts are written in another style after ``result``."""
    if isinstance(result, Activation):
        return result.action is not StyleAction.REFUSED
    return isinstance(result, Learned) and result.state is LearningState.ACTIVATED
