"""Styles at work behind the page: read what there is, activate, go back, learn. One long thing at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from citewell.application.styles.style_work import Learned, LearnOptions, changes_drafts
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.session import DRAFT, LEARN, STORE, STYLE, Session
from citewell.desktop.runtime.tasks import Listener, Run, Task, Work
from citewell.desktop.styles.text import learning_words
from citewell.domain.progress import GoldenProgress, Progress
from citewell.domain.styles import Activation


class StyleController(QObject):
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
        work, options = self._session.style_work, self._options()
        start = self._session.runner.start
        start(STYLE, lambda _run: work.shelf(), Listener(done=self.shelf_read.emit, failed=self.read_failed.emit))
        start(
            STYLE, lambda _run: work.offer(options), Listener(done=self.offer_read.emit, failed=self.read_failed.emit)
        )

    def activate(self, style_id: str, name: str) -> None:
        """Prepare a style, put it before the golden tickets, and make it the active one or refuse it."""
        styles = self._session.style_work

        def work(run: Run) -> Activation:
            def preparing(step: Progress) -> None:
                run.progress(Progress(step.done, step.total, tr("Preparing {name} for drafting…", name=name)))

            def checking(step: Progress) -> None:
                at = tr(": golden ticket {ticket}", ticket=step.ticket) if isinstance(step, GoldenProgress) else "…"
                item = tr("Checking {name}{at}", name=name, at=at)
                run.progress(Progress(step.done, step.total, item))

            return styles.activate(style_id, preparing=preparing, checking=checking, cancel=run.cancel)

        self._begin(work, self.changed.emit, learning=False)

    def roll_back(self) -> None:
        """Go back to the style before the active one."""
        styles = self._session.style_work
        self._begin(lambda _run: styles.roll_back(), self.changed.emit, learning=False)

    def learn(self, *, resume: bool = False) -> None:
        """Learn a style from the edit log, or go on with the paused run."""
        styles, options = self._session.style_work, self._options()

        def work(run: Run) -> Learned:
            def told(step: Progress) -> None:
                run.progress(learning_words(step))

            return styles.learn(options, resume=resume, progress=told, cancel=run.cancel)

        self._begin(work, self.learned.emit, learning=True)

    def stop(self) -> None:
        """Stop what runs; learning is paused, and can go on later."""
        if self._task is not None:
            self._task.cancel()

    def dismiss(self, number: int) -> None:
        """Take a suggestion off the list."""
        styles = self._session.style_work
        self._session.runner.start(STORE, lambda _run: styles.dismiss(number), Listener(failed=self.read_failed.emit))

    def _options(self) -> LearnOptions:
        options = self._session.services.options
        return LearnOptions(
            minutes=options.learn_minutes, least=options.learn_least, learn_on_battery=options.learn_on_battery
        )

    def _begin(self, work: Work[Activation | Learned], tell: Callable[[object], None], *, learning: bool) -> None:
        if self.busy:
            return
        self.learning = learning
        listener: Listener[Activation | Learned] = Listener(
            done=lambda result: self._end(lambda: tell(result), restyle=changes_drafts(result)),
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
            lambda _run: session.services.models.swap_style(),
            Listener(done=lambda _none: session.warm_up(), failed=session.failed.emit),
        )
