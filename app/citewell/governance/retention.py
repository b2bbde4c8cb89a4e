"""Retention as pure rules: how long each kind of record is kept, what is due, and when the clock cannot be trusted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from itertools import pairwise

MAX_GAP = timedelta(days=45)
"""A longer silence of the audit log may be a clock that jumped: nothing is erased without a word."""


class Kept(StrEnum):
    """Kinds of records with a time limit of their own."""

    DRAFTS = "drafts"
    """Drafts with their outcomes, evidence and vault."""
    VAULT = "vault"
    """What the placeholders of masked tickets stand for."""
    GOLDEN_RUNS = "golden_runs"
    LEARNING_RUNS = "learning_runs"
    COPIES = "copies"
    """Notes of exports and backups."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record that a limit may reach: when it was made (ISO 8601, UTC), and whether a legal hold keeps it."""

    name: str
    at: str
    held: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """Records that are past their limit: those to erase, and those that a hold keeps."""

    erase: tuple[str, ...]
    held: tuple[str, ...]


def cutoff(now: datetime, days: int) -> datetime | None:
    """What was made before this is past a limit of ``days``; ``None`` for no limit (0) and beyond the calendar."""
    if days <= 0:
        return None
    try:
        return now - timedelta(days=days)
    except OverflowError:
        return None


def due(records: Iterable[Record], now: datetime, days: int) -> Due:
    """Which ``records`` are past a limit of ``days``. One whose time cannot be read is kept."""
    limit = cutoff(now, days)
    erase: list[str] = []
    held: list[str] = []
    for record in records:
        made = read_time(record.at)
        if limit is not None and made is not None and made < limit:
            (held if record.held else erase).append(record.name)
    return Due(tuple(erase), tuple(held))


def read_time(text: str) -> datetime | None:
    """An ISO 8601 time; one without a zone is UTC."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else found.replace(tzinfo=UTC)


def doubtful_clock(times: Iterable[str], now: datetime) -> str:
    """Why the clock is not to be trusted, in words; empty where it is.

    ``times`` are those of the audit log since the last confirmed run, in order: a gap of more than ``MAX_GAP`` in
    them, or from the last one to ``now``, and a time that lies after ``now``, may be a clock that was wrong once or is
    wrong now.
    """
    known = [made for made in map(read_time, times) if made is not None]
    for before, after in pairwise([*known, now]):
        if after - before > MAX_GAP:
            days = (after - before).days
            return f"nothing was recorded for {days} days before {after:%Y-%m-%d}, which may be a clock set wrong"
    latest = max(known, default=now)
    if latest - now > timedelta(days=1):
        return f"the clock says {now:%Y-%m-%d}, but the log goes on to {latest:%Y-%m-%d}"
    return ""


def in_force(schedule: Mapping[Kept, int]) -> dict[Kept, int]:
    """The limits that are set, in days."""
    return {kind: days for kind, days in schedule.items() if days > 0}
