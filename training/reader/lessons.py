"""What the student reads: rows cut as the product cuts them, labels, and endless batches of the three kinds.

Batches are plain arrays: they are made in processes of their own (`workers.py`).
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from citewell.models.encoders.rows import MAX_CHARACTERS, PASSAGE_TOKENS, pair_of, texts_of, whole_of
from training.minilm.tokens import PAD
from training.reader.batches import stream
from training.reader.examples import UNKNOWN, Candidate, Chosen, Grouping, Ranked, Routed, Routing, some

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    from training.reader.items import Asked, Bundle, Parts, Span
    from training.reader.scale import Kind, Scale
    from training.reader.taught import Taught, Written

GROUPING: Final = Grouping(near=8, near_share=0.75)
GROUP, PAIR_GROUP, WRITTEN_GROUP = 8, 7, 7
GIVEN_SHARE, WRITTEN_PER_RANKED = 0.6, 1.3
"""In a round of pairs: of the tickets with passages, and written questions for each of the bank."""
TIMES_TICKETS, WRITTEN_PER_TICKET = 2, 1
"""In a round of decisions."""
WRITTEN_ROUTE_WEIGHT: Final = 0.7
TIMES_RISKY, PAIRS_AT_RISK, WRITTEN_AT_RISK = 3, 300, 500
"""In a round of risk: how often a risky ticket, and how many others that are none."""
BEHIND: Final = 1.0
"""A written question's passage is marked while the teacher puts it first, or so close behind, in log odds."""
EVEN: Final = 8
"""Rows are filled up to a multiple of so many tokens, which an accelerator reads faster."""


@dataclass(frozen=True, slots=True)
class Risky:
    """The row of a ticket alone, and whether a person has to see it."""

    rows: list[list[int]]
    risk: float


Examples = list[Ranked] | list[Routed] | list[Risky]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one kind as small numbers; `sizes` are those of the groups that follow each other.

    `labels` are, of a pair, (answers, clarify, taught); of decisions, the four probabilities and the weight; of risk,
    itself. `marks` are 1, 0 or `UNKNOWN` for each token of a pair; none of other kinds.
    """

    kind: Kind
    ids: NDArray[np.int16]
    labels: NDArray[np.float32]
    marks: NDArray[np.int8]
    sizes: NDArray[np.int64]


def filled_up(rows: Sequence[Sequence[float]], filler: float) -> NDArray[np.int64]:
    """[rows, longest], whose length is a multiple of `EVEN`."""
    longest = -(-max(map(len, rows)) // EVEN) * EVEN
    found = np.full((len(rows), longest), filler, np.int64)
    for number, row in enumerate(rows):
        found[number, : len(row)] = row
    return found


class Tokens:
    """Texts as the student reads them, cut as the product cuts them; offsets are characters of the passage."""

    def __init__(self, tokenizer: Tokenizer, bundle: Bundle, written: Sequence[str]) -> None:
        """Read all passages, tickets and questions once."""

        def read(texts: Iterable[str]) -> list[Encoding]:
            cut_texts = [text[:MAX_CHARACTERS] for text in texts]
            return list(tokenizer.encode_batch(cut_texts, add_special_tokens=False))

        passages = read(one.text for one in bundle.passages)
        self.passages: list[list[int]] = [one.ids for one in passages]
        self._offsets: list[list[Span]] = [one.offsets for one in passages]
        self.tickets: list[list[int]] = [one.ids for one in read(one.ticket for one in bundle.asked)]
        self.written: list[list[int]] = [one.ids for one in read(written)]

    def pair(self, ticket: list[int], passage: int) -> list[int]:
        """A ticket with a passage."""
        return pair_of(ticket, self.passages[passage])

    def route(self, ticket: list[int], passages: Sequence[int]) -> list[int]:
        """A ticket with its first passages."""
        return texts_of(ticket, [self.passages[one] for one in passages])

    @staticmethod
    def risk(ticket: list[int]) -> list[int]:
        """A ticket alone: without a passage that would follow."""
        return whole_of(ticket)

    def marks(self, row: list[int], passage: int, spans: Sequence[Span]) -> list[float]:
        """Of each token of the row of a pair: 1 in a span, 0 beside, `UNKNOWN` outside of the passage.

        Without a token in a span nothing is known: the answer lies beyond what is read.
        """
        offsets = self._offsets[passage][:PASSAGE_TOKENS]
        inside = [float(any(start < last and first < end for start, end in spans)) for first, last in offsets]
        if not any(inside):
            return [UNKNOWN] * len(row)
        return [*[UNKNOWN] * (len(row) - 1 - len(inside)), *inside, UNKNOWN]


class Lessons:
    """Endless batches of each kind: of the bank, and of what the teacher wrote."""

    def __init__(self, parts: Parts, taught: Taught, tokens: Tokens, scale: Scale, seed: int) -> None:
        """Learn from what is not held out, in the scale's batches and turns."""
        self._parts, self._taught, self._tokens, self._turns = parts, taught, tokens, scale.turns
        size = scale.student_tokens
        rng = self._rng = random.Random(seed)
        self._routing = Routing(rng, taught.scores)
        self._ranked, self._tickets, self._pairs = parts.ranked, parts.tickets, parts.pairs
        self._streams: dict[Kind, Iterator[Examples]] = {
            "pair": stream(self._to_rank, self._rank, chunk=512, tokens=size, rng=rng),
            "route": stream(self._to_route, self._route, chunk=256, tokens=size, rng=rng),
            "risk": stream(self._to_watch, self._watch, chunk=256, tokens=size, rng=rng),
        }

    def turns(self) -> Iterator[tuple[Kind, Examples]]:
        """Batches of all kinds in turn."""
        while True:
            for kind in self._turns:
                yield kind, next(self._streams[kind])

    def _some_written(self, most: int) -> list[int]:
        count = len(self._taught.written)
        return self._rng.sample(range(count), min(most, count))

    def _to_rank(self) -> list[Asked | int]:
        given = some(self._parts.given, int(GIVEN_SHARE * len(self._parts.given)), self._rng)
        return [*self._ranked, *given, *self._some_written(int(WRITTEN_PER_RANKED * len(self._ranked)))]

    def _rank(self, one: Asked | int) -> Ranked | None:
        if isinstance(one, int):
            ticket, group = self._tokens.written[one], self._written_group(self._taught.written[one])
        else:
            ticket, group = self._tokens.tickets[one.number], self._asked_group(one)
        rows = [self._tokens.pair(ticket, candidate.passage) for candidate in group]
        return Ranked(rows, tuple(group)) if len(group) > 1 else None

    def _asked_group(self, asked: Asked) -> list[Candidate]:
        group = GROUPING.group(asked, PAIR_GROUP if asked.is_pair else GROUP, self._rng)
        scores = self._taught.scores.get(asked.number, {})
        nothing = float("nan")
        return [
            Candidate(one.passage, one.answers, one.clarify, one.marks, scores.get(one.passage, nothing))
            for one in group
        ]

    def _written_group(self, written: Written) -> list[Candidate]:
        draft, answers = written.draft, dict(zip(written.candidates, map(float, written.answers), strict=True))
        own = [one for one in answers if one == draft.passage and draft.mark]
        others = [one for one in answers if one not in own]
        taken = [*own, *self._rng.sample(others, len(others))][:WRITTEN_GROUP]
        right = bool(own) and answers[own[0]] >= max(answers.values()) - BEHIND
        marks = (draft.mark,) if right and draft.mark else ()
        return [Candidate(one, UNKNOWN, UNKNOWN, marks if one in own else (), answers[one]) for one in taken]

    def _to_route(self) -> list[Asked | int]:
        tickets = self._tickets
        others = [some(ones, len(tickets), self._rng) for ones in (self._pairs, self._parts.given)]
        return [
            *tickets * TIMES_TICKETS,
            *others[0],
            *others[1],
            *self._some_written(WRITTEN_PER_TICKET * len(tickets)),
        ]

    def _route(self, one: Asked | int) -> Routed | None:
        if isinstance(one, int):
            written, which = self._taught.written[one], self._rng.randrange(2)
            grown = np.exp(written.routes[which] - written.routes[which].max())
            decision = tuple(map(float, grown / grown.sum()))
            chosen: Chosen | None = Chosen(written.firsts[which], decision, WRITTEN_ROUTE_WEIGHT)
            ticket = self._tokens.written[one]
        else:
            chosen, ticket = self._routing.choose(one), self._tokens.tickets[one.number]
        return Routed([self._tokens.route(ticket, chosen.passages)], chosen) if chosen else None

    def _to_watch(self) -> list[tuple[list[int], float]]:
        risky = [one for one in self._parts.learn if one.decision == "escalate"]
        others = [one for one in self._parts.learn if one.decision != "escalate" and not one.is_pair]
        others += some(self._pairs, PAIRS_AT_RISK, self._rng)
        tickets = self._tokens.tickets
        return [
            *((tickets[one.number], 1.0) for one in risky * TIMES_RISKY),
            *((tickets[one.number], 0.0) for one in others),
            *((self._tokens.written[one], 0.0) for one in self._some_written(WRITTEN_AT_RISK)),
        ]

    def _watch(self, one: tuple[list[int], float]) -> Risky:
        return Risky([self._tokens.risk(one[0])], one[1])

    def marks_of(self, batch: Sequence[Ranked]) -> list[list[float]]:
        """The labels of the tokens of each row."""
        return [
            self._tokens.marks(row, candidate.passage, candidate.marks)
            for one in batch
            for row, candidate in zip(one.rows, one.candidates, strict=True)
        ]

    def batches(self) -> Iterator[Batch]:
        """The same as arrays."""
        for kind, examples in self.turns():
            rows = [row for one in examples for row in one.rows]
            ids = filled_up(rows, PAD).astype(np.int16)
            labels = np.array([one for example in examples for one in _labels(example)], np.float32)
            pairs = [one for one in examples if isinstance(one, Ranked)]
            marks = filled_up(self.marks_of(pairs), UNKNOWN) if pairs else np.zeros((0, 0))
            yield Batch(kind, ids, labels, marks.astype(np.int8), np.array([len(one.rows) for one in examples]))


def _labels(example: Ranked | Routed | Risky) -> list[tuple[float, ...]]:
    """Of each row."""
    if isinstance(example, Ranked):
        return [(one.answers, one.clarify, one.taught) for one in example.candidates]
    if isinstance(example, Routed):
        return [(*example.chosen.decision, example.chosen.weight)]
    return [(example.risk,)]
