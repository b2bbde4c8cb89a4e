"""Files that came with a ticket: read by the document readers, within limits, to be evidence for that ticket alone."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from email.message import Message as Mail
from pathlib import Path, PurePosixPath

from citewell.domain.errors import UnreadableFileError
from citewell.domain.ports import Reader
from citewell.knowledge.exchange.values import Attachment, Conversation, Message
from citewell.knowledge.loaders import LOADERS

MAX_FILES = 10
"""Files of one ticket whose text is used."""
MAX_TRIED = 40
"""Files of one mail or ticket that are opened, pictures without text among them."""
MAX_BYTES = 20 << 20
"""Of a file that is read."""
MAX_CHARACTERS = 60_000
"""Of all files of one ticket: some twenty pages, about a hundred passages."""
TOO_MANY = f"only {MAX_FILES} files of a ticket are read"
_NAME = re.compile(r"[^\x00-\x1f/\\:]{1,200}")

ReadAttached = Callable[[str, bytes], Attachment]
"""The attachment of a name and its bytes, with its text or the reason why there is none."""


def attachment_reader(reader: Reader) -> ReadAttached:
    """Reads single files by ``reader``. What it makes raises ``ProcessError`` where the reader does not start."""

    def read(name: str, data: bytes) -> Attachment:
        listed = Attachment(name[:200], size=len(data))
        if PurePosixPath(name).suffix.lower() not in LOADERS:
            return replace(listed, problem="no known kind of file")
        if len(data) > MAX_BYTES:
            return replace(listed, problem=too_large(len(data)))
        try:
            document, _ = reader.read(data, name)
        except UnreadableFileError as error:
            return replace(listed, problem=str(error).partition(";")[0])  # the rest tells how to index it
        return replace(listed, text=document.text.strip())

    return read


def too_large(size: int) -> str:
    """Why a file of ``size`` bytes is not read."""
    return f"has {size >> 20} MB, more than {MAX_BYTES >> 20} MB"


def attachments_of_mail(found: Iterable[tuple[str, Mail]], read: ReadAttached | None) -> tuple[Attachment, ...]:
    """The attachments of one mail, of which ``read`` reads ``MAX_FILES``; without it they are named only."""
    files: list[Attachment] = []
    for name, part in found:
        listed = Attachment(name[:200], part.get_content_type() if name != part.get_content_type() else "")
        if read is not None and _enough(files):
            listed = replace(listed, problem=TOO_MANY)
        elif read is not None:
            data = part.get_payload(decode=True)
            read_file = read(name, data) if isinstance(data, bytes) else replace(listed, problem="holds no file")
            listed = replace(read_file, kind=listed.kind)
        files.append(listed)
    return tuple(files)


def from_folder(conversation: Conversation, folder: Path, read: ReadAttached) -> Conversation:
    """A conversation whose files lie at ``folder/ID/NAME``, read; a name or link that leads elsewhere is not followed.

    Most exports name their files and leave them at the program, so that somebody fetches them.
    """
    own = folder / conversation.id
    if not re.fullmatch(r"\w[\w.-]{0,63}", conversation.id) or not own.is_dir():
        return conversation
    inside = own.resolve()
    messages: list[Message] = []
    opened: list[Attachment] = []
    for message in conversation.messages:
        files = []
        for file in message.attachments:
            path = own / file.name
            here = _NAME.fullmatch(file.name) and file.name not in {".", ".."} and path.resolve().parent == inside
            if file.text or file.problem or not here or not path.is_file():
                files.append(file)
                continue
            if _enough(opened):
                files.append(replace(file, problem=TOO_MANY))
                continue
            size = path.stat().st_size
            found = read(file.name, path.read_bytes()) if size <= MAX_BYTES else replace(file, problem=too_large(size))
            opened.append(replace(file, text=found.text, problem=found.problem, size=size))
            files.append(opened[-1])
        messages.append(replace(message, attachments=tuple(files)))
    return replace(conversation, messages=tuple(messages))


def _enough(opened: Sequence[Attachment]) -> bool:
    """Whether no further file is opened; those without a text, such as the logos of a letter, leave room for others."""
    return len(opened) >= MAX_TRIED or sum(bool(file.text) for file in opened) >= MAX_FILES


def within_limits(messages: Sequence[Message]) -> list[tuple[Message, Attachment]]:
    """The attachments of a ticket, each with its message: texts that come twice once, and no more than the limits."""
    kept: list[tuple[Message, Attachment]] = []
    texts: set[str] = set()
    room = MAX_CHARACTERS
    for message in messages:
        for file in message.attachments:
            listed = file
            if file.text in texts:
                listed = replace(file, text="", problem="the same text came before")
            elif file.text and len(texts) >= MAX_FILES:
                listed = replace(file, text="", problem=TOO_MANY)
            elif len(file.text) > room:
                told = f"the files of a ticket are read up to {MAX_CHARACTERS:,} characters"
                listed = replace(file, text="", problem=f"too long: {told}")
            elif file.text:
                texts.add(file.text)
                room -= len(file.text)
            kept.append((message, listed))
    return kept
