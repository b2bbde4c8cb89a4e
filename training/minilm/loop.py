"""The training loop: AdamW on the processor, seeded; can be stopped and taken up again.

The rate rises over the first steps and then falls with the steps or with the time, whichever ends first. Parts that
begin at random learn at a rate of their own; gradients of the others are clipped.
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import json
import random
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

import torch
from torch import Tensor, nn

from training.minilm.tokens import PAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

LEAST_RATE: Final = 0.02
"""Share of the full rate that training ends with."""
TOLD_EVERY: Final = 50
"""Steps between lines of progress."""
SCORED: Final = 64
"""Rows that are scored at once."""
CHECKPOINT: Final = "checkpoint.pt"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How to train; ends with its steps or its minutes."""

    steps: int = 1_000_000
    minutes: float = 1e9
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    seed: int = 7
    warm_up: int = 60
    """Steps over which the rate rises."""
    keep_every: float = 120.0
    """Seconds between checkpoints."""
    frozen: tuple[str, ...] = ("words", "positions")
    new: tuple[str, ...] = ("heads",)
    """Parts by the start of their names: what stays as it is, and what learns at `head_rate`."""


@dataclass(frozen=True, slots=True)
class Turn:
    """At `share` of the training `take` is called; what it returns is trained on from then on. Its time is not counted.

    Training with a turn keeps no checkpoint.
    """

    share: float
    take: Callable[[], Iterator[Any]]


def batches(
    rows: Sequence[T], *, chunk: int, size: Callable[[T], int], full: Callable[[list[T]], bool], seed: int
) -> Iterator[list[T]]:
    """Endless batches of rows of like `size`, each ended once it is `full`, in an order that follows from `seed`.

    Rows are sorted within chunks of so many.
    """
    rng = random.Random(seed)
    while True:
        order = list(range(len(rows)))
        rng.shuffle(order)
        made: list[list[T]] = []
        for start in range(0, len(order), chunk):
            batch: list[T] = []
            for row in sorted((rows[i] for i in order[start : start + chunk]), key=size):
                batch.append(row)
                if full(batch):
                    made.append(batch)
                    batch = []
            if batch:
                made.append(batch)
        rng.shuffle(made)
        yield from made


def padded(rows: Sequence[list[T]], filler: T) -> Tensor:
    """[rows, longest]."""
    longest = max(map(len, rows))
    return torch.tensor([row + [filler] * (longest - len(row)) for row in rows])


def tensors(tokens: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask, both [rows, longest]."""
    return padded(tokens, PAD), padded([[1] * len(row) for row in tokens], 0)


def train(
    net: nn.Module,
    stream: Iterator[T],
    loss_of: Callable[[T], Tensor],
    settings: Settings,
    *,
    checkpoint: Path | None = None,
    turn: Turn | None = None,
) -> int:
    """Train `net` in place on the batches of `stream` and return the steps made; a checkpoint is taken up."""
    torch.manual_seed(settings.seed)
    body, optimiser = _optimiser(net, settings)
    kept = None if turn else checkpoint
    step, before = _take_up(kept, net, optimiser)
    for _ in range(step):
        next(stream)
    net.train()
    saved = time.monotonic()
    began = saved - before
    recent: list[float] = []
    while (part := _part(step, time.monotonic() - began, settings)) < 1:
        rate = min(1.0, (step + 1) / settings.warm_up) * max(LEAST_RATE, 1 - part)
        for group, full in zip(optimiser.param_groups, (settings.rate, settings.head_rate), strict=True):
            group["lr"] = rate * full
        if turn and part >= turn.share:
            at = time.monotonic()
            stream, turn = turn.take(), None
            net.train()
            began += time.monotonic() - at
        step += 1
        loss = loss_of(next(stream))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        recent.append(loss.item())
        seconds = time.monotonic() - began
        if step % TOLD_EVERY == 0:
            line = {"step": step, "loss": round(sum(recent) / len(recent), 4), "seconds": round(seconds)}
            sys.stderr.write(json.dumps(line) + "\n")
            recent = []
        if kept and time.monotonic() - saved > settings.keep_every:
            state = {"step": step, "seconds": seconds, "net": net.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save(state, kept)
            saved = time.monotonic()
    return step


def _optimiser(net: nn.Module, settings: Settings) -> tuple[list[nn.Parameter], torch.optim.Optimizer]:
    """The parameters whose gradients are clipped, and the optimiser of all."""
    for name, value in net.named_parameters():
        value.requires_grad = not name.startswith(settings.frozen)
    learning = [(name, value) for name, value in net.named_parameters() if value.requires_grad]
    new = [value for name, value in learning if name.startswith(settings.new)]
    body = [value for name, value in learning if not name.startswith(settings.new)]
    groups = [{"params": body, "lr": settings.rate}, {"params": new, "lr": settings.head_rate}]
    return body, torch.optim.AdamW(groups, weight_decay=settings.decay)


def _part(step: int, seconds: float, settings: Settings) -> float:
    """How much of the training is over, 0 to 1."""
    return max(step / settings.steps, seconds / 60 / settings.minutes)


def _take_up(kept: Path | None, net: nn.Module, optimiser: torch.optim.Optimizer) -> tuple[int, float]:
    """The steps and seconds that a checkpoint holds."""
    if kept is None or not kept.exists():
        return 0, 0.0
    state = torch.load(kept, weights_only=True)
    net.load_state_dict(state["net"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"]), float(state["seconds"])


def keep(net: nn.Module, path: Path, checkpoint: Path) -> None:
    """Write the trained weights to `path`, and delete the checkpoint."""
    torch.save(net.state_dict(), path)
    checkpoint.unlink(missing_ok=True)


@torch.no_grad()  # type: ignore[untyped-decorator]  # torch is not typed for us
def score(net: nn.Module, tokens: Sequence[list[int]]) -> Tensor:
    """Logits [rows, outputs] of pairs, computed in batches of like length."""

    def run(ids: Tensor, mask: Tensor) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits: Tensor = net(ids, mask)
        return logits.float()

    net.eval()
    found = in_batches(tokens, SCORED, run)
    net.train()
    return found


def in_batches(tokens: Sequence[list[int]], most: int, run: Callable[[Tensor, Tensor], Tensor]) -> Tensor:
    """What `run` gives for ids and mask, [rows, outputs], in batches of at most so many rows of like length."""
    order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
    parts = [order[start : start + most] for start in range(0, len(order), most)]
    rows = torch.cat([run(*tensors([tokens[i] for i in part])) for part in parts])
    return rows[torch.tensor(order).argsort()]
