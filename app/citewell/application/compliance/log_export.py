"""The edit log as records, and written to a file for another program."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.domain.errors import BadInputError
from citewell.domain.ports import DraftLog
from citewell.governance.personal.records import shown_record, shown_start

Note = Callable[[Path, int], None]
"""Hears of a copy that left: its file, and how many drafts are in it."""


def log_records(log: DraftLog, *, reveal: bool) -> Iterator[Any]:
    """Every draft with its outcomes, oldest first, as JSON; masked unless ``reveal``."""
    return (shown_record(entry, reveal=reveal) for entry in log.entries())


@dataclass(frozen=True, slots=True)
class LogLine:
    """What a list says of a draft; all of its outcomes, in order."""

    id: str
    at: str
    decision: str
    outcomes: tuple[str, ...]
    ticket: str


def log_lines(log: DraftLog, *, reveal: bool) -> Iterator[LogLine]:
    """Every draft as a line, oldest first; of the ticket its start, masked unless ``reveal``."""
    for entry in log.entries():
        outcomes = tuple(str(outcome["outcome"]) for outcome in entry.outcomes)
        ticket = shown_start(entry.ticket, entry.personal, reveal=reveal)
        yield LogLine(entry.draft_id, entry.at, str(entry.draft["decision"]), outcomes, ticket)


def export_log(log: DraftLog, target: Path, note: Note, *, reveal: bool) -> int:
    """Write the log as one JSON object a line, and note the copy; return how many drafts it has.

    ``target`` is there whole or not at all. Raises ``BadInputError``.
    """
    count = 0
    fresh = target.with_name(target.name + ".part")
    try:
        with fresh.open("w", encoding="utf-8") as file:
            for record in log_records(log, reveal=reveal):
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
                count += 1
        fresh.replace(target)
        note(target, count)
    except OSError as error:
        raise BadInputError(f"{target} cannot be written ({error.strerror}). Choose another file.") from error
    return count
