"""The window's words for decisions, severities, ages, validity and the trace."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from types import MappingProxyType

from citewell.domain.drafts import Decision, OutcomeKind, Severity, TraceEntry

DECISIONS: Mapping[Decision, tuple[str, str]] = MappingProxyType(
    {
        Decision.ANSWER: ("Answer", "good"),
        Decision.CLARIFY: ("One question", "accent"),
        Decision.REFUSE: ("Refusal", "warn"),
        Decision.ESCALATE: ("Escalation", "bad"),
    }
)
"""Word and tone of each decision."""

SEVERITIES: Mapping[Severity, tuple[str, str, str]] = MappingProxyType(
    {
        Severity.BLOCK: ("Blocks copy", "bad", "block"),
        Severity.WARN: ("Check", "warn", "warn"),
        Severity.INFO: ("Note", "muted", "info"),
    }
)
"""Word, tone and icon of each severity."""

OUTCOMES: Mapping[OutcomeKind, str] = MappingProxyType(
    {
        OutcomeKind.ACCEPTED: "Accepted",
        OutcomeKind.EDITED: "Accepted with edits",
        OutcomeKind.REJECTED: "Rejected",
        OutcomeKind.ESCALATED: "Escalated",
    }
)

_NOTED = frozenset({"policy_checker", "decide"})
"""Stages whose verdict stands in the status line; the other notes are in its tooltip."""


def day(when: date) -> str:
    """A date as people write it: 1 Feb 2026."""
    return f"{when.day} {when:%b %Y}"


def age(at: str, now: datetime | None = None) -> str:
    """How long ago an ISO time was: just now, 5 min ago, 3 h ago, 9 d ago; empty where there is none."""
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return ""
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    minutes = int(((now or datetime.now(UTC)) - then).total_seconds() // 60)
    if minutes < 1:
        return "just now"
    if minutes < 60:
        return f"{minutes} min ago"
    if minutes < 48 * 60:
        return f"{minutes // 60} h ago"
    return f"{minutes // (24 * 60)} d ago"


def validity(start: date | None, end: date | None) -> str:
    """When a document holds: valid since ..., valid until ..., valid from ... to ...; empty where it does not say."""
    if start and end:
        return f"valid {day(start)} to {day(end)}"
    if start:
        return f"valid since {day(start)}"
    return f"valid until {day(end)}" if end else ""


def milliseconds(value: float) -> str:
    """A duration: 14 ms, 1.1 s."""
    return f"{value:.0f} ms" if value < 1000 else f"{value / 1000:.1f} s"


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 document, 2 documents."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def trace_line(trace: Sequence[TraceEntry]) -> str:
    """The trace on one line."""
    return " · ".join(_stage(entry) for entry in trace)


def trace_tooltip(trace: Sequence[TraceEntry]) -> str:
    """The trace with every note, a stage a line."""
    return "\n".join(f"{entry.stage}, {milliseconds(entry.ms)}: {entry.note}" for entry in trace)


def _stage(entry: TraceEntry) -> str:
    verdict = entry.note.split(":", 1)[0] if entry.stage in _NOTED else ""
    return " ".join(part for part in (entry.stage, verdict, milliseconds(entry.ms)) if part)
