"""Help Scout: conversations with their threads, and saved replies (JSON of the Inbox API 2.0).

After the references of Conversations, Threads and Saved replies (developer.helpscout.com/mailbox-api).
"""

from citewell.knowledge.exchange.fields import line_of, text_of
from citewell.knowledge.exchange.helpdesks.threaded import conversation_of, threads_of
from citewell.knowledge.exchange.values import Form, Record, Reply


def _holds_conversation(record: Record) -> bool:
    return "primaryCustomer" in record and "subject" in record and bool(threads_of(record))


FORMS = (
    Form("Help Scout", "conversations with threads (JSON)", _holds_conversation, conversation_of),
    Form(
        "Help Scout",
        "conversations without threads (JSON)",
        lambda record: "primaryCustomer" in record and "subject" in record,
        lambda _: None,
        "It lists conversations without their messages; ask for them with embed=threads.",
    ),
    Form(
        "Help Scout",
        "saved replies (JSON)",
        lambda record: "name" in record and "text" in record and ("chatText" in record or "preview" in record),
        lambda record: Reply(line_of(record, "id"), line_of(record, "name"), text_of(record, "text", "chatText")),
    ),
)
TABLES: tuple[Form, ...] = ()
