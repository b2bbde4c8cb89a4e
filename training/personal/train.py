"""Training of the token model; on the processor, seeded, ends with its steps or its minutes."""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import json
import random
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import torch
from torch import Tensor
from torch.nn import functional

from training.personal.encode import IGNORED, PAD, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from training.personal.net import PersonalNet

WARM_UP: Final = 80
"""Steps over which the rate rises."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train. ``last`` is the share of the time that is trained with the held-out templates too."""

    minutes: float = 24.0
    steps: int = 1_000_000
    tokens: int = 1024
    rate: float = 2e-4
    head_rate: float = 2e-3
    decay: float = 0.01
    seed: int = 7
    last: float = 0.12


def batches(rows: Sequence[Row], tokens: int, seed: int) -> Iterator[list[Row]]:
    """Endless batches of about so many tokens, of like length, in an order that follows from `seed`."""
    rng = random.Random(seed)
    while True:
        order = list(range(len(rows)))
        rng.shuffle(order)
        made: list[list[Row]] = []
        for start in range(0, len(order), 4096):
            chunk = sorted((rows[i] for i in order[start : start + 4096]), key=lambda row: len(row.ids))
            batch: list[Row] = []
            for row in chunk:
                batch.append(row)
                if len(batch) * len(row.ids) >= tokens:
                    made.append(batch)
                    batch = []
            if batch:
                made.append(batch)
        rng.shuffle(made)
        yield from made


def tensors(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Ids, shapes, mask and labels, each [rows, longest]."""
    longest = max(len(row.ids) for row in rows)

    def padded(values: list[int], filler: int) -> list[int]:
        return values + [filler] * (longest - len(values))

    ids = torch.tensor([padded(row.ids, PAD) for row in rows])
    shapes = torch.tensor([padded(row.shapes, 0) for row in rows])
    mask = torch.tensor([padded([1] * len(row.ids), 0) for row in rows])
    labels = torch.tensor([padded(row.labels, IGNORED) for row in rows])
    return ids, shapes, mask, labels


def train(
    net: PersonalNet, rows: Sequence[Row], held_out: Sequence[Row], settings: Settings, halt: Callable[[], None]
) -> int:
    """Train `net` in place and return the steps; `halt` is called before `held_out` rows are trained on as well."""
    torch.manual_seed(settings.seed)
    net.words.weight.requires_grad = False
    new = [value for name, value in net.named_parameters() if name.startswith(("heads", "shapes"))]
    body = [
        value
        for name, value in net.named_parameters()
        if value.requires_grad and not name.startswith(("heads", "shapes"))
    ]
    groups = [{"params": body, "lr": settings.rate}, {"params": new, "lr": settings.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=settings.decay)
    stream = batches(rows, settings.tokens, settings.seed)
    everything = batches([*rows, *held_out], settings.tokens, settings.seed + 1)
    net.train()
    began, step, recent, halted, paused = time.monotonic(), 0, [], False, 0.0
    while (part := max(step / settings.steps, (time.monotonic() - began - paused) / 60 / settings.minutes)) < 1:
        rate = min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - part)
        for group, full in zip(optimiser.param_groups, (settings.rate, settings.head_rate), strict=True):
            group["lr"] = rate * full
        if part >= 1 - settings.last and not halted:
            halted, at = True, time.monotonic()
            halt()
            net.train()
            paused = time.monotonic() - at
            stream = everything
        ids, shapes, mask, labels = tensors(next(stream))
        step += 1
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = net(ids, shapes, mask)
        loss = functional.cross_entropy(logits.float().flatten(0, 1), labels.flatten(), ignore_index=IGNORED)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        recent.append(loss.item())
        if step % 50 == 0:
            seconds = round(time.monotonic() - began)
            sys.stderr.write(
                json.dumps({"step": step, "loss": round(sum(recent) / len(recent), 4), "s": seconds}) + "\n"
            )
            recent = []
    return step
