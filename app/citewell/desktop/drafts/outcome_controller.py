"""What the agent does with a draft: edit it, copy it, accept, reject or escalate it."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from citewell.application.drafting.edit_check import strip_marks
from citewell.desktop.drafts.draft_controller import DraftRun
from citewell.desktop.drafts.draft_panel import DraftPanel
from citewell.desktop.drafts.edit_check_controller import EditCheckController
from citewell.desktop.drafts.text import (
    BLOCKED,
    CHECKED,
    CHECKING,
    CLEARED,
    COPY_LATER,
    UNCHECKED,
    blocking_words,
    confidential_words,
    copied_words,
    lost_words,
)
from citewell.desktop.runtime.clipboard import ClipboardKeeper
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener
from citewell.desktop.widgets.reason_dialog import ReasonDialog
from citewell.desktop.widgets.wording import LEVELS, OUTCOMES
from citewell.domain.drafts import ESCALATION_RULE, Draft, Finding, Level, OutcomeKind


class OutcomeController(QObject):
    """Connects the draft's buttons and text to the checker, the clipboard and the log."""

    next_wanted = Signal()

    def __init__(self, session: Session, run: DraftRun, panel: DraftPanel, parent: QObject) -> None:
        """Connect ``panel``."""
        super().__init__(parent)
        self._session, self._run, self._panel = session, run, panel
        self._shown = ""
        self.review = EditCheckController(session, self)
        self.clipboard = ClipboardKeeper(self)
        self.clipboard.cleared.connect(lambda: panel.show_state(CLEARED))
        panel.editor.may_copy = self._may_copy
        panel.editor.copy_refused.connect(self._explain_refusal)
        panel.copy_citations.setChecked(session.services.options.copy_citations)
        session.options_changed.connect(
            lambda: panel.copy_citations.setChecked(session.services.options.copy_citations)
        )
        panel.copy_citations_changed.connect(self._keep_choice)
        panel.copy_wanted.connect(self.copy)
        panel.outcome_wanted.connect(self.record)
        panel.editor.textChanged.connect(self._note_text)
        panel.findings.mine_wanted.connect(self._claim)
        run.forgotten.connect(self.review.end)
        run.drafted.connect(self._begin)
        run.recorded.connect(self._show_recorded)
        run.record_failed.connect(self._show_record_failure)
        self.review.pending.connect(lambda: panel.show_state(CHECKING))
        self.review.checked.connect(self._show_check)
        self.review.failed.connect(self._show_check_failure)

    def copy(self) -> None:
        """Copy what is on screen, once it is checked; ask first where a finding blocks."""
        self.review.when_checked(self._copy_checked)

    def record(self, kind: OutcomeKind) -> None:
        """Record what became of the draft; an accepted one whose text was changed counts as edited."""
        text = self._panel.plain_text()
        edited = kind is OutcomeKind.ACCEPTED and text != self._shown
        if self._run.draft is None or self._run.outcome is not None:
            return
        self._panel.enable(copy=True, judge=False)
        self._run.record(OutcomeKind.EDITED if edited else kind, text if edited else "")

    def _copy_checked(self) -> None:
        blocking = self.review.blocking
        if not blocking:
            self._put_on_clipboard()
            return
        if self.review.disclosures():
            self._refuse_confidential()
            return
        self._panel.notice.ask(
            blocking_words(blocking),
            action="Copy anyway",
            on_action=self._copy_noted,
        )
        self._panel.notice.button.setFocus()

    def _refuse_confidential(self) -> None:
        found = self.review.disclosures()
        self._panel.notice.ask(
            confidential_words(len(found)),
            tone="bad",
            action="Override…",
            on_action=self._ask_reason,
            tip="Copy it all the same; the reason you give is kept in the audit log",
        )

    def _ask_reason(self) -> None:
        messages = list(dict.fromkeys(finding.message for finding in self.review.disclosures()))
        dialog = ReasonDialog(self._session.theme, messages, self._panel)
        dialog.given.connect(self._copy_noted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _copy_noted(self, reason: str = "") -> None:
        """Copy what findings block, once that is in the audit log."""
        draft, text = self._run.draft, self._panel.plain_text()
        if draft is None:
            return
        findings, records = self.review.findings, self._session.services.disclosures

        def failed(failure: Failure) -> None:
            self._panel.notice.say(f"Not copied, since it could not be noted. {failure.message}", tone="bad")

        def done(_nothing: None) -> None:
            if self._run.draft is draft and self._panel.plain_text() == text:
                self._put_on_clipboard()

        self._session.runner.start(
            STORE,
            lambda _run: records.note_copy(draft.id, text, findings, reason),
            Listener(done=done, failed=failed),
        )

    def _claim(self, finding: Finding) -> None:
        """The agent vouches for a sentence, once that is in the audit log."""
        draft, sentence = self._run.draft, self.review.sentence_of(finding)
        if draft is None or not self.review.is_current:
            return
        records = self._session.services.disclosures

        def failed(failure: Failure) -> None:
            self._panel.notice.say(f"Not taken as yours, since it could not be noted. {failure.message}", tone="bad")

        def done(_nothing: None) -> None:
            if self._run.draft is draft:
                self.review.claim(sentence)

        self._session.runner.start(
            STORE, lambda _run: records.note_own(draft.id, sentence), Listener(done=done, failed=failed)
        )

    def _may_copy(self, span: tuple[int, int]) -> bool:
        """Whether a selection may leave: it is checked, and gives away nothing confidential."""
        if self._run.draft is None:
            return True
        touched = any(one.start < span[1] and span[0] < one.end for one in self.review.disclosures())
        return self.review.is_current and not touched

    def _explain_refusal(self) -> None:
        if self.review.disclosures():
            self._refuse_confidential()
        else:
            self._panel.notice.say(COPY_LATER)

    def _put_on_clipboard(self) -> None:
        text, seconds = self._panel.plain_text(), self._session.services.options.clipboard_seconds
        if self._panel.shows_record:
            self.clipboard.put(text, seconds)
            self._say_copied(LEVELS[Level.CRM].copied)
            return
        with_marks = self._panel.copy_citations.isChecked()
        self.clipboard.put(text if with_marks else strip_marks(text), seconds)
        self._say_copied(copied_words(seconds, with_marks=with_marks))

    def _say_copied(self, words: str) -> None:
        self._panel.show_state(words, "good")
        if self._run.outcome is None:
            self._panel.make_primary(self._panel.accept)

    def _keep_choice(self, on: bool) -> None:  # noqa: FBT001  a slot
        options = self._session.services.options
        if on != options.copy_citations:
            self._session.set_options(replace(options, copy_citations=on))

    def _begin(self, draft: Draft) -> None:
        ticket = self._run.ticket
        if ticket is not None:
            self._shown = self._panel.plain_text()
            self.review.begin(draft, ticket, self._shown)

    def _note_text(self) -> None:
        if self._run.draft is not None:
            if self._panel.plain_text() != self.review.text:
                self._panel.notice.withdraw()  # what was asked of the text before
            self.review.note_text(self._panel.plain_text())

    def _show_check(self) -> None:
        review = self.review
        shown = [one for one in review.findings if one.rule != ESCALATION_RULE]  # the notice says why a person answers
        self._panel.findings.show_findings(shown, review.text)
        edited = review.text != self._shown
        lost = review.lost() if edited else []
        self._panel.editor.mark_lost([(sentence.start, sentence.end) for sentence in lost])
        if lost:
            self._panel.show_state(lost_words(len(lost)), "warn")
        elif review.blocking:
            self._panel.show_state(BLOCKED, "bad")
        else:
            self._panel.show_state(CHECKED if edited else "")

    def _show_check_failure(self, failure: Failure) -> None:
        self._panel.show_state(UNCHECKED, "bad")
        self._panel.notice.say(
            f"The text could not be checked. {failure.message}",
            tone="bad",
            action="Check again",
            on_action=lambda: self.review.when_checked(lambda: None),
        )

    def _show_recorded(self, kind: OutcomeKind) -> None:
        self._panel.make_primary(None)
        self._panel.notice.say(
            f"Recorded: {OUTCOMES[kind].lower()}.",
            tone="good",
            action="Next ticket",
            on_action=self.next_wanted.emit,
            tip="Clear everything for the next ticket (Ctrl+N)",
        )

    def _show_record_failure(self, failure: Failure) -> None:
        if self._run.draft is not None:
            self._panel.enable(copy=True, judge=True)
        self._panel.notice.say(f"This was not recorded. {failure.message}", tone="bad")
