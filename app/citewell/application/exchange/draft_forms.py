"""A draft in the forms in which it leaves: a reply, an internal note with citations, HTML, and calls of helpdesks.

A reply is only made of what may go to the customer by itself: an answer or a question back that no finding blocks.
Everything else leaves as an internal note, which says why.
"""

import html
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from citewell.domain.documents import Access
from citewell.domain.drafts import Citation, Decision, Draft, Finding
from citewell.domain.errors import BadInputError
from citewell.pipeline.generation.citations import strip_marks
from citewell.records.values import record_of

_MARK = re.compile(r"\[(\d{1,3})\]")
_TO_CUSTOMERS = frozenset({Decision.ANSWER, Decision.CLARIFY})
_QUOTE = 300
"""Characters of a quoted passage in a note."""


class DraftForm(StrEnum):
    """What ``--as`` names: texts, HTML, or the bodies of the calls by which a helpdesk takes a draft."""

    REPLY = "reply"
    NOTE = "note"
    HTML = "html"
    JSON = "json"
    ZENDESK = "zendesk"
    FRESHDESK = "freshdesk"
    INTERCOM = "intercom"
    HELP_SCOUT = "helpscout"
    FRONT = "front"
    CHATWOOT = "chatwoot"
    ZAMMAD = "zammad"
    FREESCOUT = "freescout"

    @property
    def suffix(self) -> str:
        """The ending of a file in this form."""
        texts = {DraftForm.REPLY: ".txt", DraftForm.NOTE: ".txt", DraftForm.HTML: ".html"}
        return texts.get(self, ".json")


def may_be_reply(draft: Draft) -> bool:
    """Whether a draft may go to the customer as it is."""
    return draft.decision in _TO_CUSTOMERS and not draft.blocked


def reply_of(draft: Draft) -> str:
    """The text for the customer, without marks. Raises ``BadInputError`` where it may not go out by itself."""
    if not may_be_reply(draft):
        why = next((f.message for f in draft.findings if f.severity == "block"), f"it was decided to {draft.decision}")
        raise BadInputError(f"This draft is not for the customer ({why}). Write it as a note instead: --as note.")
    return strip_marks(draft.text).strip()


def note_of(draft: Draft) -> str:
    """What an agent needs beside the draft: decision, text with marks, the passages cited, and what was found."""
    lines = [f"Draft by Citewell, to be checked: {draft.decision.value}, confidence {draft.confidence:.0%}", ""]
    lines += [draft.text.strip(), ""]
    for citation in draft.citations:
        lines.append(f"[{citation.n}] {_source(citation)}")
        lines.append(f'    "{_shortened(citation.quote)}"')
        lines += [f"    {citation.url}"] if citation.url else []
    lines += [f"{finding.severity.value}: {finding.message}" for finding in draft.findings]
    return "\n".join(lines).strip() + "\n"


def html_of(draft: Draft) -> str:
    """The reply as HTML: paragraphs, and marks as links to what customers may open; other marks fall away.

    A draft that may not go to the customer becomes the HTML of its note.
    """
    if not may_be_reply(draft):
        return f"<pre>{html.escape(note_of(draft))}</pre>\n"
    return html_of_text(draft)


def edited(draft: Draft, text: str, findings: Sequence[Finding]) -> Draft:
    """The draft as an agent edited it: its text and findings of now, and the passages that it cites now."""
    named = {int(mark[1]) for mark in _MARK.finditer(text)}
    known = {one.n: one for one in (*draft.evidence, *draft.citations)}
    citations = tuple(known[n] for n in sorted(named & known.keys()))
    return replace(draft, text=text, findings=tuple(findings), citations=citations)


def html_of_text(draft: Draft) -> str:
    """The draft's text as HTML, whatever was decided and found: for who has decided that it leaves."""
    links = {one.n: one.url for one in draft.citations if one.url and one.access is Access.PUBLIC}
    paragraphs = [part.strip() for part in re.split(r"\n\s*\n", draft.text) if part.strip()]
    return "".join(f"<p>{_linked(part, links)}</p>\n" for part in paragraphs)


def _linked(text: str, links: Mapping[int, str]) -> str:
    marked = _MARK.sub(lambda mark: mark[0] if int(mark[1]) in links else "", text)
    marked = re.sub(r"[ \t]+([.,;:!?])", r"\1", re.sub(r"[ \t]{2,}", " ", marked)).strip()
    shown = html.escape(marked, quote=False).replace("\n", "<br>\n")
    return _MARK.sub(
        lambda mark: (
            f'<sup><a href="{html.escape(links[int(mark[1])])}">[{mark[1]}]</a></sup>' if int(mark[1]) in links else ""
        ),
        shown,
    )


def _source(citation: Citation) -> str:
    version = f", version {citation.version}" if citation.version else ""
    return f"{citation.place} ({citation.document}{version})"


def _shortened(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _QUOTE else f"{flat[: _QUOTE - 1].rstrip()}…"


# --- calls of helpdesks -----------------------------------------------------------------------------------------------

Call = dict[str, Any]


def _call(path: str, body: dict[str, Any], method: str = "POST") -> Call:
    return {"method": method, "path": path, "body": body}


def _zendesk(ticket: str, text: str, *, public: bool) -> Call:
    comment = {"html_body": text, "public": public}
    return _call(f"/api/v2/tickets/{ticket}.json", {"ticket": {"comment": comment}}, "PUT")


def _freshdesk(ticket: str, text: str, *, public: bool) -> Call:
    kind = "reply" if public else "notes"
    return _call(f"/api/v2/tickets/{ticket}/{kind}", {"body": text} | ({} if public else {"private": True}))


def _intercom(ticket: str, text: str, *, public: bool) -> Call:
    body = {"type": "admin", "message_type": "comment" if public else "note", "body": text}
    return _call(f"/conversations/{ticket}/reply", body)


def _helpscout(ticket: str, text: str, *, public: bool) -> Call:
    kind = "reply" if public else "notes"
    return _call(f"/v2/conversations/{ticket}/{kind}", {"text": text} | ({"draft": True} if public else {}))


def _front(ticket: str, text: str, *, public: bool) -> Call:
    return _call(f"/conversations/{ticket}/{'drafts' if public else 'comments'}", {"body": text})


def _chatwoot(ticket: str, text: str, *, public: bool) -> Call:
    body = {"content": text, "message_type": "outgoing", "private": not public, "content_type": "text"}
    return _call(f"/api/v1/accounts/{{account}}/conversations/{ticket}/messages", body)


def _zammad(ticket: str, text: str, *, public: bool) -> Call:
    body = {"ticket_id": ticket, "body": text, "content_type": "text/html", "type": "email" if public else "note"}
    return _call("/api/v1/ticket_articles", body | {"internal": not public})


def _freescout(ticket: str, text: str, *, public: bool) -> Call:
    body = {"type": "message" if public else "note", "text": text} | ({"state": "draft"} if public else {})
    return _call(f"/api/conversations/{ticket}/threads", body)


_CALLS: Mapping[DraftForm, Callable[..., Call]] = MappingProxyType(
    {
        DraftForm.ZENDESK: _zendesk,
        DraftForm.FRESHDESK: _freshdesk,
        DraftForm.INTERCOM: _intercom,
        DraftForm.HELP_SCOUT: _helpscout,
        DraftForm.FRONT: _front,
        DraftForm.CHATWOOT: _chatwoot,
        DraftForm.ZAMMAD: _zammad,
        DraftForm.FREESCOUT: _freescout,
    }
)
_PLAIN = frozenset({DraftForm.CHATWOOT})
"""Helpdesks that take a message as text, not as HTML."""


def calls_of(draft: Draft, program: DraftForm, ticket: str = "") -> dict[str, Any]:
    """The bodies that a helpdesk's public interface takes: the internal note, and the reply where there may be one.

    ``ticket`` is an id as imports make it, such as ``zendesk-81``; without one, ``{id}`` stands in its place.
    Citewell sends nothing: a script of the company's does, if it wants to.
    """
    call = _CALLS[program]
    number = ticket.partition("-")[2] or ticket or "{id}"
    note = note_of(draft) if program in _PLAIN else f"<pre>{html.escape(note_of(draft))}</pre>"
    reply = None
    if may_be_reply(draft):
        reply = call(number, reply_of(draft) if program in _PLAIN else html_of(draft), public=True)
    return {"id": draft.id, "decision": draft.decision.value, "note": call(number, note, public=False), "reply": reply}


def formed(draft: Draft, form: DraftForm, ticket: str = "") -> str | dict[str, Any]:
    """The draft in a form: a text, or an object to be written as JSON. Raises ``BadInputError``, see ``reply_of``."""
    if form is DraftForm.REPLY:
        return reply_of(draft) + "\n"
    if form is DraftForm.NOTE:
        return note_of(draft)
    if form is DraftForm.HTML:
        return html_of(draft)
    return record_of(draft) if form is DraftForm.JSON else calls_of(draft, form, ticket)
