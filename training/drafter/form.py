"""Training examples, in exactly the form in which the app asks its model."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from citewell.pipeline.generation.prompt import PromptTemplate, fact_line, shorten

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
PROMPTS = {"reply": "reply-2", "clarify": "clarify-1"}
STYLE_SYSTEM = "Rewrite the reply in the house style. Keep every fact and citation."
MARK = "[*]"
"""Stands for the citation in a template's answer, until the passage has its number."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A fact as the prompt shows it. ``place`` is ``Title › Heading``."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """One line of the training file. ``group`` is what is held out as a whole; ``kind`` is for the manifest."""

    task: str
    system: str
    user: str
    completion: str
    source: str
    group: str
    licence: str
    kind: str = ""

    def line(self) -> str:
        """The example as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An example that is not checked yet: its passages by number, and whether it is held out."""

    example: Example
    passages: tuple[tuple[int, Passage], ...] = ()
    held_out: bool = False


@cache
def template(task: str) -> PromptTemplate:
    """The prompt of a task, as the app reads it."""
    path = RESOURCES / "prompts" / f"{PROMPTS[task]}.json"
    return PromptTemplate(**json.loads(path.read_text(encoding="utf-8")))


def user_text(task: str, passages: Sequence[tuple[int, Passage]], ticket: str) -> str:
    """The user's part of the prompt: numbered passages, then the ticket."""
    prompt = template(task)
    lines = [prompt.source.format(n=n, text=fact_line(passage.place, passage.text)) for n, passage in passages]
    return prompt.user.format(sources="\n".join(lines), ticket=shorten(ticket)[0])


def candidate(
    task: str,
    passages: Sequence[tuple[int, Passage]],
    ticket: str,
    completion: str,
    *,
    source: str,
    group: str,
    licence: str,
    kind: str,
    held_out: bool,
) -> Candidate:
    """A candidate of task ``reply`` or ``clarify``."""
    example = Example(
        task=task,
        system=template(task).system,
        user=user_text(task, passages, ticket),
        completion=completion,
        source=source,
        group=group,
        licence=licence,
        kind=kind,
    )
    return Candidate(example, tuple(passages), held_out)


def cite(sentence: str, number: int) -> str:
    """``sentence`` with its mark before the stop, as the app writes it."""
    text = re.sub(r"[.!?,](\"|”)$", r"\1", sentence.strip())
    stop = text[-1] if text[-1:] in {".", "!"} else "."
    return f"{text.rstrip('.!?:;, ')} [{number}]{stop}"
