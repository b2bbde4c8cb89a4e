"""What the agent does with a draft: edit it, accept, reject or escalate it."""

from PySide6.QtCore import QObject, Signal

from citewell.application.drafting.mends import mend_of
from citewell.desktop.drafts.draft_controller import DraftRun
from citewell.desktop.drafts.draft_panel import DraftPanel
from citewell.desktop.drafts.edit_check_controller import EditCheckController
from citewell.desktop.drafts.text import (
    BLOCKED,
    CHECKED,
    CHECKING,
    UNCHECKED,
    lost_words,
)
from citewell.desktop.language.words import inside, tr
from citewell.desktop.outcomes.reasons_controller import ReasonsController
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener
from citewell.desktop.widgets.wording import OUTCOMES
from citewell.domain.drafts import ESCALATION_RULE, Draft, Finding, OutcomeKind


class OutcomeController(QObject):
    """Connects the draft's buttons and text to the checker and the log."""

    next_wanted = Signal()

    def __init__(self, session: Session, run: DraftRun, panel: DraftPanel, parent: QObject) -> None:
        """Connect ``panel``."""
        super().__init__(parent)
        self._session, self._run, self._panel = session, run, panel
        self._shown = ""
        self.review = EditCheckController(session, self)
        self.reasons = ReasonsController(session, panel.reasons, self)
        panel.outcome_wanted.connect(self.record)
        panel.editor.textChanged.connect(self._note_text)
        panel.findings.mine_wanted.connect(self._claim)
        run.forgotten.connect(self.review.end)
        run.drafted.connect(self._begin)
        run.recorded.connect(self._show_recorded)
        run.record_failed.connect(self._show_record_failure)
        self.review.pending.connect(lambda: panel.show_state(tr(CHECKING)))
        self.review.checked.connect(self._show_check)
        self.review.failed.connect(self._show_check_failure)

    def record(self, kind: OutcomeKind) -> None:
        """Record what became of the draft; an accepted one whose text was changed counts as edited."""
        text = self._panel.plain_text()
        edited = kind is OutcomeKind.ACCEPTED and text != self._shown
        if self._run.draft is None or self._run.outcome is not None:
            return
        self._panel.enable(copy=True, judge=False)
        reasons = self.reasons.chosen() if edited else ()
        self._run.record(OutcomeKind.EDITED if edited else kind, text if edited else "", reasons)

    def _claim(self, finding: Finding) -> None:
        """The agent vouches for a sentence, once that is in the audit log."""
        draft, sentence = self._run.draft, self.review.sentence_of(finding)
        if draft is None or not self.review.is_current:
            return
        records = self._session.services.disclosures

        def failed(failure: Failure) -> None:
            self._panel.notice.say(
                tr("Not taken as yours, since it could not be noted. {message}", message=failure.message), tone="bad"
            )

        def done(_nothing: None) -> None:
            if self._run.draft is draft:
                self.review.claim(sentence)

        self._session.runner.start(
            STORE, lambda _run: records.note_own(draft.id, sentence), Listener(done=done, failed=failed)
        )

    def _begin(self, draft: Draft) -> None:
        ticket = self._run.ticket
        if ticket is not None:
            self._shown = self._panel.plain_text()
            self.reasons.forget()
            self.review.begin(draft, ticket, self._shown)

    def _note_text(self) -> None:
        if self._run.draft is not None:
            if self._panel.plain_text() != self.review.text:
                self._panel.notice.withdraw()  # what was asked of the text before
            self.review.note_text(self._panel.plain_text())

    def _show_check(self) -> None:
        review = self.review
        shown = [one for one in review.findings if one.rule != ESCALATION_RULE]  # the notice says why a person answers
        evidence = () if self._run.draft is None else self._run.draft.evidence
        self._panel.findings.show_findings(shown, review.text, [mend_of(one, review.text, evidence) for one in shown])
        edited = review.text != self._shown
        self.reasons.propose(self._shown, review.text)
        lost = review.lost() if edited else []
        self._panel.editor.mark_lost([(sentence.start, sentence.end) for sentence in lost])
        if lost:
            self._panel.show_state(lost_words(len(lost)), "warn")
        elif review.blocking:
            self._panel.show_state(tr(BLOCKED), "bad")
        else:
            self._panel.show_state(tr(CHECKED) if edited else "")

    def _show_check_failure(self, failure: Failure) -> None:
        self._panel.show_state(tr(UNCHECKED), "bad")
        self._panel.notice.say(
            tr("The text could not be checked. {message}", message=failure.message),
            tone="bad",
            action=tr("Check again"),
            on_action=lambda: self.review.when_checked(lambda: None),
        )

    def _show_recorded(self, kind: OutcomeKind) -> None:
        self._panel.make_primary(None)
        self._panel.notice.say(
            tr("Recorded: {what}.", what=inside(tr(OUTCOMES[kind]))),
            tone="good",
            action=tr("Next ticket"),
            on_action=self.next_wanted.emit,
            tip=tr("Clear everything for the next ticket (Ctrl+N)"),
        )

    def _show_record_failure(self, failure: Failure) -> None:
        if self._run.draft is not None:
            self._panel.enable(copy=True, judge=True)
        self._panel.notice.say(tr("This was not recorded. {message}", message=failure.message), tone="bad")
