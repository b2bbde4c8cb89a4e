"""Zendesk: tickets with their comments (JSON lines, API), the list of tickets (CSV), macros.

After "Exporting data to a JSON, CSV, or XML file" (support.zendesk.com) and the references of Tickets, Ticket comments
and Macros (developer.zendesk.com).
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
from citewell.knowledge.exchange.values import Conversation, Form, Message, Record, Reply, Role

_REPLIES = ("comment_value_html", "comment_value", "side_conversation_ticket")
"""Fields that a macro's actions set, whose value is the text of a reply."""


def _holds_ticket(record: Record) -> bool:
    return isinstance(record.get("comments"), list) and ("requester" in record or "requester_id" in record)


def _conversation(record: Record) -> Conversation:
    requester = line_of(object_of(record, "requester"), "id") or line_of(record, "requester_id")
    messages = tuple(_message(comment, requester) for comment in objects(record.get("comments")))
    return Conversation(line_of(record, "id"), line_of(record, "subject"), messages, tags_of(record.get("tags")))


def _message(comment: Record, requester: str) -> Message:
    author = object_of(comment, "author")
    writes = line_of(author, "id") or line_of(comment, "author_id")
    if truth(comment.get("public")) is False:
        role = Role.NOTE
    elif author.get("role") == "end-user" or author.get("agent") is False or writes == requester:
        role = Role.CUSTOMER
    else:
        role = Role.AGENT
    text = words(comment, plain=("plain_body",), html=("html_body", "body"))
    return Message(role, text, time_of(comment, "created_at"), attachments_of(comment))


def _holds_macro(record: Record) -> bool:
    return any(action.get("field") in _REPLIES for action in objects(record.get("actions"))) and "title" in record


def _macro(record: Record) -> Reply | None:
    for action in objects(record.get("actions")):
        value = action.get("value")
        if action.get("field") in _REPLIES:
            text = value[-1] if isinstance(value, list) and value else value
            if isinstance(text, str) and text.strip():
                return Reply(line_of(record, "id"), line_of(record, "title"), text)
    return None


FORMS = (
    Form("Zendesk", "tickets with comments (JSON)", _holds_ticket, _conversation),
    Form("Zendesk", "macros (JSON)", _holds_macro, _macro),
    Form(
        "Zendesk",
        "tickets without comments (JSON)",
        lambda record: {"requester_id", "submitter_id", "assignee_id"} <= record.keys(),
        lambda record: (
            Conversation(
                line_of(record, "id"),
                line_of(record, "subject", "raw_subject"),
                (Message(Role.CUSTOMER, text_of(record, "description"), time_of(record, "created_at")),),
                tags_of(record.get("tags")),
            )
            if text_of(record, "description")
            else None
        ),
    ),
)
TABLES = (
    Form(
        "Zendesk",
        "list of tickets (CSV)",
        lambda row: {"requester", "assignee", "subject"} <= row.keys() and bool({"id", "ticket id"} & row.keys()),
        lambda _: None,
        "It lists tickets without their messages; export them as JSON (Admin Center, Reports, Export).",
    ),
)
