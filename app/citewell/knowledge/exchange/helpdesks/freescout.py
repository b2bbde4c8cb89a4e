"""FreeScout: conversations with their threads, and saved replies (JSON of the API & Webhooks module).

After the module's API reference (api-docs.freescout.net). Its conversations look like Help Scout's; ``folderId`` and
``threadsCount`` tell them apart.
"""

from citewell.knowledge.exchange.fields import line_of, text_of
from citewell.knowledge.exchange.helpdesks.threaded import conversation_of, threads_of
from citewell.knowledge.exchange.values import Form, Record, Reply


def _holds_conversation(record: Record) -> bool:
    return (
        "subject" in record and bool({"folderId", "threadsCount"} & record.keys()) and "primaryCustomer" not in record
    )


FORMS = (
    Form(
        "FreeScout",
        "conversations with threads (JSON)",
        lambda record: _holds_conversation(record) and bool(threads_of(record)),
        conversation_of,
    ),
    Form(
        "FreeScout",
        "conversations without threads (JSON)",
        _holds_conversation,
        lambda _: None,
        "It lists conversations without their messages; ask for them with embed=threads.",
    ),
    Form(
        "FreeScout",
        "saved replies (JSON)",
        lambda record: {"mailboxId", "name", "text"} <= record.keys(),
        lambda record: Reply(line_of(record, "id"), line_of(record, "name"), text_of(record, "text")),
    ),
)
TABLES: tuple[Form, ...] = ()
