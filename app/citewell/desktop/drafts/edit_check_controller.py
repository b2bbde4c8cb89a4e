"""Checks the text again while the agent edits it, and before it is copied."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from citewell.application.drafting.edit_check import Check
from citewell.desktop.runtime.session import CHECK, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task
from citewell.domain.disclosure import RULE
from citewell.domain.drafts import Decision, Draft, Finding, Sentence, Severity, Ticket

PAUSE_MS = 400
"""How long the keyboard rests before the text is checked."""


class EditCheckController(QObject):
    """Knows the findings of the text on screen, or that they are not known yet."""

    checked = Signal()
    """``findings`` and ``sentences`` are those of ``text`` now."""
    pending = Signal()
    """The text has changed; what is known of it is out of date."""
    failed = Signal(object)
    """A ``Failure`` of the check."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing to review yet."""
        super().__init__(parent)
        self._session = session
        self._draft: Draft | None = None
        self._ticket = Ticket("")
        self._task: Task | None = None
        self._after: Callable[[], None] | None = None
        self.text = ""
        self.is_current = True
        self.findings: tuple[Finding, ...] = ()
        self.sentences: tuple[Sentence, ...] = ()
        self._mine: set[str] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._check)

    def begin(self, draft: Draft, ticket: Ticket, text: str) -> None:
        """Review ``draft``, which is on screen as ``text``, from now on; its own findings are current."""
        self.end()
        self._draft, self._ticket, self.text = draft, ticket, text
        self.findings, self.sentences = draft.findings, draft.sentences
        self.checked.emit()

    def end(self) -> None:
        """Nothing is reviewed any more."""
        self._timer.stop()
        if self._task is not None:
            self._task.abandon()
        self._draft = self._task = self._after = None
        self._mine = set()
        self.findings, self.sentences = (), ()
        self.is_current = True

    def note_text(self, text: str) -> None:
        """The text on screen is ``text`` now; it is checked when the keyboard rests."""
        if self._draft is None or text == self.text:
            return
        self.text = text
        self._after = None
        self.is_current = False
        if self._task is not None:
            self._task.abandon()
            self._task = None
        self._timer.start(PAUSE_MS)
        self.pending.emit()

    def sentence_of(self, finding: Finding) -> str:
        """The sentence that a finding is about."""
        return self.text[finding.start : finding.end].strip()

    def claim(self, sentence: str) -> None:
        """The agent vouches for ``sentence`` as it stands: check again."""
        if self._draft is None:
            return
        self._mine.add(sentence)
        self.is_current = False
        self._timer.start(0)
        self.pending.emit()

    def when_checked(self, then: Callable[[], None]) -> None:
        """Call ``then`` once the findings are those of the text on screen; not at all if it changes before."""
        if self.is_current:
            then()
            return
        self._after = then
        if self._task is None:
            self._timer.stop()
            self._check()

    @property
    def blocking(self) -> int:
        """How many findings keep the text from one-click copy."""
        return sum(finding.severity is Severity.BLOCK for finding in self.findings)

    def disclosures(self) -> list[Finding]:
        """Findings about words of confidential documents."""
        return [finding for finding in self.findings if finding.rule == RULE]

    def lost(self) -> list[Sentence]:
        """Sentences that state something which nothing they cite backs."""
        if self._draft is None or self._draft.decision is not Decision.ANSWER:
            return []
        return [sentence for sentence in self.sentences if sentence.factual and not sentence.supported]

    def _check(self) -> None:
        draft, text, ticket = self._draft, self.text, self._ticket
        if draft is None:
            return
        session, mine = self._session, frozenset(self._mine)
        listener: Listener[Check] = Listener(done=self._take, failed=self._fail)
        self._task = session.runner.start(
            CHECK, lambda _run: session.edit_check.check(text, draft, ticket, mine), listener
        )

    def _take(self, check: Check) -> None:
        if self._draft is None:
            return
        self._task = None
        self.is_current = True
        self.sentences = check.sentences
        self.findings = (*_of_whole_draft(self._draft), *_own(self._draft, self.text, check.findings))
        self.checked.emit()
        then, self._after = self._after, None
        if then is not None:
            then()

    def _fail(self, failure: Failure) -> None:
        self._task = self._after = None
        self.failed.emit(failure)


def _of_whole_draft(draft: Draft) -> list[Finding]:
    """Findings that are about the draft, not about a sentence: they hold whatever is edited."""
    return [finding for finding in draft.findings if finding.start == finding.end]


def _own(draft: Draft, text: str, findings: Sequence[Finding]) -> list[Finding]:
    """The findings, without those about the fixed words of a refusal, which need no source."""
    if draft.decision is Decision.ANSWER:
        return list(findings)
    return [finding for finding in findings if text[finding.start : finding.end].strip() not in draft.text]
