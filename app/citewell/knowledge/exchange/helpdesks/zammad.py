"""Zammad: tickets with their articles, articles by themselves (JSON of the REST API), text modules.

After the references of Tickets, Articles and Text modules (docs.zammad.org).
"""

from citewell.knowledge.exchange.fields import (
    attachments_of,
    line_of,
    objects,
    tags_of,
    text_of,
    time_of,
    truth,
    words,
)
from citewell.knowledge.exchange.values import Conversation, Form, Message, Piece, Record, Reply, Role

_SENDERS = {"agent": Role.AGENT, "customer": Role.CUSTOMER, "system": Role.SYSTEM}
_SENDER_IDS = {"1": Role.AGENT, "2": Role.CUSTOMER, "3": Role.SYSTEM}
"""The senders of a new installation, in the order in which it makes them."""


def _is_article(record: Record) -> bool:
    known = "content_type" in record and "internal" in record
    return known and "ticket_id" in record and ("sender" in record or "sender_id" in record)


def _message(article: Record) -> Message:
    named = _SENDERS.get(str(article.get("sender", "")).lower())
    role = named or _SENDER_IDS.get(str(article.get("sender_id")), Role.SYSTEM)
    if truth(article.get("internal")):
        role = Role.NOTE
    is_html = "html" in str(article.get("content_type"))
    text = words(article, html=("body",)) if is_html else words(article, plain=("body",))
    return Message(role, text, time_of(article, "created_at"), attachments_of(article))


def _holds_ticket(record: Record) -> bool:
    articles = objects(record.get("articles"))
    return "title" in record and "customer_id" in record and bool(articles)


def _conversation(record: Record) -> Conversation:
    messages = tuple(map(_message, objects(record.get("articles"))))
    return Conversation(
        line_of(record, "number", "id"), line_of(record, "title"), messages, tags_of(record.get("tags"))
    )


FORMS = (
    Form("Zammad", "tickets with articles (JSON)", _holds_ticket, _conversation),
    Form(
        "Zammad",
        "articles (JSON)",
        _is_article,
        lambda record: Piece(line_of(record, "ticket_id"), _message(record), line_of(record, "subject")),
    ),
    Form(
        "Zammad",
        "tickets without articles (JSON)",
        lambda record: {"customer_id", "title", "group_id"} <= record.keys(),
        lambda _: None,
        "It lists tickets without their messages; export their articles (/api/v1/ticket_articles/by_ticket/ID).",
    ),
    Form(
        "Zammad",
        "text modules (JSON)",
        lambda record: {"keywords", "content", "name"} <= record.keys(),
        lambda record: Reply(line_of(record, "id"), line_of(record, "name"), text_of(record, "content")),
    ),
)
TABLES: tuple[Form, ...] = ()
