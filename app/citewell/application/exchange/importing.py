"""Import of exports: tickets into a file of JSON lines, saved replies and articles into a folder of documents.

Either is put in place as a whole, after the last export was read: what fails before that leaves everything as it was.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from citewell.application.exchange.document_folder import DocumentFolder
from citewell.domain.errors import BadInputError
from citewell.domain.ports import Reader
from citewell.domain.progress import CancelToken, Progress, ProgressCallback, ignore_progress
from citewell.knowledge.exchange.attached import attachment_reader, from_folder
from citewell.knowledge.exchange.recognised import ImportWishes, Recognised
from citewell.knowledge.exchange.ticket_lines import line_of_conversation
from citewell.knowledge.exchange.values import Conversation

__all__ = ["ImportWishes", "ImportedExport", "Importing", "Shape", "import_exports"]

TICKETS = "tickets.jsonl"
MOST_PROBLEMS = 50
"""Problems of one export that are listed; the others are counted."""
_TEXTS = ("ticket", "subject", "reply")

Mask = Callable[[str], str]
"""A text with placeholders for personal data."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How what was read is written: ``golden`` makes golden tickets, ``facts`` lets saved replies be cited as facts.

    ``mask`` takes personal data out of every text of a ticket. ``files`` is a folder with the attachments of exports
    that name them only, at ``TICKET'S ID/NAME``.
    """

    golden: bool = False
    facts: bool = False
    mask: Mask | None = None
    files: Path | None = None


@dataclass(slots=True)
class ImportedExport:
    """What one export held, and what of it was left out."""

    path: str
    found: Recognised
    tickets: int = 0
    messages: int = 0
    attachments: int = 0
    read: int = 0
    replies: int = 0
    articles: int = 0
    without_customer: int = 0
    repeated: int = 0

    def record(self) -> dict[str, Any]:
        """As JSON."""
        problems = self.found.reading.problems
        return {
            "path": self.path,
            "program": self.found.program,
            "export": self.found.export,
            "tickets": self.tickets,
            "messages": self.messages,
            "attachments": self.attachments,
            "attachments_read": self.read,
            "replies": self.replies,
            "articles": self.articles,
            "without_customer": self.without_customer,
            "repeated": self.repeated,
            "other_records": self.found.reading.others,
            "notes": self.found.notes,
            "problems": problems[:MOST_PROBLEMS],
            "more_problems": max(0, len(problems) - MOST_PROBLEMS),
        }


@dataclass(slots=True)
class Importing:
    """What a run imported, and where it lies."""

    out: Path
    exports: list[ImportedExport] = field(default_factory=list)
    documents: int = 0
    removed: int = 0

    def record(self) -> dict[str, Any]:
        """As JSON."""
        exports = [export.record() for export in self.exports]
        return {"out": str(self.out), "documents": self.documents, "removed": self.removed, "exports": exports}


def import_exports(
    paths: Sequence[Path],
    out: Path,
    wishes: ImportWishes,
    shape: Shape,
    *,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
    reader: Reader | None = None,
) -> Importing:
    """Read exports and put what they hold at ``out``: a ``.jsonl`` file for tickets, else a folder.

    Attachments are read by ``reader``; without one they are listed.

    Raises ``BadInputError`` (also where an export is cut in the middle), ``ProcessError`` and ``CancelledError``.
    """
    if shape.files is not None and not shape.files.is_dir():
        raise BadInputError(f"There is no folder {shape.files} with attachments. Nothing was imported.")
    run = _Run(out, wishes, shape, progress, cancel or CancelToken(), reader)
    try:
        with run.folder:
            for path in paths:
                run.read(path)
            return run.finish()
    except OSError as error:
        raise BadInputError(f"{out} cannot be written ({error.strerror}). Nothing was imported.") from error
    finally:
        run.close()


class _Run:
    """One import: tickets go to a file beside the target, documents to a folder beside it."""

    def __init__(
        self,
        out: Path,
        wishes: ImportWishes,
        shape: Shape,
        progress: ProgressCallback,
        cancel: CancelToken,
        reader: Reader | None,
    ) -> None:
        self._out = out
        self._read_file = attachment_reader(reader) if reader is not None and not shape.golden else None
        self._wishes = replace(wishes, read_file=self._read_file)
        self._shape = shape
        self._progress = progress
        self._cancel = cancel
        self._is_file = out.suffix.lower() in {".jsonl", ".ndjson"}
        self._file = out if self._is_file else out / TICKETS
        self._fresh = out.with_name(f".{out.name}.tickets.part")
        self._lines: Any = None
        self._seen: set[int] = set()
        self._done = Importing(out)
        self.folder = DocumentFolder(out, facts=shape.facts)

    def read(self, path: Path) -> None:
        """Read one export to its end."""
        from citewell.knowledge.exchange.reading import read_export  # noqa: PLC0415  the parsers: no other command needs them

        told = ImportedExport(str(path), Recognised())
        self._done.exports.append(told)
        for number, item in enumerate(read_export(path, self._wishes, told.found)):
            if not number % 100:
                self._cancel.check()
                self._progress(Progress(number, 0, path.name))
            if isinstance(item, Conversation):
                self._take(item, told)
            elif self._is_file:
                raise BadInputError(
                    f"{path} holds documents ({told.found.program}, {told.found.export}): name a folder for them with "
                    "--out, not a file. Nothing was imported."
                )
            else:
                kind = self.folder.add(told.found.program, item)
                told.replies += kind == "reply"
                told.articles += kind == "article"
        if not (told.tickets or told.replies or told.articles or told.repeated):
            raise BadInputError(
                f"{path} is recognised ({told.found.program}, {told.found.export}), but holds nothing that can be "
                "imported. Nothing was imported."
            )

    def _take(self, conversation: Conversation, told: ImportedExport) -> None:
        if self._shape.files is not None and self._read_file is not None:
            conversation = from_folder(conversation, self._shape.files, self._read_file)
        line = line_of_conversation(told.found.program, conversation, golden=self._shape.golden)
        if line is None:
            told.without_customer += 1
            return
        if (digest := _digest(str(line["id"]))) in self._seen:
            told.repeated += 1
            return
        self._seen.add(digest)
        told.tickets += 1
        told.messages += len(conversation.messages)
        told.attachments += sum(len(message.attachments) for message in conversation.messages)
        told.read += sum("text" in file for file in _dicts(line.get("attachments")))
        if self._shape.mask is not None:
            _mask(line, self._shape.mask)
        self._write(line)

    def _write(self, line: dict[str, Any]) -> None:
        if self._lines is None:
            self._out.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._lines = os.fdopen(descriptor, "w", encoding="utf-8", newline="\n")
        self._lines.write(json.dumps(line, ensure_ascii=False) + "\n")

    def finish(self) -> Importing:
        """Put what was read in place."""
        self._done.documents, self._done.removed = self.folder.put_in_place()
        if self._lines is not None:
            self._lines.flush()
            os.fsync(self._lines.fileno())
            self._lines.close()
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._fresh.replace(self._file)
        return self._done

    def close(self) -> None:
        """Remove what was not put in place."""
        if self._lines is not None:
            self._lines.close()
            self._fresh.unlink(missing_ok=True)


def _digest(identity: str) -> int:
    return int.from_bytes(hashlib.blake2b(identity.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def _mask(line: dict[str, Any], mask: Mask) -> None:
    for name in _TEXTS:
        if line.get(name):
            line[name] = mask(line[name])
    for message in _dicts(line.get("messages")):
        message["text"] = mask(message["text"])
    for file in _dicts(line.get("attachments")):
        file |= {name: mask(file[name]) for name in ("name", "text") if name in file}
    if "comment" in line:
        line["comment"]["reply"] = mask(line["comment"]["reply"])


def _dicts(items: object) -> Iterator[dict[str, Any]]:
    return (item for item in items if isinstance(item, dict)) if isinstance(items, list) else iter(())
