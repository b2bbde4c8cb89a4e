"""Ask back: one question for what the answer depends on.

The model writes it from the passages; where what it wrote cannot be used, the passages' own cases are asked for.
"""

import logging
import re
from collections import defaultdict
from collections.abc import Callable, Sequence

from citewell.domain.documents import Hit
from citewell.domain.drafts import Ticket
from citewell.domain.errors import ModelError
from citewell.domain.ports import GenerationRequest, Generator
from citewell.governance.literals import missing_literals
from citewell.governance.words import content_stems, coverage
from citewell.pipeline.prompt import PromptTemplate, build_prompt, fact_line

logger = logging.getLogger(__name__)

MAX_WORDS = 40
MIN_WORDS = 4
CARRIED = 0.6
"""Share of the question's content words that the passages or the ticket hold."""
NEW = 0.34
"""Share of its content words that the ticket does not hold: what was asked is not asked back."""
MAX_CASES = 4
CASE_WORDS = 8
OPENING = "Thank you for your message."
LEAD = "One thing decides the answer:"
ANYTHING = "could you tell us a little more about your case?"

_CASE = re.compile(
    r"^(?:[-*•]\s+)?(?P<lead>for|on|in|with|"
    r"if you (?:pay|are|have|live|use|bought|ordered)(?: by| with| in| on| from)?|"
    r"when (?:you are|bought)(?: through| from)?)\s+(?P<case>[^,:;.]{2,60}?)\s*[,:]",
    re.IGNORECASE,
)  # fmt: skip
_LABEL = re.compile(r"^(?:[-*•]\s+)?\*{0,2}(?P<case>[A-Z][\w'’ +-]{1,40}?)\*{0,2}\s*:\s*\S")
_ROW = re.compile(r"^\|\s*\*{0,2}(?P<case>[^|*-][^|*]{0,40}?)\*{0,2}\s*\|.*\w")
_CONDITION = re.compile(
    r"\b(?:if|unless|provided(?: that)?)\s+(?P<case>(?:you|your|the|it|a|an)\b[^,.;:]{4,80})", re.IGNORECASE
)
_PIECE = re.compile(r"(?<=[.;:])\s+|\n+")


class Clarifier:
    """Writes the question."""

    def __init__(self, template: PromptTemplate) -> None:
        """Ask the model with ``template``."""
        self._template = template

    def question(
        self, ticket: Ticket, hits: Sequence[Hit], generator: Generator, ask: Callable[[GenerationRequest], str]
    ) -> tuple[str, str]:
        """The question, and where it comes from, in words; ``hits`` are the passages that it is about, best first."""
        snippets = {n: fact_line(hit.place, hit.text) for n, hit in enumerate(hits, start=1)}
        try:
            request = build_prompt(ticket, snippets, self._template, generator).request
            written = " ".join(ask(request).split())
        except ModelError as error:
            logger.warning("the model failed, the passages' own cases are asked for: %s", type(error).__name__)
            return fallback(hits), "the passages' own cases: the model failed"
        complaint = complain(written, ticket.text, hits)
        if not complaint:
            return written, "the model's question"
        return fallback(hits), f"the passages' own cases: the model's question {complaint}"


def complain(question: str, ticket: str, hits: Sequence[Hit]) -> str:
    """Why a question cannot be used, in words; empty where it can."""
    sources = [ticket, *(f"{hit.place} {hit.text}" for hit in hits)]
    size = len(question.split())
    if question.count("?") != 1 or not question.endswith("?"):
        return "is not one question"
    if not MIN_WORDS <= size <= MAX_WORDS:
        return f"has {size} words"
    if "[" in question or missing_literals(question, sources):
        return "names what no passage holds"
    if coverage(question, " ".join(sources)) < CARRIED:
        return "is about something else"
    stems = content_stems(question)
    if stems and len(stems - content_stems(ticket)) < NEW * len(stems):
        return "only repeats the ticket"
    return ""


def fallback(hits: Sequence[Hit]) -> str:
    """A question for the cases that the best passages tell apart."""
    for hit in hits[:2]:
        if cases := find_cases(hit.text):
            return f"{LEAD} which of these applies to you: {', '.join(cases[:-1])} or {cases[-1]}?"
    titles = list(dict.fromkeys(hit.title for hit in hits if hit.title))
    if len({hit.heading for hit in hits}) == 1 and 2 <= len(titles) <= MAX_CASES:
        return f"{LEAD} which of these is it about: {', '.join(titles[:-1])} or {titles[-1]}?"
    for hit in hits[:1]:
        if match := _CONDITION.search(hit.text):
            return f"{LEAD} is it the case that {' '.join(match['case'].split())}?"
    return f"{LEAD} {ANYTHING}"


def find_cases(text: str) -> list[str]:
    """The cases, two to four, that a passage has different answers for; none where it does not tell any apart."""
    by_lead: dict[str, list[str]] = defaultdict(list)
    for piece in (found.strip() for found in _PIECE.split(text)):
        if match := _CASE.match(f"{piece}:" if piece.count(",") + piece.count(":") == 0 else piece):
            by_lead[match["lead"].lower()].append(match["case"])
    for line in (found.strip() for found in text.splitlines()):
        if match := _ROW.match(line):
            by_lead["|"].append(match["case"])
        elif match := _LABEL.match(line):
            by_lead[":"].append(match["case"])
    rows = by_lead.get("|", [])
    by_lead["|"] = rows[1:]  # the first row names the columns
    for cases in sorted(by_lead.values(), key=lambda found: -len(found)):
        distinct = list(dict.fromkeys(" ".join(case.split()) for case in cases if len(case.split()) <= CASE_WORDS))
        if 2 <= len(distinct) <= MAX_CASES:
            return distinct
    return []
