"""Items from the drafter's templates (`training/drafter/templates`): companies of many kinds, each with near misses.

A fifth of the domains is held out. A topic whose answer depends ("choice") is shown as one passage or as one for each
case; a ticket that names its case is answered, one that does not is asked back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from corpora.reading import fold

from training.drafter.blocks import Domain, Topic, read_domains
from training.drafter.slots import Values
from training.drafter.tickets import several
from training.judge.bm25 import words
from training.judge.items import Candidate, Item

if TYPE_CHECKING:
    import random

TELLS: Final = (
    "It is about {}.",
    "For me it is {}.",
    "({})",
    "That would be {}.",
    "In my case: {}.",
    "we have {}.",
    "{}, to be precise.",
)
_NAME = re.compile(r"\{(?:country|city|product|c|name)\d*(?::[^}]*)?\}")


def is_held_out(domain: str) -> bool:
    """Whether a domain is never trained on."""
    return fold(f"own/{domain}") == 0


def make(rng: random.Random, count: int, *, held_out: bool) -> list[Item]:
    """`count` tickets about the domains that are held out, or about the others."""
    domains = [domain for domain in read_domains() if is_held_out(domain.name) == held_out]
    made: list[Item] = []
    while len(made) < count:
        domain = rng.choice(domains)
        choices = domain.of("choice")
        if choices and rng.random() < 0.42:
            made.append(_choice(domain, rng.choice(choices), rng))
        else:
            made.append(_plain(domain, rng))
    return made


def _plain(domain: Domain, rng: random.Random) -> Item:
    """One or two things asked; now and then without the passage that answers."""
    values = Values(rng)
    topics = rng.sample(domain.of("fact", "steps", "table"), rng.choice([1, 1, 1, 2]))
    asked = [values.fill(rng.choice(rng.choice(topic.asked).questions), topic.id) for topic in topics]
    asked = [re.sub(r"\{[A-Z][^}]*\}", "this", question) for question in asked]
    shown = [topic for topic in topics if rng.random() < 0.68]
    candidates = [Candidate(_passage(domain, topic, values, rng), 1, 0) for topic in shown]
    if len(topics) == 1 and rng.random() < 0.5 and (other := _elsewhere(topics[0], asked[0], rng)):
        asked, candidates = [other], [Candidate(one.text, 0, None) for one in candidates]
    candidates += _misses(domain, topics, values, rng, rng.choice([3, 4, 5]))
    rng.shuffle(candidates)
    return Item(several(asked, rng), tuple(candidates), "domains", f"own/{domain.name}")


def _elsewhere(topic: Topic, question: str, rng: random.Random) -> str:
    """The question for another place, product or person that the fact names; empty where it names none."""
    stated = {match[0] for fact in topic.facts for match in _NAME.finditer(fact)}
    template = rng.choice([one for asked in topic.asked for one in asked.questions])
    if not any(match[0] in stated for match in _NAME.finditer(template)):
        return ""
    other = Values(rng).fill(template, topic.id)
    return "" if other == question else other


def _choice(domain: Domain, topic: Topic, rng: random.Random) -> Item:
    values = Values(rng)
    facts = [values.fill(fact, topic.id).replace("**", "") for fact in topic.facts]
    question = values.fill(rng.choice(rng.choice(topic.asked).questions), topic.id)
    place = f"{values.fill(rng.choice(domain.titles), 'title')} › {topic.heading}"
    cases = _cases(facts)
    named = rng.randrange(len(facts)) if rng.random() < 0.5 and all(cases) else None
    told = question if named is None else f"{question} {rng.choice(TELLS).format(cases[named])}"
    if named is not None and rng.random() < 0.4:
        told = f"{rng.choice(TELLS[:3]).format(cases[named])} {question}"
    clarify = int(named is None)
    if rng.random() < 0.6:
        order = facts if rng.random() < 0.7 else rng.sample(facts, len(facts))
        candidates = [Candidate(f"{place}: {' '.join(order)}", 1, clarify)]
        if rng.random() < 0.25:
            both = " ".join(f"{place}: {fact}" for fact in order)
            candidates = [Candidate(both, 1, clarify)]
    else:
        candidates = [
            Candidate(f"{place}: {fact}", int(named is None or i == named), None) for i, fact in enumerate(facts)
        ]
        candidates.append(Candidate(" ".join(f"{place}: {fact}" for fact in facts), 1, clarify))
    candidates += _misses(domain, [topic], values, rng, rng.choice([2, 3]))
    rng.shuffle(candidates)
    return Item(several([told], rng), tuple(candidates), "domains", f"own/{domain.name}")


def _cases(facts: list[str]) -> list[str]:
    """For each fact the words by which it is told apart from the others; empty where there are none."""
    found = []
    for i, fact in enumerate(facts):
        others = {word for j, other in enumerate(facts) if j != i for word in words(other)}
        run: list[str] = []
        for part in fact.split():
            plain = part.strip(".,;:")
            if plain and set(words(plain)) - others and not any(c.isdigit() for c in plain):
                run.append(plain)
            elif run:
                break
        found.append(" ".join(run[:4]))
    return found


def _misses(domain: Domain, topics: list[Topic], values: Values, rng: random.Random, count: int) -> list[Candidate]:
    """Passages about other things; half of them are those that share words with what is asked."""
    others = [
        topic for topic in domain.topics if topic not in topics and topic.heading not in {one.heading for one in topics}
    ]
    asked = {word for topic in topics for one in topic.asked for question in one.questions for word in words(question)}
    near = sorted(others, key=lambda topic: -len(asked & set(words(" ".join([topic.heading, *topic.facts])))))
    taken = rng.sample(near[:5], min(count // 2, len(near[:5])))
    taken += rng.sample(
        [topic for topic in others if topic not in taken], min(count - len(taken), len(others) - len(taken))
    )
    return [Candidate(_passage(domain, topic, values, rng), 0, None) for topic in taken]


def _passage(domain: Domain, topic: Topic, values: Values, rng: random.Random) -> str:
    title = values.fill(rng.choice(domain.titles), "title")
    if topic.choice:
        facts = topic.facts if rng.random() < 0.5 else [rng.choice(topic.facts)]
        body = " ".join(facts)
    elif topic.steps:
        body = " ".join(f"{number}. {step}" for number, step in enumerate(topic.steps, start=1))
    elif topic.columns:
        body = " / ".join(
            "; ".join(f"{name}: {cell}" for name, cell in zip(topic.columns, row, strict=False)) for row in topic.rows
        )
    else:
        body = rng.choice(topic.facts)
    text = values.fill(body, topic.id).replace("**", "")
    return f"{title} › {topic.heading}: {text}" if rng.random() < 0.85 else f"{title}: {text}"
