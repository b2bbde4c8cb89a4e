"""The way of one draft through the window: begun, shown as it comes, stopped, recorded.

Evidence is shown first, then text, then the checked draft.
"""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from citewell.desktop.drafts.draft_panel import DraftPanel
from citewell.desktop.drafts.text import (
    ANYWAY,
    ANYWAY_TIP,
    FIELDS_CHANGED,
    MESSAGE_CHANGED,
    MODEL_STOPPED,
    NO_DOCUMENT,
    NO_EVIDENCE,
    NO_MESSAGE,
    NOT_SEARCHED,
    REFUSED,
    SEARCHING,
    STOPPED,
    UNPROVEN,
    WRITING,
)
from citewell.desktop.drafts.ticket_panel import TicketPanel
from citewell.desktop.evidence.view import EvidencePanel
from citewell.desktop.language.words import tr
from citewell.desktop.places.places import may_have_keyboard
from citewell.desktop.runtime.session import DRAFT, STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run, Task
from citewell.desktop.widgets.in_window import in_window
from citewell.domain.drafts import (
    ESCALATION_RULE,
    Decision,
    Draft,
    EvidenceFound,
    Finding,
    Level,
    Outcome,
    OutcomeKind,
    Stage,
    StageDone,
    Steering,
    TextStreamed,
    Ticket,
    TraceEntry,
)

UNSTEERED = Steering()


class DraftRun(QObject):
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
            return services.drafting.draft(ticket, watch=run.emit, cancel=run.cancel)

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

    def record(self, kind: OutcomeKind, final: str = "", reasons: tuple[str, ...] = ()) -> None:
        """Write to the log what became of the draft; ``final`` is the text that left, where it was edited, and why."""
        draft = self.draft
        if draft is None or self.outcome is not None:
            return
        self.outcome = kind
        services = self._session.services
        outcome = Outcome(draft.id, kind, final, reasons)

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


class DraftController(QObject):
    """Shows in the three panels what ``DraftRun`` tells."""

    trace_changed = Signal(object)
    leaving = Signal()
    """The draft on screen, or the ticket, is about to make room."""
    redrafting = Signal()
    """Another draft for the same ticket is about to take the place of the one on screen."""
    cleared = Signal()
    """The page was cleared for the next ticket."""

    def __init__(
        self, session: Session, ticket: TicketPanel, draft: DraftPanel, evidence: EvidencePanel, parent: QObject
    ) -> None:
        """Connect the panels."""
        super().__init__(parent)
        self._ticket, self._draft, self._evidence = ticket, draft, evidence
        self._trace: list[TraceEntry] = []
        self.run = DraftRun(session, self)
        ticket.draft_wanted.connect(self.begin)
        evidence.use_wanted.connect(lambda passage_id: self.steer(use=passage_id))
        evidence.leave_wanted.connect(lambda passage_id: self.steer(leave=passage_id))
        ticket.stop_wanted.connect(self.run.stop)
        ticket.changed.connect(self._compare)
        ticket.clear_button.clicked.connect(self.next_ticket)
        self.run.started.connect(self._show_started)
        self.run.evidence_found.connect(self._show_evidence)
        self.run.text_streamed.connect(draft.editor.append_text)
        self.run.stage_done.connect(self._show_stage)
        self.run.drafted.connect(self._show_draft)
        self.run.failed.connect(self._show_failure)
        self.run.stopped.connect(self._show_stopped)

    def steer(self, *, anyway: bool = False, use: int = 0, leave: int = 0) -> None:
        """Draft again as the agent decides, with all that was decided of the draft on screen before."""
        before = UNSTEERED if self.run.ticket is None else self.run.ticket.steering
        used = [one for one in before.use if one not in {use, leave}] + [use] * bool(use)
        left = [one for one in before.leave if one not in {use, leave}] + [leave] * bool(leave)
        self.begin(Steering(before.anyway or anyway, tuple(used), tuple(left)))

    def begin(self, steering: Steering = UNSTEERED) -> None:
        """Draft a reply to the ticket on screen."""
        ticket = self._ticket.ticket()
        if ticket is None or self.run.running:
            return
        if not ticket.text.strip():
            self._ticket.show_problem(tr(NO_MESSAGE))
            self._ticket.focus_text()
            return
        if self.run.draft is not None:
            self.redrafting.emit()
        self.run.begin(replace(ticket, steering=steering))

    def next_ticket(self) -> None:
        """Clear the place for the next ticket; what stands there can be brought back."""
        self.leaving.emit()
        self.clear()
        if may_have_keyboard(self._ticket):
            self._ticket.focus_text()
        self.cleared.emit()

    def clear(self) -> None:
        """Show no ticket and no draft."""
        self.run.forget()
        self._ticket.show_ticket(Ticket(""))
        self._ticket.show_running(running=False)
        self._ticket.draft_button.set_kind("primary")
        self._draft.show_nothing()
        self._evidence.clear()
        self._show_trace([])

    def _show_started(self) -> None:
        self._ticket.show_running(running=True)
        self._draft.show_drafting(self._level)
        self._evidence.clear(tr(SEARCHING))
        self._show_trace([])

    def _show_evidence(self, found: EvidenceFound) -> None:
        self._draft.show_evidence_tones(found.citations)
        self._draft.editor.setPlaceholderText(tr(WRITING))
        self._evidence.show_evidence(found.citations)  # conflicts count for what is cited, which is not known yet

    def _show_stage(self, entry: TraceEntry) -> None:
        self._show_trace([*self._trace, entry])
        if entry.stage == Stage.RETRIEVER:
            self._evidence.show_search(entry.note)

    def _show_draft(self, draft: Draft) -> None:
        self._idle()
        self._ticket.draft_button.set_kind("secondary")
        self._draft.show_draft(draft, self._level)
        self._show_trace(list(draft.trace))
        if self._level is not Level.REPLY and not draft.evidence:
            self._evidence.clear(tr(NO_DOCUMENT))
        elif draft.decision is Decision.ESCALATE:
            self._show_escalation(draft)
        elif draft.decision in {Decision.ANSWER, Decision.CLARIFY}:
            cited = [citation.n for citation in draft.citations]
            self._evidence.show_evidence(draft.evidence, cited, draft.conflicts)
        else:
            self._evidence.show_near_misses(draft.near_misses)
        self._show_model(draft)
        if may_have_keyboard(self._draft):
            self._draft.focus_text()

    def _show_model(self, draft: Draft) -> None:
        """What is to be known of the model: that it stopped, that nothing speaks for it yet; and the way on."""
        notice, unproven = self._draft.notice, tr(UNPROVEN) if draft.model.unproven else ""
        if any(entry.model_failed for entry in draft.trace):
            message = f"{tr(MODEL_STOPPED)} {unproven}".strip()
            notice.say(message, tone="warn", action=tr("Draft again"), on_action=self.begin)
        elif draft.decision is Decision.REFUSE:
            message = f"{tr(REFUSED)} {unproven}".strip()
            notice.say(message, tone="warn", action=tr(ANYWAY), on_action=self._anyway, tip=tr(ANYWAY_TIP))
        elif unproven:
            said = notice.message.text() if not notice.isHidden() else ""
            notice.say(f"{said} {unproven}".strip(), tone="bad" if said else "warn")

    def _anyway(self) -> None:
        self.steer(anyway=True)

    def _compare(self) -> None:
        """Say where the ticket on screen is not the one that the draft answers."""
        outdated, ticket = self._draft.outdated, self.run.ticket
        if ticket is None or self.run.draft is None:
            return
        same_text, same_fields = self._ticket.is_as_in(ticket)
        if same_text and same_fields:
            outdated.dismiss()
        elif outdated.isHidden():
            words = tr(MESSAGE_CHANGED) if not same_text else tr(FIELDS_CHANGED)
            outdated.say(words, tone="warn", action=tr("Draft again"), on_action=self.begin)

    def _show_escalation(self, draft: Draft) -> None:
        """Why a person answers, and who; the text is only what the customer hears until then."""
        why = next((finding.reason for finding in draft.findings if finding.rule == ESCALATION_RULE), "")
        self._draft.notice.say(
            tr("A person answers this. {why}", why=in_window(why)),
            tone="bad",
            action=tr(ANYWAY),
            on_action=self._anyway,
            tip=tr(ANYWAY_TIP),
        )
        self._evidence.clear(tr(NOT_SEARCHED))

    @property
    def _level(self) -> Level:
        ticket = self.run.ticket
        return Level.REPLY if ticket is None else ticket.level

    def _show_failure(self, failure: Failure) -> None:
        self._idle()
        self._draft.show_nothing()
        self._evidence.clear(tr(NO_EVIDENCE))
        self._draft.notice.say(
            tr("No draft was made. {message}", message=failure.message),
            tone="bad",
            action=tr("Try again"),
            on_action=self.begin,
        )

    def _show_stopped(self) -> None:
        self._idle()
        self._draft.show_nothing()
        self._evidence.clear()
        self._draft.notice.say(tr(STOPPED))
        if may_have_keyboard(self._ticket):
            self._ticket.focus_text()

    def _idle(self) -> None:
        self._ticket.show_running(running=False)
        self._ticket.draft_button.set_kind("primary")

    def _show_trace(self, trace: list[TraceEntry]) -> None:
        self._trace = trace
        self.trace_changed.emit(tuple(trace))
