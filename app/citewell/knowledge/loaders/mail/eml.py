"""E-mails (.eml): subject, date and text. Addresses are left out, attachments are named but not read."""

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email.message import Message
from email.policy import default as modern
from email.utils import parsedate_to_datetime
from itertools import groupby

from citewell.domain.documents import ExtractedDocument, Metadata
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders.markup.html import UNREAD, read_page
from citewell.knowledge.loaders.markup.plain_text import load_text
from citewell.knowledge.loaders.text.parts import Part, clean, encodable, joined

_HEADERS = ("from", "to", "subject", "date", "received", "message-id", "mime-version", "content-type")
_ENCRYPTED = frozenset(["multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"])
_SIGNATURES = frozenset(["application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"])
_TEXTS = frozenset(["text/plain", "text/html"])
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_SIGNATURE = "-- "
_SIGNATURE_CLASSES = ("gmail_signature", "moz-signature")
_MAX_NAMED = 20
_PARSING = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library raises for header fields that follow no rule."""


def load_eml(data: bytes, title: str) -> ExtractedDocument:
    """Blocks are the subject (a heading of level 1), the date and the paragraphs of the text; quoted mail is kept.

    Plain text goes before HTML; what follows a line of ``-- `` is a signature and left out.
    Raises ``UnreadableFileError``.
    """
    message = email.message_from_bytes(data)  # the newer policies raise errors of all kinds on malformed fields
    if not any(name.lower() in _HEADERS for name in message.keys()):  # noqa: SIM118 - a message is no mapping
        raise UnreadableFileError("not an e-mail: it has no header lines")
    if message.get_content_type() in _ENCRYPTED:
        raise UnreadableFileError("encrypted; save the message decrypted and index it again")
    subject = _header(message, "subject")
    content = _Content(message)
    body = [part for one in content.bodies(message) for part in _paragraphs(one)]
    parts = [Part(subject, 1), Part(_date(message)), *body] if body else []
    return joined(parts, Metadata(title=subject or title), content.problems())


def _header(message: Message, name: str) -> str:
    return _decoded(next((value for key, value in message.raw_items() if key.lower() == name), ""))


def _decoded(field_text: str) -> str:
    """A header field, or a part of one, as it is shown; as it stands where its encoding follows no rule."""
    line = clean(field_text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    with suppress(*_PARSING):
        line = str(modern.header_factory("subject", line))
    return clean(encodable(line))


def _date(message: Message) -> str:
    try:
        return f"Date: {parsedate_to_datetime(_header(message, 'date')):%Y-%m-%d %H:%M}"
    except (*_PARSING, OverflowError):
        return ""


@dataclass(slots=True)
class _Content:
    """Tells what is read of a message from what is attached to it."""

    message: Message
    attached: list[str] = field(default_factory=list)

    def bodies(self, part: Message) -> list[Message]:
        """The text parts to be read, in order."""
        kind = part.get_content_type()
        if kind in _SIGNATURES:
            return []
        if kind != "message/rfc822" and part.is_multipart() and not _is_attached(part):
            found = [self.bodies(child) for child in _children(part)]
            if kind == "multipart/alternative":
                return _preferred(found)
            return [body for bodies in found for body in bodies]
        is_text = kind in _TEXTS or part.get_content_maintype() == "multipart"  # the latter, with no parts to be found
        if is_text and (part is self.message or not (_is_attached(part) or _filename(part))):
            return [part]
        if not (part.get_content_maintype() == "image" and part.get("content-id") and not _is_attached(part)):
            self.attached.append(_filename(part) or kind)
        return []

    def problems(self) -> tuple[str, ...]:
        """One line that names the attachments, if there are any."""
        count = len(self.attached)
        if not count:
            return ()
        names = ", ".join(self.attached[:_MAX_NAMED]) + (", …" if count > _MAX_NAMED else "")
        return (f"{'1 attachment is' if count == 1 else f'{count} attachments are'} not indexed: {names}",)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _preferred(alternatives: list[list[Message]]) -> list[Message]:
    """The first alternative with plain text in it, else the last with any text."""
    filled = [bodies for bodies in alternatives if any(_text(body).strip() for body in bodies)]
    plain = [bodies for bodies in filled if any(body.get_content_type() == "text/plain" for body in bodies)]
    return plain[0] if plain else filled[-1] if filled else []


def _is_attached(part: Message) -> bool:
    try:
        return part.get_content_disposition() == "attachment"
    except _PARSING:
        return False


def _filename(part: Message) -> str:
    try:
        return _decoded(part.get_filename() or "")
    except _PARSING:
        return ""


def _text(part: Message) -> str:
    """The decoded text of a part; an unknown or wrong character set costs characters, not the message."""
    try:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset("utf-8")
    except _PARSING:
        return ""
    if not isinstance(data, bytes):
        return ""
    for encoding in (charset, "utf-8"):
        try:
            return encodable(data.decode("utf-8" if "escape" in encoding else encoding))
        except (LookupError, ValueError):
            continue
    return data.decode("cp1252", "replace")


def _paragraphs(part: Message) -> Iterator[Part]:
    text = _text(part).replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() == "text/html":
        page = read_page(text, UNREAD, _SIGNATURE_CLASSES)
        yield from (replace(part, level=min(part.level + 1, 6) if part.level else 0) for part in page.parts)
        return
    for mark, lines in _without_signatures(text.split("\n")):
        yield from (Part(block.text, mark=mark) for block in load_text("\n".join(lines), "").blocks)


def _without_signatures(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Runs of lines quoted equally deep, with their mark; a signature ends where the depth changes."""
    for mark, run in groupby(map(_unquoted, lines), key=lambda line: line[0]):
        kept: list[str] = []
        for _, line in run:
            if line == _SIGNATURE:
                break
            kept.append(line)
        yield mark, kept


def _unquoted(line: str) -> tuple[str, str]:
    """The mark of a quoted line, such as ``>> ``, and what is quoted."""
    match = _QUOTE.match(line)
    if not match:
        return "", line
    return f"{'>' * match[0].count('>')} ", line[match.end() :]
