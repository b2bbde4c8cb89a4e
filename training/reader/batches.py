"""Batches of rows of tokens, of like length and a bounded size, and the machine they are computed on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import torch
from torch import Tensor

from training.minilm.loop import padded
from training.minilm.tokens import PAD

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager


class Rowed(Protocol):
    """An example of one row of tokens, or of several that stay together."""

    @property
    def rows(self) -> list[list[int]]:
        """The rows."""


S = TypeVar("S")
R = TypeVar("R", bound=Rowed)


@dataclass(frozen=True, slots=True)
class Machine:
    """A processor or an accelerator, by torch's name of it."""

    name: str

    @classmethod
    def best(cls) -> Machine:
        """The accelerator where there is one."""
        return cls("cuda" if torch.cuda.is_available() else "cpu")

    @property
    def accelerates(self) -> bool:
        """Whether it is an accelerator."""
        return self.name == "cuda"

    def take(self, x: Tensor) -> Tensor:
        """`x` on it, without waiting."""
        return x.pin_memory().to(self.name, non_blocking=True) if self.accelerates else x

    def mixed(self) -> AbstractContextManager[Any]:
        """Products in bfloat16."""
        context: AbstractContextManager[Any] = torch.autocast(self.name, dtype=torch.bfloat16)
        return context

    def adam(self, groups: list[dict[str, Any]], **settings: Any) -> torch.optim.Optimizer:  # noqa: ANN401  torch's own
        """AdamW over groups of parameters with their rates."""
        return torch.optim.AdamW(groups, weight_decay=0.01, fused=self.accelerates, **settings)


def ids_of(rows: Sequence[list[int]]) -> Tensor:
    """[rows, longest], filled up behind."""
    return padded(rows, PAD)


def filled(examples: Sequence[R], tokens: int) -> list[list[R]]:
    """Batches of at most so many tokens, padding counted, shortest first; one example may have more."""
    made: list[list[R]] = []
    batch: list[R] = []
    count = 0
    for one in sorted(examples, key=_longest):
        if batch and _longest(one) * (count + len(one.rows)) > tokens:
            made.append(batch)
            batch, count = [], 0
        batch.append(one)
        count += len(one.rows)
    return [*made, batch] if batch else made


def _longest(one: Rowed) -> int:
    return max(map(len, one.rows))


@dataclass(frozen=True, slots=True)
class _Numbered:
    number: int
    rows: list[list[int]]


def numbered(rows: Sequence[list[int]], tokens: int) -> list[list[int]]:
    """Batches of like rows, by number."""
    examples = [_Numbered(number, [row]) for number, row in enumerate(rows)]
    return [[one.number for one in batch] for batch in filled(examples, tokens)]


def stream(
    choose: Callable[[], list[S]], make: Callable[[S], R | None], *, chunk: int, tokens: int, rng: random.Random
) -> Iterator[list[R]]:
    """Endless batches: each round is chosen and made anew, in chunks that are sorted by length.

    Raises `ValueError` where nothing could be made of a whole round.
    """
    while True:
        order = choose()
        rng.shuffle(order)
        none = True
        for start in range(0, len(order), chunk):
            found = (make(one) for one in order[start : start + chunk])
            batches = filled([one for one in found if one is not None], tokens)
            rng.shuffle(batches)
            none = none and not batches
            yield from batches
        if none:
            raise ValueError("there is nothing to learn from")


WARM_UP, LEAST_RATE = 0.06, 0.03
"""Share of the time over which the rate rises, and share of it that is left at the end."""


def set_rates(optimiser: torch.optim.Optimizer, rates: Sequence[float], part: float) -> None:
    """The rates of the groups when `part` of the time, 0 to 1, is over."""
    share = min(1.0, (part + 1e-3) / WARM_UP) * max(LEAST_RATE, 1 - part)
    for group, rate in zip(optimiser.param_groups, rates, strict=True):
        group["lr"] = rate * share
