"""Public question sets as golden tickets: lines with ``question``, ``context``, ``answers``, ``answerable``, ``class``.

A history of turns (``speaker``, ``text``, or ``ask``, ``reply``) and a ``scenario`` become part of the ticket.
"""

from collections.abc import Mapping
from typing import Any

from citewell.domain.drafts import Decision, GivenPassage, Ticket
from citewell.domain.errors import BadInputError
from citewell.evaluation.golden.golden import Expectation, GoldenTicket, Reference
from citewell.evaluation.scores.fact_match import answer_part, brings_facts

_CLASSES = {
    "ANSWER_YES": (Decision.ANSWER,),
    "ANSWER_NO": (Decision.ANSWER,),
    "ANSWERABLE": (Decision.ANSWER,),
    "PARTIAL": (Decision.ANSWER,),
    "ASK": (Decision.CLARIFY,),
    "IRRELEVANT": (Decision.REFUSE,),
    "UNANSWERABLE": (Decision.REFUSE,),
    "CONVERSATIONAL": (Decision.ANSWER, Decision.REFUSE, Decision.CLARIFY),
}
_CUSTOMER = {"user", "customer"}


def is_public(line: Mapping[str, Any]) -> bool:
    """Whether a JSONL line has the shape of a public set."""
    return "question" in line and "ticket" not in line


def convert(line: Mapping[str, Any]) -> GoldenTicket:
    """The golden ticket of a line. Raises ``BadInputError`` naming the field that cannot be used."""
    question = _text(line, "question", required=True)
    passages = _passages(line)
    decisions = _decisions(line)
    answerable = Decision.ANSWER in decisions
    gold = _gold(line) if answerable else ()
    given = None if passages is None else tuple(passages)
    return GoldenTicket(
        _text(line, "id", required=True),
        Ticket(_ticket(line, question), passages=given),
        Expectation(
            decisions,
            documents=gold,
            reference=_reference(line, question, passages or (), gold) if answerable else None,
        ),
    )


def _decisions(line: Mapping[str, Any]) -> tuple[Decision, ...]:
    name = line.get("class")
    if isinstance(name, str) and name.upper() in _CLASSES:
        return _CLASSES[name.upper()]
    if name is not None:
        raise BadInputError(f"'class' must be one of {', '.join(_CLASSES)}, not '{name}'")
    answerable = line.get("answerable")
    if not isinstance(answerable, bool):
        raise BadInputError("'answerable' must be true or false")
    return (Decision.ANSWER if answerable else Decision.REFUSE,)


def _ticket(line: Mapping[str, Any], question: str) -> str:
    opening = "\n\n".join(part for part in (_text(line, "scenario").strip(), question.strip()) if part)
    history = line.get("history") or []
    if not isinstance(history, list) or not all(isinstance(turn, dict) for turn in history):
        raise BadInputError("'history' must be a list of objects")
    if not history:
        return opening
    if "ask" in history[0]:
        asked = [f"Support: {_text(turn, 'ask')}\nCustomer: {_text(turn, 'reply')}" for turn in history]
        return "\n".join([f"Customer: {opening}", *asked])
    turns = [
        f"{'Customer' if _text(turn, 'speaker').lower() in _CUSTOMER else 'Support'}: {_text(turn, 'text')}"
        for turn in history
    ]
    return "\n".join([*turns, f"Customer: {opening}"])


def _passages(line: Mapping[str, Any]) -> list[GivenPassage] | None:
    """The passages given; ``None`` where only their ids are, so that the index is asked."""
    context = line.get("context", [])
    if not isinstance(context, list) or not all(isinstance(item, dict) for item in context):
        raise BadInputError("'context' must be a list of objects with id, title and text")
    if context and not all(item.get("text") for item in context):
        return None
    return [
        GivenPassage(_text(item, "id", required=True), _text(item, "title"), _text(item, "text")) for item in context
    ]


def _gold(line: Mapping[str, Any]) -> tuple[str, ...]:
    gold = line.get("gold_context")
    if gold is None:
        return tuple(_text(item, "id") for item in line.get("context", []))
    if not isinstance(gold, list) or not all(isinstance(one, str) for one in gold):
        raise BadInputError("'gold_context' must be a list of ids")
    return tuple(gold)


def _reference(
    line: Mapping[str, Any],
    question: str,
    passages: tuple[GivenPassage, ...] | list[GivenPassage],
    gold: tuple[str, ...],
) -> Reference | None:
    """What people answered, and what the gold passage answers where it is a question with its answer."""
    answers = line.get("answers") or []
    if not isinstance(answers, list) or not all(isinstance(answer, str) for answer in answers):
        raise BadInputError("'answers' must be a list of texts")
    own = [passage for passage in passages if passage.id in gold]
    from_passages = [answer_part(passage.text) for passage in own if answer_part(passage.text) != passage.text]
    spans = line.get("gold_spans") or []
    about = "\n".join(passage.title for passage in own)
    texts = [*from_passages, *answers, *([" ".join(spans)] if spans else [])]
    useful = tuple(text for text in texts if brings_facts(text))
    return Reference(useful, question, about) if useful else None


def _text(line: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    value = line.get(name)
    if isinstance(value, str) and (value.strip() or not required):
        return value.encode(errors="replace").decode()
    if value is None and not required:
        return ""
    raise BadInputError(f"'{name}' must be a text{' and not empty' if required else ''}")
