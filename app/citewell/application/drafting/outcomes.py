"""Recording outcomes: what the agent did with a draft, and what the text that was sent gives away."""

from collections.abc import Callable
from dataclasses import dataclass

from citewell.application.drafting.disclosures import DisclosureRecords
from citewell.domain.drafts import Finding, Outcome
from citewell.domain.ports import TextMasker
from citewell.pipeline.intake.log_masking import logged_outcome
from citewell.storage.log.draft_log import EditLog


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Use case: record an outcome, pseudonymised, with the note of confidential text in what was sent."""

    log: EditLog
    disclosures: DisclosureRecords
    masker: TextMasker
    note_outcome: Callable[[str], None] = lambda _draft_id: None
    """Hears the id of each draft whose outcome was recorded."""

    def record(self, outcome: Outcome) -> list[Finding]:
        """Append an outcome, and to the audit log what it gives away: in one transaction, all of it or none.

        A draft may have several outcomes, such as a text that was corrected after it was sent: the log keeps each, and
        learning reads the newest. A call that failed stored nothing, so recording again stores one.

        Returns what the text gives away of confidential documents. Raises ``BadInputError`` for a draft that is not in
        the log, ``HomeBusyError`` where another program recorded an outcome of it meanwhile, and ``StorageError``.
        """
        said, values = self.log.kept_text(outcome.draft_id)
        findings, override = self.disclosures.of_sent(outcome.final)
        self.log.record_outcome(logged_outcome(outcome, said, values, self.masker, override))
        self.note_outcome(outcome.draft_id)
        return findings
