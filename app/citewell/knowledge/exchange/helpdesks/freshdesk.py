"""Freshdesk: tickets with their conversations (JSON), lists of tickets (CSV), canned responses.

JSON is that of the account export and of the API.
After "Exporting your helpdesk data" (support.freshdesk.com) and the references of Tickets, Conversations and Canned
responses (developers.freshdesk.com/api, developer.freshdesk.com/api/v1).
"""

from citewell.knowledge.exchange.fields import (
    attachments_of,
    line_of,
    object_of,
    objects,
    tags_of,
    time_of,
    truth,
    words,
)
from citewell.knowledge.exchange.values import Conversation, Form, Message, Record, Reply, Role


def _ticket(record: Record) -> Record:
    """The ticket itself, which the account export puts into an object of its own."""
    return object_of(record, "helpdesk_ticket") or record


def _holds_ticket(record: Record) -> bool:
    ticket = _ticket(record)
    described = "description_text" in ticket or "description_html" in ticket or "responder_id" in ticket
    return described and "requester_id" in ticket and ("subject" in ticket or "display_id" in ticket)


def _conversation(record: Record) -> Conversation:
    ticket = _ticket(record)
    first = Message(
        Role.CUSTOMER,
        words(ticket, plain=("description_text",), html=("description_html", "description")),
        time_of(ticket, "created_at"),
        attachments_of(ticket),
    )
    later = [*objects(ticket.get("conversations")), *objects(ticket.get("notes"))]
    identity = line_of(ticket, "display_id", "id")
    notes = [object_of(item, "note") or item for item in later]
    messages = (first, *(_message(note) for note in notes if not truth(note.get("deleted"))))
    return Conversation(identity, line_of(ticket, "subject"), messages, tags_of(ticket.get("tags")))


def _message(item: Record) -> Message:
    role = Role.CUSTOMER if truth(item.get("incoming")) else Role.AGENT
    if truth(item.get("private")):
        role = Role.NOTE
    text = words(item, plain=("body_text",), html=("body_html", "body"))
    return Message(role, text, time_of(item, "created_at"), attachments_of(item))


def _row(row: Record) -> Conversation | None:
    text = words(row, plain=("description", "description text"))
    if not text:
        return None
    message = Message(Role.CUSTOMER, text, time_of(row, "created time", "created at"))
    return Conversation(line_of(row, "ticket id"), line_of(row, "subject"), (message,))


def _is_list(row: Record) -> bool:
    return {"ticket id", "subject", "status"} <= row.keys() and bool({"agent", "group", "source"} & row.keys())


FORMS = (
    Form("Freshdesk", "tickets with conversations (JSON)", _holds_ticket, _conversation),
    Form(
        "Freshdesk",
        "canned responses (JSON)",
        lambda record: "title" in record and "content_html" in record,
        lambda record: Reply(
            line_of(record, "id"), line_of(record, "title"), str(record.get("content_html") or record.get("content"))
        ),
    ),
)
TABLES = (
    Form("Freshdesk", "tickets with description (CSV)", lambda row: _is_list(row) and "description" in row, _row),
    Form(
        "Freshdesk",
        "list of tickets (CSV)",
        _is_list,
        lambda _: None,
        "It lists tickets without their messages; use the account's export (Admin, Account, Export data).",
    ),
)
