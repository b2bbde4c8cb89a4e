"""Build the prompt from numbered passages, within the model's context."""

from collections.abc import Sequence
from dataclasses import dataclass

from citewell.domain.documents import Hit
from citewell.domain.drafts import Mode, Ticket
from citewell.domain.ports import GenerationRequest, Generator, Message

MAX_TICKET_WORDS = 250
"""Of a long ticket, the prompt shows its start and its end."""
MARGIN_TOKENS = 32
"""For the chat template around the messages."""


@dataclass(frozen=True, slots=True)
class PromptTemplate:
    """The texts of one prompt version. ``budget`` is the most tokens the passages may take."""

    version: str
    system: str
    user: str
    user_without_sources: str
    source: str
    max_tokens: int
    budget: int = 900


@dataclass(frozen=True, slots=True)
class Prompt:
    """A request, the passages in it in the order of their numbers, and what was left out for want of room."""

    request: GenerationRequest
    hits: tuple[Hit, ...]
    note: str


def build_prompt(ticket: Ticket, hits: Sequence[Hit], template: PromptTemplate, generator: Generator) -> Prompt:
    """Take as many of ``hits``, best first, as fit; the ticket's start and end where it is long."""
    message, shortened = shorten(ticket.text)
    if ticket.mode is Mode.NO_CONTEXT:
        user = template.user_without_sources.format(ticket=message)
        request = _request(template, user, 0)
        return Prompt(request, (), "no sources, as the mode asks")
    texts = [template.source.format(n=n, place=hit.place, text=hit.text) for n, hit in enumerate(hits, start=1)]
    frame, *sizes = generator.count([template.system + template.user + message, *texts])
    room = min(template.budget, generator.context_tokens - template.max_tokens - frame - MARGIN_TOKENS)
    taken = 0
    while taken < len(texts) and sum(sizes[: taken + 1]) <= room:
        taken += 1
    taken = max(taken, 1)
    user = template.user.format(sources="\n\n".join(texts[:taken]), ticket=message)
    note = f"{taken} of {len(hits)} passages in the prompt"
    if shortened:
        note += ", ticket shortened to its start and end"
    return Prompt(_request(template, user, taken), tuple(hits[:taken]), note)


def shorten(ticket: str) -> tuple[str, bool]:
    """The ticket as the prompt shows it, and whether something was left out."""
    words = ticket.split()
    if len(words) <= MAX_TICKET_WORDS:
        return ticket.strip()[: MAX_TICKET_WORDS * 10], len(ticket.strip()) > MAX_TICKET_WORDS * 10
    half = MAX_TICKET_WORDS // 2
    text = f"{' '.join(words[:half])} … {' '.join(words[-half:])}"
    return text[: MAX_TICKET_WORDS * 10], True


def _request(template: PromptTemplate, user: str, passages: int) -> GenerationRequest:
    messages = (Message("system", template.system), Message("user", user))
    return GenerationRequest(messages=messages, passages=passages, max_tokens=template.max_tokens)
