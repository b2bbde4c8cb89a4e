"""The edit log as records, and written to a file for another program."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from citewell.domain.errors import BadInputError
from citewell.domain.ports import DraftLog
from citewell.governance.personal.records import shown_record

Note = Callable[[Path, int], None]
"""Hears of a copy that left: its file, and how many drafts are in it."""


def log_records(log: DraftLog, *, reveal: bool) -> Iterator[Any]:
    """Every draft with its outcomes, oldest first, as JSON; masked unless ``reveal``."""
    return (shown_record(entry, reveal=reveal) for entry in log.entries())


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
