"""A file of golden tickets as a person edits it: opened, checked as a run checks it, saved whole or not at all."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from citewell.domain.errors import BadInputError
from citewell.evaluation.golden.reading import read_golden, read_text

OWN = "own.yaml"
TEMPLATE = """version: 1
tickets:
  - id: refund-window          # unique; any name
    ticket: |
      Hello, can I still return the annual plan that I bought last week?
    expect:
      decision: answer         # answer, clarify, refuse or escalate
      facts: [14 days]         # what a right reply states
      forbidden: [30 days]     # what it must not state
      # documents: [refunds.md]   a document that it cites, as Sources names it
"""


@dataclass(frozen=True, slots=True)
class GoldenText:
    """A file and its text; ``on_disk`` is what lies there, empty where there is no file yet."""

    file: Path
    text: str
    on_disk: str


class OwnGolden:
    """Files of golden tickets that this home may change."""

    def __init__(self, folder: Path) -> None:
        """``folder`` holds the team's own ones; it need not be there yet."""
        self._folder = folder

    def open(self, chosen: Path | None = None) -> GoldenText:
        """A file, the team's own one where none is chosen; a template where there is none. Raises ``BadInputError``."""
        file = chosen or self._folder / OWN
        if not file.exists():
            return GoldenText(file, TEMPLATE, "")
        text, _ = read_text(file)
        return GoldenText(file, text, text)

    def save(self, opened: GoldenText, text: str) -> tuple[GoldenText, int]:
        """Write ``text`` where every ticket of it can be used; returns it, and how many tickets it has.

        Raises ``BadInputError`` with every mistake by its line, where another program changed the file meanwhile, and
        where it cannot be written.
        """
        file = opened.file
        if file.exists() and read_text(file)[0] != opened.on_disk:
            raise BadInputError("Another program changed this file since it was opened. Close it and open it again.")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=file.parent) as folder:
                beside = Path(folder) / file.name
                beside.write_text(text, encoding="utf-8")
                tickets = _count(beside, file.name)
                beside.replace(file)
        except OSError as error:
            raise BadInputError(f"The file {file} cannot be written ({error.strerror}).") from error
        return GoldenText(file, text, text), tickets


def _count(file: Path, name: str) -> int:
    """How many tickets a file has. Raises ``BadInputError``, in which it goes by ``name``."""
    try:
        return sum(len(one.tickets) for one in read_golden([file]))
    except BadInputError as error:
        raise BadInputError(str(error).replace(str(file), name)) from None
