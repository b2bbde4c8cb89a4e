"""The levels below a reply: a summary of at most 60 words, and a CRM record that keeps to its schema.

The model writes; each of its lines must be backed by the ticket, or a line made by rules stands in its place. Names of
documents, identifiers and the language are never the model's.
"""

import json
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from citewell.domain.drafts import Citation, Level, Sentence
from citewell.domain.errors import ModelError
from citewell.domain.generation import GenerationRequest, Message
from citewell.governance.text.languages import language_of
from citewell.pipeline.generation.prompt import shorten
from citewell.pipeline.levels.ticket_facts import (
    TicketFacts,
    backing,
    identifiers_of,
    is_backed,
    is_worth_saying,
    read_ticket,
    shortened,
    states_nothing_new,
)
from citewell.pipeline.levels.ticket_signals import (
    CATEGORIES,
    SENTIMENTS,
    URGENCIES,
    category_of,
    sentiment_of,
    urgency_of,
)

logger = logging.getLogger(__name__)

MAX_WORDS = 60
"""Of a summary, labels and citation included."""
GOAL_WORDS, BLOCKER_WORDS, STEP_WORDS, TITLE_WORDS = 22, 12, 13, 7
MAX_SOURCES = 3
NO_BLOCKERS = "None stated."
MODEL_FIELDS = ("goal", "product", "category", "sentiment", "urgency", "next_step")
"""The fields of a record that the model fills, in this order."""
_SUMMARY = re.compile(r"\s*Goal:\s*(.*?)\s*Blockers:\s*(.*?)\s*Next step:\s*(.*?)\s*", re.DOTALL | re.IGNORECASE)
_MARKS = re.compile(r"\s*\[\d+\]|[“”]")

Generate = Callable[[GenerationRequest], str]
"""Asks the model. Raises ``ModelError``."""


@dataclass(frozen=True, slots=True)
class TaskPrompt:
    """A task's prompt version. ``user`` has a place for the ticket."""

    version: str
    system: str
    user: str
    max_tokens: int
    max_sentences: int = 0


@dataclass(frozen=True, slots=True)
class LevelText:
    """A finished text; ``replaced`` names the lines that are by rules, since the model's were not backed."""

    text: str
    sentences: tuple[Sentence, ...]
    replaced: tuple[str, ...]


class LevelWriter:
    """Writes summaries and records."""

    def __init__(self, *, summary: TaskPrompt, crm: TaskPrompt, schema: Mapping[str, object]) -> None:
        """Write by these prompts; ``schema`` is the JSON schema of a record."""
        self._prompts = {Level.SUMMARY: summary, Level.CRM: crm}
        self._schema = schema

    def version(self, level: Level) -> str:
        """The prompt version of a level."""
        return self._prompts[level].version

    def write(self, level: Level, ticket: str, evidence: Sequence[Citation], generate: Generate) -> LevelText:
        """The text of a level; ``evidence`` are documents that may hold the answer, best first.

        A model that fails is replaced by the rules, whole.
        """
        ticket = ticket.encode("utf-8", "replace").decode()
        prompt = self._prompts[level]
        message = prompt.user.format(ticket=shorten(ticket)[0])
        schema = self.model_schema if level is Level.CRM else None
        request = GenerationRequest(
            (Message("system", prompt.system), Message("user", message)),
            (),
            max_tokens=prompt.max_tokens,
            max_sentences=prompt.max_sentences,
            schema=schema,
            facts=(ticket,),
        )
        try:
            answer = generate(request)
        except ModelError as error:
            logger.warning("the model failed, the rules stand in: %s", type(error).__name__)
            answer = ""
        facts = read_ticket(ticket)
        return (self._summary if level is Level.SUMMARY else self._record)(answer, ticket, facts, evidence)

    @property
    def model_schema(self) -> dict[str, object]:
        """The part of the schema that the model writes."""
        properties = self._schema["properties"]
        assert isinstance(properties, Mapping)  # noqa: S101  our own file
        return {"type": "object", "properties": {name: properties[name] for name in MODEL_FIELDS}}

    @staticmethod
    def _summary(answer: str, ticket: str, facts: TicketFacts, evidence: Sequence[Citation]) -> LevelText:
        match = _SUMMARY.fullmatch(_MARKS.sub("", answer))
        goal, blockers, step = match.groups() if match else ("", "", "")
        replaced = []
        if not is_backed(goal, ticket):
            goal = facts.goal
            replaced.append("goal")
        if not match or not (_is_none(blockers) or is_backed(blockers, ticket)):
            blockers = "; ".join(facts.blockers)
            replaced.append("blockers")
        if not is_worth_saying(step) or not states_nothing_new(step, ticket):
            step = facts.next_step
            replaced.append("next step")
        blockers = NO_BLOCKERS if _is_none(blockers) else _capital(shortened(_line(blockers), BLOCKER_WORDS))
        lines = [
            ("Goal", shortened(_line(goal), GOAL_WORDS), ()),
            ("Blockers", blockers, ()),
            (
                "Next step",
                _with_source(shortened(_line(step), STEP_WORDS), evidence),
                (evidence[0].n,) if evidence else (),
            ),
        ]
        return _labelled(lines, ticket, tuple(replaced))

    def _record(self, answer: str, ticket: str, facts: TicketFacts, evidence: Sequence[Citation]) -> LevelText:
        said = _object(answer)
        replaced = [name for name, fits in _fitting(said, ticket).items() if not fits]
        values: dict[str, object] = {
            "goal": facts.goal if "goal" in replaced else said["goal"],
            "product": "" if "product" in replaced else said.get("product", ""),
            "category": category_of(ticket) if "category" in replaced else said["category"],
            "sentiment": sentiment_of(ticket) if "sentiment" in replaced else said["sentiment"],
            "urgency": urgency_of(ticket) if "urgency" in replaced else said["urgency"],
            "next_step": facts.next_step if "next_step" in replaced else said["next_step"],
            "identifiers": list(identifiers_of(ticket)),
            "sources": list(dict.fromkeys(citation.document[:300] for citation in evidence))[:MAX_SOURCES],
            "language": language_of(ticket),
        }
        record = {name: _cut(value, self._most(name)) for name, value in values.items()}
        text = json.dumps(record, ensure_ascii=False, indent=2)
        return LevelText(text, _record_sentences(text, record, ticket, evidence), tuple(replaced))

    def _most(self, name: str) -> int:
        properties = self._schema["properties"]
        assert isinstance(properties, Mapping)  # noqa: S101  our own file
        return int(properties[name].get("maxLength", 10_000))


def _fitting(said: Mapping[str, str], ticket: str) -> dict[str, bool]:
    """Which of the model's fields may stay. A product that the ticket does not name is none."""
    product = said.get("product", "")
    return {
        "goal": is_backed(said.get("goal", ""), ticket),
        "product": " ".join(product.lower().split()) in " ".join(ticket.lower().split()),
        "category": said.get("category") in CATEGORIES,
        "sentiment": said.get("sentiment") in SENTIMENTS,
        "urgency": said.get("urgency") in URGENCIES,
        "next_step": is_worth_saying(said.get("next_step", "")) and states_nothing_new(said["next_step"], ticket),
    }


def _object(answer: str) -> dict[str, str]:
    try:
        read = json.loads(answer)
    except ValueError:
        return {}
    return {name: value for name, value in read.items() if isinstance(value, str)} if isinstance(read, dict) else {}


def _labelled(lines: Sequence[tuple[str, str, tuple[int, ...]]], ticket: str, replaced: tuple[str, ...]) -> LevelText:
    text, sentences = "", []
    for label, line, cites in lines:
        start = len(text) + (1 if text else 0)
        text = f"{text}\n{label}: {line}" if text else f"{label}: {line}"
        support = backing(line, ticket)
        factual = label != "Next step" and line != NO_BLOCKERS
        plain = _MARKS.sub("", f"{label}: {line}") if cites else f"{label}: {line}"
        sentences.append(Sentence(plain, cites, start, len(text), factual, support, supported=factual))
    return LevelText(text, tuple(sentences), replaced)


def _record_sentences(
    text: str, record: Mapping[str, object], ticket: str, evidence: Sequence[Citation]
) -> tuple[Sentence, ...]:
    """The goal and the next step as sentences of the record's text; the documents named are cited by the second."""
    found = []
    for name, factual in (("goal", True), ("next_step", False)):
        value = json.dumps(record[name], ensure_ascii=False)[1:-1]
        start = text.index(value, text.index(f'"{name}": "') + len(name) + 4)
        cites = () if factual else tuple(citation.n for citation in evidence[:MAX_SOURCES])
        support = backing(value, ticket)
        found.append(Sentence(str(record[name]), cites, start, start + len(value), factual, support, supported=factual))
    return tuple(found)


def _with_source(step: str, evidence: Sequence[Citation]) -> str:
    if not evidence:
        return step
    title = shortened(" ".join((evidence[0].title or evidence[0].document).split()), TITLE_WORDS)
    return f"{step} See “{title[:100]}” [{evidence[0].n}]."


def _line(text: str) -> str:
    """One line with a stop, first letter as it is."""
    plain = re.sub(r"\[(\d+)\]", r"(\1)", " ".join(text.split()))  # no mark but our own
    return plain if plain.endswith((".", "!", "?", "…", "”")) else f"{plain}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_none(blockers: str) -> bool:
    return blockers.strip(" .").lower() in {"", "none", "none stated", "no blockers", "not stated"}


def _cut(value: object, most: int) -> object:
    if not isinstance(value, str) or len(value) <= most:
        return value
    return value[: most - 2].rsplit(" ", 1)[0][: most - 2] + " …"
