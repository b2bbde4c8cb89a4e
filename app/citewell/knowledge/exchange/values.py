"""What exports hold: conversations of messages, saved replies, articles; and the forms by which they are recognised."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from citewell.domain.errors import BadInputError

Record: TypeAlias = Mapping[str, Any]
"""One object of a JSON export, or one row of a CSV export by the names of its columns, in lower case."""


class Role(StrEnum):
    """Who wrote a message. ``NOTE`` is what agents tell each other; the program itself writes as ``SYSTEM``."""

    CUSTOMER = "customer"
    AGENT = "agent"
    NOTE = "note"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message: its name, kind (MIME) and bytes, as far as the export says them.

    ``text`` is what the document readers found in it, ``problem`` why it was not read.
    """

    name: str
    kind: str = ""
    size: int | None = None
    text: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: who wrote it, when (ISO 8601 in UTC, or empty), what, and what was attached.

    Names and addresses of people are left out: what counts is the side that wrote it.
    """

    role: Role
    text: str
    at: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Conversation:
    """A ticket with all its messages, in any order; ``id`` is the program's own."""

    id: str
    subject: str
    messages: tuple[Message, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A message by itself; ``key`` names the conversation that it belongs to.

    In mail, ``key`` is the message's own identifier and ``parents`` are those of the messages that it answers (loops
    among them do no harm), and ``writer`` is the address that it came from, which tells agents from customers.
    """

    key: str
    message: Message
    subject: str = ""
    parents: tuple[str, ...] = ()
    writer: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """A macro or saved reply: text that agents send again and again, as HTML or plain text."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a help centre: its HTML or Markdown, and the address (http or https) where customers read it.

    ``path`` is where its file is put, without a suffix. With ``internal`` it is not for customers.
    """

    id: str
    title: str
    body: str
    url: str = ""
    language: str = ""
    updated: str = ""
    internal: bool = False
    suffix: str = ".html"
    problems: tuple[str, ...] = ()


Whole: TypeAlias = Conversation | Reply | Article
Held: TypeAlias = Whole | Piece


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a program's exports: a test that recognises a record by its fields, and what reads it.

    ``read`` returns ``None`` for a record that holds nothing (a conversation without messages). A form with a
    ``refusal`` is recognised so that it can be said what to export instead.
    """

    program: str
    export: str
    holds: Callable[[Record], bool]
    read: Callable[[Record], Held | None]
    refusal: str = ""


class CutExportError(BadInputError):
    """An export that ends in the middle: what stands before its end was read."""
