"""Conversations of threads, as Help Scout's and FreeScout's interfaces both give them.

A thread has a ``type``: ``customer``, ``message`` (a reply), ``note``, or ``lineitem`` (what the program did). Both
list the newest thread first. FreeScout puts tags beside the threads, Help Scout into the conversation.
"""

from citewell.knowledge.exchange.fields import attachments_of, line_of, object_of, objects, tags_of, time_of, words
from citewell.knowledge.exchange.values import Conversation, Message, Record, Role

_ROLES = {
    "customer": Role.CUSTOMER,
    "message": Role.AGENT,
    "reply": Role.AGENT,
    "note": Role.NOTE,
    "phone": Role.NOTE,
    "chat": Role.CUSTOMER,
    "beaconchat": Role.CUSTOMER,
}
_UNSENT = frozenset({"draft", "hidden", "underreview"})
_BOT = "system_user"


def threads_of(record: Record) -> list[Record]:
    """The threads that come with a conversation."""
    own = object_of(record, "_embedded").get("threads", record.get("threads"))
    return list(objects(own))


def conversation_of(record: Record) -> Conversation:
    """A conversation; drafts that were never sent are left out."""
    messages = tuple(_message(thread) for thread in threads_of(record) if thread.get("state") not in _UNSENT)
    identity = line_of(record, "number", "id")
    tags = record.get("tags") or object_of(record, "_embedded").get("tags")
    return Conversation(identity, line_of(record, "subject"), messages, tags_of(tags))


def _message(thread: Record) -> Message:
    kind = str(thread.get("type", "")).lower()
    role = _ROLES.get(kind, Role.SYSTEM)
    writer = object_of(thread, "createdBy").get("type")
    if kind in {"chat", "beaconchat"} and writer == "user":
        role = Role.AGENT
    if writer == _BOT:
        role = Role.SYSTEM
    files = attachments_of(object_of(thread, "_embedded")) or attachments_of(thread)
    return Message(role, words(thread, html=("body", "text")), time_of(thread, "createdAt", "created_at"), files)
