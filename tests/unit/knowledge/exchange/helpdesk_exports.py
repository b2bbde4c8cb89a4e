"""The same conversation as each helpdesk exports it, written after the program's public documentation.

A customer asks, an agent answers above the quoted mail, agents note something, and the customer comes back.
"""

import json
from email.message import EmailMessage

ASKS = "When will my parcel arrive? It was sent nine days ago."
ANSWERS = "Parcels take up to ten days."
NOTE = "Carrier says it is in Lyon."
AGAIN = "It is the eleventh day now, and nothing came."
STORY = [("customer", ASKS), ("agent", ANSWERS), ("note", NOTE), ("customer", AGAIN)]
TIMES = [f"2026-03-0{day}T09:30:00Z" for day in (1, 2, 3, 4)]
UNIX = [1772357400, 1772443800, 1772530200, 1772616600]

SIGNED = f"{ASKS}\n\n-- \nAda Quill\nQuill & Sons"
QUOTING = f"{ANSWERS}\n\nOn Sun, Mar 1, 2026 at 9:30 AM Ada Quill <ada@quill.example> wrote:\n> {ASKS}"
HTML_SIGNED = f'<div dir="ltr">{ASKS}<div class="gmail_signature">Ada Quill</div></div>'
HTML_QUOTING = f'<p>{ANSWERS}</p><div class="gmail_quote">On Sun, Ada wrote:<blockquote>{ASKS}</blockquote></div>'
HTML_NOTE = f"<p>{NOTE}</p>"
HTML_AGAIN = f"<p>{AGAIN}</p>"
PLAIN = (SIGNED, QUOTING, NOTE, AGAIN)
HTML = (HTML_SIGNED, HTML_QUOTING, HTML_NOTE, HTML_AGAIN)
SUBJECT = "Parcel 4711"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _zendesk() -> str:
    file = {"file_name": "label.pdf", "content_type": "application/pdf", "size": 2048, "content_url": "https://z/1"}
    comments = [
        {"id": n, "author_id": 5 if n in {0, 3} else 9, "public": n != 2, "created_at": TIMES[n],
         "plain_body": PLAIN[n], "html_body": HTML[n], "attachments": [file] if n == 0 else []}
        for n in range(4)
    ]  # fmt: skip
    ticket = {"id": 81, "subject": SUBJECT, "requester": {"id": 5, "email": "ada@quill.example"}, "tags": ["parcel"]}
    return json.dumps(ticket | {"comments": comments, "status": "open"}) + "\n"


def _freshdesk() -> str:
    later = [
        {"id": n, "incoming": n == 3, "private": n == 2, "user_id": 5 if n == 3 else 9, "created_at": TIMES[n],
         "body": HTML[n], "body_text": PLAIN[n]}
        for n in (1, 2, 3)
    ]  # fmt: skip
    first = {"description": HTML_SIGNED, "description_text": SIGNED, "created_at": TIMES[0]}
    return _json([{"id": 81, "subject": SUBJECT, "requester_id": 5, "responder_id": 9, "conversations": later} | first])


def _freshdesk_account() -> str:
    notes = [
        {"note": {"incoming": n == 3, "private": n == 2, "created_at": TIMES[n], "body_html": HTML[n],
                  "body": PLAIN[n], "deleted": False}}
        for n in (1, 2, 3)
    ]  # fmt: skip
    notes.append({"note": notes[0]["note"] | {"deleted": True, "body": "Taken back."}})
    first = {"description_html": HTML_SIGNED, "description": SIGNED, "created_at": TIMES[0]}
    return _json(
        [{"helpdesk_ticket": {"display_id": 81, "subject": SUBJECT, "requester_id": 5, "notes": notes} | first}]
    )


def _intercom() -> str:
    parts = [
        {"type": "conversation_part", "part_type": "note" if n == 2 else "comment", "body": HTML[n],
         "created_at": UNIX[n], "author": {"type": "user" if n == 3 else "admin", "id": "1"}}
        for n in (1, 2, 3)
    ]  # fmt: skip
    parts.append({"part_type": "close", "body": None, "created_at": UNIX[3] + 5, "author": {"type": "bot"}})
    source = {"type": "email", "subject": f"<p>{SUBJECT}</p>", "body": HTML_SIGNED, "author": {"type": "user"}}
    conversation = {
        "type": "conversation",
        "id": "81",
        "created_at": UNIX[0],
        "source": source,
        "conversation_parts": {"type": "conversation_part.list", "conversation_parts": parts},
    }
    return _json({"type": "conversation.list", "conversations": [conversation], "total_count": 1})


def _intercom_ticket() -> str:
    parts = [
        {"type": "ticket_part", "part_type": "note" if n == 2 else "comment", "body": HTML[n], "created_at": UNIX[n],
         "author": {"type": "user" if n == 3 else "admin", "id": "1"}}
        for n in (1, 2, 3)
    ]  # fmt: skip
    answered = {"type": "admin", "from_ai_agent": True}
    parts.append({"part_type": "comment", "body": "I am a robot.", "created_at": UNIX[2] + 5, "author": answered})
    ticket = {
        "type": "ticket",
        "id": "9",
        "ticket_id": "81",
        "ticket_attributes": {"_default_title_": SUBJECT, "_default_description_": HTML_SIGNED},
        "created_at": UNIX[0],
        "ticket_parts": {"type": "ticket_part.list", "ticket_parts": parts, "total_count": 4},
    }
    return _json({"type": "ticket.list", "tickets": [ticket]})


def _threads() -> list[dict]:
    kinds = ("customer", "message", "note", "customer")
    return [
        {"id": n, "type": kinds[n], "state": "published", "body": HTML[n], "createdAt": TIMES[n]} for n in range(4)
    ] + [
        {"id": 8, "type": "lineitem", "createdAt": TIMES[3], "action": {"text": "closed"}},
        {"id": 9, "type": "message", "state": "draft", "body": "<p>Not sent.</p>", "createdAt": TIMES[3]},
        {"id": 10, "type": "message", "state": "underreview", "body": "<p>Not sent.</p>", "createdAt": TIMES[3]},
        {"id": 11, "type": "message", "state": "published", "body": "<p>I am a robot.</p>", "createdAt": TIMES[3],
         "createdBy": {"type": "system_user"}},
    ]  # fmt: skip


def _helpscout() -> str:
    conversation = {"id": 81, "number": 81, "threads": 4, "subject": SUBJECT, "primaryCustomer": {"id": 5}}
    conversation |= {"tags": [{"id": 1, "color": "#000", "tag": "parcel"}]}
    return _json({"_embedded": {"conversations": [conversation | {"_embedded": {"threads": _threads()[::-1]}}]}})


def _freescout() -> str:
    conversation = {"id": 81, "number": 81, "threadsCount": 4, "folderId": 2, "mailboxId": 1, "subject": SUBJECT}
    embedded = {"threads": _threads()[::-1], "tags": [{"id": 57, "name": "parcel"}]}
    embedded["threads"][-1] |= {
        "_embedded": {
            "attachments": [
                {
                    "id": 71,
                    "fileName": "label.pdf",
                    "fileUrl": "https://f/1",
                    "mimeType": "application/pdf",
                    "size": 2048,
                }
            ]
        }
    }
    conversation |= {"customer": {"id": 5, "type": "customer"}, "_embedded": embedded}
    return _json({"_embedded": {"conversations": [conversation]}, "page": {"size": 50}})


def _front() -> str:
    related = {"related": {"conversation": "https://api2.frontapp.com/conversations/cnv_81"}}
    messages = [
        {"_links": related, "id": f"msg_{n}", "type": "email", "is_inbound": n != 1, "draft_mode": None,
         "created_at": UNIX[n] + 0.5, "subject": SUBJECT, "body": HTML[n], "text": PLAIN[n], "recipients": []}
        for n in (3, 0, 1)
    ]  # fmt: skip
    comment = {"_links": related, "id": "com_1", "body": NOTE, "posted_at": UNIX[2] + 0.5, "attachments": []}
    draft = messages[0] | {"draft_mode": "private", "body": "<p>Not sent.</p>"}
    return _json({"_pagination": {"next": None}, "_results": [*messages, comment, draft]})


def _front_csv() -> str:
    rows = ["Message ID,Segment ID,Conversation ID,Direction,Status,Message date,Autoreply,Subject,Extract"]
    rows += [
        f'msg_{n},s,cnv_81,{"Outbound" if n == 1 else "Inbound"},,{TIMES[n]},No,{SUBJECT},"{PLAIN[n]}"'
        for n in (0, 1, 3)
    ]
    return "\r\n".join(rows) + "\r\n"


def _chatwoot() -> str:
    messages = [
        {"id": n, "content": PLAIN[n], "message_type": 0 if n in {0, 3} else 1, "private": n == 2,
         "created_at": UNIX[n], "conversation_id": 81, "sender": {"type": "contact"}}
        for n in range(4)
    ]  # fmt: skip
    messages[0]["attachments"] = [
        {"id": 1, "message_id": 0, "file_type": "file", "extension": None, "file_size": 2048,
         "data_url": "https://chat.example/rails/blobs/redirect/abc/la%62el.pdf?x=1"}]  # fmt: skip
    messages.append({"content": "Ada resolved it", "message_type": 2, "created_at": UNIX[3], "private": False})
    for extra in ({"sender": {"type": "agent_bot"}}, {"content_attributes": {"deleted": True}}):
        messages.append(messages[1] | {"content": "Nobody said this."} | extra)
    conversation = {"id": 81, "inbox_id": 1, "messages": messages, "additional_attributes": {"mail_subject": SUBJECT}}
    return _json({"data": {"meta": {"all_count": 1}, "payload": [conversation | {"labels": ["parcel"]}]}})


def _articles() -> list[dict]:
    return [
        {"id": n, "ticket_id": 81, "sender": "Customer" if n in {0, 3} else "Agent", "type": "email",
         "sender_id": 2 if n in {0, 3} else 1, "type_id": 1,
         "internal": n == 2, "content_type": "text/html", "subject": SUBJECT, "body": HTML[n], "created_at": TIMES[n],
         "attachments": [{"id": 3, "filename": "label.pdf", "size": "2048",
                          "preferences": {"Content-Type": "application/pdf; name=label.pdf"}}] if n == 0 else []}
        for n in range(4)
    ]  # fmt: skip


def _zammad() -> str:
    ticket = {"id": 7, "number": "81", "title": SUBJECT, "group_id": 1, "customer_id": 5, "articles": _articles()}
    return _json([ticket])


def _zammad_articles() -> str:
    return _json(_articles())


def _entries() -> list[dict]:
    return [
        {"id": str(n), "pid": "0", "thread_id": "81", "staff_id": "0" if n in {0, 3} else "2",
         "type": "MRNM"[n], "flags": "0", "poster": "x", "title": SUBJECT if n == 0 else None, "body": HTML[n],
         "format": "html", "created": TIMES[n].replace("T", " ").rstrip("Z")}
        for n in range(4)
    ]  # fmt: skip


def _edited() -> dict:
    """The entry as it stood before somebody edited it; the table keeps it, hidden."""
    return _entries()[1] | {"id": "9", "flags": "4", "body": "As it was before."}


def _osticket() -> str:
    header = {"type": "header", "comment": "Export to JSON plugin for PHPMyAdmin"}
    return _json([header, {"type": "table", "name": "ost_thread_entry", "data": [*_entries(), _edited()]}])


def _osticket_csv() -> str:
    entries = [{name: value or "NULL" for name, value in entry.items()} for entry in [*_entries(), _edited()]]
    quoted = ['"' + '","'.join(str(cell).replace('"', '""') for cell in entry.values()) + '"' for entry in entries]
    return "\n".join([",".join(entries[0]), *quoted]) + "\n"


EXPORTS = {
    "zendesk": ("Zendesk", _zendesk(), STORY),
    "freshdesk": ("Freshdesk", _freshdesk(), STORY),
    "freshdesk account": ("Freshdesk", _freshdesk_account(), STORY),
    "intercom": ("Intercom", _intercom(), STORY),
    "intercom ticket": ("Intercom", _intercom_ticket(), STORY),
    "help scout": ("Help Scout", _helpscout(), STORY),
    "freescout": ("FreeScout", _freescout(), STORY),
    "front": ("Front", _front(), STORY),
    "front csv": ("Front", _front_csv(), [STORY[0], STORY[1], STORY[3]]),
    "chatwoot": ("Chatwoot", _chatwoot(), STORY),
    "zammad": ("Zammad", _zammad(), STORY),
    "zammad articles": ("Zammad", _zammad_articles(), STORY),
    "osticket": ("osTicket", _osticket(), STORY),
    "osticket csv": ("osTicket", _osticket_csv(), STORY),
}
"""Text of each export, its program, and the messages that it holds."""

REPLIES = {
    "Zendesk": [{"id": 1, "title": "Late parcel", "active": True,
                 "actions": [{"field": "comment_value_html", "value": "<p>We are sorry.</p>"}]}],
    "Freshdesk": [{"id": 1, "title": "Late parcel", "content_html": "<p>We are sorry.</p>"}],
    "Intercom": {"type": "list", "data": [{"type": "macro", "id": "1", "name": "Late parcel",
                                           "body": "<p>We are sorry.</p>", "body_text": "We are sorry."}]},
    "Help Scout": [{"id": 1, "name": "Late parcel", "text": "<p>We are sorry.</p>", "chatText": "Sorry!"}],
    "FreeScout": [{"id": 1, "mailboxId": 1, "name": "Late parcel", "text": "<p>We are sorry.</p>"}],
    "Front": {"_results": [{"id": "rsp_1", "name": "Late parcel", "body": "<p>We are sorry.</p>"}]},
    "Chatwoot": [{"id": 1, "short_code": "late", "content": "We are sorry."}],
    "Zammad": [{"id": 1, "name": "Late parcel", "keywords": "late", "content": "<p>We are sorry.</p>"}],
    "osTicket": [{"canned_id": "1", "title": "Late parcel", "response": "<p>We are sorry.</p>", "notes": ""}],
}  # fmt: skip
"""A saved reply of each program, as its interface lists it."""


def mail(number: int, sender: str, receiver: str, text: str, *, answers: str = "", day: int = 1) -> EmailMessage:
    """A mail as mailboxes keep it."""
    message = EmailMessage()
    message["From"], message["To"] = sender, receiver
    message["Subject"] = SUBJECT if number == 1 else f"Re: {SUBJECT}"
    message["Date"] = f"Sun, {day:02} Mar 2026 09:30:00 +0000"
    message["Message-ID"] = f"<{number}@mail.example>"
    if answers:
        message["In-Reply-To"] = answers
    message.set_content(text)
    return message


def mailbox() -> bytes:
    """The conversation as an mbox file, its last mail first."""
    ada, support = "Ada Quill <ada@quill.example>", "Help <help@shop.example>"
    mails = [
        mail(3, ada, support, AGAIN, answers="<2@mail.example>", day=4),
        mail(1, ada, support, SIGNED),
        mail(2, support, ada, QUOTING, answers="<1@mail.example>", day=2),
    ]
    return b"".join(b"From x Sun Mar  1 09:30:00 2026\n" + one.as_bytes() + b"\n" for one in mails)
