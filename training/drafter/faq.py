"""Examples from questions and answers about hotels, restaurants and trains (DSTC9 track 1, Apache-2.0)."""

import random
import re
from dataclasses import dataclass
from pathlib import Path

from citewell.governance.text.sentences import split_sentences
from citewell.governance.text.words import coverage, is_negated
from training.drafter.form import Candidate, Passage, candidate, cite
from training.drafter.held_out import held
from training.drafter.numbering import numbered
from training.drafter.sources import LICENCES, read_lines
from training.drafter.tickets import plain_case, several

SOURCE = "dstc9"
MOST_EACH = 8
"""Examples of one hotel or restaurant."""
_PAIR = re.compile(r"Q: (.+?) A: (.+)", re.DOTALL)
_ASKS = re.compile(r"^(?:do|does|is|are|can|could|will|would|may|has|have)\b", re.IGNORECASE)
_CHATTY = re.compile(r"\b(?:I|they|them|book|reservation|anything|sorry|afraid|sure|further)\b", re.IGNORECASE)
_SAID = re.compile(r"^(?:yes|no|unfortunately|currently|sorry)\b[,.!]?\s*(?:but\s+|sorry,?\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pair:
    """One question with its answer, and how a person once said it."""

    entity: str
    question: str
    answer: str
    human: str = ""


def candidates(shared: Path, seed: int) -> list[Candidate]:
    """Examples of one and of two questions, with the other answers of the same place around them."""
    rng = random.Random(f"faq/{seed}")  # noqa: S311
    made: list[Candidate] = []
    for entity, pairs in sorted(_by_entity(shared).items()):
        made += [_example(entity, pairs, rng) for _ in range(min(MOST_EACH, len(pairs)))]
    return made


def _by_entity(shared: Path) -> dict[str, list[Pair]]:
    found: dict[str, dict[str, Pair]] = {}
    for record in read_lines(shared, SOURCE):
        for context in record["context"]:
            match = _PAIR.fullmatch(context["text"].strip())
            if not match:
                continue
            human = record["answers"][0] if context["id"] in record["gold_context"] else ""
            known = found.setdefault(context["title"], {})
            if context["id"] not in known or human:
                known[context["id"]] = Pair(context["title"], match[1].strip(), match[2].strip(), human)
    return {entity: list(pairs.values()) for entity, pairs in found.items()}


def _example(entity: str, pairs: list[Pair], rng: random.Random) -> Candidate:
    wanted = rng.sample(pairs, k=2 if len(pairs) > 2 and rng.random() < 0.25 else 1)
    others = [pair for pair in pairs if pair not in wanted]
    others = rng.sample(others, k=min(len(others), rng.choices((0, 1, 2), (3, 4, 3))[0]))
    form = rng.choices((0, 1, 2), (45, 25, 30))[0]
    passages = [_passage(pair, form) for pair in (*wanted, *others)]
    order = numbered(passages, rng)
    number = {id(passage): n for n, passage in order}
    parts = [_completion(p, number[id(passage)], rng) for p, passage in zip(wanted, passages, strict=False)]
    group = f"dstc9/{entity}"
    held_out = held(group)
    return candidate(
        "reply",
        order,
        several([_question(pair, rng) for pair in wanted], rng, "held_out" if held_out else "train"),
        " ".join(parts),
        source=SOURCE,
        group=group,
        licence=LICENCES[SOURCE],
        kind="faq" if len(wanted) == 1 else "faq two",
        held_out=held_out,
    )


def _passage(pair: Pair, form: int) -> Passage:
    if form == 0:
        return Passage(pair.entity, f"Q: {pair.question} A: {pair.answer}")
    if form == 1:
        return Passage(pair.entity, f"A: {pair.answer}")
    return Passage(f"{pair.entity} › {pair.question}", pair.answer)


def _question(pair: Pair, rng: random.Random) -> str:
    question = re.sub(r"^(?:Hi|Hello)[,!]?\s+", "", pair.question)
    name = pair.entity.title()
    if rng.random() < 0.3 and pair.entity.lower() not in question.lower() and " " in name:
        return f"{question.rstrip('?. ')} at {name}?" if rng.random() < 0.5 else f"It is about {name}. {question}"
    return question


def _completion(pair: Pair, number: int, rng: random.Random) -> str:
    """The answer of the source, direct and in whole sentences; sometimes as the person said it."""
    said = [pair.human[start:end] for start, end in split_sentences(pair.human)]
    said = [text for text in said if not text.endswith("?")]
    if said and rng.random() < 0.35 and not any(_CHATTY.search(text) for text in said):
        return " ".join(cite(text, number) for text in said)
    sentences = [pair.answer[start:end] for start, end in split_sentences(pair.answer)]
    first = sentences[0]
    if (
        _ASKS.match(pair.question)
        and not first.lower().startswith(("yes", "no"))
        and coverage(first, pair.question) >= 0.5
    ):
        rest = _SAID.sub("", first)
        if rest.split(" ", 1)[0].lower() not in set(pair.entity.lower().split()) - {"the", "a"}:
            rest = plain_case(rest)
        first = f"{'No' if is_negated(first) else 'Yes'}, {rest}"
    sentences[0] = first[:1].upper() + first[1:]
    return " ".join(cite(text, number) for text in sentences)
