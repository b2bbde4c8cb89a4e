"""Past drafts: listed, explained, held, erased, and judged by reviewers."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from citewell.application.compliance.compliance import Compliance
from citewell.domain.drafts import LogPage, LogRow, Steering, Ticket
from citewell.domain.errors import StorageError
from citewell.domain.ports import DraftLog
from citewell.evaluation.reports.reviewed import figures_words, reviewed_figures
from citewell.governance.personal.placeholders import unmask, unmask_record
from citewell.governance.personal.records import mask_record, shown_record, shown_start
from citewell.storage.erasure.holds import DRAFT, LegalHold
from citewell.storage.log.review_store import ReviewItem, Verdict

__all__ = ["Explained", "LogBook", "ReviewItem", "Verdict", "write_receipt"]

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Explained:
    """An explanation as JSON, the draft as it was kept, and its place in the review queue, if it was drawn."""

    record: Record
    kept: Record
    review: ReviewItem | None


class LogBook:
    """What can be done with past drafts. Every call may raise ``StorageError``."""

    def __init__(self, log: DraftLog, compliance: Compliance, learned_styles: Callable[[], Mapping[str, str]]) -> None:
        """``learned_styles`` gives the styles that may have learned from a draft, with the time of each."""
        self._log, self._compliance, self._learned_styles = log, compliance, learned_styles

    def page(self, limit: int, *, before: int | None = None, words: str = "", reveal: bool) -> LogPage:
        """A page of drafts, the newest first, with the first words of their tickets; see ``DraftLog.page``.

        Personal data is as it was where ``reveal``, else masked.
        """
        page = self._log.page(limit, before=before, words=words)
        return replace(page, rows=tuple(_shown(row, reveal) for row in page.rows))

    def count(self) -> int:
        """How many drafts are kept."""
        return self._log.count()

    def explain(self, draft_id: str, *, reveal: bool) -> Explained:
        """All that is known of a draft. Raises ``BadInputError`` where there is none of this id."""
        found = self._compliance.explainer.explain(draft_id)
        record = found.record()
        shown: Any = unmask_record(record, found.entry.personal) if reveal else mask_record(record)
        kept: Any = shown_record(found.entry, reveal=reveal)
        return Explained(dict(shown), dict(kept), self._compliance.reviews.of(draft_id))

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
        return reviews.waiting()

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


def _shown(row: LogRow, reveal: bool) -> LogRow:  # noqa: FBT001  as its caller has it
    return replace(row, ticket=shown_start(row.ticket, row.personal, reveal=reveal))


def write_receipt(path: Path, receipt: Record) -> None:
    """Write a receipt of erasure as JSON. Raises ``StorageError``."""
    try:
        path.write_text(json.dumps(receipt, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise StorageError(f"The receipt {path} cannot be written ({error.strerror}). Choose another file.") from error
