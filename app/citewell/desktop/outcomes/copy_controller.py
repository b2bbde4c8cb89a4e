"""Copies a draft: as the reply, as an internal note or as HTML, once it is checked; asks where a finding blocks."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from citewell.application.drafting.edit_check import strip_marks
from citewell.application.exchange.draft_forms import DraftForm, edited, html_of_text, note_of
from citewell.desktop.drafts.draft_controller import DraftRun
from citewell.desktop.drafts.draft_panel import DraftPanel
from citewell.desktop.drafts.edit_check_controller import EditCheckController
from citewell.desktop.drafts.text import (
    CLEARED,
    COPY_LATER,
    blocking_words,
    confidential_words,
    copied_words,
)
from citewell.desktop.language.words import tr
from citewell.desktop.runtime.clipboard import ClipboardKeeper
from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener
from citewell.desktop.widgets.in_window import in_window
from citewell.desktop.widgets.reason_dialog import ReasonDialog
from citewell.desktop.widgets.wording import LEVELS
from citewell.domain.drafts import Draft, Level


class CopyController(QObject):
    """Connects the copy button and its menu to the checker, the clipboard and the audit log."""

    copied = Signal()

    def __init__(
        self, session: Session, run: DraftRun, panel: DraftPanel, review: EditCheckController, parent: QObject
    ) -> None:
        """Connect ``panel``."""
        super().__init__(parent)
        self._session, self._run, self._panel, self._review = session, run, panel, review
        self._form = DraftForm.REPLY
        self.clipboard = ClipboardKeeper(self)
        self.clipboard.cleared.connect(lambda: panel.show_state(tr(CLEARED)))
        panel.editor.may_copy = self._may_copy
        panel.editor.copy_refused.connect(self._explain_refusal)
        panel.copy_citations.setChecked(session.services.options.copy_citations)
        session.options_changed.connect(
            lambda: panel.copy_citations.setChecked(session.services.options.copy_citations)
        )
        panel.copy_citations_changed.connect(self._keep_choice)
        panel.copy_wanted.connect(self.copy)
        panel.copy_form_wanted.connect(self.copy)

    def copy(self, form: DraftForm = DraftForm.REPLY) -> None:
        """Copy what is on screen in a form, once it is checked; ask first where a finding blocks."""
        self._form = form
        self._review.when_checked(self._copy_checked)

    def _copy_checked(self) -> None:
        if self._review.disclosures():
            self._refuse_confidential()
            return
        blocking = self._review.blocking
        if not blocking or self._form is DraftForm.NOTE:  # a note is for colleagues, and says what was found
            self._put_on_clipboard()
            return
        self._panel.notice.ask(
            blocking_words(blocking),
            action=tr("Copy anyway"),
            on_action=self._copy_noted,
        )
        self._panel.notice.button.setFocus()

    def _refuse_confidential(self) -> None:
        found = self._review.disclosures()
        self._panel.notice.ask(
            confidential_words(len(found)),
            tone="bad",
            action=tr("Override…"),
            on_action=self._ask_reason,
            tip=tr("Copy it all the same; the reason you give is kept in the audit log"),
        )

    def _ask_reason(self) -> None:
        messages = [in_window(one) for one in dict.fromkeys(finding.message for finding in self._review.disclosures())]
        dialog = ReasonDialog(self._session.theme, messages, self._panel)
        dialog.given.connect(self._copy_noted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _copy_noted(self, reason: str = "") -> None:
        """Copy what findings block, once that is in the audit log."""
        draft, text = self._run.draft, self._panel.plain_text()
        if draft is None:
            return
        findings, records = self._review.findings, self._session.services.disclosures

        def failed(failure: Failure) -> None:
            self._panel.notice.say(
                tr("Not copied, since it could not be noted. {message}", message=failure.message), tone="bad"
            )

        def done(_nothing: None) -> None:
            if self._run.draft is draft and self._panel.plain_text() == text:
                self._put_on_clipboard()

        self._session.runner.start(
            STORE,
            lambda _run: records.note_copy(draft.id, text, findings, reason),
            Listener(done=done, failed=failed),
        )

    def _may_copy(self, span: tuple[int, int]) -> bool:
        """Whether a selection may leave: it is checked, and gives away nothing confidential."""
        if self._run.draft is None:
            return True
        touched = any(one.start < span[1] and span[0] < one.end for one in self._review.disclosures())
        return self._review.is_current and not touched

    def _explain_refusal(self) -> None:
        if self._review.disclosures():
            self._form = DraftForm.REPLY
            self._refuse_confidential()
        else:
            self._panel.notice.say(tr(COPY_LATER))

    def _put_on_clipboard(self) -> None:
        seconds, draft = self._session.services.options.clipboard_seconds, self._run.draft
        if draft is None:
            return
        if self._panel.shows_record:
            self.clipboard.put(self._panel.plain_text(), seconds)
            self._say_copied(tr(LEVELS[Level.CRM].copied))
            return
        with_marks = self._panel.copy_citations.isChecked()
        text, html = self._formed(draft, with_marks=with_marks)
        self.clipboard.put(text, seconds, html)
        self._say_copied(copied_words(seconds, self._form, with_marks=with_marks))

    def _formed(self, draft: Draft, *, with_marks: bool) -> tuple[str, str]:
        """The text for the clipboard, and the same as HTML where that is wanted."""
        text = self._panel.plain_text()
        now = edited(draft, text, self._review.findings)
        if self._form is DraftForm.NOTE:
            return note_of(now), ""
        html = html_of_text(now) if self._form is DraftForm.HTML else ""
        return text if with_marks else strip_marks(text), html

    def _say_copied(self, words: str) -> None:
        self._panel.show_state(words, "good")
        if self._run.outcome is None:
            self._panel.make_primary(self._panel.accept)
        self.copied.emit()

    def _keep_choice(self, on: bool) -> None:  # noqa: FBT001  a slot
        options = self._session.services.options
        if on != options.copy_citations:
            self._session.set_options(replace(options, copy_citations=on))
