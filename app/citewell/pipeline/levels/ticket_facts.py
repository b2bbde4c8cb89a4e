"""What a ticket says, in its own words: the goal, what stands in the way, and what a model's line may be backed by."""

import re
from dataclasses import dataclass

from citewell.governance.literals.extraction import find_literals, missing_literals
from citewell.governance.literals.identifiers import MAX_CHARACTERS, identifiers
from citewell.governance.text.courtesy import is_courtesy
from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import content_stems, is_negated
from citewell.pipeline.intake.query import parts_of, queries_of
from citewell.pipeline.levels.reported_speech import report
from citewell.pipeline.levels.ticket_signals import NEXT_STEPS, category_of

MAX_TICKET_CHARACTERS = 12_000
"""Of a ticket, in which goal and blockers are looked for."""
MAX_IDENTIFIERS, MAX_IDENTIFIER_CHARACTERS = 16, 80
MAX_BLOCKERS = 2
LEAST_WORDS = 3
LEAST_COVERED = 0.5
"""Share of a line's content words that the ticket must hold, for the line to count as backed."""
_FRAME = frozenset("""custom want ask need say report whether also cannot would""".split())
_TROUBLE = re.compile(
    r"\b(?:still|already|error|fail\w*|never|nobody|nothing|no longer|broken|refus\w+|reject\w+|stuck|wrong|"
    r"missing|tried|waiting|lost|closed|expired|blocked|declined|grey|empty|busy|down)\b",
    re.IGNORECASE,
)
_WISH = re.compile(r"\bI (?:want|need|would like)\b.+", re.IGNORECASE | re.DOTALL)
_UNBROKEN = re.compile(r"\S{300,}")
_NAME = re.compile(r"(?<=[\w,;:] )[A-Z][a-z]+[\w-]*")


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """The deterministic reading of a ticket; sentences in the third person where rules can tell, else quoted."""

    goal: str
    blockers: tuple[str, ...]
    next_step: str


def read_ticket(ticket: str) -> TicketFacts:
    """Goal, blockers and next step by rules. Every word of goal and blockers is the ticket's, or the rules' frame."""
    text = ticket[:MAX_TICKET_CHARACTERS]
    sentences = [text[start:end] for start, end in split_sentences(text)]
    telling = [s for s in sentences if (s.endswith("?") or not is_courtesy(s)) and len(content_stems(s)) >= 2]
    told = [(sentence, report(sentence)) for sentence in telling]
    wished = next((sentence for sentence, one in told if one.asks), "")
    wished = wished or next((tail[0] for tail in map(_WISH.search, telling) if tail), "")
    main = wished or next(iter(parts_of(queries_of(text))), "") or text.strip()
    goal = report(main).text
    blockers = [
        re.sub(r"^The customer (?:says |writes: “)?|[.”]+$", "", one.text)
        for sentence, one in told
        if main not in sentence and not one.asks and (is_negated(sentence) or _TROUBLE.search(sentence))
    ]
    step = NEXT_STEPS[category_of(ticket)]
    return TicketFacts(goal, tuple(dict.fromkeys(blockers))[:MAX_BLOCKERS], step)


def identifiers_of(ticket: str) -> tuple[str, ...]:
    """Order numbers, codes and e-mail addresses as the ticket writes them, first come first."""
    text = _UNBROKEN.sub("", ticket[:MAX_CHARACTERS])
    mails = [literal.text for literal in find_literals(text) if "@" in literal.text]
    found: list[str] = []
    for code in [*identifiers(text), *mails]:
        if len(code) <= MAX_IDENTIFIER_CHARACTERS and not any(code in other for other in found):
            found.append(code)
    return tuple(found[:MAX_IDENTIFIERS])


def is_backed(line: str, ticket: str) -> bool:
    """Whether a model's line about the ticket says what stands there: its literals, names and most of its words."""
    return (
        len(line.split()) >= LEAST_WORDS and states_nothing_new(line, ticket) and backing(line, ticket) >= LEAST_COVERED
    )


def states_nothing_new(line: str, ticket: str) -> bool:
    """Whether every literal and every name of ``line`` stands in the ticket."""
    if missing_literals(line, [ticket]):
        return False
    lowered = ticket.lower()
    return all(name.lower() in lowered for name in _NAME.findall(line))


def backing(line: str, ticket: str) -> float:
    """Share of the content words of ``line`` that the ticket holds, 0 to 1, without the words of the frame."""
    wanted = content_stems(line) - _FRAME
    return len(wanted & content_stems(ticket)) / len(wanted) if wanted else 0.0


def is_worth_saying(line: str) -> bool:
    """Whether a line says anything at all."""
    return bool(content_stems(line)) and not is_courtesy(line)


def shortened(text: str, words: int) -> str:
    """At most so many words, with a stop."""
    found = text.split()
    if len(found) <= words:
        return text
    return f"{' '.join(found[:words]).rstrip('.,;:')} …"
