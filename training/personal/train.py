"""What the token model learns: cross-entropy of each token's label."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import torch
from torch.nn import functional

from training.minilm import loop
from training.minilm.tokens import PAD
from training.personal.encode import IGNORED, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from torch import Tensor

    from training.minilm.net import TokenNet

MINUTES: Final = 24.0
LAST: Final = 0.12
"""Share of the training that is made with the held-out templates too."""
CHUNK, TOKENS = 4096, 1024
"""Rows that are sorted by length together, and tokens of a batch."""


def tensors(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, shapes, mask and labels, each [rows, longest]."""
    ids, mask = loop.tensors([row.ids for row in rows])
    shapes = loop.padded([row.shapes for row in rows], PAD)
    return ids, shapes, mask, loop.padded([row.labels for row in rows], IGNORED)


def loss_of(net: TokenNet, batch: Sequence[Row]) -> Tensor:
    """The mean loss of a batch."""
    ids, shapes, mask, labels = tensors(batch)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = net(ids, shapes, mask)
    return functional.cross_entropy(logits.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED)


def train(
    net: TokenNet, rows: Sequence[Row], held_out: Sequence[Row], minutes: float, seed: int, halt: Callable[[], None]
) -> int:
    """Train `net` in place and return the steps; `halt` is called before `held_out` rows are trained on as well."""
    settings = loop.Settings(
        minutes=minutes,
        rate=2e-4,
        head_rate=2e-3,
        seed=seed,
        warm_up=80,
        frozen=("words",),
        new=("heads", "shapes"),
    )
    stream = partial(
        loop.batches,
        chunk=CHUNK,
        size=lambda row: len(row.ids),
        full=lambda batch: len(batch) * len(batch[-1].ids) >= TOKENS,
    )

    def take() -> Iterator[list[Row]]:
        halt()
        return stream([*rows, *held_out], seed=seed + 1)

    turn = loop.Turn(1 - LAST, take)
    return loop.train(net, stream(rows, seed=seed), lambda batch: loss_of(net, batch), settings, turn=turn)
