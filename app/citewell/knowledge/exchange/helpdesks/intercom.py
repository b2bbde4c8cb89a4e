"""Intercom: conversations and tickets with their parts (JSON of the API and the S3 export), messages (CSV), macros.

After the references of Conversations, Tickets and Macros (developers.intercom.com) and "Export your conversations
data".
"""

from citewell.knowledge.exchange.fields import (
    attachments_of,
    line_of,
    object_of,
    objects,
    tags_of,
    text_of,
    time_of,
    truth,
    words,
)
from citewell.knowledge.exchange.values import Conversation, Form, Message, Piece, Record, Reply, Role

_CUSTOMERS = frozenset({"user", "lead", "contact"})


def _holds_conversation(record: Record) -> bool:
    parts = record.get("conversation_parts")
    return isinstance(record.get("source"), dict) and (parts is not None or record.get("type") == "conversation")


def _conversation(record: Record) -> Conversation:
    source = object_of(record, "source")
    parts = record.get("conversation_parts")
    listed = objects(parts.get("conversation_parts")) if isinstance(parts, dict) else objects(parts)
    subject = words(source, html=("subject",)) or line_of(record, "title")
    messages = [_message(source, time_of(record, "created_at"))]
    messages += [_message(part, time_of(part, "created_at")) for part in listed]
    tags = object_of(record, "tags").get("tags", record.get("tags"))
    return Conversation(line_of(record, "id"), " ".join(subject.split()), tuple(messages), tags_of(tags))


def _holds_ticket(record: Record) -> bool:
    return record.get("type") == "ticket" and isinstance(record.get("ticket_parts"), dict)


def _ticket(record: Record) -> Conversation:
    """A ticket: what the customer asked stands in its attributes, what was written after in its parts."""
    said = object_of(record, "ticket_attributes")
    asked = Message(Role.CUSTOMER, words(said, html=("_default_description_",)), time_of(record, "created_at"))
    parts = objects(object_of(record, "ticket_parts").get("ticket_parts"))
    messages = (asked, *(_message(part, time_of(part, "created_at")) for part in parts))
    return Conversation(line_of(record, "ticket_id", "id"), line_of(said, "_default_title_"), messages)


def _message(part: Record, at: str) -> Message:
    author = object_of(part, "author")
    kind = "bot" if truth(author.get("from_ai_agent")) else str(author.get("type", ""))
    part_type = str(part.get("part_type", "comment"))
    if part_type.startswith("note"):
        role = Role.NOTE
    elif kind in _CUSTOMERS:
        role = Role.CUSTOMER
    else:
        role = Role.SYSTEM if kind == "bot" else Role.AGENT
    return Message(role, words(part, html=("body",)), at, attachments_of(part))


def _row(row: Record) -> Piece:
    author = text_of(row, "author type", "message author type").lower()
    role = Role.CUSTOMER if author in _CUSTOMERS else Role.SYSTEM if author == "bot" else Role.AGENT
    if "note" in text_of(row, "part type", "message type").lower():
        role = Role.NOTE
    text = words(row, plain=("body", "message", "text", "message body"))
    at = time_of(row, "created at", "message created at", "timestamp")
    return Piece(line_of(row, "conversation id"), Message(role, text, at), line_of(row, "subject", "title"))


FORMS = (
    Form("Intercom", "conversations (JSON)", _holds_conversation, _conversation),
    Form("Intercom", "tickets (JSON)", _holds_ticket, _ticket),
    Form(
        "Intercom",
        "macros (JSON)",
        lambda record: record.get("type") == "macro" and ("body" in record or "body_text" in record),
        lambda record: Reply(line_of(record, "id"), line_of(record, "name"), text_of(record, "body", "body_text")),
    ),
)
TABLES = (
    Form(
        "Intercom",
        "messages of conversations (CSV)",
        lambda row: (
            "conversation id" in row
            and bool({"author type", "message author type"} & row.keys())
            and bool({"body", "message", "text", "message body"} & row.keys())
        ),
        _row,
    ),
)
