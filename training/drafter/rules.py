"""Examples from rules of public offices (ShARC): the conditions on which something is granted."""

import random
import re
from pathlib import Path
from typing import Any

from citewell.governance.text.sentences import split_sentences
from training.drafter.choices import title_of
from training.drafter.form import Candidate, Passage, candidate, cite
from training.drafter.held_out import held
from training.drafter.numbering import numbered
from training.drafter.sources import LICENCES, read_lines
from training.drafter.tickets import several

SOURCE = "sharc"
MOST = 110
_BULLET = re.compile(r"^[*•-]\s+")


def candidates(shared: Path, seed: int) -> list[Candidate]:
    """Tickets that ask for a rule; the answer states its conditions."""
    rng = random.Random(f"rules/{seed}")  # noqa: S311
    records = [r for r in read_lines(shared, SOURCE) if r["class"] in {"ANSWER_YES", "ANSWER_NO"} and r["scenario"]]
    rng.shuffle(records)
    made: dict[str, Candidate] = {}
    for record in records:
        found = _example(record, rng)
        if found is not None and len(made) < MOST:
            made.setdefault(f"{record['tree']}/{record['scenario']}", found)
    return list(made.values())


def _example(record: dict[str, Any], rng: random.Random) -> Candidate | None:
    context = record["context"][0]
    lines = [line.strip() for line in context["text"].split("\n") if line.strip()]
    heading = lines.pop(0).lstrip("# ") if lines[0].startswith("#") else ""
    bullets = [line for line in lines if _BULLET.match(line)]
    text = " ".join(line for line in lines if line not in bullets)
    rule = [text[start:end] for start, end in split_sentences(text)]
    if not 1 <= len(rule) <= 2 or len(bullets) > 4 or (not bullets and rule[-1].endswith(":")):
        return None
    if bullets:
        rule[-1] = f"{rule[-1].rstrip(':. ')}: {'; '.join(_BULLET.sub('', line).rstrip('.;') for line in bullets)}."
    place = " › ".join(part for part in (title_of(context["title"]), heading) if part)
    pairs = numbered([Passage(place, "\n".join(rule))], rng)
    group = f"sharc/{record['tree']}"
    held_out = held(group)
    completion = " ".join(cite(sentence, pairs[0][0]) for sentence in rule)
    return candidate(
        "reply",
        pairs,
        several(
            [f"{record['scenario'].strip()} {record['question'].strip()}"], rng, "held_out" if held_out else "train"
        ),
        completion,
        source=SOURCE,
        group=group,
        licence=LICENCES[SOURCE],
        kind="rule",
        held_out=held_out,
    )
