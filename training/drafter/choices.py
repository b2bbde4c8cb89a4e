"""Examples of task ``clarify``: where the answer depends on what the customer did not say, one question is asked."""

import random
import re
from pathlib import Path
from typing import Any

from training.drafter.blocks import read_domains
from training.drafter.form import Candidate, Passage, candidate
from training.drafter.held_out import held
from training.drafter.numbering import numbered
from training.drafter.own import LICENCE, SOURCE
from training.drafter.slots import Values
from training.drafter.sources import LICENCES, read_lines
from training.drafter.tickets import several

OWN_EACH = 11
"""Examples of one template."""
SHARC = 190
_BROKEN = re.compile(r"(?:Is|Are|Do|Does) .*\b(?:is|are)\b", re.IGNORECASE)
"""Questions that were put before a statement without turning its words."""
_SPACES = re.compile(r"\s+")


def candidates(shared: Path, seed: int) -> list[Candidate]:
    """Own templates, and the follow-up questions that people wrote for rules of public offices (ShARC)."""
    rng = random.Random(f"choices/{seed}")  # noqa: S311
    return [*_own(rng), *_sharc(shared, rng)]


def _own(rng: random.Random) -> list[Candidate]:
    made: list[Candidate] = []
    for domain in read_domains():
        group = f"own/{domain.name}"
        held_out = held(group)
        for topic in domain.of("choice"):
            for _ in range(OWN_EACH):
                values = Values(rng)
                texts = [values.fill(fact, topic.id) for fact in topic.facts]
                title = values.fill(rng.choice(domain.titles), "title")
                place = f"{title} › {topic.heading}"
                together = rng.random() < 0.5
                passages = [Passage(place, " ".join(texts))] if together else [Passage(place, text) for text in texts]
                if rng.random() < 0.3:
                    other = rng.choice(domain.of("fact"))
                    passages.append(Passage(f"{title} › {other.heading}", values.fill(other.facts[0], other.id)))
                asked = rng.choice(topic.asked)
                question = values.fill(rng.choice(asked.questions), topic.id)
                made.append(
                    candidate(
                        "clarify",
                        [(n, Passage(p.place, p.text.replace("**", ""))) for n, p in numbered(passages, rng)],
                        several([question], rng, "held_out" if held_out else "train"),
                        values.fill(rng.choice(asked.answers), topic.id),
                        source=SOURCE,
                        group=group,
                        licence=LICENCE,
                        kind="own",
                        held_out=held_out,
                    )
                )
    return made


def _sharc(shared: Path, rng: random.Random) -> list[Candidate]:
    records = [r for r in read_lines(shared, "sharc") if r["class"] == "ASK" and len(r["history"]) < 3]
    records = [r for r in records if not _BROKEN.match(r["answers"][0])]
    rng.shuffle(records)
    return [_rule(record, rng) for record in records[:SHARC]]


def _rule(record: dict[str, Any], rng: random.Random) -> Candidate:
    """A rule, what the customer told so far, and the follow-up question that a person asked next."""
    context = record["context"][0]
    lines = [line.strip() for line in context["text"].split("\n") if line.strip()]
    heading = lines.pop(0).lstrip("# ") if lines[0].startswith("#") else ""
    place = " › ".join(part for part in (title_of(context["title"]), heading) if part)
    told = [_told(turn["ask"], turn["reply"]) for turn in record["history"]]
    parts = [record["scenario"].strip(), *told, record["question"].strip()]
    group = f"sharc/{record['tree']}"
    held_out = held(group)
    completion = _SPACES.sub(" ", record["answers"][0]).strip()
    return candidate(
        "clarify",
        numbered(
            [
                Passage(
                    place, "\n".join(line.replace("* ", "- ", 1) if line.startswith("* ") else line for line in lines)
                )
            ],
            rng,
        ),
        several([" ".join(part for part in parts if part)], rng, "held_out" if held_out else "train"),
        completion[:1].upper() + completion[1:],
        source="sharc",
        group=group,
        licence=LICENCES["sharc"],
        kind="rule",
        held_out=held_out,
    )


def title_of(address: str) -> str:
    """``Maternity pay leave`` of ``https://www.gov.uk/maternity-pay-leave/eligibility``."""
    parts = [part for part in address.split("/")[3:] if part and not part.isdigit()]
    return parts[0].replace("-", " ").capitalize() if parts else ""


def _told(ask: str, reply: str) -> str:
    return f"{ask.strip()} {reply.strip()}."
