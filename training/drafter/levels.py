"""Examples for the levels ``summary`` and ``crm``: messy tickets, and what the next agent needs to know of them.

Half come from own scenarios with random codes, amounts, dates and products, so that copying is learned and not
remembering; half from public customer questions, whose completions follow from their intent and from the rules of
reported speech. Every completion holds literals of its ticket only.
"""

import json
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from citewell.governance.literals.extraction import missing_literals
from citewell.governance.text.sentences import split_sentences
from citewell.pipeline.levels.reported_speech import report
from citewell.pipeline.levels.ticket_signals import NEXT_STEPS, sentiment_of, urgency_of
from training.drafter import level_values as values
from training.drafter.tickets import Pool, make_ticket

Example = dict[str, str]

SUMMARIES, RECORDS = 700, 500
MAX_TICKET_WORDS = 120
MAX_SUMMARY_WORDS = 60
NO_BLOCKERS = "none stated"
PROMPTS = Path(__file__).resolve().parents[2] / "resources" / "prompts"
HELD_OUT_SCENARIOS = 6
"""Each sixth scenario belongs to the held-out pool alone."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket with what is known of it."""

    text: str
    goal: str
    blockers: tuple[str, ...]
    next_step: str
    category: str
    product: str
    source: str
    group: str
    licence: str
    sentiment: str = ""
    urgency: str = ""


def build(
    data: Path, seed: int = 7, *, summaries: int = SUMMARIES, records: int = RECORDS, pool: Pool = "train"
) -> list[Example]:
    """Examples of both tasks in the form of ``training/drafter``; ``data`` holds the public sets.

    The same arguments give the same examples. Public sets that are not there are left out.
    """
    rng = random.Random(seed)  # noqa: S311  sampling, no secret
    public = _public(data)
    return [
        *_examples("summary", summaries, _own(rng, pool), _asked(public, rng, pool), rng, _summary),
        *_examples("crm", records, _own(rng, pool), _asked(public, rng, pool), rng, _record),
    ]


def _examples(
    task: str,
    count: int,
    own: Iterator[Ticket],
    public: Iterator[Ticket],
    rng: random.Random,
    complete: Callable[[Ticket], str],
) -> list[Example]:
    system = json.loads((PROMPTS / f"{task}-1.json").read_text(encoding="utf-8"))["system"]
    found: dict[str, Example] = {}
    for _ in range(count * 20):
        ticket = next(own if rng.random() < 0.62 else public)
        completion = complete(ticket)
        if ticket.text in found or not _is_sound(task, ticket, completion):
            continue
        found[ticket.text] = {
            "task": task, "system": system, "user": ticket.text, "completion": completion,
            "source": ticket.source, "group": ticket.group, "licence": ticket.licence,
        }  # fmt: skip
        if len(found) == count:
            break
    return list(found.values())


def _is_sound(task: str, ticket: Ticket, completion: str) -> bool:
    """Whether a completion may be learned: short, and with no literal that its ticket does not hold."""
    if len(ticket.text.split()) > MAX_TICKET_WORDS or missing_literals(completion, [ticket.text]):
        return False
    return len(completion.split()) <= (MAX_SUMMARY_WORDS if task == "summary" else 75)


def _summary(ticket: Ticket) -> str:
    blockers = "; ".join(ticket.blockers) or NO_BLOCKERS
    return f"Goal: {ticket.goal}\nBlockers: {blockers[:1].upper()}{blockers[1:]}.\nNext step: {ticket.next_step}"


def _record(ticket: Ticket) -> str:
    return json.dumps(
        {
            "goal": ticket.goal.replace('"', ""),
            "product": ticket.product,
            "category": ticket.category,
            "sentiment": ticket.sentiment or sentiment_of(ticket.text),
            "urgency": ticket.urgency or urgency_of(ticket.text),
            "next_step": ticket.next_step,
        },
        ensure_ascii=False,
    )


# --- own scenarios ---------------------------------------------------------------------------------------------------


def _own(rng: random.Random, pool: Pool) -> Iterator[Ticket]:
    scenarios = json.loads((Path(__file__).parent / "level_scenarios.json").read_text(encoding="utf-8"))
    held = [scenario for i, scenario in enumerate(scenarios) if i % HELD_OUT_SCENARIOS == HELD_OUT_SCENARIOS - 1]
    mine = held if pool == "held_out" else [scenario for scenario in scenarios if scenario not in held]
    while True:
        first = _scenario(rng.choice(mine), rng)
        if rng.random() < 0.12:
            first = _joined(first, _scenario(rng.choice(mine), rng))
        yield _messy(first, rng, pool)


def _scenario(scenario: Mapping[str, object], rng: random.Random) -> Ticket:
    slots = values.draw(rng)
    asks, blockers = scenario["asks"], scenario["blockers"]
    assert isinstance(asks, list)  # noqa: S101  our own file
    assert isinstance(blockers, list)  # noqa: S101  our own file
    ask, goal = rng.choice(asks)
    chosen = rng.sample(blockers, min(len(blockers), rng.choices((0, 1, 2), weights=(3, 5, 3))[0]))
    text = " ".join(part.format(**slots) for part in (ask, *(said for said, _ in chosen)))
    next_step = str(scenario["next"]).format(**slots)
    if missing_literals(next_step, [text]):
        next_step = values.without_code(str(scenario["next"]))
    return Ticket(
        text=text,
        goal=goal.format(**slots),
        blockers=tuple(reported.format(**slots) for _, reported in chosen),
        next_step=next_step,
        category=str(scenario["category"]),
        product=slots["product"] if slots["product"] in text else "",
        source="own",
        group=f"levels:{scenario['id']}",
        licence="Apache-2.0",
        sentiment=str(scenario.get("sentiment", "")),
        urgency=str(scenario.get("urgency", "")),
    )


def _joined(first: Ticket, second: Ticket) -> Ticket:
    """A ticket that asks two things."""
    goal = f"{first.goal.rstrip('.')}; also, {second.goal[:1].lower()}{second.goal[1:]}"
    return Ticket(
        text=f"{first.text} Also: {second.text}",
        goal=goal,
        blockers=(*first.blockers, *second.blockers)[:2],
        next_step=first.next_step,
        category=first.category,
        product=first.product or second.product,
        source="own",
        group=first.group,
        licence="Apache-2.0",
        sentiment=first.sentiment,
        urgency=first.urgency,
    )


def _messy(ticket: Ticket, rng: random.Random, pool: Pool) -> Ticket:
    text = make_ticket(ticket.text, rng, pool)
    product = ticket.product if ticket.product.lower() in text.lower() else ""
    fields = {name: getattr(ticket, name) for name in ticket.__dataclass_fields__}
    return Ticket(**{**fields, "text": text, "product": product})


# --- public questions ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Asked:
    """A customer's message of a public set, with its category."""

    text: str
    category: str
    goal: str
    next_step: str
    product: str
    source: str
    group: str
    licence: str


def _public(data: Path) -> list[list[Asked]]:
    readers: Sequence[tuple[str, Callable[[dict[str, str]], Asked | None]]] = (
        ("intent/banking77_train.jsonl", _banking77),
        ("intent/clinc_train.jsonl", _clinc),
        ("pii/multidogo_train.jsonl", _multidogo),
        ("qa/dstc9_val.jsonl", _dstc9),
    )
    sets = []
    for name, read in readers:
        path = data / name
        if path.is_file():
            rows = (json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip())
            sets.append([asked for asked in map(read, rows) if asked is not None])
    return sets


def _banking77(row: dict[str, str]) -> Asked | None:
    category = values.banking_category(row["intent"])
    return _by_rules(row["text"], category, "", "banking77", f"banking77:{row['intent']}", "CC-BY-4.0")


def _clinc(row: dict[str, str]) -> Asked | None:
    category = values.CLINC.get(row["intent"])
    if category is None:
        return None
    return _by_rules(row["text"], category, "", "clinc", f"clinc:{row['intent']}", "CC-BY-3.0")


def _multidogo(row: dict[str, str]) -> Asked | None:
    category = values.MULTIDOGO.get(row["intent"])
    if category is None or row["spans"]:
        return None
    return _by_rules(row["text"], category, "", "multidogo", f"multidogo:{row['intent']}", "CDLA-Permissive-1.0")


def _dstc9(row: dict[str, str]) -> Asked | None:
    question, _, entity = row["question"].partition(" (")
    place = entity.rstrip(")").title()
    text = f"{question} I mean {place}." if place else question
    return _by_rules(text, "product_question", place, "dstc9", f"dstc9:{place}", "Apache-2.0")


def _by_rules(text: str, category: str, product: str, source: str, group: str, licence: str) -> Asked | None:
    """What a message asks, where the rules of reported speech can tell it without quoting."""
    sentences = [text[start:end] for start, end in split_sentences(text)]
    told = [report(sentence) for sentence in sentences]
    goal = next((one.text for one in told if one.asks and "“" not in one.text), "")
    if not goal or not 5 <= len(text.split()) <= 45:
        return None
    if product and product.lower() not in goal.lower():
        goal = f"{goal.rstrip('.')} ({product})."
    return Asked(text, category, goal, NEXT_STEPS[category], product, source, group, licence)


def _asked(sets: Sequence[Sequence[Asked]], rng: random.Random, pool: Pool) -> Iterator[Ticket]:
    """Messages of all sets in turn of chance; those of one group are in one pool alone."""
    mine = [[asked for asked in one if _is_held_out(asked.group) == (pool == "held_out")] for one in sets]
    mine = [one for one in mine if one]
    if not mine:
        yield from _own(rng, pool)
    while True:
        asked = rng.choice(rng.choice(mine))
        yield _messy(_as_ticket(asked), rng, pool)


def _as_ticket(asked: Asked) -> Ticket:
    sentences = [report(asked.text[start:end]) for start, end in split_sentences(asked.text)]
    said = [one.text for one in sentences if not one.asks and one.text.startswith(values.SAYS)]
    return Ticket(
        text=asked.text,
        goal=asked.goal,
        blockers=tuple(text.removeprefix(values.SAYS).strip(" .") for text in said[:2] if text != asked.goal),
        next_step=asked.next_step,
        category=asked.category,
        product=asked.product,
        source=asked.source,
        group=asked.group,
        licence=asked.licence,
    )


def _is_held_out(group: str) -> bool:
    return sum(group.encode()) % HELD_OUT_SCENARIOS == 0


def main() -> None:
    """Write the examples as JSON lines: ``python -m training.drafter.levels DATA OUT.jsonl``."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    examples = build(data)
    out.write_text("".join(json.dumps(example, ensure_ascii=False) + "\n" for example in examples), encoding="utf-8")
    print(f"{len(examples)} examples in {out}")


if __name__ == "__main__":
    main()
