"""Training: each ticket's passages are scored together; runs on the processor, can be stopped and taken up again.

The loss of a ticket is the cross-entropy over its passages and "none of these" (a logit of 0), plus the binary
cross-entropy of each passage. Since "none" has the logit 0, the sigmoid of a passage's logit is already a probability.
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
from torch import Tensor
from torch.nn import functional

from training.judge.encode import PAD, Encoder, join

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from training.judge.items import Item
    from training.judge.net import JudgeNet

UNKNOWN: Final = -1.0
CLARIFY_WEIGHT: Final = 0.7
PAIR_WEIGHT: Final = 0.6
WARM_UP: Final = 60
"""Steps over which the rate rises."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How to train."""

    steps: int
    minutes: float = 1e9
    """The rate also falls with the time, and training ends with it."""
    pairs: int = 32
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    decay: float = 0.01
    seed: int = 7
    keep_every: float = 120.0
    """Seconds between checkpoints."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one item: tokens, and the labels (answers, clarify; `UNKNOWN` where not known)."""

    tokens: list[list[int]]
    labels: list[tuple[float, float]]


def encode(items: Sequence[Item], encoder: Encoder) -> list[Rows]:
    """All items as tokens."""
    tickets = encoder.tokens([item.ticket for item in items])
    passages = iter(encoder.tokens([one.text for item in items for one in item.candidates]))
    return [
        Rows(
            [join(ticket, next(passages)) for _ in item.candidates],
            [(_label(one.answers), _label(one.clarify)) for one in item.candidates],
        )
        for item, ticket in zip(items, tickets, strict=True)
    ]


def _label(value: int | None) -> float:
    return UNKNOWN if value is None else float(value)


def batches(rows: Sequence[Rows], pairs: int, seed: int) -> Iterator[list[Rows]]:
    """Endless batches of about `pairs` pairs with similar lengths, in an order that follows from `seed`."""
    rng = random.Random(seed)
    while True:
        order = list(range(len(rows)))
        rng.shuffle(order)
        made: list[list[Rows]] = []
        for start in range(0, len(order), 1024):
            chunk = sorted((rows[i] for i in order[start : start + 1024]), key=lambda one: max(map(len, one.tokens)))
            batch: list[Rows] = []
            for one in chunk:
                batch.append(one)
                if sum(len(each.tokens) for each in batch) >= pairs:
                    made.append(batch)
                    batch = []
            if batch:
                made.append(batch)
        rng.shuffle(made)
        yield from made


def tensors(tokens: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    """Ids and mask, both [pairs, longest]."""
    longest = max(map(len, tokens))
    ids = torch.tensor([one + [PAD] * (longest - len(one)) for one in tokens])
    mask = torch.tensor([[1] * len(one) + [0] * (longest - len(one)) for one in tokens])
    return ids, mask


def loss_of(logits: Tensor, batch: Sequence[Rows]) -> Tensor:
    """The mean loss of a batch; `logits` [pairs, 2] in the order of the batch's rows."""
    labels = torch.tensor([label for rows in batch for label in rows.labels])
    answers, clarify = logits[:, 0], logits[:, 1]
    pairs = functional.binary_cross_entropy_with_logits(answers, labels[:, 0].clamp(min=0), reduction="none")
    pairs = (pairs * (labels[:, 0] >= 0)).sum() / (labels[:, 0] >= 0).sum().clamp(min=1)
    asked = functional.binary_cross_entropy_with_logits(clarify, labels[:, 1].clamp(min=0), reduction="none")
    asked = (asked * (labels[:, 1] >= 0)).sum() / (labels[:, 1] >= 0).sum().clamp(min=1)
    lists, at = [], 0
    for rows in batch:
        one, known = answers[at : at + len(rows.labels)], labels[at : at + len(rows.labels), 0]
        at += len(rows.labels)
        everything = torch.logsumexp(torch.cat([one[known >= 0], one.new_zeros(1)]), 0)
        right = one[known == 1]
        lists.append(everything - (torch.logsumexp(right, 0) if len(right) else 0.0))
    listed = torch.stack([torch.as_tensor(value) for value in lists]).mean()
    return listed + PAIR_WEIGHT * pairs + CLARIFY_WEIGHT * asked


def train(net: JudgeNet, rows: Sequence[Rows], settings: Settings, folder: Path) -> int:
    """Train `net` in place and return the steps made; a checkpoint in `folder` is taken up."""
    torch.manual_seed(settings.seed)
    for table in (net.words, net.positions):
        table.weight.requires_grad = False
    heads = list(net.heads.parameters())
    body = [value for name, value in net.named_parameters() if value.requires_grad and not name.startswith("heads")]
    groups = [{"params": body, "lr": settings.rate}, {"params": heads, "lr": settings.head_rate}]
    optimiser = torch.optim.AdamW(groups, weight_decay=settings.decay)
    kept = folder / "checkpoint.pt"
    first, before = _take_up(kept, net, optimiser)
    stream = batches(rows, settings.pairs, settings.seed)
    for _ in range(first):
        next(stream)
    net.train()
    saved = time.monotonic()
    began = saved - before
    step = first
    recent: list[float] = []
    while (part := _part(step, time.monotonic() - began, settings)) < 1:
        rate = min(1.0, (step + 1) / WARM_UP) * max(0.02, 1 - part)
        for group, full in zip(optimiser.param_groups, (settings.rate, settings.head_rate), strict=True):
            group["lr"] = rate * full
        batch = next(stream)
        step += 1
        ids, mask = tensors([tokens for one in batch for tokens in one.tokens])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = net(ids, mask)
        loss = loss_of(logits.float(), batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(body, 1.0)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        recent.append(loss.item())
        if step % 50 == 0:
            line = {
                "step": step,
                "loss": round(sum(recent) / len(recent), 4),
                "seconds": round(time.monotonic() - began),
            }
            sys.stderr.write(json.dumps(line) + "\n")
            recent = []
        if time.monotonic() - saved > settings.keep_every:
            seconds = time.monotonic() - began
            state = {"step": step, "seconds": seconds, "net": net.state_dict(), "optimiser": optimiser.state_dict()}
            torch.save(state, kept)
            saved = time.monotonic()
    torch.save(net.state_dict(), folder / "judge.pt")
    kept.unlink(missing_ok=True)
    return step


def _part(step: int, seconds: float, settings: Settings) -> float:
    """How much of the training is over, 0 to 1."""
    return max(step / settings.steps, seconds / 60 / settings.minutes)


def _take_up(kept: Path, net: JudgeNet, optimiser: torch.optim.Optimizer) -> tuple[int, float]:
    """The steps and seconds that a checkpoint holds."""
    if not kept.exists():
        return 0, 0.0
    state = torch.load(kept, weights_only=True)
    net.load_state_dict(state["net"])
    optimiser.load_state_dict(state["optimiser"])
    return int(state["step"]), float(state["seconds"])


@torch.no_grad()  # type: ignore[untyped-decorator]  # torch is not typed for us
def score(net: JudgeNet, rows: Sequence[Rows]) -> list[Tensor]:
    """Probabilities [candidates, 2] of each item."""
    net.eval()
    flat = [tokens for one in rows for tokens in one.tokens]
    order = sorted(range(len(flat)), key=lambda i: len(flat[i]))
    found = torch.zeros(len(flat), 2)
    for start in range(0, len(order), 64):
        part = order[start : start + 64]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = net(*tensors([flat[i] for i in part]))
        found[part] = torch.sigmoid(logits.float())
    net.train()
    return list(found.split([len(one.tokens) for one in rows]))
