"""Own examples: invented knowledge bases whose passages state facts plainly or by a condition, and tickets about them.

A ticket that names its condition (or asks what does not depend on one) has an answer; one that leaves it open has to be
asked back; one about a fact that no passage states has none. Near misses state another fact of the same thing, or the
same fact of another thing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from training.judge.items import Candidate, Item
from training.judge.own_facts import CONDITIONS, FACTS, NEAR, NEUTRAL, THINGS

if TYPE_CHECKING:
    import random

Fact = tuple[str, Sequence[str], tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Stated:
    """One invented passage: what it is about, which fact, and by which condition (`None`: by none)."""

    text: str
    dimension: tuple[str, tuple[str, ...], str, tuple[str, ...]] | None
    chosen: tuple[str, ...] = ()


def make(rng: random.Random, count: int, first: int = 0) -> list[Item]:
    """`count` tickets with two to five passages each."""
    return [_one(rng, f"own_{first + number}") for number in range(count)]


def _one(rng: random.Random, group: str) -> Item:
    thing, other_thing = rng.sample(THINGS, 2)
    fact, *others = rng.sample(FACTS, 4)
    conditional = rng.random() < 0.62
    gold = (
        _by_condition(rng, thing, fact)
        if conditional
        else _plain(rng, thing, [fact, others[0]][: rng.choice([1, 1, 2])])
    )
    misses = [
        _plain(rng, thing, [others[0] if conditional else others[2], others[1]][: rng.choice([1, 2])]),
        _by_condition(rng, thing, others[1]),
    ]
    if rng.random() < 0.5:
        misses.append(_plain(rng, thing, [others[2]]))
    case = rng.random()
    question = rng.choice(fact[3])
    named = "{t}" in question
    question = question.replace("{t}", thing)
    if named and rng.random() < 0.5:
        misses.append(_plain(rng, other_thing, [fact], always=True))
    clarify: int | None = 0
    answers = 1
    if conditional and gold.dimension is not None:
        if case < 0.5:
            clarify = 1
            statement = _distraction(rng, gold.dimension[0])
        elif case < 0.93:
            statement = rng.choice(gold.dimension[3]).replace("{c}", rng.choice(gold.chosen))
        else:
            rest = [value for value in gold.dimension[1] if value not in gold.chosen]
            if rest:
                statement, answers = rng.choice(gold.dimension[3]).replace("{c}", rng.choice(rest)), 0
            else:
                statement, clarify = "", 1
    else:
        statement = _distraction(rng, "") if rng.random() < 0.5 else ""
    candidates = [Candidate(miss.text, 0, None) for miss in misses]
    if rng.random() < 0.85:
        candidates.insert(0, Candidate(gold.text, answers, clarify if answers else None))
    rng.shuffle(candidates)
    return Item(_ticket(rng, question, statement), tuple(candidates), "own", group)


def _ticket(rng: random.Random, question: str, statement: str) -> str:
    if not statement:
        return question
    if rng.random() < 0.3:
        return f"{question} {statement}."
    return f"{statement[0].upper()}{statement[1:]}. {question}"


def _distraction(rng: random.Random, without: str) -> str:
    """A sentence of a customer that says nothing about the condition `without`, or nothing."""
    if rng.random() < 0.4:
        return ""
    other = rng.choice([one for one in CONDITIONS if one[0] != without and one[0] not in NEAR.get(without, ())])
    return rng.choice(other[3]).replace("{c}", rng.choice(other[1]))


def _value(rng: random.Random, fact: Fact) -> str:
    return rng.choice(fact[1])


def _plain(
    rng: random.Random,
    thing: str,
    facts: list[Fact],
    *,
    always: bool = False,
) -> Stated:
    """A passage that states facts without a condition."""
    sentences = [
        _capital(rng.choice(fact[2]).replace("{t}", thing).replace("{v}", _value(rng, fact))) for fact in facts
    ]
    if rng.random() < 0.4:
        sentences.insert(rng.randrange(len(sentences) + 1), rng.choice(NEUTRAL))
    rng.shuffle(sentences)
    return Stated(_place(rng, thing, facts[0][0], always=always) + " ".join(sentences), None)


def _by_condition(rng: random.Random, thing: str, fact: Fact) -> Stated:
    """A passage that states one fact for two to four values of a condition."""
    dimension = rng.choice(CONDITIONS)
    chosen = rng.sample(dimension[1], min(len(dimension[1]), rng.choice([2, 2, 3, 3, 4])))
    values = [_value(rng, fact) for _ in chosen]
    if len(set(values)) < 2:
        values = rng.sample(fact[1], 2) + values[2:]
    form = rng.random()
    statement = rng.choice(fact[2]).replace("{t}", thing)
    if form < 0.35:
        lines = [
            f"{dimension[2].replace('{c}', c)}: {statement.replace('{v}', v)}"
            for c, v in zip(chosen, values, strict=True)
        ]
        text = " ".join(lines)
    elif form < 0.6:
        text = (
            f"{_capital(fact[0])} of {thing}: "
            + "; ".join(f"{c}: {v}" for c, v in zip(chosen, values, strict=True))
            + "."
        )
    elif form < 0.8:
        first = statement.replace("{v}", values[0]).rstrip(".")
        rest = ", ".join(
            f"{_lower(dimension[2].replace('{c}', c))} it is {v}" for c, v in zip(chosen[1:], values[1:], strict=True)
        )
        text = f"{_capital(dimension[2].replace('{c}', chosen[0]))}, {_lower(first)}; {rest}."
    else:
        text = f"{dimension[0].capitalize()} | {fact[0]} " + " ".join(
            f"{c} | {v}" for c, v in zip(chosen, values, strict=True)
        )
    if rng.random() < 0.35:
        text = f"{text} {rng.choice(NEUTRAL)}"
    return Stated(_place(rng, thing, fact[0], always=False) + text, dimension, tuple(chosen))


def _place(rng: random.Random, thing: str, name: str, *, always: bool) -> str:
    heading = rng.choice(
        [name.capitalize(), f"About {name}", "Details", "Good to know", "Frequently asked questions", "Terms"]
    )
    case = rng.random()
    if case < 0.55 or always:
        return f"{_capital(thing)} › {heading}: "
    if case < 0.8:
        return f"{_capital(thing)}: "
    return f"Help › {heading}: "


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
