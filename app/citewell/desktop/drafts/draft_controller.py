"""What happens at the working place while a draft is made: evidence first, then text, then the checked draft."""

from PySide6.QtCore import QObject, Signal

from citewell.desktop.drafts.draft_panel import DraftPanel
from citewell.desktop.drafts.draft_run import Drafting
from citewell.desktop.drafts.ticket_panel import TicketPanel
from citewell.desktop.evidence.panel import EvidencePanel
from citewell.desktop.runtime.session import Session
from citewell.desktop.runtime.tasks import Failure
from citewell.domain.drafts import ESCALATION_RULE, Decision, Draft, EvidenceFound, Level, Stage, Ticket, TraceEntry

NO_DOCUMENT = "No document in the index seems to hold the answer."
NOT_SEARCHED = "Nothing was searched: the text is a holding reply without facts, and a person answers this ticket."


class Desk(QObject):
    """Shows in the three panels what ``Drafting`` tells."""

    trace_changed = Signal(object)

    def __init__(
        self, session: Session, ticket: TicketPanel, draft: DraftPanel, evidence: EvidencePanel, parent: QObject
    ) -> None:
        """Connect the panels."""
        super().__init__(parent)
        self._ticket, self._draft, self._evidence = ticket, draft, evidence
        self._trace: list[TraceEntry] = []
        self.drafting = Drafting(session, self)
        ticket.draft_wanted.connect(self.begin)
        ticket.stop_wanted.connect(self.drafting.stop)
        ticket.clear_button.clicked.connect(self.next_ticket)
        self.drafting.started.connect(self._show_started)
        self.drafting.evidence_found.connect(self._show_evidence)
        self.drafting.text_streamed.connect(draft.editor.append_text)
        self.drafting.stage_done.connect(self._show_stage)
        self.drafting.drafted.connect(self._show_draft)
        self.drafting.failed.connect(self._show_failure)
        self.drafting.stopped.connect(self._show_stopped)

    def begin(self) -> None:
        """Draft a reply to the ticket on screen."""
        ticket = self._ticket.ticket()
        if ticket is None or self.drafting.running:
            return
        if not ticket.text.strip():
            self._ticket.show_problem("Paste the customer’s message first.")
            self._ticket.focus_text()
            return
        self.drafting.begin(ticket)

    def next_ticket(self) -> None:
        """Clear the place for the next ticket."""
        self.drafting.forget()
        self._ticket.show_ticket(Ticket(""))
        self._ticket.show_running(running=False)
        self._ticket.draft_button.set_kind("primary")
        self._draft.show_nothing()
        self._evidence.clear()
        self._show_trace([])
        self._ticket.focus_text()

    def _show_started(self) -> None:
        self._ticket.show_running(running=True)
        self._draft.show_drafting(self._level)
        self._evidence.clear("Searching your documents…")
        self._show_trace([])

    def _show_evidence(self, found: EvidenceFound) -> None:
        self._draft.show_evidence_tones(found.citations)
        self._draft.editor.setPlaceholderText("Writing…")
        self._evidence.show_evidence(found.citations, conflicts=found.conflicts)

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
            self._evidence.clear(NO_DOCUMENT)
        elif draft.decision is Decision.ESCALATE:
            self._show_escalation(draft)
        elif draft.decision is Decision.ANSWER:
            cited = [citation.n for citation in draft.citations]
            self._evidence.show_evidence(draft.evidence, cited, draft.conflicts)
        else:
            self._evidence.show_near_misses(draft.near_misses)
        if any(entry.model_failed for entry in draft.trace):
            self._draft.notice.say(
                "The language model stopped while it wrote, so this draft is made of your documents’ own sentences. "
                "The next draft starts a new one.",
                tone="warn",
                action="Draft again",
                on_action=self.begin,
            )
        self._draft.focus_text()

    def _show_escalation(self, draft: Draft) -> None:
        """Why a person answers, and who; the text is only what the customer hears until then."""
        why = next((finding.reason for finding in draft.findings if finding.rule == ESCALATION_RULE), "")
        self._draft.notice.say(f"A person answers this. {why}", tone="bad")
        self._evidence.clear(NOT_SEARCHED)

    @property
    def _level(self) -> Level:
        ticket = self.drafting.ticket
        return Level.REPLY if ticket is None else ticket.level

    def _show_failure(self, failure: Failure) -> None:
        self._idle()
        self._draft.show_nothing()
        self._evidence.clear("No evidence: there is no draft.")
        self._draft.notice.say(
            f"No draft was made. {failure.message}", tone="bad", action="Try again", on_action=self.begin
        )

    def _show_stopped(self) -> None:
        self._idle()
        self._draft.show_nothing()
        self._evidence.clear()
        self._draft.notice.say("Stopped. The ticket is as you left it; nothing was recorded.")
        self._ticket.focus_text()

    def _idle(self) -> None:
        self._ticket.show_running(running=False)
        self._ticket.draft_button.set_kind("primary")

    def _show_trace(self, trace: list[TraceEntry]) -> None:
        self._trace = trace
        self.trace_changed.emit(tuple(trace))
