"""What the verifier learns: cross-entropy of each pair, and of each token of claims whose wrong part is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch
from torch.nn import functional

from training.minilm import loop
from training.minilm.net import PairNet
from training.verifier.encode import UNKNOWN, Row

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from torch import Tensor

    from training.minilm.loop import Settings

NEW: Final = ("heads", "marks")
"""What learns at the rate of the heads."""
TOKEN_WEIGHT: Final = 0.6
SMOOTHING: Final = 0.03
CHUNK, PAIRS = 2048, 32
"""Pairs that are sorted by length together, and pairs of a batch."""


def new_net(layers: int) -> PairNet:
    """One logit: the window supports the claim; and while it learns one for each token, of not being supported."""
    return PairNet(layers, 1, marks=True)


def loss_of(net: PairNet, batch: Sequence[Row]) -> Tensor:
    """The mean loss of a batch."""
    ids, mask = loop.tensors([row.tokens for row in batch])
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits, wrong = net.both(ids, mask)
    labels = torch.tensor([row.label for row in batch])
    smooth = labels * (1 - 2 * SMOOTHING) + SMOOTHING
    pair = functional.binary_cross_entropy_with_logits(logits.float()[:, 0], smooth)
    marks = loop.padded([row.wrong for row in batch], UNKNOWN)
    known = marks >= 0
    token = functional.binary_cross_entropy_with_logits(wrong.float(), marks.clamp(min=0), reduction="none")
    return pair + TOKEN_WEIGHT * (token * known).sum() / known.sum().clamp(min=1)


def train(net: PairNet, rows: Sequence[Row], settings: Settings, folder: Path) -> int:
    """Train `net` in place, write `verifier.pt`, and return the steps made; a checkpoint in `folder` is taken up."""
    folder.mkdir(parents=True, exist_ok=True)
    stream = loop.batches(
        rows,
        chunk=CHUNK,
        size=lambda row: len(row.tokens),
        full=lambda batch: len(batch) == PAIRS,
        seed=settings.seed,
    )
    checkpoint = folder / loop.CHECKPOINT
    steps = loop.train(net, stream, lambda batch: loss_of(net, batch), settings, checkpoint=checkpoint)
    loop.keep(net, folder / "verifier.pt", checkpoint)
    return steps


def score(net: PairNet, rows: Sequence[Row]) -> list[float]:
    """Logit of each row."""
    return [float(value) for value in loop.score(net, [row.tokens for row in rows])[:, 0]]
