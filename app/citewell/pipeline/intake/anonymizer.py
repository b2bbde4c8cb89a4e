"""The first stage of a ticket: personal data becomes placeholders where the ticket is kept or shown to a model."""

import json
import logging
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace

from citewell.domain.drafts import Draft, GivenPassage, Ticket
from citewell.domain.errors import ModelError
from citewell.domain.generation import GenerationRequest
from citewell.domain.personal import PersonalSpan, PersonalValue
from citewell.domain.ports import NameFinder, WordUses
from citewell.governance.personal.find import find_personal, normal_value
from citewell.governance.personal.name_cues import introduces
from citewell.governance.personal.placeholders import PLACEHOLDER, Placeholders
from citewell.governance.personal.things import names_thing, words_of
from citewell.pipeline.intake.attached import is_attached

logger = logging.getLogger(__name__)

MAX_PLACEHOLDER = 32
"""Characters of a placeholder that is still being written, held back until it is whole."""
MAY_NAME_THINGS = frozenset({"PERSON", "ORGANISATION"})
"""Types of spans that a product or a company may be taken for."""
_OPEN = re.compile(r"<[A-Z_]{0,24}\d{0,6}\Z")


def _nothing() -> frozenset[str]:
    return frozenset()


class Masker:
    """Finds personal data in tickets and in what agents write."""

    def __init__(
        self,
        finder: NameFinder | None,
        allowed: Callable[[], Collection[str]] = _nothing,
        uses: WordUses | None = None,
    ) -> None:
        """Ask ``finder`` for names (``None``: what stands out is found); ``allowed`` gives values that are none.

        ``uses`` tells the names of things: what the company's documents write as such is no name of a person.
        """
        self._finder = finder
        self._allowed = allowed
        self._uses = uses

    def spans(self, text: str, more: Collection[str] = ()) -> tuple[list[PersonalSpan], bool]:
        """Personal data in ``text`` without overlaps, in order, and whether names could be looked for.

        ``more`` are values that are allowed here as well.
        """
        named: Sequence[PersonalSpan] = ()
        complete = True
        if self._finder is not None and text.strip():
            try:
                named = self._finder.find([text])[0]
            except ModelError as error:
                logger.warning("names could not be looked for: %s", type(error).__name__)
                complete = False
        allowed = {normal_value(value) for value in (*self._allowed(), *more)}
        return find_personal(text, self._without_things(text, named), allowed), complete

    def _without_things(self, text: str, named: Sequence[PersonalSpan]) -> Sequence[PersonalSpan]:
        """``named`` without what the documents know as the name of a thing."""
        names = _whole_names(text, [span for span in named if span.type in MAY_NAME_THINGS])
        names = [(name, spans) for name, spans in names if not introduces(text, spans[0].start)]
        words = {word.lower() for name, _ in names for word in words_of(name)}
        if self._uses is None or not words:
            return named
        uses, documents = self._uses.look_up(words)
        things = {span for name, spans in names if names_thing(name, uses, documents) for span in spans}
        return [span for span in named if span not in things]

    def mask(self, text: str) -> tuple[str, list[PersonalSpan]]:
        """``text`` with placeholders, and the spans that they stand for."""
        spans, _ = self.spans(text)
        return Placeholders().mask(text, spans), spans

    def mask_ticket(self, ticket: Ticket) -> "MaskedTicket":
        """The ticket as it is kept, and what its placeholders stand for."""
        found = Placeholders()
        for text in (ticket.text, ticket.note, ticket.customer):
            found.reserve(text)
        spans, complete = self.spans(ticket.text)
        text = found.mask(ticket.text, spans)
        noted, _ = self.spans(ticket.note) if ticket.note.strip() else ([], True)
        note = found.mask(ticket.note, noted)
        customer = ticket.customer
        if customer.strip():
            customer = found.mask(customer, [PersonalSpan(0, len(customer), "PERSON")])
        passages = ticket.passages
        if passages is not None:
            passages = tuple(GivenPassage(*map(found.mask_known, (one.id, one.title, one.text))) for one in passages)
        # Of attached files the log keeps what the draft used, as evidence: see ``with_values``.
        kept = replace(ticket, text=text, note=note, customer=customer, passages=passages, attached=())
        return MaskedTicket(kept, found, _note(found.values, complete=complete), complete=complete)

    def mask_more(
        self, text: str, values: Sequence[PersonalValue], public: str = ""
    ) -> tuple[str, tuple[PersonalValue, ...]]:
        """A text that belongs to a masked ticket, such as what the agent sent, and all values then known.

        What stands in ``public`` (the draft, made of the company's documents) is no personal data.
        """
        found = Placeholders(values)
        spans, _ = self.spans(text)
        known = {value.value for value in values}
        spans = [span for span in spans if _is_private(text[span.start : span.end], known, public)]
        return found.mask_known(found.mask(text, spans)), found.values


def _whole_names(text: str, spans: Sequence[PersonalSpan]) -> list[tuple[str, list[PersonalSpan]]]:
    """Names with their spans: ``Anna Zeitlund`` is one, also where it was found as two."""
    names: list[list[PersonalSpan]] = []
    for span in sorted(spans, key=lambda one: one.start):
        if names and not text[names[-1][-1].end : span.start].strip(" -"):
            names[-1].append(span)
        else:
            names.append([span])
    return [(text[name[0].start : name[-1].end], name) for name in names]


def _is_private(value: str, known: Collection[str], public: str) -> bool:
    return value in known or value not in public


@dataclass(frozen=True, slots=True)
class MaskedTicket:
    """``ticket`` as it is kept; ``note`` says what was masked, without saying it."""

    ticket: Ticket
    placeholders: Placeholders = field(default_factory=Placeholders)
    note: str = ""
    complete: bool = True

    def hide(self, request: GenerationRequest) -> GenerationRequest:
        """The request as the model sees it: the values of its last message are placeholders."""
        if not self.placeholders.values:
            return request
        *before, last = request.messages
        hidden = replace(last, text=self.placeholders.mask_in_prompt(last.text))
        named = " ".join(value.placeholder for value in self.placeholders.values)
        facts = None if request.facts is None else (*request.facts, named)
        return replace(request, messages=(*before, hidden), facts=facts)

    def show(self, text: str, *, as_json: bool = False) -> str:
        """What the model wrote, with the values in place of placeholders."""
        if not as_json:
            return self.placeholders.unmask(text)
        values = {
            value.placeholder: json.dumps(value.value, ensure_ascii=False)[1:-1] for value in self.placeholders.values
        }
        return PLACEHOLDER.sub(lambda match: values.get(match[0], match[0]), text)


def with_values(draft: Draft, masked: MaskedTicket, masker: Masker) -> Draft:
    """The draft with what stands for the ticket's personal data where it is kept.

    A name that the model wrote another way than the ticket has a placeholder of its own, and so has what stands in
    passages of the ticket's own files; what stands in the company's documents is no personal data.
    """
    used = (*draft.evidence, *draft.citations, *draft.near_misses)
    public = "\n".join(hit.quote for hit in used if not is_attached(hit))
    values = masked.placeholders.values
    for quote in dict.fromkeys(hit.quote for hit in used if is_attached(hit)):
        _, values = masker.mask_more(quote, values)
    _, values = masker.mask_more(draft.text, values, public)
    return replace(draft, personal=values)


class Unmasking:
    """Fills placeholders in while a text is being written piece by piece."""

    def __init__(self, masked: MaskedTicket) -> None:
        """Fill in the values of ``masked``."""
        self._masked = masked
        self._held = ""

    def push(self, piece: str) -> str:
        """What can be shown now."""
        text = self._held + piece
        match = _OPEN.search(text[-MAX_PLACEHOLDER:])
        cut = len(text) if match is None else len(text) - len(match[0])
        self._held = text[cut:]
        return self._masked.show(text[:cut])

    def end(self) -> str:
        """What was held back."""
        held, self._held = self._held, ""
        return self._masked.show(held)


def _note(values: Sequence[PersonalValue], *, complete: bool) -> str:
    counts = Counter(value.kind for value in values)
    listed = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    note = f"{len(values)} values masked: {listed}" if values else "no personal data found"
    return note if complete else f"{note}; names could not be looked for"
