"""What the student reads: rows cut as the product cuts them, labels, and endless batches of each kind.

Batches are plain arrays: they are made in processes of their own (`workers.py`).
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import math
import random
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from citewell.models.encoders.rows import MAX_CHARACTERS, pair_of, texts_of, whole_of
from training.minilm.tokens import PAD
from training.reader.batches import stream
from training.reader.examples import UNKNOWN, Candidate, Chosen, Grouping, Ranked, Routed, Routing, Told, some
from training.reader.sentences import Sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Encoding, Tokenizer

    from training.reader.items import Asked, Bundle, Parts, Span
    from training.reader.scale import Kind, Scale
    from training.reader.taught import Taught, Written

WRITTEN_PER_TICKET: Final = 1
"""In a round of decisions."""
WRITTEN_ROUTE_WEIGHT: Final = 0.7
TIMES_RISKY, PAIRS_AT_RISK, WRITTEN_AT_RISK = 3, 300, 500
"""In a round of risk: how often a risky ticket, and how many others that are none."""
BEHIND: Final = 1.0
"""Sentences are told for a written question whose passage the teacher puts first, or so close behind, in log odds."""
WRITTEN_TOLD: Final = 1500
"""Written questions in a round of sentences, at most."""
EVEN: Final = 8
"""Rows are filled up to a multiple of so many tokens, which an accelerator reads faster."""


@dataclass(frozen=True, slots=True)
class Risky:
    """The row of a ticket alone, and whether a person has to see it."""

    rows: list[list[int]]
    risk: float


Examples = list[Ranked] | list[Told] | list[Routed] | list[Risky]


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of one kind as small numbers; `sizes` are those of the groups that follow each other.

    `labels` are, of a pair, (answers, taught); of a sentence, whether it is part of the answer; of decisions, the four
    probabilities and the weight; of risk, itself.
    """

    kind: Kind
    ids: NDArray[np.int16]
    labels: NDArray[np.float32]
    sizes: NDArray[np.int64]


def filled_up(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    """[rows, longest], whose length is a multiple of `EVEN`."""
    longest = -(-max(map(len, rows)) // EVEN) * EVEN
    found = np.full((len(rows), longest), PAD, np.int64)
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
        self.offsets: list[list[Span]] = [one.offsets for one in passages]
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

    def sentence(self, passage: int, span: Span, place: int) -> list[int]:
        """The tokens of a sentence, those of its place (so many characters) before it; none beyond what is read."""
        read = list(zip(self.passages[passage], self.offsets[passage], strict=True))
        first, last = span
        own = [one for one, (start, end) in read if start >= first and end <= last]
        return [*(one for one, (_, end) in read if end <= place), *own] if own else []


class Lessons:
    """Endless batches of each kind: of the bank, and of what the teacher wrote."""

    def __init__(self, bundle: Bundle, parts: Parts, taught: Taught, tokens: Tokens, scale: Scale, seed: int) -> None:
        """Learn from what is not held out, in the scale's batches and turns."""
        self._parts, self._taught, self._tokens, self._turns = parts, taught, tokens, scale.turns
        self._scale, size = scale, scale.student_tokens
        rng = self._rng = random.Random(seed)
        self._routing = Routing(rng, taught.scores)
        self._grouping = Grouping(near=8, near_share=0.75, of_gold=scale.of_gold)
        self._sentences = Sentences(tokens, bundle.passages)
        self._marked = [one for one in parts.learn if any(one.marks.values())]
        self._ranked, self._tickets, self._pairs = parts.ranked, parts.tickets, parts.pairs
        self._streams: dict[Kind, Iterator[Examples]] = {
            "pair": stream(self._to_rank, self._rank, chunk=512, tokens=size, rng=rng),
            "sentence": stream(self._to_tell, self._tell, chunk=512, tokens=size, rng=rng),
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
        given = some(self._parts.given, int(self._scale.given_share * len(self._parts.given)), self._rng)
        return [*self._ranked, *given, *self._some_written(int(self._scale.written_per_ranked * len(self._ranked)))]

    def _rank(self, one: Asked | int) -> Ranked | None:
        if isinstance(one, int):
            ticket, group = self._tokens.written[one], self._written_group(self._taught.written[one])
        else:
            ticket, group = self._tokens.tickets[one.number], self._asked_group(one)
        rows = [self._tokens.pair(ticket, candidate.passage) for candidate in group]
        return Ranked(rows, tuple(group)) if len(group) > 1 else None

    def _asked_group(self, asked: Asked) -> list[Candidate]:
        group = self._grouping.group(asked, self._scale.group - asked.is_pair, self._rng)
        scores = self._taught.scores.get(asked.number, {})
        return [replace(one, taught=scores.get(one.passage, float("nan"))) for one in group]

    def _written_group(self, written: Written) -> list[Candidate]:
        draft, answers = written.draft, dict(zip(written.candidates, map(float, written.answers), strict=True))
        own = [one for one in answers if one == draft.passage and draft.mark]
        others = [one for one in answers if one not in own]
        taken = [*own, *self._rng.sample(others, len(others))][: self._scale.group - 1]
        return [Candidate(one, UNKNOWN, UNKNOWN, taught=answers[one]) for one in taken]

    def _to_tell(self) -> list[Asked | int]:
        tickets = [one for one in self._marked if not one.is_pair]
        return [*self._marked, *tickets, *self._some_written(WRITTEN_TOLD)]

    def _tell(self, one: Asked | int) -> Told | None:
        if not isinstance(one, int):
            return self._sentences.of_asked(one, self._rng)
        written = self._taught.written[one]
        draft, answers = written.draft, dict(zip(written.candidates, map(float, written.answers), strict=True))
        if not draft.mark or answers.get(draft.passage, -math.inf) < max(answers.values()) - BEHIND:
            return None
        others = [passage for passage in answers if passage != draft.passage]
        return self._sentences.told(self._tokens.written[one], {draft.passage: (draft.mark,)}, others, self._rng)

    def _to_route(self) -> list[Asked | int]:
        tickets = self._tickets
        others = [some(ones, len(tickets), self._rng) for ones in (self._pairs, self._parts.given)]
        return [
            *tickets * self._scale.times_tickets,
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

    def batches(self) -> Iterator[Batch]:
        """The same as arrays."""
        for kind, examples in self.turns():
            rows = [row for one in examples for row in one.rows]
            labels = np.array([one for example in examples for one in _labels(example)], np.float32)
            yield Batch(kind, filled_up(rows).astype(np.int16), labels, np.array([len(one.rows) for one in examples]))


def _labels(example: Ranked | Told | Routed | Risky) -> list[tuple[float, ...]]:
    """Of each row."""
    if isinstance(example, Ranked):
        return [(one.answers, one.taught) for one in example.candidates]
    if isinstance(example, Told):
        return [(right,) for right in example.right]
    if isinstance(example, Routed):
        return [(*example.chosen.decision, example.chosen.weight)]
    return [(example.risk,)]
