"""Tickets for the list of the window: from text, a mail, JSON, or any export that an import reads.

Each becomes the work of a page (see ``drafting.working_drafts``) under an id made of its content, so that the same
ticket is not listed twice.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from citewell.application.drafting.batches import ticket_of
from citewell.application.drafting.tickets import decode_text
from citewell.application.drafting.working_drafts import new_work
from citewell.application.exchange.arrivals import MAX_BYTES, Arrivals, UnfinishedError, letter
from citewell.domain.drafts import Ticket
from citewell.domain.errors import BadInputError
from citewell.domain.ports import Reader
from citewell.domain.progress import CancelToken
from citewell.knowledge.exchange.recognised import ImportWishes, Recognised
from citewell.knowledge.exchange.ticket_lines import line_of_conversation
from citewell.knowledge.exchange.values import Conversation

TEXTS = frozenset({".txt", ".text", ".md"})
LINES = frozenset({".jsonl", ".ndjson"})

Listed = tuple[str, dict[str, Any]]
"""The id of a ticket, and its work."""


@dataclass(slots=True)
class Dropped:
    """What files held: tickets in their order, and what could not be read. ``more``: the rest was not looked at."""

    tickets: list[Listed] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    more: bool = False


def of_text(text: str, name: str = "") -> Listed:
    """A ticket as it was pasted. Raises ``BadInputError`` for a text without words."""
    return listed(Ticket(text=text), name)


def listed(ticket: Ticket, name: str = "", subject: str = "") -> Listed:
    """A ticket with its id; ``name`` is where it came from. Raises ``BadInputError`` where it has no words."""
    if not ticket.text.strip():
        raise BadInputError(f"{name or 'This'} holds no words.")
    content = [ticket.text.strip(), ticket.region, ticket.product, *(file.text for file in ticket.attached)]
    digest = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    return f"ticket-{digest[:32]}", new_work(ticket, name, subject)


def read_dropped(paths: list[Path], most: int, cancel: CancelToken, reader: Reader) -> Dropped:
    """The tickets in ``paths``, at most ``most`` of them; ``reader`` reads what is attached to mails.

    Raises ``CancelledError`` and ``ProcessError``.
    """
    dropped = Dropped()
    for path in paths:
        try:
            for one in _tickets(path, reader):
                cancel.check()
                if len(dropped.tickets) >= most:
                    dropped.more = True
                    return dropped
                dropped.tickets.append(one)
        except BadInputError as error:
            dropped.problems.append(str(error))
        except OSError as error:
            dropped.problems.append(f"{path.name} cannot be read ({error.strerror}).")
    return dropped


def _tickets(path: Path, reader: Reader) -> Iterator[Listed]:
    suffix = path.suffix.lower()
    if path.is_file() and suffix in {*TEXTS, ".eml"}:
        if path.stat().st_size > MAX_BYTES:
            raise BadInputError(f"{path.name} has more than {MAX_BYTES >> 20} MB.")
        data = path.read_bytes()
        is_text = suffix in TEXTS
        ticket = Ticket(text=decode_text(data, path.name)) if is_text else letter(path.name, data, reader)
        yield listed(ticket, path.name)
    elif path.is_file() and (suffix in LINES or suffix == ".json") and (lines := _own_lines(path)):
        for line in lines:
            yield _of_line(line, path.name)
    else:
        yield from _of_export(path, reader)


def _own_lines(path: Path) -> list[dict[str, Any]]:
    """Tickets as an import or a batch writes them: an object, or one a line; empty for anything else."""
    if path.stat().st_size > MAX_BYTES:
        return []
    text = decode_text(path.read_bytes(), path.name)
    try:
        values = (
            [json.loads(text)]
            if path.suffix.lower() == ".json"
            else [*map(json.loads, filter(str.strip, text.splitlines()))]
        )
    except (ValueError, RecursionError):
        return []
    own = [value for value in values if isinstance(value, dict) and isinstance(value.get("ticket"), str)]
    return own if len(own) == len(values) else []


def _of_line(line: dict[str, Any], name: str) -> Listed:
    return listed(ticket_of(line), name, str(line.get("subject") or ""))


def _of_export(path: Path, reader: Reader) -> Iterator[Listed]:
    from citewell.knowledge.exchange.attached import attachment_reader  # noqa: PLC0415  the parsers, see below
    from citewell.knowledge.exchange.reading import read_export  # noqa: PLC0415  the parsers: the window does without

    found, any_ticket = Recognised(), False
    wishes = ImportWishes(salvage=True, read_file=attachment_reader(reader))
    for item in read_export(path, wishes, found):
        line = line_of_conversation(found.program, item) if isinstance(item, Conversation) else None
        if line is not None:
            any_ticket = True
            yield _of_line(line, path.name)
    if not any_ticket:
        raise BadInputError(f"{path.name} holds no ticket of a customer.")


class WatchedTickets:
    """A folder whose new files become tickets of the list; what was listed once is noted in ``ledger``."""

    def __init__(self, folder: Path, ledger: Path, reader: Reader) -> None:
        """Nothing is looked at yet; ``reader`` reads what is attached to mails."""
        self._folder, self._ledger, self._reader = folder, ledger, reader
        self._arrivals: Arrivals | None = None

    def look(
        self, add: Callable[[Sequence[Listed]], tuple[int, int]], cancel: CancelToken | None = None
    ) -> tuple[int, list[str]]:
        """Give each new whole file to ``add``, which says how many it took and for how many there was no room.

        Returns how many tickets are new, and what could not be read.

        Raises ``BadInputError`` where the folder is not there, ``StorageError`` and ``CancelledError``; the file at
        hand then comes again.
        """
        try:
            if self._arrivals is None:
                self._arrivals = Arrivals(self._folder, self._ledger, self._reader)
            return self._take(self._arrivals, add, cancel)
        except OSError as error:
            raise BadInputError(
                f"The folder {self._folder} cannot be read ({error.strerror}), so it is not watched any more."
            ) from error

    @staticmethod
    def _take(
        arrivals: Arrivals, add: Callable[[Sequence[Listed]], tuple[int, int]], cancel: CancelToken | None
    ) -> tuple[int, list[str]]:
        added, problems = 0, []
        for file in arrivals.look(cancel):
            try:
                ticket, _ = arrivals.ticket(file)
                new, left = add([listed(ticket, file.path.name)])
                if left:
                    break  # the list is full: the files that are left come when there is room
                added += new
            except UnfinishedError:
                continue
            except BadInputError as error:
                problems.append(str(error))
            arrivals.note(file)
        return added, problems
