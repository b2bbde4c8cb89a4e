"""One export in, what it holds out: recognised by its shape, streamed, and put together to conversations.

``read_export`` yields one by one; only what one conversation holds is in memory, beside some bytes a message where
messages come by themselves (see ``spool``).
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

from citewell.domain.errors import BadInputError
from citewell.knowledge.exchange.articles import confluence, docusaurus, mediawiki
from citewell.knowledge.exchange.csv_stream import read_csv_records
from citewell.knowledge.exchange.encoding import encoding_of
from citewell.knowledge.exchange.helpdesks import mail
from citewell.knowledge.exchange.json_stream import read_json_records
from citewell.knowledge.exchange.programs import FORMS, TABLES, form_of
from citewell.knowledge.exchange.recognised import ImportWishes, Recognised
from citewell.knowledge.exchange.spool import Spool
from citewell.knowledge.exchange.values import (
    Article,
    Attachment,
    Conversation,
    CutExportError,
    Form,
    Held,
    Message,
    Piece,
    Record,
    Role,
    Whole,
)

Item = TypeVar("Item")
LOOKED_AT = 200
"""Records after which an export of no known form is given up."""
_HEAD = 64 * 1024
_PACKED = {b"PK\x03\x04": "a zip archive", b"\x1f\x8b": "packed with gzip", b"7z\xbc\xaf": "a 7z archive"}


def read_export(path: Path, wishes: ImportWishes, found: Recognised) -> Iterator[Whole]:
    """Everything in the export at ``path``; ``found`` says what it is once the first item came.

    Raises ``BadInputError`` (no such file, no known form, a wrong encoding), and ``CutExportError`` where it ends in
    the middle, unless that was to be salvaged.
    """
    if not path.exists():
        raise BadInputError(f"There is nothing at {path}.")
    try:
        yield from _read_folder(path, wishes, found) if path.is_dir() else _read_file(path, wishes, found)
    except OSError as error:
        raise BadInputError(f"{path} cannot be read ({error.strerror}).") from error


def _until_cut(items: Iterator[Item], wishes: ImportWishes, found: Recognised) -> Iterator[Item]:
    """The items of an export; where it is cut, those before the cut if they were to be salvaged, else the error."""
    try:
        yield from items
    except CutExportError as error:
        if not wishes.salvage:
            raise CutExportError(
                f"{error} Nothing was imported. Export it again, or keep what is whole with --salvage."
            ) from error
        found.notes.append(f"{error} What stands before was kept")


def _read_folder(path: Path, wishes: ImportWishes, found: Recognised) -> Iterator[Whole]:
    if (path / "cur").is_dir():
        found.program, found.export = "Maildir", "mails"
        files = sorted(file for name in ("cur", "new") for file in (path / name).glob("*") if file.is_file())
        yield from _mails(mail.mails_in_folder(files, found.reading), path, wishes, found)
    elif docusaurus.configuration_in(path):
        found.program, found.export = "Docusaurus", "folder of a site"
        yield from docusaurus.read_docusaurus(path, wishes.base, found.reading)
    elif confluence.is_html_export(path):
        found.program, found.export = "Confluence", "space (HTML)"
        yield from confluence.read_html_export(path, wishes.base, found.reading)
    elif (path / "entities.xml").is_file():
        yield from _read_file(path / "entities.xml", wishes, found)
    elif files := sorted(path.glob("*.eml")):
        found.program, found.export = "mail", "folder of mails (.eml)"
        yield from _mails(mail.mails_in_folder(files, found.reading), path, wishes, found)
    else:
        raise BadInputError(
            f"{path} is no folder of a known program: no Maildir, no Docusaurus site, no Confluence space, no .eml. "
            "Name the files of an export one by one."
        )


def _read_file(path: Path, wishes: ImportWishes, found: Recognised) -> Iterator[Whole]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    packed = next((what for mark, what in _PACKED.items() if head.startswith(mark)), "")
    if packed:
        raise BadInputError(f"{path} is {packed}. Unpack it, and import what is in it.")
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"From "):
        found.program, found.export = "mbox", "mails"
        yield from _mails(mail.mails_in_mbox(path, found.reading), path, wishes, found)
    elif start.startswith((b"<?xml", b"<mediawiki", b"<hibernate-generic")):
        yield from _read_xml(path, head, wishes, found)
    elif start.startswith((b"{", b"[")) or head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = encoding_of(path, wishes.encoding)
        records = read_json_records(path, encoding, lambda record: form_of(record, FORMS) is not None, found.reading)
        yield from _grouped(_until_cut(_held(records, FORMS, path, found), wishes, found), found)
    elif _is_mail(head):
        found.program, found.export = "mail", "one mail (.eml)"
        yield from _mails(mail.mails_in_folder([path], found.reading), path, wishes, found)
    else:
        records = read_csv_records(path, _csv_encoding(path, wishes, found), found.reading)
        yield from _grouped(_until_cut(_held(records, TABLES, path, found), wishes, found), found)


def _read_xml(path: Path, head: bytes, wishes: ImportWishes, found: Recognised) -> Iterator[Article]:
    if b"<mediawiki" in head:
        found.program, found.export = "MediaWiki", "dump (XML)"
        yield from _until_cut(mediawiki.read_mediawiki(path, found.reading), wishes, found)
    elif b"<hibernate-generic" in head:
        found.program, found.export = "Confluence", "space (XML)"
        yield from _until_cut(confluence.read_xml_export(path, wishes.base, found.reading), wishes, found)
    else:
        raise BadInputError(f"{path} is XML of no known program; MediaWiki dumps and Confluence spaces are read.")


def _is_mail(head: bytes) -> bool:
    names = {line.partition(b":")[0].lower() for line in head.split(b"\n\n")[0].split(b"\r\n\r\n")[0].splitlines()}
    return b"from" in names and bool(names & {b"subject", b"date", b"message-id", b"to", b"received"})


def _csv_encoding(path: Path, wishes: ImportWishes, found: Recognised) -> str:
    """The encoding of a CSV export; Windows-1252 where it is no UTF-8, as spreadsheets write it, which is said."""
    if wishes.encoding:
        return encoding_of(path, wishes.encoding)
    try:
        return encoding_of(path)
    except BadInputError:
        found.notes.append("it is not UTF-8; read as Windows-1252 (Western European)")
        return encoding_of(path, "cp1252")


def _held(records: Iterator[Record], forms: Iterable[Form], path: Path, found: Recognised) -> Iterator[Held]:
    """What the records hold, each read by the form that recognises it."""
    forms = tuple(forms)
    first: list[Record] = []
    cut: CutExportError | None = None
    try:
        first.extend(islice(records, LOOKED_AT))
    except CutExportError as error:
        cut = error
    if not any(form_of(record, forms) for record in first):
        if cut is not None:
            raise cut
        raise BadInputError(
            f"{path} is no export of a known program: none of its first {len(first)} records has the fields of one. "
            "docs/exchanges.md lists what is read. Nothing was imported."
        )
    for record in chain(first, records):
        form = form_of(record, forms)
        if form is None:
            found.reading.others += 1
            continue
        found.take(form)
        held = form.read(record)
        if held is not None:
            yield held
    if cut is not None:
        raise cut


def _grouped(held: Iterator[Held], found: Recognised) -> Iterator[Whole]:
    """Whole items at once; messages by themselves once all of them were seen, put together by their conversation."""
    with Spool() as spool:
        yield from _spooled(held, spool, found)
        for pieces in map(_pieces, spool.groups()):
            ordered = sorted(pieces, key=lambda piece: piece.message.at)
            yield _conversation(ordered, tuple(piece.message for piece in ordered))


def _spooled(held: Iterator[Held], spool: Spool, found: Recognised) -> Iterator[Whole]:
    for item in held:
        if isinstance(item, Piece):
            if item.key:
                spool.add(item.key, asdict(item), item.parents)
            else:
                found.reading.problems.append("a message names no conversation; it is left out")
        else:
            yield item


def _mails(mails: Iterator[bytes], path: Path, wishes: ImportWishes, found: Recognised) -> Iterator[Conversation]:
    addresses = mail.Addresses()
    with Spool() as spool:
        for piece in _until_cut(mail.pieces(mails, path, addresses, found.reading, wishes.read_file), wishes, found):
            spool.add(piece.key, asdict(piece), piece.parents)
        own = wishes.agents or ((addresses.own_domain(),) if addresses.own_domain() else ())
        if not wishes.agents:
            told = f"agents are those who write from {own[0]}" if own else "whoever writes first is the customer"
            found.notes.append(f"{told}; name others with --agents")
        for pieces in map(_pieces, spool.groups()):
            ordered = sorted(pieces, key=lambda piece: piece.message.at)
            unique = list({piece.key: piece for piece in ordered}.values())
            yield _conversation(unique, tuple(mail.settled(unique, own)))


def _pieces(records: list[dict[str, object]]) -> list[Piece]:
    return [_piece(record) for record in records]


def _piece(record: dict[str, object]) -> Piece:
    """A piece as the spool gave it back."""
    said = dict(record["message"])  # type: ignore[call-overload]
    files = tuple(Attachment(**file) for file in said.pop("attachments"))
    message = Message(role=Role(said.pop("role")), attachments=files, **said)
    rest = {name: value for name, value in record.items() if name not in {"message", "parents"}}
    return Piece(message=message, parents=tuple(record["parents"]), **rest)  # type: ignore[arg-type]


def _conversation(pieces: list[Piece], messages: tuple[Message, ...]) -> Conversation:
    subject = next((piece.subject for piece in pieces if piece.subject), "")
    return Conversation(pieces[0].key, subject, messages)
