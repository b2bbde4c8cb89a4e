"""``DraftLog`` in memory."""

from collections.abc import Iterator
from dataclasses import replace

from citewell.domain.drafts import Decision, Level, LogEntry, LogPage, LogRow, OutcomeKind
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

    def page(self, limit: int, *, before: int | None = None, words: str = "") -> LogPage:
        numbered = list(enumerate(self._entries.values()))[: before if before is not None else None]
        found = [(number, entry) for number, entry in reversed(numbered) if self._holds(entry, words)]
        rows = tuple(self._row(entry) for _, entry in found[:limit])
        return LogPage(rows, found[limit - 1][0] if len(found) > limit else None)

    def count(self) -> int:
        return len(self._entries)

    def _holds(self, entry: LogEntry, words: str) -> bool:
        finals = [str(outcome["final"]) for outcome in entry.outcomes]
        texts = [entry.ticket, str(entry.draft["text"]), *finals, *(value.value for value in entry.personal)]
        return all(any(word in text.casefold() for text in texts) for word in words.casefold().split())

    def _row(self, entry: LogEntry) -> LogRow:
        kind = OutcomeKind(str(entry.outcomes[-1]["outcome"])) if entry.outcomes else None
        decision, level = Decision(str(entry.draft["decision"])), Level(str(entry.draft["level"]))
        return LogRow(entry.draft_id, entry.at, entry.ticket, decision, level, kind, entry.personal)
