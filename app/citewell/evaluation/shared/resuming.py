"""Rows of a run in a JSONL file, one line as soon as each is finished, so that a killed run goes on where it was."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from citewell.domain.errors import BadInputError
from citewell.evaluation.runs import Made
from citewell.evaluation.scores.scoring import Row
from citewell.records.values import from_record, to_record

Key = tuple[str, str]
"""Mode and id of a ticket."""
_BEGINNING = b'{"fingerprint"'


@dataclass(frozen=True, slots=True)
class Finished:
    """One row, what made its draft (``None`` where none came), and the fingerprint of all that it depends on."""

    row: Row
    made: Made | None
    fingerprint: str


class RowFile:
    """The finished rows of one file. Its last line may be cut short by a kill; it is then made again."""

    def __init__(self, path: Path) -> None:
        """Read what ``path`` holds. Raises ``BadInputError`` where it is another kind of file."""
        self._path = path
        self._found: dict[Key, Finished] = {}
        try:
            data = path.read_bytes() if path.exists() else b""
        except OSError as error:
            raise BadInputError(
                f"The rows in {path} cannot be read ({error.strerror}). Choose another file."
            ) from error
        if not path.absolute().parent.is_dir():
            raise BadInputError(f"The folder of {path} is not there. Make it, or choose another.")
        *lines, rest = data.split(b"\n")
        for number, line in enumerate(lines, start=1):
            if line.strip():
                self._keep(self._read(line, number))
        if rest[: len(_BEGINNING)] != _BEGINNING[: len(rest)]:
            raise self._strange(len(lines) + 1)
        self._torn = len(rest)

    def _read(self, line: bytes, number: int) -> Finished:
        try:
            return _finished(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            raise self._strange(number) from error

    def _strange(self, number: int) -> BadInputError:
        said = "this is no row of a run. Choose another file, or delete this one."
        return BadInputError(f"{self._path}:{number}: {said}")

    def _keep(self, finished: Finished) -> None:
        self._found[finished.row.mode, finished.row.id] = finished

    def take(self, wanted: Mapping[Key, str]) -> dict[Key, Finished]:
        """Rows whose fingerprint is the ``wanted`` one. Those without a draft are left out: they are tried again."""
        return {
            key: self._found[key]
            for key, fingerprint in wanted.items()
            if key in self._found and self._found[key].fingerprint == fingerprint and not self._found[key].row.error
        }

    def outdated(self, wanted: Mapping[Key, str]) -> int:
        """How many rows of the ``wanted`` ones another program, ticket or knowledge base made."""
        return sum(key in self._found and self._found[key].fingerprint != print_ for key, print_ in wanted.items())

    def add(self, finished: Finished) -> None:
        """Write one row at the end of the file. Raises ``BadInputError``."""
        record = {"fingerprint": finished.fingerprint, **to_record(finished.row)}
        record["made"] = None if finished.made is None else to_record(finished.made)
        line = json.dumps(record, ensure_ascii=False) + "\n"
        try:
            with self._path.open("ab") as file:
                if self._torn:
                    file.truncate(file.tell() - self._torn)
                file.write(line.encode("utf-8", "replace"))
        except OSError as error:
            raise BadInputError(f"The rows cannot be written to {self._path} ({error.strerror}).") from error
        self._torn = 0
        self._keep(finished)


def _finished(record: dict[str, Any]) -> Finished:
    made = record["made"]
    found = None if made is None else from_record(Made, made)
    return Finished(from_record(Row, record), found, str(record["fingerprint"]))
