"""Print or export the edit log."""

import json
from collections.abc import Callable
from pathlib import Path

from citewell.cli import output, show
from citewell.domain.errors import BadInputError
from citewell.domain.ports import DraftLog
from citewell.governance.personal.records import shown_record

Note = Callable[[Path, int], None]
"""Hears of a copy that left: its file, and how many drafts are in it."""


def run_log(log: DraftLog, export: Path | None, note: Note, *, reveal: bool, as_json: bool) -> None:
    """Show the log, or write it to ``export`` as one JSON object a line, and note that. Raises ``BadInputError``."""
    records = (shown_record(entry, reveal=reveal) for entry in log.entries())
    if export is not None:
        count = 0
        fresh = export.with_name(export.name + ".part")
        try:
            with fresh.open("w", encoding="utf-8") as file:
                for record in records:
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")
                    count += 1
            fresh.replace(export)
            note(export, count)
        except OSError as error:
            raise BadInputError(f"{export} cannot be written ({error.strerror}). Choose another file.") from error
        if as_json:
            output.print_json({"path": str(export), "entries": count})
        else:
            output.console().print(f"Wrote {count} drafts to {export}.")
    elif as_json:
        output.print_json({"entries": list(records)})
    else:
        show.log_entries(records)
