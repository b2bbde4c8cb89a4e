"""The window's words for decisions, severities, ages, validity and the trace."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType

from citewell.application.sources.documents import is_entry
from citewell.domain.documents import Access
from citewell.domain.drafts import Decision, Level, OutcomeKind, Severity, TraceEntry

DECISIONS: Mapping[Decision, tuple[str, str]] = MappingProxyType(
    {
        Decision.ANSWER: ("Answer", "good"),
        Decision.CLARIFY: ("One question", "accent"),
        Decision.REFUSE: ("Refusal", "warn"),
        Decision.ESCALATE: ("Escalation", "bad"),
    }
)
"""Word and tone of each decision."""


@dataclass(frozen=True, slots=True)
class LevelWords:
    """Words of one level: its name, the button that starts it and its tooltip, while it runs, and when it is there."""

    name: str
    action: str
    tip: str
    running: str
    done: str
    copied: str


LEVELS: Mapping[Level, LevelWords] = MappingProxyType(
    {
        Level.REPLY: LevelWords("Reply", "Draft", "Draft a cited reply", "Drafting…", "", "Copied."),
        Level.SUMMARY: LevelWords(
            "Summary", "Summarise", "Summarise the ticket for a colleague", "Summarising…", "Summary", "Copied."
        ),
        Level.CRM: LevelWords(
            "CRM", "Fill record", "Fill the CRM record from the ticket", "Filling…", "CRM record", "Copied as JSON."
        ),
    }
)


SEVERITIES: Mapping[Severity, tuple[str, str, str]] = MappingProxyType(
    {
        Severity.BLOCK: ("Blocks copy", "bad", "block"),
        Severity.WARN: ("Check", "warn", "warn"),
        Severity.INFO: ("Note", "muted", "info"),
    }
)
"""Word, tone and icon of each severity."""

ACCESS_WORDS: Mapping[Access, str] = MappingProxyType({Access.PUBLIC: "Public", Access.CONFIDENTIAL: "Confidential"})

OUTCOMES: Mapping[OutcomeKind, str] = MappingProxyType(
    {
        OutcomeKind.ACCEPTED: "Accepted",
        OutcomeKind.EDITED: "Accepted with edits",
        OutcomeKind.REJECTED: "Rejected",
        OutcomeKind.ESCALATED: "Escalated",
    }
)

JUST_NOW = 10
"""Seconds that are told as no time at all."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_MONTH, _YEAR = 2629800, 31557600
_AGES = (
    (1, "s", _MINUTE),
    (_MINUTE, "min", _HOUR),
    (_HOUR, "h", 2 * _DAY),
    (_DAY, "day", 14 * _DAY),
    (7 * _DAY, "week", 60 * _DAY),
    (_MONTH, "month", 2 * _YEAR),
)
"""Seconds of a unit, its name, and up to which age in seconds it is used."""
_ABBREVIATED = frozenset({"s", "min", "h"})


def draft_word(decision: Decision, level: Level) -> tuple[str, str]:
    """What a draft is, and its tone: the decision of a reply, else what was written."""
    return DECISIONS[decision] if level is Level.REPLY else (LEVELS[level].done, "accent")


def day(when: date) -> str:
    """A date as people write it: 1 Feb 2026."""
    return f"{when.day} {when:%b %Y}"


def moment(at: str) -> str:
    """An ISO time as people write it, in the local time zone: 1 Feb 2026, 09:30; empty where there is none."""
    then = _time(at)
    if then is None:
        return ""
    local = then.astimezone()
    return f"{day(local.date())}, {local:%H:%M}"


def day_of(at: str) -> str:
    """The day of an ISO time in the local time zone: 1 Feb 2026; empty where there is none."""
    then = _time(at)
    return "" if then is None else day(then.astimezone().date())


def age(at: str, now: datetime | None = None) -> str:
    """How long ago an ISO time was: just now, 12 s ago, 5 min ago, 9 days ago; empty where there is none."""
    then = _time(at)
    if then is None:
        return ""
    seconds = int(((now or datetime.now(UTC)) - then).total_seconds())
    if seconds < JUST_NOW:
        return "just now"
    for size, noun, limit in _AGES:
        if seconds < limit:
            number = seconds // size
            return f"{number} {noun} ago" if noun in _ABBREVIATED else f"{count(number, noun)} ago"
    return f"{count(seconds // _YEAR, 'year')} ago"


def freshness(document: str, modified_at: str, now: datetime | None = None) -> str:
    """How old what a document says is: when a table was exported, how long ago another file was updated."""
    if is_entry(document):
        when = moment(modified_at)
        return f"export of {when}" if when else ""
    since = age(modified_at, now)
    return f"updated {since}" if since else ""


def _time(at: str) -> datetime | None:
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return None
    return then if then.tzinfo is not None else then.replace(tzinfo=UTC)


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


def shorten(text: str, most: int) -> str:
    """The first words of a text, of at most so many characters with the sign that more follows."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rpartition(' ')[0] or cut}…"


_GREETING = re.compile(
    r"^(?:hello|hi|hey|dear|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|liebe[rs]?"
    r"|sehr geehrte[rs]?|moin|bonjour|hola|buenos d[ií]as)\b[^,.!?:]{0,40}?(?:[,.!:]|\s[-–—])\s*",
    re.IGNORECASE,
)
"""How a message begins that says nothing of its matter: a list of these would look alike in every line."""


def first_words(text: str) -> str:
    """A ticket on one line, from its first words after a greeting on."""
    words = " ".join(text.split())
    said = _GREETING.sub("", words, count=1) or words
    return said[:1].upper() + said[1:]


def count(number: int, noun: str) -> str:
    """A number with its noun: 1 document, 2 documents."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


STAGES = {
    "mask": "Personal data masked",
    "risk": "Risks looked for",
    "guard": "Orders left out",
    "retriever": "Searched",
    "judge": "Read",
    "decide": "Decided",
    "extract": "Passage chosen",
    "draft_with_context": "Written",
    "policy_checker": "Checked",
    "fine_tuned_styler": "Styled",
    "final": "Ready",
}
"""What a stage has done, for those who wait for it."""


def trace_line(trace: Sequence[TraceEntry]) -> str:
    """What was done last, and how long all of it took."""
    if not trace:
        return ""
    done = STAGES.get(trace[-1].stage, trace[-1].stage.replace("_", " ").capitalize())
    return f"{done} after {milliseconds(sum(entry.ms for entry in trace))}"


def trace_tooltip(trace: Sequence[TraceEntry]) -> str:
    """The trace with every note, a stage a line."""
    return "\n".join(f"{entry.stage}, {milliseconds(entry.ms)}: {entry.note}" for entry in trace)
