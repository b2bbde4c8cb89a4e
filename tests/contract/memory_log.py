"""``DraftLog`` in memory."""

from collections.abc import Iterator
from dataclasses import replace

from citewell.domain.drafts import Draft, LogEntry, Outcome, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.records import draft_record


class MemoryLog:
    """Keeps drafts and outcomes as they come."""

    def __init__(self) -> None:
        self._entries: dict[str, LogEntry] = {}

    def record_draft(self, ticket: Ticket, draft: Draft) -> None:
        if draft.id in self._entries:
            raise ValueError("a draft is appended once")
        body = {**draft_record(draft), "level": ticket.level.value}
        self._entries[draft.id] = LogEntry(draft.id, "2026-11-20", ticket.text, body, (), draft.personal)

    def record_outcome(self, outcome: Outcome) -> None:
        if outcome.draft_id not in self._entries:
            raise BadInputError(f"There is no draft '{outcome.draft_id}' in the log.")
        known = self._entries[outcome.draft_id]
        told = {
            "at": "2026-11-20", "outcome": outcome.kind.value, "final": outcome.final, "reasons": list(outcome.reasons),
        }  # fmt: skip
        self._entries[outcome.draft_id] = replace(known, outcomes=(*known.outcomes, told))

    def entries(self) -> Iterator[LogEntry]:
        return iter(list(self._entries.values()))
