"""A log that keeps nothing: drafts of an evaluation are no drafts of an agent, and must not become training data."""

from collections.abc import Iterator

from citewell.domain.drafts import LogEntry
from citewell.domain.logged import LoggedDraft, LoggedOutcome


class NoLog:
    """``DraftLog`` that keeps nothing."""

    def record_draft(self, draft: LoggedDraft) -> None:
        """Keep nothing."""

    def record_outcome(self, outcome: LoggedOutcome) -> None:
        """Keep nothing."""

    def entries(self) -> Iterator[LogEntry]:
        """None."""
        return iter(())
