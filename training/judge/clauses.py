"""Own examples of clauses as contracts word them, asked for as customers do; near misses are other clauses.

Some tickets ask for what no clause of the contract that is shown says. One kind of contract in five is held out.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from corpora.reading import fold

from training.drafter.tickets import several
from training.judge.items import Candidate, Item

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

CLAUSES = Path(__file__).with_name("clauses.txt")
SLOTS: Final = {
    "n": ("3", "6", "12", "18", "24"),
    "d": ("7", "14", "30", "60"),
    "p": ("3", "5", "8"),
    "m": ("12", "50", "150"),
}
Clause = tuple[str, str, tuple[str, ...]]


def read_clauses(*, held_out: bool, path: Path = CLAUSES) -> dict[str, list[Clause]]:
    """Heading, text and questions of each clause, by kind of contract; the kinds that are held out, or the others."""
    kinds: dict[str, list[Clause]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kinds[line.strip("[]")] = []
        elif line and not line.startswith("#"):
            heading, text, questions = line.split(" / ")
            kinds[next(reversed(kinds))].append((heading, text, tuple(one.strip() for one in questions.split(" | "))))
    return {kind: clauses for kind, clauses in kinds.items() if (fold(f"clauses/{kind}") == 0) == held_out}


def make(rng: random.Random, count: int, *, held_out: bool) -> list[Item]:
    """`count` tickets about the kinds of contracts that are held out, or about the others."""
    kinds = read_clauses(held_out=held_out)
    return [_one(rng, kind, kinds[kind]) for kind in rng.choices(sorted(kinds), k=count)]


def _one(rng: random.Random, kind: str, clauses: Sequence[Clause]) -> Item:
    asked, *others = rng.sample(clauses, rng.choice([4, 5]))
    title = rng.choice([kind.capitalize(), "Terms and conditions", "Agreement", "General terms"])
    shown = [(asked, 1)] if rng.random() < 0.72 else []
    shown += [(other, 0) for other in others]
    numbered = rng.random() < 0.4
    candidates = [
        Candidate(_passage(clause, title, rng, numbered=numbered), answers, 0 if answers else None)
        for clause, answers in shown
    ]
    rng.shuffle(candidates)
    return Item(several([rng.choice(asked[2])], rng), tuple(candidates), "clauses", f"clauses/{kind}")


def _passage(clause: Clause, title: str, rng: random.Random, *, numbered: bool) -> str:
    heading, text, _ = clause
    text = re.sub(r"\{(\w)\}", lambda slot: rng.choice(SLOTS[slot[1]]), text)
    number = f"{rng.randrange(1, 20)}.{rng.randrange(1, 9)} " if numbered else ""
    return f"{title} › {number}{heading}: {text}" if rng.random() < 0.8 else f"{title}: {number}{text}"
