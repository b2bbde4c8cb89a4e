"""Training: binary cross-entropy of each pair, and of each token of the claims whose wrong part is known.

Runs on the processor, can be stopped and taken up again.
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import json
import random
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import torch
from torch.nn import functional

from training.verifier.encode import PAD, UNKNOWN, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from torch import Tensor

    from training.verifier.net import VerifierNet

TOKEN_WEIGHT: Final = 0.6
SMOOTHING: Final = 0.03
WARM_UP: Final = 60
"""Steps over which the rate rises."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train."""

    minutes: float
    """The rate falls with the time, and training ends with it."""
    pairs: int = 32
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    seed: int = 7
    steps: int = 1_000_000
    keep_every: float = 120.0
    """Seconds between checkpoints."""


def batches(rows: Sequence[Row], pairs: int, seed: int) -> Iterator[list[Row]]:
    """Endless batches of `pairs` pairs with similar lengths, in an order that follows from `seed`."""
    rng = random.Random(seed)
    while True:
        order = list(range(len(rows)))
        rng.shuffle(order)
        made: list[list[Row]] = []
        for start in range(0, len(order), 2048):
            chunk = sorted((rows[i] for i in order[start : start + 2048]), key=lambda row: len(row.tokens))
            made += [chunk[at : at + pairs] for at in range(0, len(chunk), pairs)]
        rng.shuffle(made)
        yield from made


def tensors(tokens: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask, both [pairs, longest]."""
    longest = max(map(len, tokens))
    ids = torch.tensor([one + [PAD] * (longest - len(one)) for one in tokens])
    mask = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one in tokens])
    return ids, mask


def loss_of(net: VerifierNet, batch: Sequence[Row]) -> Tensor:
    """The mean loss of a batch."""
    ids, mask = tensors([row.tokens for row in batch])
    longest = ids.shape[1]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits, wrong = net.both(ids, mask)
    labels = torch.tensor([row.label for row in batch])
    smooth = labels * (1 - 2 * SMOOTHING) + SMOOTHING
    pair = functional.binary_cross_entropy_with_logits(logits.float(), smooth)
    marks = torch.tensor([row.wrong + [UNKNOWN] * (longest - len(row.wrong)) for row in batch])
    known = marks >= 0
    token = functional.binary_cross_entropy_with_logits(wrong.float(), marks.clamp(min=0), reduction="none")
    return pair + TOKEN_WEIGHT * (token * known).sum() / known.sum().clamp(min=1)


def train(net: VerifierNet, rows: Sequence[Row], settings: Settings, folder: Path) -> int:
    """Train `net` in place and return the steps made; a checkpoint in `folder` is taken up."""
    torch.manual_seed(settings.seed)
    for table in (net.words, net.positions):
        table.weight.requires_grad = False
    heads = [value for name, value in net.named_parameters() if name.startswith(("heads", "wrong"))]
    body = [
        value
        for name, value in net.named_parameters()
        if value.requires_grad and not name.startswith(("heads", "wrong"))
    ]
    groups = [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=settings.decay)
    folder.mkdir(parents=True, exist_ok=True)
    kept = folder / "checkpoint.pt"
    step, before = 0, 0.0
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        step, before = int(state["step"]), float(state["seconds"])
    stream = batches(rows, settings.pairs, settings.seed)
    for _ in range(step):
        next(stream)
    net.train()
    saved = time.monotonic()
    began = saved - before
    recent: list[float] = []
    while (part := max(step / settings.steps, (time.monotonic() - began) / 60 / settings.minutes)) < 1:
        rate = min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - part)
        for group, full in zip(optimiser.param_groups, (settings.rate, settings.head_rate), strict=True):
            group["lr"] = rate * full
        step += 1
        loss = loss_of(net, next(stream))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        recent.append(loss.item())
        if step % 50 == 0:
            seconds = round(time.monotonic() - began)
            line = {"step": step, "loss": round(sum(recent) / len(recent), 4), "seconds": seconds}
            sys.stderr.write(json.dumps(line) + "\n")
            recent = []
        if time.monotonic() - saved > settings.keep_every:
            saved = time.monotonic()
            state = {"step": step, "seconds": saved - began}
            torch.save({**state, "net": net.state_dict(), "optimiser": optimiser.state_dict()}, kept)
    torch.save(net.state_dict(), folder / "verifier.pt")
    kept.unlink(missing_ok=True)
    return step


@torch.no_grad()  # type: ignore[untyped-decorator]  # torch is not typed for us
def score(net: VerifierNet, rows: Sequence[Row]) -> list[float]:
    """Logit of each row."""
    net.eval()
    order = sorted(range(len(rows)), key=lambda i: len(rows[i].tokens))
    found = torch.zeros(len(rows))
    for start in range(0, len(order), 64):
        part = order[start : start + 64]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found[part] = net(*tensors([rows[i].tokens for i in part])).float()[:, 0]
    net.train()
    return [float(value) for value in found]
