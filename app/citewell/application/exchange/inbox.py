"""A watched inbox: a draft is ready when a ticket arrives as a file, and no file is drafted twice.

A file counts once it rests and is whole. Its draft is written under a name of its own (``NAME.DIGEST.draft.txt``) in
one step, then noted in a ledger beside it, which holds digests alone. A run that ends between the two finds the draft
by its name; one that ends before it makes the draft anew.
"""

import email
import hashlib
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.errors import CloseBoundaryNotFoundDefect
from pathlib import Path
from typing import Any

from citewell.application.drafting.batches import ticket_of
from citewell.application.drafting.tickets import decode_text
from citewell.application.exchange.draft_forms import DraftForm, formed, may_be_reply, note_of
from citewell.domain.drafts import Draft, Ticket
from citewell.domain.errors import BadInputError, UnreadableFileError
from citewell.domain.progress import CancelToken
from citewell.knowledge.exchange.letter import read_letter
from citewell.knowledge.exchange.reading import ImportWishes, Recognised, read_export
from citewell.knowledge.exchange.ticket_lines import line_of_conversation
from citewell.knowledge.exchange.values import Conversation
from citewell.knowledge.scan import is_ignored

KINDS = frozenset({".eml", ".txt", ".json"})
LEDGER = ".citewell-inbox.jsonl"
MAX_BYTES = 64 << 20
_OURS = (".draft.", ".error.")

MakeDraft = Callable[[Ticket], Draft]


@dataclass(frozen=True, slots=True)
class InboxWishes:
    """Where tickets arrive, where drafts go, in which form; and how long files rest, in seconds, before they count.

    A file that is never finished (a mail without its end, JSON that breaks off) is refused after ``patience``.
    """

    folder: Path
    out: Path
    form: DraftForm = DraftForm.NOTE
    region: str = ""
    product: str = ""
    rest: float = 2.0
    patience: float = 120.0


@dataclass(frozen=True, slots=True)
class Arrived:
    """What became of one file: its draft's file, or why there is none."""

    name: str
    written: Path
    decision: str = ""
    error: str = ""

    def record(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "file": self.name,
            "written": str(self.written),
            "decision": self.decision or None,
            "error": self.error or None,
        }


class UnfinishedError(Exception):
    """A file that is not whole yet."""


@dataclass(slots=True)
class Inbox:
    """Looks into a folder, and drafts what is new and whole in it. ``now`` gives seconds since the epoch."""

    wishes: InboxWishes
    make: MakeDraft
    now: Callable[[], float] = time.time
    _done: set[str] = field(default_factory=set)
    _seen: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Read the ledger. Raises ``BadInputError`` where the folder is not there."""
        if not self.wishes.folder.is_dir():
            raise BadInputError(f"There is no folder {self.wishes.folder} to watch.")
        self.wishes.out.mkdir(parents=True, exist_ok=True)
        self._done = set(_ledger_lines(self.wishes.out / LEDGER))

    def look(self, cancel: CancelToken | None = None) -> Iterator[Arrived]:
        """Draft every file that rests, is whole and was not drafted before.

        Raises ``ModelError``, ``StorageError``, ``ProcessError`` and ``CancelledError``; the file at hand then counts
        as not looked at.
        """
        for path in sorted(self.wishes.folder.iterdir()):
            if cancel is not None:
                cancel.check()
            settled = self._settled(path)
            if settled is None:
                continue
            data, seen = settled
            key = hashlib.sha256(path.name.encode("utf-8", "surrogateescape") + b"\0" + data).hexdigest()
            if key not in self._done:
                arrived = None
                if not self._written_before(path, key):
                    try:
                        arrived = self._handle(path, data, key)
                    except UnfinishedError:
                        continue
                self._note(key)
                if arrived is not None:
                    yield arrived
            self._seen[path.name] = seen

    def _settled(self, path: Path) -> tuple[bytes, tuple[int, int]] | None:
        """The bytes of a ticket file that rests, with its size and time; ``None`` for others and those done."""
        name = path.name
        if path.suffix.lower() not in KINDS or is_ignored(name) or any(mark in name for mark in _OURS):
            return None
        try:
            status = path.stat()
            seen = (status.st_size, status.st_mtime_ns)
            rests = self.now() - status.st_mtime >= self.wishes.rest
            if not path.is_file() or not rests or not status.st_size or self._seen.get(name) == seen:
                return None
            data = path.read_bytes() if status.st_size <= MAX_BYTES else b""
            after = path.stat()
        except OSError:  # it was taken away, or another program still holds it
            return None
        return (data, seen) if (after.st_size, after.st_mtime_ns) == seen else None

    def _handle(self, path: Path, data: bytes, key: str) -> Arrived:
        name = path.name
        try:
            ticket, identity = self._ticket(path, data)
            draft = self.make(ticket)
        except BadInputError as error:
            return Arrived(name, self._write(self._name(name, key, "error", ".txt"), f"{error}\n"), error=str(error))
        form = self.wishes.form
        if form is DraftForm.REPLY and not may_be_reply(draft):
            text: str | dict[str, Any] = note_of(draft)
        else:
            text = formed(draft, form, identity)
        written = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False, indent=1) + "\n"
        target = self._write(self._name(name, key, "draft", form.suffix), written)
        return Arrived(name, target, draft.decision.value)

    def _ticket(self, path: Path, data: bytes) -> tuple[Ticket, str]:
        """The ticket in a file, and its id where it has one. Raises ``BadInputError``, ``UnfinishedError``."""
        if not data:
            raise BadInputError(f"{path.name} has more than {MAX_BYTES >> 20} MB; no draft was made.")
        suffix = path.suffix.lower()
        waits = self.now() - path.stat().st_mtime < self.wishes.patience
        if suffix == ".json":
            line = self._line(path, data, waits=waits)
            ticket = ticket_of({"region": self.wishes.region, "product": self.wishes.product, **line})
            return ticket, str(line.get("id") or "")
        text = decode_text(data, path.name) if suffix == ".txt" else _letter(path.name, data, waits=waits)
        return Ticket(text=text, region=self.wishes.region, product=self.wishes.product), ""

    def _line(self, path: Path, data: bytes, *, waits: bool) -> dict[str, Any]:
        """A ticket as ``draft --batch`` takes it, or the one conversation of a helpdesk's export."""
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

    def _name(self, name: str, key: str, kind: str, suffix: str) -> Path:
        return self.wishes.out / f"{name}.{key[:12]}.{kind}{suffix}"

    def _written_before(self, path: Path, key: str) -> bool:
        suffix = self.wishes.form.suffix
        return any(self._name(path.name, key, *ending).exists() for ending in (("draft", suffix), ("error", ".txt")))

    def _write(self, target: Path, text: str) -> Path:
        """Put a file in place in one step; its owner alone may read it."""
        fresh = target.with_name(f".{target.name}.part")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(target)
        return target

    def _note(self, key: str) -> None:
        with (self.wishes.out / LEDGER).open("a", encoding="utf-8") as file:
            file.write(f"{json.dumps({'done': key})}\n")
            file.flush()
            os.fsync(file.fileno())
        self._done.add(key)


def _letter(name: str, data: bytes, *, waits: bool) -> str:
    mail = email.message_from_bytes(data)
    if any(isinstance(one, CloseBoundaryNotFoundDefect) for part in mail.walk() for one in part.defects):
        if waits:
            raise UnfinishedError
        raise BadInputError(f"{name} is cut off in the middle, or was never finished; no draft was made.")
    try:
        return read_letter(mail)
    except UnreadableFileError as error:
        raise BadInputError(f"{name}: {error}; no draft was made.") from error


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
