"""osTicket: entries of threads (the table ``thread_entry`` as JSON or CSV), canned responses, lists of tickets (CSV).

After the program's own schema and export (github.com/osTicket/osTicket, ``setup/inc/streams/core``,
``include/class.export.php``). Its ticket export holds no messages, so those come out of the database, as phpMyAdmin
writes a table.
"""

from citewell.knowledge.exchange.fields import line_of, text_of, time_of, words
from citewell.knowledge.exchange.values import Form, Message, Piece, Record, Reply, Role

_TYPES = {"M": Role.CUSTOMER, "R": Role.AGENT, "N": Role.NOTE}
_NOTHING = frozenset({"", "0", "NULL", "\\N"})
_HIDDEN = 0x4
"""The flag of an entry that an edited one took the place of."""


def _is_entry(record: Record) -> bool:
    named = "thread_id" in record or "thread id" in record
    return named and "poster" in record and "body" in record and str(record.get("type")) in _TYPES


def _entry(record: Record) -> Piece | None:
    flags = line_of(record, "flags")
    if flags.isdecimal() and int(flags) & _HIDDEN:
        return None
    role = _TYPES[str(record.get("type"))]
    staff = line_of(record, "staff_id", "staff id")
    if role is Role.CUSTOMER and staff not in _NOTHING:  # an agent opened the ticket
        role = Role.AGENT
    is_html = text_of(record, "format").lower() != "text"
    text = words(record, html=("body",)) if is_html else words(record, plain=("body",))
    title = line_of(record, "title")
    subject = "" if title in _NOTHING else title
    return Piece(line_of(record, "thread_id", "thread id"), Message(role, text, time_of(record, "created")), subject)


FORMS = (
    Form("osTicket", "thread entries (JSON)", _is_entry, _entry),
    Form(
        "osTicket",
        "canned responses (JSON)",
        lambda record: "canned_id" in record and "response" in record,
        lambda record: Reply(line_of(record, "canned_id"), line_of(record, "title"), text_of(record, "response")),
    ),
)
TABLES = (
    Form("osTicket", "thread entries (CSV)", _is_entry, _entry),
    Form(
        "osTicket",
        "list of tickets (CSV)",
        lambda row: "ticket number" in row and "help topic" in row,
        lambda _: None,
        "It lists tickets without their messages; export the table thread_entry of its database as JSON or CSV.",
    ),
)
