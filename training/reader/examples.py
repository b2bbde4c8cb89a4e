"""Examples out of the bank: groups of passages to rank, and first passages to decide by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from training.reader.items import DECISIONS, GIVEN

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from training.reader.items import Asked

    Scores = Mapping[int, Mapping[int, float]]
    """The teacher's log odds by `Asked.number` and passage."""

T = TypeVar("T")

UNKNOWN: Final = -1.0
FIRST: Final = 3
"""Passages that are decided by."""
BY_TEACHER: Final = 0.6
"""How often first passages are those of the teacher, where it has ranked them, and not of the search."""
EMPTIED: Final = 0.33
"""How often all that answers is taken out of what a ticket found, which makes it one to refuse."""
WITHOUT_NEAR: Final = 0.5
"""How often what stands near is taken out with it."""
EMPTIED_WEIGHT, PAIR_WEIGHT = 0.7, 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage of a group: whether it answers, and has to be asked back for (`UNKNOWN` or 0 to 1)."""

    passage: int
    answers: float
    clarify: float
    taught: float = float("nan")
    """The teacher's log odds that it answers; not a number where it has not read it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """First passages of a ticket, the probabilities of the decisions, and the weight of the example."""

    passages: tuple[int, ...]
    decision: tuple[float, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """The rows of a group, and its candidates."""

    rows: list[list[int]]
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """The rows of sentences of a group, and of each 1 where it is part of the answer, else 0."""

    rows: list[list[int]]
    right: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Routed:
    """The row of a ticket with its first passages, and what is known of it."""

    rows: list[list[int]]
    chosen: Chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Which passages of a ticket make a group: `right` that answer at most, and others, mostly of the first `near`."""

    near: int
    near_share: float
    right: int = 2
    alone: float = 0.0
    """How often one that answers is enough."""
    of_gold: int = 0
    """Other passages of the document that answers, at most: they may answer too, but are mostly what must be told."""

    def group(self, asked: Asked, count: int, rng: random.Random) -> list[Candidate]:
        """At most `count` candidates; none where what answers is not known, or there are not two."""
        wrong = [one for one in asked.found if one not in {*asked.answering, *asked.near}]
        if not asked.answering and asked.decision in {"answer", "clarify"}:
            return []
        most = 1 if rng.random() < self.alone else self.right
        right = rng.sample(asked.answering, min(len(asked.answering), most))
        known = right and asked.kind != GIVEN  # what stands near in given passages may answer
        beside = [one for one in asked.found if one in asked.near][: 2 * self.of_gold] if known else []
        beside = some(beside, self.of_gold, rng)
        left = max(0, count - len(right) - len(beside))
        first, rest = shuffled(wrong[: self.near], rng), shuffled(wrong[self.near :], rng)
        taken = beside + (first[: max(2, int(left * self.near_share))] + rest)[:left]
        clarify = float(asked.decision == "clarify")
        found = [Candidate(one, 1.0, clarify) for one in right]
        found += [Candidate(one, 0.0, UNKNOWN) for one in taken]
        return found if len(found) > 1 else []


def shuffled(values: Sequence[int], rng: random.Random) -> list[int]:
    """The values in another order."""
    return rng.sample(values, len(values))


def one_hot(decision: str) -> tuple[float, ...]:
    """A decision that is sure."""
    return tuple(float(one == decision) for one in DECISIONS)


def by_score(passages: Sequence[int], scores: Sequence[float] | NDArray[np.float32]) -> list[int]:
    """Those passages that have a score, the highest first."""
    return [
        passage for _, passage in sorted((-score, passage) for passage, score in zip(passages, scores, strict=False))
    ]


@dataclass(frozen=True, slots=True)
class Routing:
    """Chooses what a ticket is decided by."""

    rng: random.Random
    scores: Scores = field(default_factory=dict)

    def choose(self, asked: Asked) -> Chosen | None:
        """First passages and the decision over them; `None` where what answers was not found."""
        found = asked.found
        if self.scores and self.rng.random() < BY_TEACHER and asked.number in self.scores:
            scores = self.scores[asked.number]
            found = by_score([*scores], [*scores.values()])
        if asked.decision in {"escalate", "refuse"}:
            return Chosen(tuple(found[:FIRST]), one_hot(asked.decision))
        if not asked.answering:
            return None
        if self.rng.random() < EMPTIED:
            return Chosen(tuple(self._emptied(asked)[:FIRST]), one_hot("refuse"), EMPTIED_WEIGHT)
        first = found[:FIRST]
        if not {*first} & {*asked.answering}:
            first[self.rng.randrange(len(first))] = self.rng.choice(asked.answering)
        return Chosen(tuple(first), one_hot(asked.decision), PAIR_WEIGHT if asked.is_pair else 1.0)

    def _emptied(self, asked: Asked) -> list[int]:
        near = asked.near if self.rng.random() < WITHOUT_NEAR else ()
        return [one for one in asked.found if one not in {*asked.answering, *near}]


def some(asked: Sequence[T], most: int, rng: random.Random) -> list[T]:
    """At most so many of them, at random."""
    return rng.sample(asked, min(len(asked), most))
