"""The training set and the held-out sets."""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from corpora.reading import documents, fold

from training.drafter.tickets import make_ticket
from training.judge import clauses, conditions, domains, listings, own, own_cases
from training.judge import data as sources
from training.judge.items import Candidate, Item
from training.judge.noise import messy

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SEEN: Final = {
    "dstc9": 3400,
    "sharc": 2300,
    "clapnq": 450,
    "mtrag": 300,
    "banking77": 300,
    "clinc": 150,
    "arduino": 600,
    "policies": 200,
    "winps": 200,
    "own": 1500,
    "domains": 2600,
    "rules": 2000,
    "cases": 1900,
    "listings": 1300,
    "clauses": 500,
}
"""Tickets of each source, at most."""


def build(data: Path, seed: int, part: float = 1.0) -> tuple[list[Item], dict[str, list[Item]]]:
    """Items to train on, and held-out items by source; everything follows from `seed`.

    `part` of what `SEEN` says is trained on. Held out: DSTC9 places and CLAPNQ questions with fold 0 of 5, ShARC
    trees with fold 0 of 2, all of tau2, and a fifth of the own companies, rules, cases, lists and contracts.
    """
    rng = random.Random(seed)
    services = [item for _ in range(2) for item in sources.services(data, rng)]
    facts = sources.encyclopaedia(data, rng)
    rules = [item for _ in range(2) for item in sources.rules(data, rng)]
    arduino = sources.sections(documents(data, "arduino"), "arduino", rng, 800)
    policies = sources.sections(documents(data, "policies"), "policies", rng, 200)
    manual = sources.sections(sources.manual(data, 900), "winps", rng, 300)
    bank = sources.sections(documents(data, "tau2_banking"), "tau2_banking", rng, 600)
    kept_services = [item for item in services if fold(item.group)]
    stories = sources.stories(data, 1)
    train = [
        *kept_services,
        *_joined(kept_services, rng, 500),
        *(item for item in facts * 2 if fold(item.group)),
        *sources.conversations(data) * 2,
        *(item for item in rules if fold(item.group, 2)),
        *sources.questions(data, rng, 600),
        *arduino,
        *policies,
        *manual,
        *own.make(rng, round(SEEN["own"] * part)),
        *domains.make(rng, round(SEEN["domains"] * part), held_out=False),
        *conditions.make(rng, round(SEEN["rules"] * part), held_out=False),
        *own_cases.make(rng, round(SEEN["cases"] * part), held_out=False),
        *listings.make(rng, round(SEEN["listings"] * part)),
        *clauses.make(rng, round(SEEN["clauses"] * part), held_out=False),
    ]
    train = _sampled(train, part, rng)
    held_out = {
        "dstc9": [item for item in services if not fold(item.group)][:300],
        "clapnq": [item for item in facts if not fold(item.group)],
        "sharc": [item for item in rules if not fold(item.group, 2)][:300],
        "tau2_banking": bank[:150],
        "own": own.make(random.Random(seed + 1), 250, first=1_000_000),
    }
    held_out = {name: [item for item in found if item.candidates] for name, found in held_out.items()}
    held_out["rules"] = conditions.make(random.Random(seed + 4), 300, held_out=True)
    held_out["cases"] = own_cases.make(random.Random(seed + 5), 300, held_out=True)
    held_out["listings"] = listings.make(random.Random(seed + 6), 200, held_out=True)
    held_out["clauses"] = clauses.make(random.Random(seed + 7), 100, held_out=True)
    held_out["domains"] = domains.make(random.Random(seed + 3), 300, held_out=True)
    held_out["dstc9_messy"] = [
        replace(item, ticket=messy(item.ticket, stories, rng)) for item in held_out["dstc9"][:150]
    ]
    train = [replace(item, ticket=_told(item.ticket, stories, rng)) for item in train]
    return sources.shuffled(train, rng), held_out


def _sampled(items: Sequence[Item], part: float, rng: random.Random) -> list[Item]:
    """`part` of what `SEEN` says of each source."""
    kept: list[Item] = []
    for source, most in SEEN.items():
        of = [item for item in items if item.source == source and item.candidates]
        kept += rng.sample(of, min(round(most * part), len(of)))
    return kept


def _told(ticket: str, stories: Sequence[str], rng: random.Random) -> str:
    """The ticket as it is, or within a message of one of two kinds."""
    case = rng.random()
    return ticket if case < 0.4 else messy(ticket, stories, rng) if case < 0.7 else make_ticket(ticket, rng)


def _joined(items: Sequence[Item], rng: random.Random, count: int) -> list[Item]:
    """Tickets with two questions about one entity: a passage that answers either of them answers."""
    by_group: dict[str, list[Item]] = {}
    for item in items:
        by_group.setdefault(item.group, []).append(item)
    made = []
    groups = [group for group in sorted(by_group) if len(by_group[group]) > 1]
    for _ in range(count):
        group = rng.choice(groups)
        first, second = rng.sample(by_group[group], 2)
        right = [one for item in (first, second) for one in item.candidates if one.answers]
        wrong = [one for item in (first, second) for one in item.candidates if not one.answers][:3]
        if not right or first.ticket == second.ticket:
            continue
        # a near miss of one question may answer the other: only what is known of both is used
        known = {one.text for one in right}
        wrong = [Candidate(one.text, None, None) for one in wrong if one.text not in known]
        ticket = f"{first.ticket} {rng.choice(['Also,', 'And', 'Second question:', ''])} {second.ticket}"
        made.append(Item(" ".join(ticket.split()), (*right, *wrong), "dstc9", group))
    return made
