"""Own examples of rules with one to four conditions: the ticket tells none of them, some, or all, or something else.

A rule whose conditions all hold, or of which one fails, is decided; while that is open, it has to be asked back. Who
asks for the rule itself is answered with it. A fifth of the rules is held out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpora.reading import fold

from training.judge.items import Candidate, Item
from training.judge.own_facts import NEUTRAL

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

RULES = Path(__file__).with_name("rules.txt")
ALL, ANY = "if", "any"
ASIDES = (
    "My name is Jo.",
    "I called last week but nobody picked up.",
    "We've been very happy so far.",
    "I live near your office.",
    "My neighbour told me about this.",
    "I've read your page twice.",
    "It was a present from my aunt.",
    "I'm writing from my phone.",
    "We're a small team.",
    "I have two children.",
    "I use your app every day.",
    "There's no hurry.",
)


@dataclass(frozen=True, slots=True)
class Condition:
    """How a rule puts it, and how customers tell that it holds or that it does not; `wanted` is false for 'unless'."""

    rule: str
    holds: tuple[str, ...]
    fails: tuple[str, ...]
    wanted: bool = True


@dataclass(slots=True)
class Rule:
    """What holds, when, and how it is asked for; with `logic` "any" one condition is enough."""

    name: str
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    conditions: list[Condition] = field(default_factory=list)
    logic: str = ALL


def read_rules(*, held_out: bool, path: Path = RULES) -> list[Rule]:
    """The rules that are held out, or the others."""
    rules: list[Rule] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        key, _, rest = line.partition(": ")
        if line.startswith("["):
            rules.append(Rule(line.strip("[]")))
        elif key in {ALL, ANY, "unless"}:
            put, holds, fails = rest.split(" / ")
            rules[-1].conditions.append(Condition(put, _ways(holds), _ways(fails), key != "unless"))
            rules[-1].logic = ANY if key == ANY else rules[-1].logic
        elif rest and not line.startswith("#"):
            rules[-1].parts[key] = _ways(rest)
    return [rule for rule in rules if (fold(f"rule/{rule.name}") == 0) == held_out]


def make(rng: random.Random, count: int, *, held_out: bool) -> list[Item]:
    """`count` tickets about the rules that are held out, or about the others."""
    rules = read_rules(held_out=held_out)
    return [_one(rng, rules) for _ in range(count)]


def _ways(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(" | "))


def _one(rng: random.Random, rules: Sequence[Rule]) -> Item:
    rule, *others = rng.sample(rules, 4)
    conditions = rng.sample(rule.conditions, rng.choice([n for n in (1, 2, 2, 3, 3, 4) if n <= len(rule.conditions)]))
    told = {one: rng.random() < 0.6 for one in conditions if rng.random() < rng.choice([0.0, 0.5, 0.8, 1.0])}
    asked_for_rule = rng.random() < 0.12
    statements = [_capital(rng.choice(one.holds if told[one] else one.fails)) + "." for one in told]
    if rng.random() < 0.35:
        statements.append(rng.choice(ASIDES))
    if rng.random() < 0.15:  # something of another rule, which decides nothing here
        other = rng.choice(rng.choice(others).conditions)
        statements.append(_capital(rng.choice(other.holds)) + ".")
    rng.shuffle(statements)
    question = rng.choice(rule.parts["open" if asked_for_rule else "ask"])
    clarify = int(not asked_for_rule and not _decided(rule, conditions, told))
    shown = rng.random() < 0.88
    candidates = [Candidate(passage(rule, conditions, rng), 1, clarify)] if shown else []
    candidates += [
        Candidate(passage(other, rng.sample(other.conditions, 2), rng), 0, None)
        for other in others[: rng.choice([1, 1, 2])]
    ]
    rng.shuffle(candidates)
    return Item(_ticket(question, statements, rng), tuple(candidates), "rules", f"rule/{rule.name}")


def _decided(rule: Rule, conditions: Sequence[Condition], told: dict[Condition, bool]) -> bool:
    """Whether what is told settles the rule."""
    met = [told[one] == one.wanted for one in told]
    if rule.logic == ANY:
        return any(met) or len(met) == len(conditions)
    return not all(met) or len(met) == len(conditions)


def _ticket(question: str, statements: list[str], rng: random.Random) -> str:
    case = rng.random()
    if not statements:
        return question
    if case < 0.55:
        return " ".join([*statements, question])
    if case < 0.8:
        end = question if question[-1] in "?.!" else f"{question}."
        return " ".join([end, *statements])
    return " ".join([*statements[:1], question if question[-1] in "?." else f"{question}?", *statements[1:]])


def passage(rule: Rule, conditions: Sequence[Condition], rng: random.Random) -> str:
    """The rule in prose or as a list, with or without sentences around it."""
    then = rule.parts["then"][0]
    wanted = [one.rule for one in conditions if one.wanted]
    bars = [one.rule for one in conditions if not one.wanted]
    if not wanted:
        text = f"{_capital(then)}, unless {_joined(bars, 'or')}."
    elif len(wanted) == 1:
        text = rng.choice([f"{_capital(then)} if {wanted[0]}.", f"If {wanted[0]}, {then}."])
    else:
        text = _several(then, wanted, rule.logic, rng)
    if wanted and bars:
        ways = ("This does not apply if {}.", "Not if {}.", "Exception: {}.", "There is no such right where {}.")
        text += " " + rng.choice(ways).format(_joined(bars, "or"))
    before = [rng.choice(NEUTRAL)] if rng.random() < 0.2 else []
    after = [rng.choice(NEUTRAL)] if rng.random() < 0.25 else []
    title = rng.choice(rule.parts["title"])
    place = rng.choice([f"{title}: ", f"{title}: ", f"Help › {title}: ", f"Terms › {title}: ", f"FAQ › {title}: "])
    return place + " ".join([*before, text, *after])


def _several(then: str, wanted: list[str], logic: str, rng: random.Random) -> str:
    form = rng.random()
    ways: tuple[str, ...]
    if logic == ANY:
        ways = (
            "{} if at least one of these is true:",
            "{} in any of these cases:",
            "{} if one of the following holds:",
        )
        if form < 0.45:
            return f"{_capital(then)} if {_joined(wanted, 'or')}."
    else:
        ways = (
            "{} if all of these are true:",
            "{} where each of the following holds:",
            "{} if:",
            "For this to apply, {}",
        )
        if form < 0.45:
            return rng.choice(
                [f"{_capital(then)} if {_joined(wanted, 'and')}.", f"If {_joined(wanted, 'and')}, {then}."]
            )
        if form < 0.55:
            return f"{_capital(then)}. The conditions: {'; '.join(wanted)}."
    lead = rng.choice(ways[:3]).format(_capital(then))
    mark = rng.choice(["* ", "- ", "", "• "])
    return f"{lead} " + (" " if mark else "; ").join(f"{mark}{one}" for one in wanted)


def _joined(parts: Sequence[str], word: str) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
