"""``DraftLog`` in memory."""

from collections.abc import Iterator
from dataclasses import replace

from citewell.domain.drafts import LogEntry
from citewell.domain.errors import BadInputError
from citewell.domain.logged import LoggedDraft, LoggedOutcome
from citewell.domain.personal import PersonalValue


class MemoryLog:
    """Keeps drafts and outcomes as they come."""

    def __init__(self) -> None:
        self._entries: dict[str, LogEntry] = {}

    def record_draft(self, draft: LoggedDraft) -> None:
        if draft.id in self._entries:
            raise ValueError("a draft is appended once")
        ticket = dict(draft.ticket)
        body = {**draft.body, "level": ticket.get("level", "reply")}
        self._entries[draft.id] = LogEntry(draft.id, "2026-11-20", str(ticket["text"]), body, (), draft.personal)

    def record_outcome(self, outcome: LoggedOutcome) -> None:
        if outcome.draft_id not in self._entries:
            raise BadInputError(f"There is no draft '{outcome.draft_id}' in the log.")
        known = self._entries[outcome.draft_id]
        told = {
            "at": "2026-11-20", "outcome": outcome.kind.value, "final": outcome.final, "reasons": list(outcome.reasons),
        }  # fmt: skip
        self._entries[outcome.draft_id] = replace(known, outcomes=(*known.outcomes, told))

    def kept_text(self, draft_id: str) -> tuple[str, tuple[PersonalValue, ...]]:
        if draft_id not in self._entries:
            raise BadInputError(f"There is no draft '{draft_id}' in the log.")
        entry = self._entries[draft_id]
        return str(entry.draft["text"]), entry.personal

    def entries(self) -> Iterator[LogEntry]:
        return iter(list(self._entries.values()))
