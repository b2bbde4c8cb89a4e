"""Past drafts behind the page: listed page by page, explained, held, erased, judged."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from citewell.application.compliance.log_book import Verdict, write_receipt
from citewell.desktop.language.words import inside, tr
from citewell.desktop.log.past_draft_bar import VERDICTS
from citewell.desktop.log.text import HELD, RELEASED
from citewell.desktop.runtime.session import LOG, REVIEW, STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Run, Task
from citewell.desktop.widgets.wording import OUTCOMES
from citewell.domain.drafts import LogPage, Outcome, OutcomeKind

T = TypeVar("T")

PAGE = 60
"""How many drafts are read at once."""
MOST_AGAIN = 1000
"""How many of those that were on screen are read again at once, at most."""


class LogController(QObject):
    """Signals come on the main thread."""

    listed = Signal(object)
    """The first ``LogPage`` of a list: the newest drafts."""
    continued = Signal(object)
    """The ``LogPage`` after the last one."""
    ended = Signal()
    """What was asked for was read."""
    counted = Signal(int)
    """How many drafts there are in all."""
    unread = Signal(object)
    """A ``Failure`` of reading them."""
    explained = Signal(object)
    """An ``Explained``."""
    changed = Signal(str)
    """Something was done, in words; the log is to be read again."""
    erased = Signal(object)
    """The signed receipt, as JSON."""
    receipt_saved = Signal(object)
    """The ``Path`` of it."""
    drawn = Signal(int)
    """How many drafts wait for a verdict."""
    waiting_found = Signal(str)
    """The id of a draft that waits for a verdict."""
    judged = Signal()
    """A reviewer's verdict is recorded."""
    failed = Signal(object)
    """A ``Failure``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing runs yet."""
        super().__init__(parent)
        self._session = session
        self._explaining: Task | None = None
        self._listing: Task | None = None
        self._next: int | None = None
        self._words, self._reveal, self._is_first = "", False, True

    def explain(self, draft_id: str, *, reveal: bool) -> None:
        """Read what is known of a draft; the answer to an earlier question is dropped."""
        if self._explaining is not None:
            self._explaining.abandon()
        book = self._session.log_book
        self._explaining = self._start(lambda: book.explain(draft_id, reveal=reveal), self.explained.emit)

    def read(self, *, words: str = "", reveal: bool, again: int = 0) -> None:
        """Read the newest drafts, those that hold ``words``; as many as were there before, if ``again`` says so."""
        self._words, self._reveal, self._is_first = words, reveal, True
        self._read(None, max(PAGE, min(again, MOST_AGAIN)))

    def read_on(self) -> None:
        """Read the page after the last one."""
        if self._next is not None:
            self._read(self._next, PAGE)

    def _read(self, before: int | None, limit: int) -> None:
        """Read on until ``limit`` drafts are found; what is found is told at once."""
        if self._listing is not None:
            self._listing.abandon()
        book, words, reveal = self._session.log_book, self._words, self._reveal

        def work(run: Run) -> None:
            found, start = 0, before
            while True:
                page = book.page(limit - found, before=start, words=words, reveal=reveal)
                run.cancel.check()
                run.emit(page)
                found, start = found + len(page.rows), page.next
                if start is None or found >= limit:
                    break
            if before is None and not words:
                run.emit(book.count())

        def done(_none: None) -> None:
            self._listing = None
            self.ended.emit()

        listener: Listener[None] = Listener(done=done, failed=self._tell_unread, event=self._hear)
        self._listing = self._session.runner.start(LOG, work, listener)

    def _hear(self, event: object) -> None:
        if isinstance(event, LogPage):
            self._next = event.next
            (self.listed if self._is_first else self.continued).emit(event)
            self._is_first = False
        elif isinstance(event, int):
            self.counted.emit(event)

    def _tell_unread(self, failure: Failure) -> None:
        self._listing = None
        self.unread.emit(failure)

    def hold(self, draft_id: str, reason: str) -> None:
        """Keep a draft from erasure and retention."""
        book = self._session.log_book
        self._start(lambda: book.hold(draft_id, reason), lambda _: self.changed.emit(tr(HELD)))

    def release(self, draft_id: str) -> None:
        """End the hold on a draft."""
        book = self._session.log_book
        self._start(lambda: book.release(draft_id), lambda _: self.changed.emit(tr(RELEASED)))

    def judge(self, draft_id: str, verdict: Verdict, note: str) -> None:
        """Record a reviewer's verdict."""
        book, said = self._session.log_book, tr("Recorded: {what}.", what=inside(tr(VERDICTS[verdict][0])))

        def done(_nothing: None) -> None:
            self.changed.emit(said)
            self.judged.emit()

        self._start(lambda: book.judge(draft_id, verdict, note), done)

    def record(self, draft_id: str, kind: OutcomeKind) -> None:
        """Record what became of a draft that was left open."""
        outcomes, said = self._session.services.outcomes, tr("Recorded: {what}.", what=inside(tr(OUTCOMES[kind])))
        self._start(lambda: outcomes.record(Outcome(draft_id, kind)), lambda _: self.changed.emit(said))

    def erase(self, draft_id: str) -> None:
        """Erase a draft with everything that hangs on it, and prove it."""
        book = self._session.log_book

        def tell(receipt: object) -> None:
            if self._explaining is not None:  # nothing is left to explain
                self._explaining.abandon()
            self.erased.emit(receipt)

        self._start(lambda: book.erase(draft_id), tell)

    def draw(self) -> None:
        """Draw from what is new, and tell how many drafts wait for a verdict."""
        book = self._session.log_book
        self._start(book.draw, self.drawn.emit, lane=REVIEW)

    def find_waiting(self, other_than: str) -> None:
        """Tell the id of a draft that waits for a verdict, of another one than ``other_than`` where there is any."""
        book = self._session.log_book

        def tell(ids: list[str]) -> None:
            others = [draft_id for draft_id in ids if draft_id != other_than]
            if ids:
                self.waiting_found.emit((others or ids)[0])

        self._start(lambda: [item.draft_id for item in book.waiting()], tell)

    def save_receipt(self, receipt: dict[str, Any], path: Path) -> None:
        """Write a receipt of erasure to a file."""
        self._start(lambda: write_receipt(path, receipt), lambda _: self.receipt_saved.emit(path))

    def _start(self, work: Callable[[], T], done: Callable[[T], None], *, lane: str = STORE) -> Task:
        def failed(failure: Failure) -> None:
            self.failed.emit(failure)

        return self._session.runner.start(lane, lambda _run: work(), Listener(done=done, failed=failed))
