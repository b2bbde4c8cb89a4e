"""The draft: its decision, its text, what the checker says of it, and what the agent may do with it."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from citewell.application.drafting.mends import Mend
from citewell.application.exchange.draft_forms import DraftForm
from citewell.desktop.actions.action import Action, shown_key
from citewell.desktop.actions.declared import ACTIONS
from citewell.desktop.drafts.draft_editor import DraftEditor
from citewell.desktop.drafts.findings_list import FindingsList
from citewell.desktop.drafts.record_form import RecordForm
from citewell.desktop.drafts.text import COPY_FORMS, DRAFT_PLACEHOLDER, READING, STREAMING
from citewell.desktop.drafts.trust import NOTHING_TO_SAY, trust_words
from citewell.desktop.language.words import tr
from citewell.desktop.outcomes.reasons_line import ReasonsLine
from citewell.desktop.widgets.announce import announce
from citewell.desktop.widgets.controls import IconButton, ThemedButton
from citewell.desktop.widgets.labels import ElidedText, badge, label, page_title, restyle
from citewell.desktop.widgets.notice import Notice
from citewell.desktop.widgets.theme import SPACE, Theme
from citewell.desktop.widgets.wording import LEVELS, draft_word
from citewell.domain.documents import Access
from citewell.domain.drafts import Citation, Decision, Draft, Level, OutcomeKind


class DraftPanel(QWidget):
    """Shows; what pressing a button means is decided elsewhere."""

    outcome_wanted = Signal(object)
    """An ``OutcomeKind``: accepted, rejected or escalated."""
    copy_wanted = Signal()
    copy_form_wanted = Signal(object)
    """The ``DraftForm``."""
    copy_citations_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        """No draft yet."""
        super().__init__(parent)
        self.decision = badge("")
        self.confidence = ElidedText("", strong=True, size="small", lines=2)
        self.notice = Notice(theme)
        self.outdated = Notice(theme)
        self.editor = DraftEditor(theme)
        self.editor.setObjectName("reading")
        self.editor.setPlaceholderText(tr(DRAFT_PLACEHOLDER))
        self.record = RecordForm()
        self._body = QStackedWidget()
        self.state = label(tone="muted", size="small")
        self.findings = FindingsList(theme)
        self.reasons = ReasonsLine(theme)
        self.copy_button = ThemedButton(theme, tr("Copy"), icon="copy", kind="primary", action="draft.copy")
        self.copy_options = IconButton(theme, tr("How to copy"), icon="more")
        self.copy_citations = QAction(tr("With citation marks"), self, checkable=True)
        self.copy_citations.toggled.connect(self.copy_citations_changed)
        self.accept = ThemedButton(theme, tr("Accept"), icon="accept", action="draft.accept")
        self.reject = ThemedButton(theme, tr("Reject"), icon="reject", kind="quiet", action="draft.reject")
        self.escalate = ThemedButton(theme, tr("Escalate"), icon="escalate", kind="quiet", action="draft.escalate")
        self._head = QHBoxLayout()
        self._build()
        self._connect()
        self.show_nothing()

    def add_to_head(self, widget: QWidget) -> None:
        """Put ``widget`` at the end of the first line."""
        self._head.addWidget(widget)

    def _build(self) -> None:
        head = self._head
        head.setSpacing(2 * SPACE)
        head.addWidget(page_title(tr("Draft")))
        head.addWidget(self.decision)
        head.addWidget(self.confidence, 1)
        actions = QHBoxLayout()
        actions.setSpacing(SPACE)
        actions.addWidget(self.copy_button)
        actions.addWidget(self.copy_options)
        actions.addStretch(1)
        for button in (self.accept, self.reject, self.escalate):
            actions.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * SPACE)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self.outdated)
        for body in (self.editor, self.record):
            self._body.addWidget(body)
        column.addWidget(self._body, 1)
        column.addWidget(self.state)
        column.addWidget(self.findings)
        column.addWidget(self.reasons)
        column.addLayout(actions)

    def _connect(self) -> None:
        menu = QMenu(self)
        self.copy_forms: dict[DraftForm, QAction] = {}
        for form, (words, action_id) in COPY_FORMS.items():
            keys = shown_key(ACTIONS[action_id].keys[0])
            choice = self.copy_forms[form] = QAction(f"{tr(words)}\t{keys}", self)
            menu.addAction(choice)
            choice.triggered.connect(lambda _on=False, form=form: self.copy_form_wanted.emit(form))
            if form is not DraftForm.REPLY:  # whose key the button has
                Action(action_id, self, choice.trigger)
        menu.addSeparator()
        menu.addAction(self.copy_citations)
        self.copy_options.clicked.connect(
            lambda: menu.popup(self.copy_options.mapToGlobal(self.copy_options.rect().bottomLeft()))
        )
        self.copy_button.clicked.connect(self.copy_wanted)
        self.accept.clicked.connect(lambda: self.outcome_wanted.emit(OutcomeKind.ACCEPTED))
        self.reject.clicked.connect(lambda: self.outcome_wanted.emit(OutcomeKind.REJECTED))
        self.escalate.clicked.connect(lambda: self.outcome_wanted.emit(OutcomeKind.ESCALATED))
        self.findings.span_wanted.connect(self._select)
        self.findings.mend_wanted.connect(self._mend)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the buttons have no room, in a narrow column or a language of long words, they go without icons."""
        super().resizeEvent(event)
        if self._buttons_width(icons=True) > event.size().width():
            self.setMinimumWidth(self._buttons_width(icons=False))

    def _buttons_width(self, *, icons: bool) -> int:
        """What the buttons need, which go with or without icons from now on."""
        buttons = (self.copy_button, self.accept, self.reject, self.escalate)
        for button in buttons:
            button.show_icon(shown=icons)
        return sum(button.sizeHint().width() + SPACE for button in (*buttons, self.copy_options))

    def show_nothing(self) -> None:
        """No draft: say how to get one."""
        self._show_head("", "neutral", NOTHING_TO_SAY)
        self.notice.dismiss()
        self.outdated.dismiss()
        self.findings.show_findings(())
        self.reasons.hide()
        self._body.setCurrentWidget(self.editor)
        self.editor.setReadOnly(True)
        self.editor.setPlaceholderText(tr(DRAFT_PLACEHOLDER))
        self.editor.show_text("")
        self.show_state("")
        self.enable(copy=False, judge=False)

    @property
    def shows_record(self) -> bool:
        """Whether the draft is a CRM record, shown as a form."""
        return self._body.currentWidget() is self.record

    def plain_text(self) -> str:
        """The draft as it stands: the text, or the JSON of the record."""
        return self.record.text if self.shows_record else self.editor.plain_text()

    def focus_text(self) -> None:
        """Give the keyboard to the text, or to what is done with a record, which is not edited here."""
        (self.copy_button if self.shows_record else self.editor).setFocus()

    def show_drafting(self, level: Level = Level.REPLY) -> None:
        """A draft is being made; the text of a reply comes piece by piece."""
        self.show_nothing()
        self.editor.setPlaceholderText(tr(READING))
        self._show_head(tr(LEVELS[level].running), "neutral", NOTHING_TO_SAY)
        self.show_state(tr(STREAMING) if level is Level.REPLY else "")

    def show_draft(self, draft: Draft, level: Level = Level.REPLY) -> None:
        """The finished draft takes the place of what was streamed; a CRM record is a form."""
        word, tone = draft_word(draft.decision, level)
        self._show_head(word, tone, trust_words(draft) if level is Level.REPLY else NOTHING_TO_SAY)
        self.show_evidence_tones(draft.evidence)
        self.editor.show_text(draft.text)
        self.editor.setReadOnly(False)
        if level is Level.CRM and self.record.show_record(draft.text):
            self._body.setCurrentWidget(self.record)
        self.copy_options.setVisible(not self.shows_record)
        self.enable(copy=True, judge=True)
        self.make_primary(self.escalate if draft.decision is Decision.ESCALATE else self.copy_button)
        announce(self, ". ".join(part for part in (word, self.confidence.text()) if part))

    def show_evidence_tones(self, citations: Sequence[Citation]) -> None:
        """Draw the marks of ``citations`` in the accent, those of confidential passages in their own colour."""
        confidential = {citation.n for citation in citations if citation.access is Access.CONFIDENTIAL}
        self.editor.set_tones({c.n: "confidential" if c.n in confidential else "accent" for c in citations})

    def show_state(self, text: str, tone: str = "muted") -> None:
        """One quiet line under the text."""
        self.state.setText(text)
        self.state.setVisible(bool(text))
        restyle(self.state, "tone", tone)

    def enable(self, *, copy: bool, judge: bool) -> None:
        """Whether the draft can be copied, and whether it can be judged."""
        for button in (self.copy_button, self.copy_options):
            button.setEnabled(copy)
        for action in self.copy_forms.values():
            action.setEnabled(copy)
        for button in (self.accept, self.reject, self.escalate):
            button.setEnabled(judge)

    def make_primary(self, wanted: ThemedButton | None) -> None:
        """Draw the eye to one button."""
        for button, otherwise in (
            (self.copy_button, "secondary"),
            (self.accept, "secondary"),
            (self.escalate, "quiet"),
        ):
            button.set_kind("primary" if button is wanted else otherwise)

    def _show_head(self, word: str, tone: str, trust: tuple[str, str]) -> None:
        self.decision.setText(word)
        self.decision.setVisible(bool(word))
        restyle(self.decision, "badge", tone)
        said, trust_tone = trust
        self.confidence.show_text(said, tip=said)
        self.confidence.setVisible(bool(said))
        restyle(self.confidence, "tone", trust_tone)

    def _mend(self, mend: Mend) -> None:
        """Make the edit as if it was typed, so that it is checked and can be undone."""
        self.editor.select_span((mend.start, mend.end))
        cursor: QTextCursor = self.editor.textCursor()
        cursor.insertText(mend.text)

    def _select(self, start: int, end: int) -> None:
        if end > start:
            self.editor.select_span((start, end))
