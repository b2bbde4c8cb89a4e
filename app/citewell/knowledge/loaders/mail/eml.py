"""E-mails (.eml): subject, date and text, of the mails attached to it too. Addresses are left out.

Other attachments are named but not read.
"""

import email
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email.message import Message
from email.policy import default as modern
from email.utils import parsedate_to_datetime

from bs4 import BeautifulSoup

from citewell.domain.documents import ExtractedDocument, Metadata
from citewell.domain.errors import UnreadableFileError
from citewell.knowledge.loaders.mail.charsets import decode_body
from citewell.knowledge.loaders.mail.own_words import (
    QUOTES,
    SEPARATORS,
    SIGNATURES,
    is_disclaimer,
    is_sent_from,
    runs,
)
from citewell.knowledge.loaders.markup.html import UNREAD, read_page
from citewell.knowledge.loaders.markup.plain_text import load_text
from citewell.knowledge.loaders.text.parts import Part, clean, encodable, joined

_HEADERS = ("from", "to", "subject", "date", "received", "message-id", "mime-version", "content-type")
_ENCRYPTED = frozenset(["multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"])
_SIGNATURES = frozenset(["application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"])
_TEXTS = frozenset(["text/plain", "text/html", "text/enriched", "text/richtext", "text/markdown", "text/x-markdown"])
_ENRICHED = re.compile(r"</?[\w-]{1,60}>|<<")
_TNEF = frozenset(["application/ms-tnef", "application/vnd.ms-tnef"])
_SPACED_NAME = re.compile(rb"^([!-9;-~]{1,80})[ \t]{1,80}:", re.MULTILINE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_MAX_DEPTH = 20
"""Mails inside each other that are read."""
_BEGINS_QUOTE, _ENDS_QUOTE = "\ue0e0", "\ue0e1"
_MAX_NAMED = 20
_PARSING = (ValueError, LookupError, TypeError, AttributeError, AssertionError)
"""What the standard library raises for header fields that follow no rule."""


def load_eml(data: bytes, title: str) -> ExtractedDocument:
    """Blocks are the subject (a heading of level 1), the date and the paragraphs of the text.

    Quoted mails are kept after ``> ``, and mails that are attached follow under their own subject. Plain text goes
    before HTML; signatures and notices of confidentiality are left out. Raises ``UnreadableFileError``.
    """
    message = email.message_from_bytes(
        _with_plain_names(data)
    )  # the newer policies raise errors of all kinds on malformed fields
    if not any(name.lower() in _HEADERS for name in message.keys()):  # noqa: SIM118 - a message is no mapping
        raise UnreadableFileError("not an e-mail: it has no header lines")
    if message.get_content_type() in _ENCRYPTED:
        raise UnreadableFileError("encrypted; save the message decrypted and index it again")
    subject = header(message, "subject")
    content = MailContent(message)
    body = list(content.read(message))
    if not body and content.unread_tnef:
        raise UnreadableFileError(
            "its text is in winmail.dat, Outlook's own format, which is not read; ask for it as HTML or plain text"
        )
    if not body and not content.attached and subject:
        content.notes.append("the message has no text beside its subject")
        return joined([Part(subject, 1)], Metadata(title=subject), content.problems())
    parts = [Part(subject, 1), Part(_date(message)), *body] if body else []
    return joined(parts, Metadata(title=subject or title), content.problems())


def _with_plain_names(data: bytes) -> bytes:
    """``data`` without blanks between the names of header fields and their colon (RFC 5322, obsolete syntax)."""
    if not _SPACED_NAME.match(data):
        return data
    end = _HEAD_END.search(data)
    head = end.start() if end else len(data)
    return _SPACED_NAME.sub(rb"\1:", data[:head]) + data[head:]


def header(message: Message, name: str) -> str:
    """The first header field of a name, decoded, on one line; empty where there is none."""
    return _decoded(next((value for key, value in message.raw_items() if key.lower() == name), ""))


def _decoded(field_text: str) -> str:
    """A header field, or a part of one, as it is shown; as it stands where its encoding follows no rule."""
    line = clean(field_text.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    with suppress(*_PARSING):
        line = str(modern.header_factory("subject", line))
    return clean(encodable(line))


def _date(message: Message) -> str:
    try:
        return f"Date: {parsedate_to_datetime(header(message, 'date')):%Y-%m-%d %H:%M}"
    except (*_PARSING, OverflowError):
        return ""


@dataclass(slots=True)
class MailContent:
    """Tells what is read of a message from what is attached to it."""

    message: Message
    attached: list[tuple[str, Message]] = field(default_factory=list)
    """Names and parts."""
    notes: list[str] = field(default_factory=list)
    unread_tnef: bool = False

    def read(self, part: Message, depth: int = 0) -> Iterator[Part]:
        """The text of a message, and below it that of the messages attached to it, each under its subject."""
        bodies = self.bodies(part)
        for one in bodies:
            inner = _attached_message(one)
            if inner is None:
                text, note = _text(one)
                yield from _paragraphs(one, text)
                self.notes += [note] if note and note not in self.notes else []
            elif depth < _MAX_DEPTH and inner.get_content_type() not in _ENCRYPTED:
                subject = header(inner, "subject")
                letter = list(self.read(inner, depth + 1))
                if letter:
                    yield from [Part(subject, min(depth + 2, 6)), Part(_date(inner)), *letter]
            else:
                self.attached.append((_filename(one) or one.get_content_type(), one))

    def bodies(self, part: Message) -> list[Message]:
        """The text parts and attached messages to be read, in order."""
        kind = part.get_content_type()
        if kind in _SIGNATURES:
            return []
        if _attached_message(part) is not None:
            return [part]
        if part.is_multipart() and not _is_attached(part):
            found = [self.bodies(child) for child in _children(part)]
            if kind == "multipart/alternative":
                return _preferred(found)
            return [body for bodies in found for body in bodies]
        is_text = kind in _TEXTS or part.get_content_maintype() == "multipart"  # the latter, with no parts to be found
        if is_text and (part is self.message or not (_is_attached(part) or _filename(part))):
            return [part]
        self.unread_tnef = self.unread_tnef or kind in _TNEF or _filename(part).casefold() == "winmail.dat"
        if not (part.get_content_maintype() == "image" and part.get("content-id") and not _is_attached(part)):
            self.attached.append((_filename(part) or kind, part))
        return []

    def problems(self) -> tuple[str, ...]:
        """What was not read or only guessed; one line names the attachments, if there are any."""
        count = len(self.attached)
        if not count:
            return tuple(self.notes)
        names = ", ".join(name for name, _ in self.attached[:_MAX_NAMED]) + (", …" if count > _MAX_NAMED else "")
        named = f"{'1 attachment is' if count == 1 else f'{count} attachments are'} not indexed: {names}"
        return (*self.notes, named)


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [child for child in payload if isinstance(child, Message)] if isinstance(payload, list) else []


def _preferred(alternatives: list[list[Message]]) -> list[Message]:
    """The first alternative with plain text in it, else the last with any text."""
    filled = [bodies for bodies in alternatives if any(_holds_text(body) for body in bodies)]
    plain = [bodies for bodies in filled if any(body.get_content_type() == "text/plain" for body in bodies)]
    return plain[0] if plain else filled[-1] if filled else []


def _holds_text(part: Message) -> bool:
    return _attached_message(part) is not None or bool(_text(part)[0].strip())


def _attached_message(part: Message) -> Message | None:
    """The message that a part holds, also where it is attached as a file of that kind."""
    if part.get_content_type() == "message/rfc822":
        children = _children(part)
        if children:
            return children[0]
    elif not _filename(part).casefold().endswith(".eml"):
        return None
    data = part.get_payload(decode=True)
    inner = email.message_from_bytes(data) if isinstance(data, bytes) else None
    return inner if inner is not None and any(name.lower() in _HEADERS for name in inner.keys()) else None  # noqa: SIM118


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


def _text(part: Message) -> tuple[str, str]:
    """The decoded text of a part, and what to tell where its character set was guessed."""
    try:
        data = part.get_payload(decode=True)
        charset = part.get_content_charset("")
    except _PARSING:
        return "", ""
    if not isinstance(data, bytes):
        return "", ""
    text, note = decode_body(data, charset)
    text = encodable(text).replace("\r\n", "\n").replace("\r", "\n")
    if part.get_content_type() in {"text/enriched", "text/richtext"}:
        text = _ENRICHED.sub(lambda match: "<" if match[0] == "<<" else "", text)
    return text, note


def _paragraphs(part: Message, text: str) -> Iterator[Part]:
    yield from html_paragraphs(text) if part.get_content_type() == "text/html" else plain_paragraphs(text)


def plain_paragraphs(text: str) -> Iterator[Part]:
    """Paragraphs of a plain mail; those of quoted mails begin with ``> ``. Signatures and disclaimers are left out."""
    for mark, lines in runs(text.split("\n")):
        for block in load_text("\n".join(lines), "").blocks:
            if not is_disclaimer(block.text):
                yield Part(block.text, mark=mark)


def html_paragraphs(text: str) -> Iterator[Part]:
    """Paragraphs of an HTML mail; those inside of a quoted one, or below Outlook's line, begin with ``> ``."""
    depth = 0
    for part in read_page(text, UNREAD, SIGNATURES, prepare=_mark_quotes).parts:
        said = part.text
        depth += said.count(_BEGINS_QUOTE)
        mark = f"{'>' * depth} " if depth else ""
        depth = max(0, depth - said.count(_ENDS_QUOTE))
        said = clean(said.replace(_BEGINS_QUOTE, "").replace(_ENDS_QUOTE, ""))
        if said and not is_disclaimer(said) and not is_sent_from(said):
            yield replace(part, text=said, mark=mark + part.mark, level=min(part.level + 1, 6) if part.level else 0)


def _mark_quotes(soup: BeautifulSoup) -> None:
    for tag in soup.select(", ".join(QUOTES)):
        if tag.find_parent("blockquote", class_="gmail_quote") is None or tag.name == "blockquote":
            first, last = soup.new_tag("p"), soup.new_tag("p")
            first.string, last.string = _BEGINS_QUOTE, _ENDS_QUOTE
            tag.insert(0, first)
            tag.append(last)
    separator = soup.select_one(", ".join(SEPARATORS))
    if separator is not None:
        begins = soup.new_tag("p")
        begins.string = _BEGINS_QUOTE
        separator.insert_before(begins)
