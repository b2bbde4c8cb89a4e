"""What can be done with a past draft: explain it, hold it, erase it, judge it. The work runs in the store's lane."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from citewell.desktop.runtime.session import STORE, Session
from citewell.desktop.runtime.tasks import Failure, Listener, Task
from citewell.governance.personal.placeholders import unmask_record
from citewell.governance.personal.records import mask_record
from citewell.storage.erasure.erasure import Erased
from citewell.storage.erasure.holds import DRAFT, LegalHold
from citewell.storage.log.review_store import ReviewItem, Verdict

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation as JSON, and the draft's place in the review queue, if it was drawn."""

    record: dict[str, Any]
    review: ReviewItem | None


class PastDrafts(QObject):
    """Signals come on the main thread."""

    explained = Signal(object)
    """An ``Explained``."""
    changed = Signal(str)
    """Something was done, in words; the log is to be read again."""
    erased = Signal(object)
    """The signed receipt, as JSON."""
    failed = Signal(object)
    """A ``Failure``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        """Nothing runs yet."""
        super().__init__(parent)
        self._session = session
        self._explaining: Task | None = None

    def explain(self, draft_id: str, *, reveal: bool) -> None:
        """Read what is known of a draft; the answer to an earlier question is dropped."""
        if self._explaining is not None:
            self._explaining.abandon()
        services = self._session.services

        def work() -> Explained:
            found = services.compliance.explainer.explain(draft_id)
            record = found.record()
            shown: Any = unmask_record(record, found.entry.personal) if reveal else mask_record(record)
            item = next((one for one in services.compliance.reviews.all() if one.draft_id == draft_id), None)
            return Explained(dict(shown), item)

        self._explaining = self._start(work, self.explained.emit)

    def hold(self, draft_id: str, reason: str) -> None:
        """Keep a draft from erasure and retention."""
        holds = self._session.services.compliance.holds
        said = "Held: neither erasure nor retention takes it."
        self._start(lambda: holds.place(LegalHold(DRAFT, draft_id, reason)), lambda _: self.changed.emit(said))

    def release(self, draft_id: str) -> None:
        """End the hold on a draft."""
        holds = self._session.services.compliance.holds
        self._start(lambda: holds.release(DRAFT, draft_id), lambda _: self.changed.emit("The hold has ended."))

    def judge(self, draft_id: str, verdict: Verdict, note: str) -> None:
        """Record a reviewer's verdict."""
        reviews = self._session.services.compliance.reviews
        said = f"Recorded: {verdict.value}."
        self._start(lambda: reviews.judge(draft_id, verdict, note), lambda _: self.changed.emit(said))

    def erase(self, draft_id: str) -> None:
        """Erase a draft with everything that hangs on it, and prove it."""
        services = self._session.services

        def work() -> Erased:
            with services.compliance.erasing():
                plan = services.compliance.eraser.plan([draft_id])
                return services.compliance.eraser.erase(plan, services.learned_styles())

        self._start(work, lambda erased: self.erased.emit(erased.receipt))

    def draw(self, then: Callable[[int], None]) -> None:
        """Draw from what is new, and tell how many drafts wait for a verdict."""
        reviews = self._session.services.compliance.reviews

        def work() -> int:
            reviews.draw()
            return len(reviews.open())

        self._start(work, then)

    def _start(self, work: Callable[[], T], done: Callable[[T], None]) -> Task:
        def failed(failure: Failure) -> None:
            self.failed.emit(failure)

        return self._session.runner.start(STORE, lambda _run: work(), Listener(done=done, failed=failed))
