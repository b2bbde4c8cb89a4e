"""The window's words for decisions, severities, ages, validity and the trace."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType

from citewell.application.sources.documents import is_entry
from citewell.desktop.language.figures import clock, day, decimal, written
from citewell.desktop.language.words import Msg, tr, trn
from citewell.domain.documents import Access
from citewell.domain.drafts import Decision, Level, OutcomeKind, Severity, TraceEntry

DECISIONS: Mapping[Decision, tuple[Msg, str]] = MappingProxyType(
    {
        Decision.ANSWER: (Msg("Answer"), "good"),
        Decision.CLARIFY: (Msg("One question"), "accent"),
        Decision.REFUSE: (Msg("Refusal"), "warn"),
        Decision.ESCALATE: (Msg("Escalation"), "bad"),
    }
)
"""Word and tone of each decision."""


@dataclass(frozen=True, slots=True)
class LevelWords:
    """Words of one level: its name, the button that starts it and its tooltip, while it runs, and when it is there."""

    name: Msg
    action: Msg
    tip: Msg
    running: Msg
    done: Msg
    copied: Msg


LEVELS: Mapping[Level, LevelWords] = MappingProxyType(
    {
        Level.REPLY: LevelWords(
            Msg("Reply"),
            Msg("Draft", "do"),
            Msg("Draft a cited reply"),
            Msg("Drafting…"),
            Msg(""),
            Msg("Copied."),
        ),
        Level.SUMMARY: LevelWords(
            Msg("Summary"),
            Msg("Summarise"),
            Msg("Summarise the ticket for a colleague"),
            Msg("Summarising…"),
            Msg("Summary"),
            Msg("Copied."),
        ),
        Level.CRM: LevelWords(
            Msg("CRM"),
            Msg("Fill record"),
            Msg("Fill the CRM record from the ticket"),
            Msg("Filling…"),
            Msg("CRM record"),
            Msg("Copied as JSON."),
        ),
    }
)


SEVERITIES: Mapping[Severity, tuple[Msg, str, str]] = MappingProxyType(
    {
        Severity.BLOCK: (Msg("Blocks copy"), "bad", "block"),
        Severity.WARN: (Msg("Check", "look"), "warn", "warn"),
        Severity.INFO: (Msg("Note"), "muted", "info"),
    }
)
"""Word, tone and icon of each severity."""

ACCESS_WORDS: Mapping[Access, Msg] = MappingProxyType(
    {Access.PUBLIC: Msg("Public"), Access.CONFIDENTIAL: Msg("Confidential")}
)

OUTCOMES: Mapping[OutcomeKind, Msg] = MappingProxyType(
    {
        OutcomeKind.ACCEPTED: Msg("Accepted"),
        OutcomeKind.EDITED: Msg("Accepted with edits"),
        OutcomeKind.REJECTED: Msg("Rejected"),
        OutcomeKind.ESCALATED: Msg("Escalated"),
    }
)

JUST_NOW = 10
"""Seconds that are told as no time at all."""
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_MONTH, _YEAR = 2629800, 31557600
_AGES: Sequence[tuple[int, Callable[[int], str], int]] = (
    (1, lambda n: tr("{n} s ago", n=n), _MINUTE),
    (_MINUTE, lambda n: tr("{n} min ago", n=n), _HOUR),
    (_HOUR, lambda n: tr("{n} h ago", n=n), 2 * _DAY),
    (_DAY, lambda n: trn("{n} day ago", "{n} days ago", n), 14 * _DAY),
    (7 * _DAY, lambda n: trn("{n} week ago", "{n} weeks ago", n), 60 * _DAY),
    (_MONTH, lambda n: trn("{n} month ago", "{n} months ago", n), 2 * _YEAR),
)
"""Seconds of a unit, how so many of it are told, and up to which age in seconds it is used."""


def draft_word(decision: Decision, level: Level) -> tuple[str, str]:
    """What a draft is, and its tone: the decision of a reply, else what was written."""
    word, tone = DECISIONS[decision] if level is Level.REPLY else (LEVELS[level].done, "accent")
    return tr(word), tone


def moment(at: str) -> str:
    """An ISO time as people write it, in the local time zone: 1 Feb 2026, 09:30; empty where there is none."""
    then = _time(at)
    if then is None:
        return ""
    local = then.astimezone()
    return f"{day(local.date())}, {clock(local)}"


def day_of(at: str) -> str:
    """The day of an ISO time in the local time zone: 1 Feb 2026; empty where there is none."""
    then = _time(at)
    return "" if then is None else day(then.astimezone().date())


def period(first: str, last: str) -> str:
    """The days from the first to the last of ISO times."""
    one, other = day_of(first), day_of(last)
    return one if one == other else tr("{start} to {end}", start=one, end=other)


def age(at: str, now: datetime | None = None) -> str:
    """How long ago an ISO time was: just now, 12 s ago, 5 min ago, 9 days ago; empty where there is none."""
    then = _time(at)
    if then is None:
        return ""
    seconds = int(((now or datetime.now(UTC)) - then).total_seconds())
    if seconds < JUST_NOW:
        return tr("just now")
    for size, said, limit in _AGES:
        if seconds < limit:
            return said(seconds // size)
    return trn("{n} year ago", "{n} years ago", seconds // _YEAR)


def freshness(document: str, modified_at: str, now: datetime | None = None) -> str:
    """How old what a document says is: when a table was exported, how long ago another file was updated."""
    if is_entry(document):
        when = moment(modified_at)
        return tr("export of {when}", when=when) if when else ""
    since = age(modified_at, now)
    return tr("updated {since}", since=since) if since else ""


def _time(at: str) -> datetime | None:
    try:
        then = datetime.fromisoformat(at)
    except ValueError:
        return None
    return then if then.tzinfo is not None else then.replace(tzinfo=UTC)


def validity(start: date | None, end: date | None) -> str:
    """When a document holds: valid since ..., valid until ..., valid from ... to ...; empty where it does not say."""
    if start and end:
        return tr("valid {start} to {end}", start=day(start), end=day(end))
    if start:
        return tr("valid since {day}", day=day(start))
    return tr("valid until {day}", day=day(end)) if end else ""


def milliseconds(value: float) -> str:
    """A duration: 14 ms, 1.1 s."""
    return f"{written(value)} ms" if value < 1000 else f"{decimal(value / 1000)} s"


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


STAGES = {
    "mask": Msg("Personal data masked"),
    "risk": Msg("Risks looked for"),
    "guard": Msg("Orders left out"),
    "retriever": Msg("Searched"),
    "judge": Msg("Read", "done"),
    "decide": Msg("Decided"),
    "clarify": Msg("Decided"),
    "summary": Msg("Written", "done"),
    "crm": Msg("Written", "done"),
    "extract": Msg("Passage chosen"),
    "draft_with_context": Msg("Written", "done"),
    "policy_checker": Msg("Checked"),
    "fine_tuned_styler": Msg("Styled"),
    "final": Msg("Ready"),
}
"""What a stage has done, for those who wait for it."""


def trace_line(trace: Sequence[TraceEntry]) -> str:
    """What was done last, and how long all of it took."""
    if not trace:
        return ""
    done = tr(STAGES.get(trace[-1].stage, trace[-1].stage.replace("_", " ").capitalize()))
    return tr("{done} after {time}", done=done, time=milliseconds(sum(entry.ms for entry in trace)))


def trace_tooltip(trace: Sequence[TraceEntry]) -> str:
    """The trace with every note, a stage a line."""
    return "\n".join(f"{entry.stage}, {milliseconds(entry.ms)}: {entry.note}" for entry in trace)
