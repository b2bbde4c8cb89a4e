"""Ask back: one question for what the answer depends on.

The model writes it from the passages; where what it wrote cannot be used, the passages' own cases are asked for.
"""

import logging
import re
from collections.abc import Callable, Sequence

from citewell.domain.documents import Hit
from citewell.domain.drafts import Ticket
from citewell.domain.errors import ModelError
from citewell.domain.generation import GenerationRequest, Generator
from citewell.governance.literals.extraction import missing_literals
from citewell.governance.policy.packs import Wording, text_for
from citewell.governance.text.languages import language_of
from citewell.governance.text.words import content_stems, coverage
from citewell.pipeline.generation.prompt import PromptTemplate, build_prompt, fact_line
from citewell.pipeline.routing.cases import MAX_CASES, find_cases, find_options, open_conditions, told_cases

logger = logging.getLogger(__name__)

MAX_WORDS = 40
MIN_WORDS = 4
CARRIED = 0.6
"""Share of the question's content words that the passages or the ticket hold."""
NEW = 0.34
"""Share of its content words that the ticket does not hold: what was asked is not asked back."""
OPENING = "Thank you for your message."
LEAD = "One thing decides the answer:"

_TWICE = re.compile(r"\b(?P<offer>\w.{3,}?),?\s+(?:or|oder|ou|o|of)\s+(?:\w+\s+)?(?P=offer)\W*\?", re.IGNORECASE)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided(?: that)?)\s+(?P<case>(?:you|your|the|it|a|an)\b[^,.;:]{4,80})", re.IGNORECASE
)


class Clarifier:
    """Writes the question."""

    def __init__(self, template: PromptTemplate) -> None:
        """Ask the model with ``template``."""
        self._template = template

    def question(
        self, ticket: Ticket, hits: Sequence[Hit], generator: Generator, ask: Callable[[GenerationRequest], str]
    ) -> tuple[str, str]:
        """The question, and where it comes from, in words; ``hits`` are the passages that it is about, best first.

        Empty where the passages name nothing that could be asked for.
        """
        snippets = {n: fact_line(hit.place, hit.text) for n, hit in enumerate(hits, start=1)}
        try:
            request = build_prompt(ticket, snippets, self._template, generator).request
            written = " ".join(ask(request).split())
        except ModelError as error:
            logger.warning("the model failed, the passages' own cases are asked for: %s", type(error).__name__)
            return fallback(hits, ticket.text), "the passages' own cases: the model failed"
        complaint = complain(written, ticket.text, hits)
        if not complaint:
            return written, "the model's question"
        return fallback(hits, ticket.text), f"the passages' own cases: the model's question {complaint}"


def opening_for(wording: Wording, question: str) -> str:
    """What stands before the question, in its language, as the policy packs word it; ``OPENING`` where none does."""
    return text_for(wording.clarify_opening, language_of(question)) or OPENING


def complain(question: str, ticket: str, hits: Sequence[Hit]) -> str:
    """Why a question cannot be used, in words; empty where it can."""
    sources = [ticket, *(f"{hit.place} {hit.text}" for hit in hits)]
    size = len(question.split())
    stems = content_stems(question)
    cases = find_cases(hits[0].text) if hits else []
    complaints = (
        (question.count("?") != 1 or not question.endswith("?"), "is not one question"),
        (not MIN_WORDS <= size <= MAX_WORDS, f"has {size} words"),
        ("[" in question or bool(missing_literals(question, sources)), "names what no passage holds"),
        (coverage(question, " ".join(sources)) < CARRIED, "is about something else"),
        (bool(stems) and len(stems - content_stems(ticket)) < NEW * len(stems), "only repeats the ticket"),
        (bool(cases) and not told_cases(cases, question), "names none of the cases"),
        (_TWICE.search(question) is not None, "offers the same twice"),
    )
    return next((why for holds, why in complaints if holds), "")


def fallback(hits: Sequence[Hit], ticket: str = "") -> str:
    """A question for the cases that the best passages tell apart, for what is not told, or for the documents.

    Empty where they name nothing: "tell us more" helps nobody.
    """
    for hit in hits[:2]:
        if cases := find_cases(hit.text):
            return f"{LEAD} which of these applies to you: {_either(cases)}?"
    titles = list(dict.fromkeys(hit.title for hit in hits if hit.title))
    if len({hit.heading for hit in hits}) == 1 and 2 <= len(titles) <= MAX_CASES:
        return _about(titles)
    for hit in hits[:1]:
        if conditions := open_conditions([hit.text], ticket):
            return f"{LEAD} is it the case that {conditions[0].rstrip('?')}?"
        if options := find_options(hit.text):
            return f"{LEAD} is one of these true for you: {_either(options)}?"
        if match := _CONDITION.search(hit.text):
            return f"{LEAD} is it the case that {' '.join(match['case'].split())}?"
    alike = [title for title in titles if content_stems(title) & content_stems(titles[0])]
    return _about(alike[:MAX_CASES]) if len(alike) > 1 else ""


def _about(titles: Sequence[str]) -> str:
    return f"{LEAD} which of these is it about: {_either(titles)}?"


def _either(names: Sequence[str]) -> str:
    plain = [name.replace("?", "").strip() for name in names]
    return f"{', '.join(plain[:-1])} or {plain[-1]}"
