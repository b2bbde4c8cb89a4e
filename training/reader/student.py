"""The student: a cross-encoder of six MiniLM layers that learns from the bank, and from the teacher.

Its first token gives logits of a passage that answers, a sentence that is part of the answer, the four decisions, and
risk. It reads pairs, sentences, tickets with their first passages, and tickets alone, which take turns. The loss of a
pair is that of a list of the bank's labels and the divergence from the teacher's shares. The network is bfloat16, its
weights learn in float32. What it is at the end is the moving average of the last part of the training.
"""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from citewell.models.encoders.rows import ANSWERS, RISK, ROUTES, TOLD
from training.minilm.net import PairNet, start_from
from training.minilm.tokens import PAD
from training.reader.averaging import Averaged
from training.reader.batches import set_rates
from training.reader.copies import Copies
from training.reader.losses import choice_loss, means, routing_loss, taught_loss
from training.reader.scale import OUTPUTS
from training.reader.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from training.reader.batches import Machine
    from training.reader.lessons import Batch
    from training.reader.log import Log
    from training.reader.scale import Scale

LAYERS, POSITIONS = 6, 512
NEW: Final = "heads"
RATES: Final = (1.8e-4, 1e-3)
"""Of the layers and of the heads."""
ALONE_WEIGHT, TAUGHT_ALONE_WEIGHT = 0.5, 0.5
TOLD_EVERY, TOLD_LAST = 100, 60


def new_student(weights: Path) -> PairNet:
    """The network with MiniLM's layers, out of its `model.safetensors`."""
    net = PairNet(LAYERS, OUTPUTS, positions=POSITIONS)
    return start_from(weights, net, range(LAYERS))


def learn(
    net: PairNet, source: Callable[[int], Iterator[Batch]], scale: Scale, seconds: float, machine: Machine, log: Log
) -> int:
    """Train `net` in place for so many seconds, and return the steps made.

    `source` gives batches, seeded by a number. Processes that do so begin before `net` is on the machine: what is
    forked has to know nothing of an accelerator.
    """
    recent: dict[str, list[Tensor]] = defaultdict(list)
    averaged: Averaged | None = None
    began, waited, step = time.monotonic(), 0.0, 0
    with Workers(source, scale.workers) as batches:
        copies = _learning(net.to(machine.name).train(), scale)
        body, new = copies.named(lambda name: not name.startswith(NEW)), copies.named(lambda name: name.startswith(NEW))
        optimiser = machine.adam([{"params": body}, {"params": new}])
        while (part := max((time.monotonic() - began) / seconds, step / scale.student_steps)) < 1:
            set_rates(optimiser, [scale.rate * rate for rate in RATES], part)
            for _ in range(scale.batches):
                asked = time.monotonic()
                batch = next(batches)
                waited += time.monotonic() - asked
                losses = losses_of(net, batch, machine)
                (torch.stack(list(losses.values())).sum() / scale.batches).backward()
                for kind, loss in losses.items():
                    recent[kind].append(loss.detach())
            step += 1
            copies.take_gradients()
            nn.utils.clip_grad_norm_(body, 1.0)
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
            copies.put()
            if averaged is not None:
                averaged.add()
            elif part >= 1 - scale.averaged:
                averaged = Averaged(copies.values.values())
            if step % TOLD_EVERY == 0 or step == scale.student_steps:
                log.tell("student", step, means(recent, TOLD_LAST), "waited for batches", round(waited, 1))
    if averaged is not None:
        log.tell("averaged over the last", averaged.count, "of", step, "steps")
        averaged.put()
    copies.end()
    net.eval()
    return step


def _learning(net: PairNet, scale: Scale) -> Copies:
    """What learns of a network that is made ready for it."""
    net.dropout = scale.dropout
    for name, value in net.named_parameters():
        value.requires_grad = not name.startswith(scale.frozen)
    return Copies(net)


def losses_of(net: PairNet, batch: Batch, machine: Machine) -> dict[str, Tensor]:
    """The parts of a batch's loss by name, weighed.

    What is known is found out from the arrays: to ask the accelerator would mean to wait for it.
    """
    ids = machine.take(torch.from_numpy(batch.ids)).long()
    logits = net(ids, ids != PAD).float()
    if batch.kind == "pair":
        return _pair_losses(logits[:, ANSWERS], batch, machine)
    labels = machine.take(torch.from_numpy(batch.labels))
    if batch.kind == "route":
        return {"route": routing_loss(logits[:, ROUTES], labels)}
    if batch.kind == "risk":
        return {"risk": functional.binary_cross_entropy_with_logits(logits[:, RISK], labels[:, 0])}
    count = len(batch.sizes)
    groups = machine.take(torch.from_numpy(np.repeat(np.arange(count), batch.sizes)))
    listed = choice_loss(logits[:, TOLD], labels[:, 0], groups, count).mean()
    alone = functional.binary_cross_entropy_with_logits(logits[:, TOLD], labels[:, 0])
    return {"sentence": listed + ALONE_WEIGHT * alone}


def _pair_losses(answers: Tensor, batch: Batch, machine: Machine) -> dict[str, Tensor]:
    def take(array: NDArray[np.generic]) -> Tensor:
        return machine.take(torch.from_numpy(np.ascontiguousarray(array)))

    count, entropy = len(batch.sizes), functional.binary_cross_entropy_with_logits
    of = np.repeat(np.arange(count), batch.sizes)
    groups = take(of)
    right, taught = (take(column) for column in batch.labels.T)
    found: dict[str, Tensor] = {}
    if len(rows := np.flatnonzero(batch.labels[:, 0] >= 0)):
        known, lists = take(rows), take(np.unique(of[rows]))
        listed = choice_loss(answers, right, groups, count)[lists].mean()
        found["bank"] = listed + ALONE_WEIGHT * entropy(answers[known], right[known])
    if len(rows := np.flatnonzero(~np.isnan(batch.labels[:, 1]))):
        known, lists = take(rows), take(np.unique(of[rows]))
        own, theirs = answers[known], taught[known]
        listed = taught_loss(own, theirs, groups[known], count)[lists].mean()
        found["taught"] = listed + TAUGHT_ALONE_WEIGHT * entropy(own, torch.sigmoid(theirs))
    return found
