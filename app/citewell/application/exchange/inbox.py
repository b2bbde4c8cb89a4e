"""A watched inbox: a draft is ready when a ticket arrives as a file, and no file is drafted twice.

A draft is written under a name of its own (``NAME.DIGEST.draft.txt``) in one step, then noted in a ledger beside it.
A run that ends between the two finds the draft by its name; one that ends before it makes the draft anew.
"""

import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from citewell.application.exchange.arrivals import PATIENCE, REST, Arrivals, ArrivedFile, UnfinishedError
from citewell.application.exchange.draft_forms import DraftForm, formed, may_be_reply, note_of
from citewell.domain.drafts import Draft, Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.ports import Reader
from citewell.domain.progress import CancelToken

LEDGER = ".citewell-inbox.jsonl"

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
    rest: float = REST
    patience: float = PATIENCE


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


@dataclass(slots=True)
class Inbox:
    """Looks into a folder, and drafts what is new and whole in it.

    ``now`` gives seconds since the epoch; ``reader`` reads what is attached to mails.
    """

    wishes: InboxWishes
    make: MakeDraft
    reader: Reader
    now: Callable[[], float] = time.time
    _arrivals: Arrivals = field(init=False)

    def __post_init__(self) -> None:
        """Read the ledger. Raises ``BadInputError`` where the folder is not there."""
        wishes = self.wishes
        if wishes.folder.is_dir():  # else nothing is made
            wishes.out.mkdir(parents=True, exist_ok=True)
        self._arrivals = Arrivals(
            wishes.folder, wishes.out / LEDGER, self.reader, wishes.rest, wishes.patience, self.now
        )

    def look(self, cancel: CancelToken | None = None) -> Iterator[Arrived]:
        """Draft every file that rests, is whole and was not drafted before.

        Raises ``ModelError``, ``StorageError``, ``ProcessError`` and ``CancelledError``; the file at hand then counts
        as not looked at.
        """
        for file in self._arrivals.look(cancel):
            arrived = None
            if not self._written_before(file):
                try:
                    arrived = self._handle(file)
                except UnfinishedError:
                    continue
            self._arrivals.note(file)
            if arrived is not None:
                yield arrived

    def _handle(self, file: ArrivedFile) -> Arrived:
        name, wishes = file.path.name, self.wishes
        try:
            ticket, identity = self._arrivals.ticket(file, wishes.region, wishes.product)
            draft = self.make(ticket)
        except BadInputError as error:
            return Arrived(name, self._write(self._name(file, "error", ".txt"), f"{error}\n"), error=str(error))
        form = wishes.form
        if form is DraftForm.REPLY and not may_be_reply(draft):
            text: str | dict[str, Any] = note_of(draft)
        else:
            text = formed(draft, form, identity)
        written = text if isinstance(text, str) else json.dumps(text, ensure_ascii=False, indent=1) + "\n"
        target = self._write(self._name(file, "draft", form.suffix), written)
        return Arrived(name, target, draft.decision.value)

    def _name(self, file: ArrivedFile, kind: str, suffix: str) -> Path:
        return self.wishes.out / f"{file.path.name}.{file.key[:12]}.{kind}{suffix}"

    def _written_before(self, file: ArrivedFile) -> bool:
        suffix = self.wishes.form.suffix
        return any(self._name(file, *ending).exists() for ending in (("draft", suffix), ("error", ".txt")))

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
