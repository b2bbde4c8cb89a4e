"""The way of one draft through the window: begin, hear of it as it comes, stop, record what became of it."""

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.session import DRAFT, STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run, Task
from citewell.domain.drafts import Draft, EvidenceFound, Finding, Outcome, OutcomeKind, StageDone, TextStreamed, Ticket


class Drafting(QObject):
    """Holds the draft on screen. Signals in order: forgotten, started, events, then drafted, failed or stopped."""

    forgotten = Signal()
    """There is no draft on screen any more."""
    started = Signal()
    evidence_found = Signal(object)
    """The ``EvidenceFound``."""
    text_streamed = Signal(str)
    stage_done = Signal(object)
    """A ``TraceEntry``."""
    drafted = Signal(object)
    """The ``Draft``."""
    failed = Signal(object)
    """A ``Failure``."""
    stopped = Signal()
    recorded = Signal(object)
    """The ``OutcomeKind``."""
    record_failed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """No draft yet."""
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        self.ticket: Ticket | None = None
        self.draft: Draft | None = None
        self.outcome: OutcomeKind | None = None

    @property
    def running(self) -> bool:
        """Whether a draft is being made."""
        return self._task is not None

    def begin(self, ticket: Ticket) -> None:
        """Draft a reply to ``ticket``; a draft under way is given up."""
        self.forget()
        self.ticket = ticket
        services = self._session.services

        def work(run: Run) -> Draft:
            return services.drafter.draft(ticket, watch=run.emit, cancel=run.cancel)

        listener = Listener(done=self._end, failed=self._fail, cancelled=self._stopped, event=self._hear)
        self._task = self._session.runner.start(DRAFT, work, listener)
        self.started.emit()

    def resume(self, ticket: Ticket, draft: Draft, outcome: OutcomeKind | None) -> None:
        """Show a draft again that was on screen before."""
        self.forget()
        self.ticket, self.draft, self.outcome = ticket, draft, outcome
        self.drafted.emit(draft)

    def stop(self) -> None:
        """Stop the draft under way."""
        if self._task is not None:
            self._task.cancel()

    def forget(self) -> None:
        """Give up the draft under way and the one on screen."""
        if self._task is not None:
            self._task.abandon()
            self._task = None
        self.ticket = self.draft = self.outcome = None
        self.forgotten.emit()

    def record(self, kind: OutcomeKind, final: str = "") -> None:
        """Write to the log what became of the draft; ``final`` is the text that left, where it was edited."""
        draft = self.draft
        if draft is None or self.outcome is not None:
            return
        self.outcome = kind
        services = self._session.services
        outcome = Outcome(draft.id, kind, final)

        def done(_findings: list[Finding]) -> None:
            if self.draft is draft:
                self.recorded.emit(kind)

        def failed(failure: Failure) -> None:
            if self.draft is draft:
                self.outcome = None
            self.record_failed.emit(failure)

        self._session.runner.start(
            STORE, lambda _run: services.outcomes.record(outcome), Listener(done=done, failed=failed)
        )

    def _hear(self, event: object) -> None:
        match event:
            case EvidenceFound():
                self.evidence_found.emit(event)
            case TextStreamed(text):
                self.text_streamed.emit(text)
            case StageDone(entry):
                self.stage_done.emit(entry)

    def _end(self, draft: Draft) -> None:
        self._task = None
        self.draft = draft
        self.drafted.emit(draft)

    def _fail(self, failure: Failure) -> None:
        self._task = None
        self.failed.emit(failure)

    def _stopped(self) -> None:
        self._task = None
        self.stopped.emit()
