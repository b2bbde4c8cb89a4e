"""Tickets that arrive as files in a folder: each is read once, when it rests and is whole.

What was dealt with is noted in a ledger that holds digests alone, so that no file counts twice, whenever a run ends.
"""

import email
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from email.errors import CloseBoundaryNotFoundDefect
from pathlib import Path
from typing import Any

from citewell.application.drafting.batches import ticket_of
from citewell.application.drafting.tickets import decode_text
from citewell.domain.drafts import Ticket
from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.domain.ports import Reader
from citewell.domain.progress import CancelToken
from citewell.knowledge.exchange.recognised import ImportWishes, Recognised
from citewell.knowledge.exchange.ticket_lines import line_of_conversation
from citewell.knowledge.exchange.values import Conversation
from citewell.knowledge.scan import is_ignored

KINDS = frozenset({".eml", ".txt", ".json"})
MAX_BYTES = 64 << 20
REST, PATIENCE = 2.0, 120.0
"""Seconds that a file rests before it counts, and after which one that was never finished is refused."""
_OURS = (".draft.", ".error.")


class UnfinishedError(Exception):
    """A file that is not whole yet."""


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file that rests; ``key`` is the digest of its name and bytes. ``data`` is empty where it is too large."""

    path: Path
    data: bytes
    key: str
    seen: tuple[int, int]


@dataclass(slots=True)
class Arrivals:
    """Looks into a folder. ``now`` gives seconds since the epoch; ``reader`` reads what is attached to mails."""

    folder: Path
    ledger: Path
    reader: Reader
    rest: float = REST
    patience: float = PATIENCE
    now: Callable[[], float] = time.time
    _done: set[str] = field(default_factory=set)
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the ledger. Raises ``BadInputError`` where the folder is not there."""
        if not self.folder.is_dir():
            raise BadInputError(f"There is no folder {self.folder} to watch.")
        self._done = set(_ledger_lines(self.ledger))

    def look(self, cancel: CancelToken | None = None) -> Iterator[ArrivedFile]:
        """Every file that rests and was not noted before; one that is not noted now comes again at the next look."""
        for path in sorted(self.folder.iterdir()):
            if cancel is not None:
                cancel.check()
            file = self._settled(path)
            if file is None:
                continue
            if file.key in self._done:
                self._seen[path.name] = file.seen
            else:
                yield file

    def note(self, file: ArrivedFile) -> None:
        """It was dealt with, whatever came of it."""
        with self.ledger.open("a", encoding="utf-8") as lines:
            lines.write(f"{json.dumps({'done': file.key})}\n")
            lines.flush()
            os.fsync(lines.fileno())
        self._done.add(file.key)
        self._seen[file.path.name] = file.seen

    def ticket(self, file: ArrivedFile, region: str = "", product: str = "") -> tuple[Ticket, str]:
        """The ticket in a file, and its id where it has one. Raises ``BadInputError``, ``UnfinishedError``."""
        path = file.path
        if not file.data:
            raise BadInputError(f"{path.name} has more than {MAX_BYTES >> 20} MB; no draft was made.")
        waits = self.now() - path.stat().st_mtime < self.patience
        if path.suffix.lower() == ".json":
            line = _line(path, file.data, waits=waits)
            return ticket_of({"region": region, "product": product, **line}), str(line.get("id") or "")
        is_text = path.suffix.lower() == ".txt"
        if is_text:
            return Ticket(text=decode_text(file.data, path.name), region=region, product=product), ""
        ticket = letter(path.name, file.data, self.reader, waits=waits)
        return replace(ticket, region=region, product=product), ""

    def _settled(self, path: Path) -> ArrivedFile | None:
        """A ticket file that rests; ``None`` for others and those that were seen."""
        name = path.name
        if path.suffix.lower() not in KINDS or is_ignored(name) or any(mark in name for mark in _OURS):
            return None
        try:
            status = path.stat()
            seen = (status.st_size, status.st_mtime_ns)
            rests = self.now() - status.st_mtime >= self.rest
            if not path.is_file() or not rests or not status.st_size or self._seen.get(name) == seen:
                return None
            data = path.read_bytes() if status.st_size <= MAX_BYTES else b""
            after = path.stat()
        except OSError:  # it was taken away, or another program still holds it
            return None
        if (after.st_size, after.st_mtime_ns) != seen:
            return None
        key = hashlib.sha256(name.encode("utf-8", "surrogateescape") + b"\0" + data).hexdigest()
        return ArrivedFile(path, data, key, seen)


def letter(name: str, data: bytes, reader: Reader, *, waits: bool = False) -> Ticket:
    """The ticket in a mail, with what is attached to it as ``reader`` reads it.

    Raises ``BadInputError``, ``ProcessError``, and ``UnfinishedError`` where it is cut off and ``waits``.
    """
    from citewell.knowledge.exchange.attached import attachment_reader  # noqa: PLC0415  the parsers, see below
    from citewell.knowledge.exchange.letter import read_letter  # noqa: PLC0415  the parsers: the window does without

    mail = email.message_from_bytes(data)
    if any(isinstance(one, CloseBoundaryNotFoundDefect) for part in mail.walk() for one in part.defects):
        if waits:
            raise UnfinishedError
        raise BadInputError(f"{name} is cut off in the middle, or was never finished; no draft was made.")
    try:
        text, attached = read_letter(mail, attachment_reader(reader))
    except UnreadableFileError as error:
        raise BadInputError(f"{name}: {error}; no draft was made.") from error
    return Ticket(text=text, attached=attached)


def _line(path: Path, data: bytes, *, waits: bool) -> dict[str, Any]:
    """A ticket as ``draft --batch`` takes it, or the one conversation of a helpdesk's export."""
    from citewell.knowledge.exchange.reading import read_export  # noqa: PLC0415  the parsers: see above

    try:
        value = json.loads(decode_text(data, path.name))
    except (ValueError, RecursionError) as error:
        if waits:
            raise UnfinishedError from error
        raise BadInputError(f"{path.name} is not JSON, or was never finished; no draft was made.") from error
    if isinstance(value, dict) and isinstance(value.get("ticket"), str):
        return value
    found = Recognised()
    held = [item for item in read_export(path, ImportWishes(), found) if isinstance(item, Conversation)]
    if len(held) != 1:
        raise BadInputError(f"{path.name} holds {len(held)} tickets and not one; use citewell import for it.")
    line = line_of_conversation(found.program, held[0])
    if line is None:
        raise BadInputError(f"{path.name} holds no word of a customer; no draft was made.")
    return line


def _ledger_lines(path: Path) -> Iterator[str]:
    """The digests in a ledger; a line that a crash cut off is passed over."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return
    for line in lines:
        try:
            yield str(json.loads(line)["done"])
        except (ValueError, KeyError, TypeError):
            continue
