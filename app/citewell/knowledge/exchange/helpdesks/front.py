"""Front: messages (JSON of the Core API, and CSV of the analytics export), comments, message templates.

After the references of Messages, Comments and Message templates (dev.frontapp.com) and "Export data from Front"
(help.front.com). A message names its conversation by a link.
"""

import re

from citewell.knowledge.exchange.fields import (
    attachments_of,
    line_of,
    object_of,
    text_of,
    time_of,
    truth,
    words,
)
from citewell.knowledge.exchange.values import Form, Message, Piece, Record, Reply, Role

_CONVERSATION = re.compile(r"/conversations/(\w+)")
_TEXTS = ("body", "text", "message", "extract")


def _key(record: Record) -> str:
    related = object_of(object_of(record, "_links"), "related")
    link = _CONVERSATION.search(str(related.get("conversation", "")))
    own = object_of(record, "conversation")
    return link[1] if link else line_of(own, "id") or line_of(record, "conversation_id")


def _message(record: Record) -> Piece | None:
    if truth(record.get("is_draft")) or record.get("draft_mode") or not _key(record):
        return None
    role = Role.CUSTOMER if truth(record.get("is_inbound")) else Role.AGENT
    text = words(record, html=("body", "text", "blurb"))
    message = Message(role, text, time_of(record, "created_at"), attachments_of(record))
    return Piece(_key(record), message, line_of(record, "subject"))


def _comment(record: Record) -> Piece:
    message = Message(Role.NOTE, words(record, html=("body",)), time_of(record, "posted_at"), attachments_of(record))
    return Piece(_key(record), message)


def _row(row: Record) -> Piece:
    inbound = text_of(row, "direction", "type").lower().startswith(("in", "receiv"))
    role = Role.SYSTEM if truth(text_of(row, "autoreply")) else Role.CUSTOMER if inbound else Role.AGENT
    message = Message(
        role,
        words(row, plain=_TEXTS),
        time_of(row, "message date", "message date (utc)", "date", "created at"),
    )
    return Piece(line_of(row, "conversation id", "conversation api id"), message, line_of(row, "subject"))


FORMS = (
    Form("Front", "messages (JSON)", lambda record: "is_inbound" in record and "recipients" in record, _message),
    Form("Front", "comments (JSON)", lambda record: "posted_at" in record and "body" in record, _comment),
    Form(
        "Front",
        "conversations (JSON)",
        lambda record: str(record.get("id", "")).startswith("cnv_") and "recipient" in record,
        lambda _: None,
        "It lists conversations without their messages; export those (/conversations/ID/messages).",
    ),
    Form(
        "Front",
        "message templates (JSON)",
        lambda record: str(record.get("id", "")).startswith("rsp_") and "body" in record,
        lambda record: Reply(line_of(record, "id"), line_of(record, "name", "subject"), text_of(record, "body")),
    ),
)
TABLES = (
    Form(
        "Front",
        "messages (CSV)",
        lambda row: (
            bool({"conversation id", "conversation api id"} & row.keys())
            and "direction" in row
            and bool(set(_TEXTS) & row.keys())
        ),
        _row,
    ),
)
