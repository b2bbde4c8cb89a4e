"""The bundle: what was searched, with gold passages and marks, and tickets whose passages came with them."""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import random
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Final, cast

import numpy as np

from training.reader.items import ALONE, GIVEN, PAIR, Asked, Bundle, Decision, Passage
from training.reader.marks import sentences_of, spans_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from training.judge.items import Item
    from training.reader.items import Span
    from training.reader.search import Row, Searched

MOST_GIVEN: Final = {
    "dstc9": 2600,
    "sharc": 1500,
    "clapnq": 450,
    "mtrag": 300,
    "own": 350,
    "domains": 500,
    "rules": 350,
    "cases": 450,
    "listings": 350,
    "clauses": 250,
}
"""Tickets with passages of each source; help centres that are knowledge bases of the bank are left out."""
CANDIDATES: Final = 12
"""Passages of such a ticket, at most."""
SEED: Final = 3


def make_bundle(
    searched: Iterable[Searched], items: Sequence[Item], alone: Iterable[tuple[str, Decision]] = ()
) -> Bundle:
    """The bank as it was searched, `items`, then tickets `alone` with decisions; everything follows from the input."""
    passages: list[Passage] = []
    asked: list[Asked] = []
    for one in searched:
        _add_searched(one, passages, asked)
    _add_given(items, passages, asked)
    for ticket, decision in alone:
        asked.append(Asked(len(asked), ALONE, ALONE, " ".join(ticket.split()), decision, (), (), (), {}))
    return Bundle(tuple(passages), tuple(asked))


def _add_searched(searched: Searched, passages: list[Passage], asked: list[Asked]) -> None:
    numbers = {}
    for number, one in searched.passages.items():
        flat = " ".join(one.text.split())
        numbers[number] = len(passages)
        text = f"{one.place}: {flat}" if one.place else flat
        document = one.document.partition("#")[0]
        passages.append(Passage(searched.kb, text, one.text, document, sentences_of(text, one.text)))
    for row in searched.rows:
        marks, near = _gold(row, searched, numbers, passages)
        asked.append(
            Asked(
                len(asked),
                searched.kb,
                row.kind,
                " ".join(row.ticket.split()),
                cast("Decision", row.decision),
                tuple((numbers[number], score) for number, score in row.hits),
                tuple(marks),
                tuple(near),
                marks,
            )
        )


def _gold(
    row: Row, searched: Searched, numbers: dict[int, int], passages: Sequence[Passage]
) -> tuple[dict[int, tuple[Span, ...]], list[int]]:
    """The marks of each passage found that holds a gold quote, and the others of a gold document."""
    marks: dict[int, tuple[Span, ...]] = {}
    near = []
    for number, _ in row.hits if row.decision in {"answer", "clarify"} else ():
        passage = passages[numbers[number]]
        if passage.document in row.gold_documents:
            spans = spans_of(passage.text, passage.body, searched.passages[number].quote, row.gold_quotes)
            if spans is None:
                near.append(numbers[number])
            else:
                marks[numbers[number]] = spans
    return marks, near


def _add_given(items: Sequence[Item], passages: list[Passage], asked: list[Asked]) -> None:
    """Add so many of each source; a passage that several of them bring is one, and its marks are not known."""
    rng = random.Random(SEED)
    taken: Counter[str] = Counter()
    numbers: dict[str, int] = {}
    for item in rng.sample(items, len(items)):
        if taken[item.source] >= MOST_GIVEN.get(item.source, 0) or len(item.candidates) < 2:
            continue
        taken[item.source] += 1
        kb = f"{GIVEN}:{item.source}"
        candidates = rng.sample(item.candidates, len(item.candidates))[:CANDIDATES]
        for one in candidates:
            if one.text not in numbers:
                numbers[one.text] = len(passages)
                passages.append(Passage(kb, " ".join(one.text.split()), one.text, ""))
        answering = tuple(numbers[one.text] for one in candidates if one.answers == 1)
        decision: Decision = "answer" if answering else "refuse"
        if any(one.clarify == 1 for one in candidates):
            decision = "clarify"
        asked.append(
            Asked(
                len(asked),
                kb,
                GIVEN,
                " ".join(item.ticket.split()),
                decision,
                tuple((numbers[one.text], 0.0) for one in candidates),
                answering,
                tuple(numbers[one.text] for one in candidates if one.answers is None),
                {},
            )
        )


def report(bundle: Bundle) -> None:
    """Print how often the search finds a passage with a gold quote, and how often such a passage has no mark."""
    rows: dict[tuple[str, bool], list[tuple[bool, bool, bool, bool]]] = defaultdict(list)
    for one in bundle.asked:
        if one.decision != "answer":
            continue
        found = [passage in one.answering for passage in one.found]
        unmarked = any(not spans for spans in one.marks.values())
        rows[one.kb, one.kind == PAIR].append((any(found), any(found[:1]), any(found[:3]), unmarked))
    for (kb, pair), values in sorted(rows.items()):
        whole, first, third, unmarked = np.mean(values, axis=0)
        name = f"{kb}, pairs" if pair else kb
        figures = f"found {whole:.2f}, first {first:.2f}, in three {third:.2f}, without a mark {unmarked:.2f}"
        print(f"{name:<24} {len(values):>4} {figures}")
