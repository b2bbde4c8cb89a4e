"""Read tickets and passages as text only: orders to the program are left out of what the stages see, and told.

The ticket that is kept, and the documents, stay as they are. Where a passage held an order, its links go as well: who
plants one plants the other, marks included. A passage that is made to be found, that says nothing but orders, or that
has one for a title, is not used; nor is one that is mostly orders where the rest is not about what its title names.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from citewell.domain.documents import Hit
from citewell.domain.drafts import Finding, Severity, Ticket
from citewell.governance.injection.instructions import find_instructions, is_instruction
from citewell.governance.injection.stuffing import is_stuffed
from citewell.governance.literals.links import find_links
from citewell.governance.text.invisible import visible
from citewell.governance.text.sentences import Span, split_sentences
from citewell.governance.text.words import content_stems

_MARK_LIKE = re.compile(r"\[\d{1,3}\]")
SHOWN = 120
"""Characters of an order that a finding quotes."""
LEAST_STEMS = 2
"""Content words that what is left of a passage must have."""


def guard_ticket(ticket: Ticket) -> tuple[Ticket, tuple[Finding, ...]]:
    """The ticket as the stages read it, and what was left out; all of it where nothing else would be left."""
    text = visible(ticket.text)
    orders = find_instructions(text, ticket=True)
    left = _without(text, orders)
    if not orders or not any(c.isalnum() for c in left):
        return (ticket if text == ticket.text else replace(ticket, text=text)), ()
    message = f"Part of the ticket gives orders to the program; it was not followed: “{_quote(text, orders)}”."
    return replace(ticket, text=left), (Finding("suspicious_ticket", Severity.WARN, message),)


def guard_hits(hits: Sequence[Hit]) -> tuple[list[Hit], tuple[Finding, ...]]:
    """The passages as the stages read them, and what was left out of them. Guarding again changes nothing."""
    kept: list[Hit] = []
    findings: list[Finding] = []
    for hit in hits:
        guarded, order = _guard_hit(hit)
        if guarded is not None:
            kept.append(guarded)
        if order:
            message = f"{hit.document} holds text that gives orders to the program; it was not used: “{order}”."
            findings.append(Finding("suspicious_passage", Severity.WARN, message))
    return kept, tuple(dict.fromkeys(findings))


def _guard_hit(hit: Hit) -> tuple[Hit | None, str]:
    text = visible(hit.text)
    orders = find_instructions(text)
    named = _first_order((hit.title, *hit.heading))
    if named:
        return None, named
    if not orders and is_stuffed(text):
        return None, _quote(text, [(0, len(text))])
    if not orders:
        return (hit if text == hit.text else replace(hit, text=text)), ""
    left = _without(text, [*orders, *_linked(text)])
    quoted = _quote(text, orders)
    return (replace(hit, text=left) if _says_something(hit, left) else None), quoted


def _says_something(hit: Hit, left: str) -> bool:
    """Whether ``left``, what a passage says beside its orders, is worth reading under its title."""
    said = set[str]().union(*(content_stems(left[start:end]) for start, end in _statements(left)))
    if len(said) < LEAST_STEMS:
        return False
    named = content_stems(" ".join((hit.title, *hit.heading)))
    mostly_orders = len(left.split()) * 2 < len(hit.text.split())
    return not mostly_orders or not named or bool(said & named)


def _statements(text: str) -> list[Span]:
    """Sentences that state something: what ends in a colon or asks does not."""
    spans = split_sentences(text)
    return [(start, end) for start, end in spans if not text[start:end].rstrip().endswith((":", "?", "：", "？"))]


def _first_order(titles: Sequence[str]) -> str:
    return next((_quote(title, [(0, len(title))]) for title in titles if is_instruction(visible(title))), "")


def _linked(text: str) -> list[Span]:
    """Sentences with a link, an address, or what looks like a citation of ours."""
    links = find_links(text)
    return [
        (start, end)
        for start, end in split_sentences(text)
        if _MARK_LIKE.search(text[start:end]) or any(start < link.end and link.start < end for link in links)
    ]


def _without(text: str, spans: Sequence[Span]) -> str:
    for start, end in sorted(set(spans), reverse=True):
        text = text[:start] + text[end:]
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()) if spans else text


def _quote(text: str, spans: Sequence[Span]) -> str:
    first = " ".join(text[slice(*spans[0])].split())
    return first if len(first) <= SHOWN else f"{first[:SHOWN].rstrip()} …"
