"""Own examples of answers that differ by case: a named variant, a measured amount, two things, an error message.

The cases stand in one passage or in one for each. A ticket that leaves its case open has to be asked back, one that
names it has an answer; one that asks how it depends is answered with all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from corpora.reading import fold

from training.judge.items import Candidate, Item
from training.judge.own_facts import FACTS, NEUTRAL, THINGS
from training.judge.own_tables import AMOUNTS_OF, BRANDS, FAULTS, VARIANTS, Amount

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

HELD_FACTS: Final = 5
TELL: Final = (
    "We have {}.",
    "I'm on {}.",
    "Mine is {}.",
    "It's {}.",
    "I use {}.",
    "({})",
    "I bought {} last year.",
    "We took {} when we joined.",
)
TELL_PLACE: Final = ("We live in {}.", "I'm in {}.", "It goes to {}.", "Our office is in {}.", "I ordered from {}.")
DEPENDS: Final = (
    "How does it differ between {a} and {b}?",
    "Could you tell me for both, {a} and {b}?",
    "We are choosing between {a} and {b} and would like to compare.",
    "I need it for {a} as well as {b}.",
)
OFF_TOPIC: Final = (
    "I have been a customer for years.",
    "My colleague Sam told me to write.",
    "I tried the phone first.",
    "I could not find it on your page.",
    "I'm going on holiday on Monday.",
    "My order number is at home.",
    "I'm writing for my mother.",
)
PLACES: Final = (
    "Germany",
    "France",
    "Ireland",
    "Canada",
    "Japan",
    "Norway",
    "Poland",
    "Brazil",
    "Kenya",
    "Korea",
    "Italy",
)


@dataclass(frozen=True, slots=True)
class Stated:
    """One case, how it reads in a passage, and what holds for it."""

    case: str
    value: str


def make(rng: random.Random, count: int, *, held_out: bool) -> list[Item]:
    """`count` tickets; the facts, amounts and faults of a fifth are held out."""
    kinds = (_variant, _variant, _variant, _amount, _amount, _two, _fault)
    made: list[Item] = []
    while len(made) < count:
        made.append(rng.choice(kinds)(rng, held_out))
    return made


def _kept(name: str, *, held_out: bool) -> bool:
    return (fold(f"case/{name}", HELD_FACTS) == 0) == held_out


def _facts(*, held_out: bool) -> list[tuple[str, Sequence[str], tuple[str, ...], tuple[str, ...]]]:
    return [fact for fact in FACTS if fact[1] and len(set(fact[1])) > 3 and _kept(fact[0], held_out=held_out)]


def _brand(rng: random.Random) -> str:
    return rng.choice(BRANDS)


def _variants(rng: random.Random) -> tuple[list[str], Sequence[str]]:
    """Two to four names of variants, and how a ticket tells one."""
    if rng.random() < 0.22:
        return rng.sample(PLACES, rng.choice([2, 3, 3])), TELL_PLACE
    names = rng.choice(VARIANTS)
    brand = _brand(rng)
    chosen = rng.sample(names, min(len(names), rng.choice([2, 2, 3, 4])))
    ways = [f"{brand} {{}}", "{}", "the {} plan", "the {} tariff", f"{brand} {{}}"]
    way = rng.choice(ways)
    return [way.format(name) for name in chosen], TELL


def _variant(rng: random.Random, held_out: bool) -> Item:  # noqa: FBT001  a table of functions
    fact, *others = rng.sample(_facts(held_out=held_out), 3)
    names, tell = _variants(rng)
    thing = rng.choice(THINGS)
    values = _values(fact[1], len(names), rng)
    cases = [Stated(*pair) for pair in zip(names, values, strict=True)]
    question = rng.choice(fact[3]).replace("{t}", rng.choice([thing, "it", "this"]))
    case = rng.random()
    clarify = 1
    if case < 0.45:
        told = rng.choice(OFF_TOPIC) if rng.random() < 0.5 else ""
    elif case < 0.9:
        told, clarify = rng.choice(tell).format(rng.choice(names)), 0
    else:
        told, clarify = rng.choice(DEPENDS).format(a=names[0], b=names[1]), 0
    named = (
        next((i for i, name in enumerate(names) if f"{name}" in told), None) if case >= 0.45 and case < 0.9 else None
    )
    candidates = _shown(fact, thing, cases, named, clarify, rng)
    for other in others:
        low = [Stated(name, value) for name, value in zip(names, _values(other[1], len(names), rng), strict=True)]
        text = _together(other, thing, low, rng) if rng.random() < 0.5 else _single(other, thing, rng)
        candidates.append(Candidate(text, 0, None))
    rng.shuffle(candidates)
    return Item(_ticket(question, told, rng), tuple(candidates), "cases", f"case/{fact[0]}")


def _shown(
    fact: tuple[str, Sequence[str], tuple[str, ...], tuple[str, ...]],
    thing: str,
    cases: list[Stated],
    named: int | None,
    clarify: int,
    rng: random.Random,
) -> list[Candidate]:
    case = rng.random()
    if case < 0.12:
        return []
    if case < 0.62:
        return [Candidate(_together(fact, thing, cases, rng), 1, clarify)]
    apart = [_alone(fact, thing, one, rng) for one in cases]
    found = [
        Candidate(
            text, int(named is None or number == named), None if named is None else 0 if number == named else None
        )
        for number, text in enumerate(apart)
    ]
    return [*found, Candidate(" ".join(rng.sample(apart, len(apart))), 1, clarify)]


def _together(
    fact: tuple[str, Sequence[str], tuple[str, ...], tuple[str, ...]],
    thing: str,
    cases: list[Stated],
    rng: random.Random,
) -> str:
    statement = rng.choice(fact[2]).replace("{t}", rng.choice([thing, "it"]))
    first, *rest = cases
    form = rng.random()
    if form < 0.3:
        body = f"With {first.case} {_lower(statement.replace('{v}', first.value)).rstrip('.')}"
        body += "".join(f", with {one.case} {one.value}" for one in rest) + "."
    elif form < 0.5:
        body = f"{_capital(statement.replace('{v}', first.value)).rstrip('.')} for {first.case}"
        body += f" and {rest[0].value} for {rest[0].case}."
        body += "".join(f" {one.case}: {one.value}." for one in rest[1:])
    elif form < 0.75:
        body = " ".join(f"{one.case}: {one.value}." for one in cases)
    else:
        body = " ".join(f"For {one.case}: {statement.replace('{v}', one.value)}" for one in cases)
    return _placed(fact[0], thing, body, rng)


def _alone(
    fact: tuple[str, Sequence[str], tuple[str, ...], tuple[str, ...]], thing: str, one: Stated, rng: random.Random
) -> str:
    statement = rng.choice(fact[2]).replace("{t}", "it").replace("{v}", one.value)
    if rng.random() < 0.6:
        return f"{_capital(fact[0])}, {one.case}: {_capital(statement)}"
    return f"{_capital(thing)} › {_capital(fact[0])}: With {one.case}, {_lower(statement)}"


def _single(fact: tuple[str, Sequence[str], tuple[str, ...], tuple[str, ...]], thing: str, rng: random.Random) -> str:
    body = rng.choice(fact[2]).replace("{t}", thing).replace("{v}", rng.choice(fact[1]))
    return _placed(fact[0], thing, _capital(body), rng)


def _placed(heading: str, thing: str, body: str, rng: random.Random) -> str:
    title = rng.choice(
        [_capital(heading), f"{_capital(thing)} › {_capital(heading)}", f"Help › {_capital(heading)}", _capital(thing)]
    )
    parts = [body]
    if rng.random() < 0.3:
        parts.insert(rng.randrange(2), rng.choice(NEUTRAL))
    return f"{title}: {' '.join(parts)}"


def _values(known: Sequence[str], count: int, rng: random.Random) -> list[str]:
    """Values of which at least two differ."""
    values = rng.sample(list(known), min(count, len(known)))
    return [*values, *(rng.choice(known) for _ in range(count - len(values)))]


def _amount(rng: random.Random, held_out: bool) -> Item:  # noqa: FBT001  a table of functions
    """Two or three steps of an amount; the ticket tells its amount or not."""
    of = [one for one in AMOUNTS_OF if _kept(one.name, held_out=held_out)]
    amount = rng.choice(of)
    low, high = sorted(rng.sample(amount.steps, 2))
    three = rng.random() < 0.6
    values = rng.sample(amount.values, 3)
    lines = _steps(amount, low, high, values, three=three, rng=rng)
    told, clarify = "", 1
    if rng.random() < 0.5:
        number = rng.choice([low * 0.5, (low + high) / 2, high * 1.6])
        told, clarify = rng.choice(amount.told).format(max(1, round(number))), 0
    elif rng.random() < 0.5:
        told = rng.choice(OFF_TOPIC)
    if rng.random() < 0.1:
        told, clarify = (
            rng.choice(
                ["Please send me the whole list.", "What are all the steps?", "How does it depend on the amount?"]
            ),
            0,
        )
    candidates = [Candidate(lines, 1, clarify)] if rng.random() < 0.9 else []
    candidates += [Candidate(_single(fact, rng.choice(THINGS), rng), 0, None) for fact in rng.sample(FACTS, 2)]
    rng.shuffle(candidates)
    return Item(_ticket(rng.choice(amount.asked), told, rng), tuple(candidates), "cases", f"case/{amount.name}")


def _steps(amount: Amount, low: int, high: int, values: list[str], *, three: bool, rng: random.Random) -> str:
    unit = amount.unit
    parts = [
        (f"up to {unit.format(low)}", values[0]),
        (f"from {unit.format(low)} to {unit.format(high)}", values[1]),
        (f"over {unit.format(high)}", values[2]),
    ]
    if not three:
        parts = [(f"under {unit.format(high)}", values[0]), (f"{unit.format(high)} or more", values[2])]
    form = rng.random()
    if form < 0.4:
        body = f"{amount.subject} " + ", ".join(f"{case} {amount.verb} {value}" for case, value in parts) + "."
    elif form < 0.7:
        body = f"{amount.heading} by {amount.name}: " + "; ".join(f"{case}: {value}" for case, value in parts) + "."
    else:
        body = " ".join(f"{_capital(amount.subject)} {case} {amount.verb} {value}." for case, value in parts)
    return _placed(amount.heading, rng.choice(THINGS), _capital(body), rng)


def _two(rng: random.Random, held_out: bool) -> Item:  # noqa: FBT001  a table of functions
    """A table by two things; asked back unless the ticket tells both."""
    fact, other = rng.sample(_facts(held_out=held_out), 2)
    plans, tell = rng.sample(rng.choice(VARIANTS), 2), TELL
    places = rng.sample(PLACES, 2)
    cells = [Stated(f"{plan}, {place}", rng.choice(list(fact[1]))) for plan in plans for place in places]
    while len({one.value for one in cells}) < 3:
        cells = [Stated(one.case, rng.choice(list(fact[1]))) for one in cells]
    statements = []
    if tells_plan := rng.random() < 0.6:
        statements.append(rng.choice(tell).format(rng.choice(plans)))
    if tells_place := rng.random() < 0.6:
        statements.append(rng.choice(TELL_PLACE).format(rng.choice(places)))
    clarify = int(not (tells_plan and tells_place))
    rng.shuffle(statements)
    thing = rng.choice(THINGS)
    body = "; ".join(f"{one.case}: {one.value}" for one in cells) + "."
    if rng.random() < 0.4:
        body = " ".join(
            f"{plan}: {cells[2 * i].value} in {places[0]}, {cells[2 * i + 1].value} in {places[1]}."
            for i, plan in enumerate(plans)
        )
    candidates = [
        Candidate(_placed(fact[0], thing, body, rng), 1, clarify),
        Candidate(_single(other, thing, rng), 0, None),
    ]
    rng.shuffle(candidates)
    question = rng.choice(fact[3]).replace("{t}", thing)
    return Item(_ticket(question, " ".join(statements), rng), tuple(candidates), "cases", f"case/{fact[0]}")


def _fault(rng: random.Random, held_out: bool) -> Item:  # noqa: FBT001  a table of functions
    """Faults with a remedy each; a ticket that says no more than that it fails has to be asked back."""
    faults = [one for one in FAULTS if _kept(one.name, held_out=held_out)]
    fault = rng.choice(faults)
    shown = rng.sample(fault.signs, min(len(fault.signs), rng.choice([2, 3, 3, 4])))
    body = " ".join(f"{sign}: {remedy}." for sign, _, remedy in shown)
    if rng.random() < 0.35:
        body = " ".join(f"If {said}, {_lower(remedy)}." for _, said, remedy in shown)
    told, clarify = "", 1
    if rng.random() < 0.5:
        sign, said, _ = rng.choice(shown)
        told, clarify = rng.choice([f"{_capital(said)}.", f'It says "{sign}".', f"The message is {sign}."]), 0
    elif rng.random() < 0.4:
        told = rng.choice(OFF_TOPIC)
    place = f"{fault.title}: "
    candidates = [Candidate(place + body, 1, clarify)] if rng.random() < 0.9 else []
    candidates += [Candidate(_single(fact, rng.choice(THINGS), rng), 0, None) for fact in rng.sample(FACTS, 2)]
    rng.shuffle(candidates)
    return Item(_ticket(rng.choice(fault.vague), told, rng), tuple(candidates), "cases", f"case/{fault.name}")


def _ticket(question: str, told: str, rng: random.Random) -> str:
    if not told:
        return question
    if rng.random() < 0.45:
        end = question if question[-1] in "?.!" else f"{question}."
        return f"{end} {told}"
    return f"{told} {question}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
