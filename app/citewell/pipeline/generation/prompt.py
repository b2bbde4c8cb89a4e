"""Build the prompt from numbered passages, within the model's context."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from citewell.domain.drafts import Mode, Ticket
from citewell.domain.generation import GenerationRequest, Generator, Message
from citewell.governance.literals.links import without_links

MAX_TICKET_WORDS = 250
"""Of a long ticket, the prompt shows its start and its end."""
MARGIN_TOKENS = 32
"""For the chat template around the messages."""
_MARK_LIKE = re.compile(r"\[(\d{1,3})\]")
"""In a document: it is no citation of ours."""
_STOPS = (".", "!", "?", ":", ";", ",", "…")


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """The texts of one prompt version. At most ``max_passages`` passages of ``budget`` tokens together are shown."""

    version: str
    system: str
    user: str
    user_without_sources: str
    source: str
    example: tuple[str, ...]
    max_tokens: int
    max_sentences: int
    max_passages: int
    budget: int


@dataclass(frozen=True, slots=True)
class Prompt:
    """A request, and what was left out of it for want of room."""

    request: GenerationRequest
    note: str


def build_prompt(ticket: Ticket, snippets: Mapping[int, str], template: PromptTemplate, generator: Generator) -> Prompt:
    """Show the chosen sentences of as many passages as fit, best first; a long ticket's start and end.

    ``snippets`` are texts by the number under which they may be cited.
    """
    message, shortened = shorten(ticket.text)
    said = without_links(ticket.text)
    if ticket.mode is Mode.NO_CONTEXT:
        user = template.user_without_sources.format(ticket=message)
        return Prompt(_request(template, user, (), (said,)), "no sources, as the mode asks")
    numbers = list(snippets)[: template.max_passages]
    texts = [template.source.format(n=n, text=snippets[n]) for n in numbers]
    frame, *sizes = generator.count([template.system + template.user + message, *texts])
    room = min(template.budget, generator.context_tokens - template.max_tokens - frame - MARGIN_TOKENS)
    taken = 1
    while taken < len(texts) and sum(sizes[: taken + 1]) <= room:
        taken += 1
    user = template.user.format(sources="\n".join(texts[:taken]), ticket=message)
    note = f"{taken} {'passage' if taken == 1 else 'passages'} in the prompt" + (
        ", ticket shortened to its start and end" if shortened else ""
    )
    return Prompt(_request(template, user, tuple(numbers[:taken]), (*texts[:taken], said)), note)


def fact_line(place: str, text: str) -> str:
    """A passage's chosen text on one line, as the prompt shows it behind its number: where it stands, then the text.

    Lines that end without a stop, such as rows of a table, are kept apart by a stroke.
    """
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    joined = " ".join(line if line.endswith(_STOPS) else f"{line} /" for line in lines).removesuffix(" /")
    joined = _MARK_LIKE.sub(r"(\1)", joined)
    return f"{place}: {joined}" if place else joined


def shorten(ticket: str) -> tuple[str, bool]:
    """The ticket as the prompt shows it, and whether something was left out."""
    words = ticket.split()
    if len(words) <= MAX_TICKET_WORDS:
        return ticket.strip()[: MAX_TICKET_WORDS * 10], len(ticket.strip()) > MAX_TICKET_WORDS * 10
    half = MAX_TICKET_WORDS // 2
    text = f"{' '.join(words[:half])} … {' '.join(words[-half:])}"
    return text[: MAX_TICKET_WORDS * 10], True


def _request(
    template: PromptTemplate, user: str, citable: tuple[int, ...], facts: tuple[str, ...]
) -> GenerationRequest:
    example = [Message(role, text) for role, text in zip(("user", "assistant"), template.example, strict=False)]
    messages = (Message("system", template.system), *example, Message("user", user))
    return GenerationRequest(
        messages=messages,
        citable=citable,
        max_tokens=template.max_tokens,
        max_sentences=template.max_sentences,
        facts=facts,
    )
