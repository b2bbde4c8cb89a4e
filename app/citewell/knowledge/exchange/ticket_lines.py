"""Tickets as JSON lines of ours: one conversation a line, as ``citewell draft --batch`` and golden tickets read them.

``ticket`` is what an agent has before them at the last message of the customer: its words first, then the messages
before it, the newest first, quoted with ``> `` below a line that says who wrote when. This is the form of a mail, which
every part of the pipeline that looks at history knows.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

from citewell.knowledge.exchange.attached import within_limits
from citewell.knowledge.exchange.values import Attachment, Conversation, Message, Role
from citewell.knowledge.loaders.text.parts import clean

MAX_HISTORY = 12
"""Earlier messages that are quoted in a ticket; all of them are in ``messages``."""
MAX_TICKET = 20_000
"""Characters of the history in a ticket."""
_NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")
_SAID = {Role.CUSTOMER: "the customer", Role.AGENT: "an agent"}
_REPLY_MARK = re.compile(r"(?:(?:re|aw|sv|antw|fwd?|wg|vs|r|rif|tr)\s*:\s*)+", re.IGNORECASE)


def slug_of(name: str) -> str:
    """A name in lower case, of letters, digits and hyphens alone."""
    return _NOT_IN_NAMES.sub("-", name.lower()).strip("-")


def ticket_id(program: str, conversation: Conversation) -> str:
    """The program and the ticket's own id; of mails a digest of it, since theirs hold addresses."""
    own = conversation.id
    if not re.fullmatch(r"[\w.-]{1,64}", own):
        own = hashlib.blake2b(own.encode("utf-8", "replace"), digest_size=6).hexdigest()
    return f"{slug_of(program)}-{own}"


def line_of_conversation(program: str, conversation: Conversation, *, golden: bool = False) -> dict[str, Any] | None:
    """The line of one conversation; ``None`` where no customer wrote a word.

    With ``golden`` it is a golden ticket to look through: expected is an answer where an agent gave one.
    """
    messages = [one for one in _in_order(conversation) if one.role is not Role.SYSTEM and (one.text or one.attachments)]
    public = [one for one in messages if one.role is not Role.NOTE and one.text]
    last = max((at for at, one in enumerate(public) if one.role is Role.CUSTOMER), default=-1)
    if last < 0:
        return None
    reply = "\n\n".join(one.text for one in public[last + 1 :])
    earlier = public[:last]
    line: dict[str, Any] = {
        "id": ticket_id(program, conversation),
        "ticket": _ticket(_subject(conversation.subject), public[last], earlier),
        "asked_at": public[last].at,
        "program": program,
        "subject": conversation.subject,
        "tags": list(conversation.tags),
        "messages": [_message(one) for one in messages],
        "attachments": [_attachment(one, file) for one, file in within_limits(messages)],
        "reply": reply,
    }
    return _as_golden(line) if golden else line


def _in_order(conversation: Conversation) -> list[Message]:
    """The messages by their time, since some programs list the newest first; as listed where one says no time."""
    messages = list(conversation.messages)
    return sorted(messages, key=lambda one: one.at) if all(one.at for one in messages) else messages


def _as_golden(line: Mapping[str, Any]) -> dict[str, Any] | None:
    """A golden ticket out of an answered one: a person looks at what is expected, and adds facts and documents."""
    if not line["reply"]:
        return None
    day = str(line["asked_at"])[:10]
    return {
        "id": line["id"],
        "ticket": line["ticket"],
        **({"as_of": day} if day else {}),
        "expect": {"decision": "answer"},
        "comment": {"reply": line["reply"], "check": "decision, facts and documents"},
    }


def _attachment(message: Message, file: Attachment) -> dict[str, Any]:
    line = {"name": file.name, "type": file.kind, "bytes": file.size, "from": message.role.value}
    return line | {name: said for name, said in (("text", file.text), ("problem", file.problem)) if said}


def _message(message: Message) -> dict[str, Any]:
    return {"from": message.role.value, "at": message.at, "text": message.text}


def _subject(subject: str) -> str:
    return clean(_REPLY_MARK.sub("", subject, count=1)) if subject else ""


def _ticket(subject: str, asked: Message, earlier: list[Message]) -> str:
    """The words of a message below the subject, and the history below them."""
    says_subject = subject and subject.casefold() not in asked.text.casefold()
    parts = [*([subject] if says_subject else []), asked.text]
    room = MAX_TICKET
    for message in reversed(earlier[-MAX_HISTORY:]):
        quoted = "\n".join(f"> {line}".rstrip() for line in message.text.split("\n"))
        room -= len(quoted)
        if room < 0:
            break
        parts.append(f"{_attribution(message)}\n{quoted}")
    return "\n\n".join(parts)


def _attribution(message: Message) -> str:
    """``On 2026-03-01 10:20, the customer wrote:``, as mails say it; a message without a time gets their other form."""
    who = _SAID.get(message.role, "somebody")
    when = message.at[:16].replace("T", " ")
    return f"On {when}, {who} wrote:" if when else f"----- Original Message -----\nFrom: {who}"
