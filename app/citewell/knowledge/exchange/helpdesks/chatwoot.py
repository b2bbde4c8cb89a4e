"""Chatwoot: conversations and messages (JSON of the Application API), canned responses.

After the references of Conversations, Messages and Canned responses (developers.chatwoot.com).
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

_ROLES = {
    "0": Role.CUSTOMER,
    "incoming": Role.CUSTOMER,
    "1": Role.AGENT,
    "outgoing": Role.AGENT,
    "2": Role.SYSTEM,
    "activity": Role.SYSTEM,
    "3": Role.SYSTEM,
    "template": Role.SYSTEM,
}


def _is_message(record: Record) -> bool:
    return str(record.get("message_type")) in _ROLES and "content" in record


def _holds_conversation(record: Record) -> bool:
    messages = objects(record.get("messages"))
    return bool(messages) and "inbox_id" in record and all(map(_is_message, messages[:3]))


def _is_listed(record: Record) -> bool:
    """Whether it comes from the list of conversations, which holds the last message of each alone."""
    listed = "last_non_activity_message" in record and "inbox_id" in record
    return listed and len(objects(record.get("messages"))) <= 1


def _message(record: Record) -> Message:
    role = Role.NOTE if truth(record.get("private")) else _ROLES[str(record.get("message_type"))]
    deleted = truth(object_of(record, "content_attributes").get("deleted"))
    if deleted or object_of(record, "sender").get("type") == "agent_bot":
        role = Role.SYSTEM
    text = words(record, plain=("content",))
    return Message(role, text, time_of(record, "created_at"), attachments_of(record))


def _conversation(record: Record) -> Conversation:
    subject = line_of(object_of(record, "additional_attributes"), "mail_subject", "subject")
    messages = tuple(_message(one) for one in objects(record.get("messages")) if _is_message(one))
    return Conversation(line_of(record, "id", "display_id"), subject, messages, tags_of(record.get("labels")))


FORMS = (
    Form(
        "Chatwoot",
        "conversations with their last message (JSON)",
        _is_listed,
        lambda _: None,
        "It lists conversations with their last message alone; export their messages (/conversations/ID/messages).",
    ),
    Form("Chatwoot", "conversations (JSON)", _holds_conversation, _conversation),
    Form(
        "Chatwoot",
        "messages (JSON)",
        lambda record: _is_message(record) and "conversation_id" in record,
        lambda record: Piece(line_of(record, "conversation_id"), _message(record)),
    ),
    Form(
        "Chatwoot",
        "canned responses (JSON)",
        lambda record: "short_code" in record and "content" in record,
        lambda record: Reply(line_of(record, "id"), line_of(record, "short_code"), text_of(record, "content")),
    ),
)
TABLES: tuple[Form, ...] = ()
