"""Past drafts: listed, explained, held, erased, and judged by reviewers."""

import json
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from citewell.application.compliance.compliance import Compliance
from citewell.domain.drafts import Steering, Ticket
from citewell.domain.errors import StorageError
from citewell.domain.ports import DraftLog
from citewell.evaluation.reports.reviewed import figures_words, reviewed_figures
from citewell.governance.personal.placeholders import unmask, unmask_record
from citewell.governance.personal.records import mask_record, shown_record
from citewell.storage.erasure.holds import DRAFT, LegalHold
from citewell.storage.log.review_store import ReviewItem, Verdict

__all__ = ["Explained", "LogBook", "ReviewItem", "Verdict", "write_receipt"]

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation as JSON, and the draft's place in the review queue, if it was drawn."""

    record: Record
    review: ReviewItem | None


class LogBook:
    """What can be done with past drafts. Every call may raise ``StorageError``."""

    def __init__(self, log: DraftLog, compliance: Compliance, learned_styles: Callable[[], Mapping[str, str]]) -> None:
        """``learned_styles`` gives the styles that may have learned from a draft, with the time of each."""
        self._log, self._compliance, self._learned_styles = log, compliance, learned_styles

    def newest(self, limit: int, *, reveal: bool) -> list[Record]:
        """The newest drafts first, as JSON; personal data as it was where ``reveal``, else masked."""
        found = [shown_record(entry, reveal=reveal) for entry in reversed(deque(self._log.entries(), limit))]
        return [record if isinstance(record, dict) else {} for record in found]

    def explain(self, draft_id: str, *, reveal: bool) -> Explained:
        """All that is known of a draft. Raises ``BadInputError`` where there is none of this id."""
        found = self._compliance.explainer.explain(draft_id)
        record = found.record()
        shown: Any = unmask_record(record, found.entry.personal) if reveal else mask_record(record)
        item = next((one for one in self._compliance.reviews.all() if one.draft_id == draft_id), None)
        return Explained(dict(shown), item)

    def ticket(self, draft_id: str) -> Ticket:
        """The ticket of a past draft with its personal data, to be drafted today. Raises ``BadInputError``."""
        found = self._compliance.explainer.explain(draft_id)
        text, note, customer = (
            unmask(one, found.entry.personal) for one in (found.ticket.text, found.ticket.note, found.ticket.customer)
        )
        return replace(found.ticket, text=text, note=note, customer=customer, as_of=None, steering=Steering())

    def hold(self, draft_id: str, reason: str) -> None:
        """Keep a draft from erasure and retention. Raises ``BadInputError`` where it is held already."""
        self._compliance.holds.place(LegalHold(DRAFT, draft_id, reason))

    def release(self, draft_id: str) -> None:
        """End the hold on a draft. Raises ``BadInputError`` where there is none."""
        self._compliance.holds.release(DRAFT, draft_id)

    def erase(self, draft_id: str) -> Record:
        """Erase a draft with all that hangs on it, and prove it; the signed receipt. Raises ``HomeBusyError``."""
        with self._compliance.erasing():
            plan = self._compliance.eraser.plan([draft_id])
            return self._compliance.eraser.erase(plan, self._learned_styles()).receipt

    def draw(self) -> int:
        """Draw from what is new for review; how many drafts wait for a verdict."""
        reviews = self._compliance.reviews
        reviews.draw()
        return len(reviews.open())

    def waiting(self) -> Sequence[ReviewItem]:
        """The drafts that wait for a verdict."""
        return self._compliance.reviews.open()

    def judge(self, draft_id: str, verdict: Verdict, note: str) -> None:
        """Record a reviewer's verdict. Raises ``BadInputError`` for a draft that was not drawn."""
        self._compliance.reviews.judge(draft_id, verdict, note)

    def reviewed_words(self) -> str:
        """What the verdicts say of all drafts, in a sentence; empty where none was drawn."""
        waiting, items = self.draw(), self._compliance.reviews.all()
        return figures_words(reviewed_figures(items), waiting) if items else ""


def write_receipt(path: Path, receipt: Record) -> None:
    """Write a receipt of erasure as JSON. Raises ``StorageError``."""
    try:
        path.write_text(json.dumps(receipt, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise StorageError(f"The receipt {path} cannot be written ({error.strerror}). Choose another file.") from error
