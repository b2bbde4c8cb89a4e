"""Examples from replies of a shop's support with slots (Bitext): their steps become a help page, values are made up."""

import random
import re
from pathlib import Path

from training.drafter.form import Candidate, Passage, candidate, cite
from training.drafter.held_out import held
from training.drafter.numbering import numbered
from training.drafter.slots import Values
from training.drafter.sources import LICENCES, read_lines
from training.drafter.tickets import several

SOURCE = "bitext"
MOST, MOST_EACH = 230, 12
MAX_STEP_WORDS = 32
_STEP = re.compile(r"^\s*\d{1,2}\.\s+(.+)$", re.MULTILINE)
_SLOT = re.compile(r"\{\{([^{}]+)\}\}")
_ORDINAL = re.compile(
    r"^(?:Firstly|First|Secondly|Second|Thirdly|Third|Next|Then|Finally|Lastly|To begin|Once there)[,:]?\s+"
)
_COURTESY = re.compile(
    r"\b(?:thank|appreciate|patience|rest assured|sorry|we're here|happy to|hesitate|feel free)\b", re.IGNORECASE
)
_KNOWN = {
    "Website URL": "{url:help}", "Online Company Portal Info": "{url:portal}",
    "Customer Support Phone Number": "{phone}",
    "Customer Support Hours": "{time1} to {time2}", "Customer Support Email": "{email:support}",
    "Email Address": "{email:help}",
    "Customer Support Email Address": "{email:support}", "Website Name": "{biz} website", "Company Name": "{biz}",
    "Online Order Interaction": "{c1:My orders|Your orders|Order history}", "Live Chat": "Live chat",
    "Customer Support Availability": "from {time1} to {time2}", "Order Number": "the order number",
}  # fmt: skip


def candidates(shared: Path, seed: int) -> list[Candidate]:
    """Procedures of two to six steps, at most some of each intent."""
    rng = random.Random(f"letters/{seed}")  # noqa: S311
    records = list(read_lines(shared, SOURCE))
    rng.shuffle(records)
    pages: dict[str, list[tuple[str, list[str]]]] = {}
    for record in records:
        steps = [_ORDINAL.sub("", step.strip()) for step in _STEP.findall(record["output"].replace("\r", ""))]
        if 2 <= len(steps) <= 6 and all(_fits(step) for step in steps):
            pages.setdefault(record["intent"], []).append((record["input"], steps))
    made: list[Candidate] = []
    for intent, found in sorted(pages.items()):
        others = [page for other, many in sorted(pages.items()) if other != intent for page in [(other, many[0][1])]]
        made += [_example(intent, page, others, rng) for page in found[:MOST_EACH]]
    rng.shuffle(made)
    return made[:MOST]


def _fits(step: str) -> bool:
    return 3 <= len(step.split()) <= MAX_STEP_WORDS and not _COURTESY.search(step) and "?" not in step


def _example(
    intent: str, page: tuple[str, list[str]], others: list[tuple[str, list[str]]], rng: random.Random
) -> Candidate:
    values = Values(rng)
    asked, steps = page
    title = rng.choice((f"{values.name} help", "Help centre", f"{values.name} FAQ", "Customer service"))
    gold = _page(title, intent, steps, values)
    passages = [gold]
    if rng.random() < 0.4 and others:
        other, more = rng.choice(others)
        passages.append(_page(title, other, more[:3], values))
    order = numbered(passages, rng)
    number = next(n for n, passage in order if passage is gold)
    group = f"bitext/{intent}"
    held_out = held(group)
    question = _SLOT.sub(lambda match: _value(match[1], values), asked.strip())
    return candidate(
        "reply",
        order,
        several([question[:1].upper() + question[1:]], rng, "held_out" if held_out else "train"),
        "\n".join(cite(line, number) for line in gold.text.split("\n")),
        source=SOURCE,
        group=group,
        licence=LICENCES[SOURCE],
        kind="letter steps",
        held_out=held_out,
    )


def _page(title: str, intent: str, steps: list[str], values: Values) -> Passage:
    words = intent.replace("_", " ").capitalize()
    filled = [_SLOT.sub(lambda match: _value(match[1], values), step).replace("**", "") for step in steps]
    return Passage(f"{title} › {words}", "\n".join(f"{i}. {step}" for i, step in enumerate(filled, 1)))


def _value(slot: str, values: Values) -> str:
    """A made-up value for a known slot; the words of the slot for names of buttons and pages."""
    return values.fill(_KNOWN.get(slot, slot), "bitext")
