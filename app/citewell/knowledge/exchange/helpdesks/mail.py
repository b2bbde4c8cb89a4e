"""Mail: mbox files (RFC 4155), Maildir folders, and single messages (RFC 5322), put together by what they answer.

Who is an agent is told by addresses: those that were named, else all of the domain that nearly every mail is from or
to, else whoever did not write first.
"""

import email
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from email.errors import CloseBoundaryNotFoundDefect
from email.message import Message as Mail
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path

from citewell.knowledge.exchange.attached import ReadAttached, attachments_of_mail
from citewell.knowledge.exchange.fields import written_time
from citewell.knowledge.exchange.json_stream import Reading
from citewell.knowledge.exchange.values import CutExportError, Message, Piece, Role
from citewell.knowledge.exchange.written import unquoted
from citewell.knowledge.loaders.mail.eml import MailContent, header

MAX_MAIL = 64 << 20
"""Bytes of the largest message that is read; a larger one is reported and left out."""
_LINE = 1 << 20
_PARSING = (ValueError, LookupError, TypeError, AttributeError, AssertionError, OverflowError, RecursionError)
"""What the standard library raises for mails that follow no rule."""
_OWN_SHARE = 0.8
"""Share of all mails from or to a domain, from which on it is the company's own."""


@dataclass(slots=True)
class Addresses:
    """How many mails name each domain, as writer or receiver, to find the company's own."""

    mails: int = 0
    domains: Counter[str] = field(default_factory=Counter)

    def note(self, mail: Mail) -> str:
        """Count the domains of a mail; return the address of its writer."""
        self.mails += 1
        writer = next(iter(_addresses(mail, "from")), "")
        named = {writer, *_addresses(mail, "to", "cc", "delivered-to", "x-original-to")}
        self.domains.update({address.rpartition("@")[2] for address in named if "@" in address})
        return writer

    def own_domain(self) -> str:
        """The domain that nearly all mails name, where there is one and not several."""
        often = [name for name, count in self.domains.items() if count >= _OWN_SHARE * self.mails]
        return often[0] if len(often) == 1 else ""


def mails_in_mbox(path: Path, reading: Reading) -> Iterator[bytes]:
    """The messages of an mbox file; ``>From`` in their text becomes ``From`` again."""
    with path.open("rb") as file:
        lines: list[bytes] = []
        size, blank = 0, True
        while line := file.readline(_LINE):
            if blank and line.startswith(b"From "):
                yield from _whole(lines, size, reading)
                lines, size, blank = [], 0, False
                continue
            size += len(line)
            if size <= MAX_MAIL:
                lines.append(line[1:] if line.lstrip(b">").startswith(b"From ") and line.startswith(b">") else line)
            blank = not line.strip()
        yield from _whole(lines, size, reading)


def _whole(lines: list[bytes], size: int, reading: Reading) -> Iterator[bytes]:
    if not lines:
        return
    reading.count += 1
    if size > MAX_MAIL:
        reading.problems.append(
            f"mail {reading.count} has {size >> 20} MB, more than {MAX_MAIL >> 20} MB; it is left out"
        )
        return
    yield b"".join(lines)


def mails_in_folder(paths: Iterable[Path], reading: Reading) -> Iterator[bytes]:
    """The messages of files that hold one each; one that cannot be read is reported."""
    for path in paths:
        reading.count += 1
        try:
            size = path.stat().st_size
            if size <= MAX_MAIL:
                yield path.read_bytes()
            else:
                reading.problems.append(
                    f"{path.name} has {size >> 20} MB, more than {MAX_MAIL >> 20} MB; it is left out"
                )
        except OSError as error:
            reading.problems.append(f"{path.name} cannot be read ({error.strerror}); it is left out")


def pieces(
    mails: Iterable[bytes], path: Path, addresses: Addresses, reading: Reading, read_file: ReadAttached | None = None
) -> Iterator[Piece]:
    """The messages by themselves, their attachments read by ``read_file``.

    Raises ``CutExportError`` where the last one ends before its closing boundary.
    """
    cut = False
    for number, data in enumerate(mails, 1):
        try:
            mail = email.message_from_bytes(data)
            cut = any(
                isinstance(defect, CloseBoundaryNotFoundDefect) for part in mail.walk() for defect in part.defects
            )
            piece = _piece(mail, number, addresses, read_file)
        except _PARSING as error:
            reading.problems.append(f"mail {number} follows no rule of mail ({type(error).__name__}); it is left out")
            continue
        yield piece
    if cut and path.is_file():
        raise CutExportError(f"{path} is cut off in the middle: its last mail, number {reading.count}, is not whole.")


def _piece(mail: Mail, number: int, addresses: Addresses, read_file: ReadAttached | None) -> Piece:
    own = _identifier(header(mail, "message-id")) or f"no identifier, number {number}"
    named = f"{header(mail, 'references')} {header(mail, 'in-reply-to')}".replace("><", "> <").split()
    content = MailContent(mail)
    text = unquoted(list(content.read(mail)))
    automatic = header(mail, "auto-submitted").lower() not in {"", "no"}
    message = Message(
        Role.SYSTEM if automatic else Role.CUSTOMER,
        text,
        _date(mail),
        attachments_of_mail(content.attached, read_file),
    )
    parents = tuple(dict.fromkeys(_identifier(name) for name in named if "@" in name))
    return Piece(own, message, header(mail, "subject"), parents, addresses.note(mail))


def _identifier(text: str) -> str:
    return text.strip().strip("<>").strip()


def _date(mail: Mail) -> str:
    try:
        return written_time(parsedate_to_datetime(header(mail, "date")))
    except _PARSING:
        return ""


def _addresses(mail: Mail, *names: str) -> list[str]:
    values = [header(mail, name) for name in names]
    try:
        return [address.lower() for _, address in getaddresses([value for value in values if value]) if "@" in address]
    except _PARSING:
        return []


def is_agent(writer: str, agents: Iterable[str]) -> bool:
    """Whether an address is one of ``agents``: addresses, or domains with all their addresses."""
    domain = writer.rpartition("@")[2]
    return any(writer == one or domain == one.lstrip("@") for one in map(str.lower, agents))


def settled(found: list[Piece], agents: Iterable[str]) -> list[Message]:
    """The messages of one conversation with their sides told apart; ``found`` is in the order of time."""
    agents = list(agents)
    first = next((piece.writer for piece in found if piece.message.role is not Role.SYSTEM), "")
    told = []
    for piece in found:
        writes = is_agent(piece.writer, agents) if agents else piece.writer != first
        role = piece.message.role if piece.message.role is Role.SYSTEM else Role.AGENT if writes else Role.CUSTOMER
        told.append(replace(piece.message, role=role))
    return told
