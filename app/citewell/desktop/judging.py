"""What the agent does with a draft: edit it, copy it, accept, reject or escalate it."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from citewell.desktop.draft_panel import DraftPanel
from citewell.desktop.drafting import Drafting
from citewell.desktop.review import Review
from citewell.desktop.session import Session
from citewell.desktop.tasks import Failure
from citewell.desktop.wording import LEVELS, OUTCOMES, count
from citewell.domain.drafts import Draft, Level, OutcomeKind
from citewell.pipeline.citations import strip_marks


class Judging(QObject):
    """Connects the draft's buttons and text to the checker, the clipboard and the log."""

    next_wanted = Signal()

    def __init__(self, session: Session, drafting: Drafting, panel: DraftPanel, parent: QObject) -> None:
        """Connect ``panel``."""
        super().__init__(parent)
        self._session, self._drafting, self._panel = session, drafting, panel
        self._shown = ""
        self.review = Review(session, self)
        panel.copy_citations.setChecked(session.services.options.copy_citations)
        panel.copy_citations_changed.connect(self._keep_choice)
        panel.copy_wanted.connect(self.copy)
        panel.outcome_wanted.connect(self.record)
        panel.editor.textChanged.connect(self._note_text)
        drafting.forgotten.connect(self.review.end)
        drafting.drafted.connect(self._begin)
        drafting.recorded.connect(self._show_recorded)
        drafting.record_failed.connect(self._show_record_failure)
        self.review.pending.connect(lambda: panel.show_state("Edited: checking…"))
        self.review.checked.connect(self._show_check)
        self.review.failed.connect(self._show_check_failure)

    def copy(self) -> None:
        """Copy what is on screen, once it is checked; ask first where a finding blocks."""
        self.review.when_checked(self._copy_checked)

    def record(self, kind: OutcomeKind) -> None:
        """Record what became of the draft; an accepted one whose text was changed counts as edited."""
        text = self._panel.plain_text()
        edited = kind is OutcomeKind.ACCEPTED and text != self._shown
        if self._drafting.draft is None or self._drafting.outcome is not None:
            return
        self._panel.enable(copy=True, judge=False)
        self._drafting.record(OutcomeKind.EDITED if edited else kind, text if edited else "")

    def _copy_checked(self) -> None:
        blocking = self.review.blocking
        if not blocking:
            self._put_on_clipboard()
            return
        self._panel.notice.say(
            f"This draft has {count(blocking, 'blocking finding')}. See below what is wrong before it leaves.",
            tone="warn",
            action="Copy anyway",
            on_action=self._put_on_clipboard,
        )
        self._panel.notice.button.setFocus()

    def _put_on_clipboard(self) -> None:
        text = self._panel.plain_text()
        if self._panel.shows_record:
            QGuiApplication.clipboard().setText(text)
            self._say_copied(LEVELS[Level.CRM].copied)
            return
        with_marks = self._panel.copy_citations.isChecked()
        QGuiApplication.clipboard().setText(text if with_marks else strip_marks(text))
        self._say_copied("Copied with citation marks." if with_marks else "Copied.")

    def _say_copied(self, words: str) -> None:
        self._panel.show_state(words, "good")
        if self._drafting.outcome is None:
            self._panel.make_primary(self._panel.accept)

    def _keep_choice(self, on: bool) -> None:  # noqa: FBT001  a slot
        options = self._session.services.options
        if on != options.copy_citations:
            self._session.set_options(replace(options, copy_citations=on))

    def _begin(self, draft: Draft) -> None:
        ticket = self._drafting.ticket
        if ticket is not None:
            self._shown = self._panel.plain_text()
            self.review.begin(draft, ticket, self._shown)

    def _note_text(self) -> None:
        if self._drafting.draft is not None:
            self.review.note_text(self._panel.plain_text())

    def _show_check(self) -> None:
        review = self.review
        self._panel.findings.show_findings(review.findings)
        edited = review.text != self._shown
        lost = review.lost() if edited else []
        self._panel.editor.mark_lost([(sentence.start, sentence.end) for sentence in lost])
        if lost:
            verb = "has" if len(lost) == 1 else "have"
            self._panel.show_state(f"{count(len(lost), 'sentence')} {verb} no support: underlined.", "warn")
        elif review.blocking:
            self._panel.show_state("Checked: something keeps this from being copied as it is.", "bad")
        else:
            self._panel.show_state("Edited and checked." if edited else "")

    def _show_check_failure(self, failure: Failure) -> None:
        self._panel.show_state("Not checked: what is underlined and listed is out of date.", "bad")
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
        if self._drafting.draft is not None:
            self._panel.enable(copy=True, judge=True)
        self._panel.notice.say(f"This was not recorded. {failure.message}", tone="bad")
