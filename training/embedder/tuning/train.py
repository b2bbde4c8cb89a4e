"""Contrastive training: a question's own text against all others of the batch (InfoNCE, van den Oord et al. 2018)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from training.reader.batches import set_rates

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from training.embedder.tuning.encoder import Encoder
    from training.embedder.tuning.lessons import Lesson, Lessons
    from training.reader.batches import Machine
    from training.reader.log import Log

SIZE: Final = 64
"""Questions of a batch; each brings the text that answers and a wrong one."""
RATE: Final = 8e-5
TEMPERATURE: Final = 0.05
LONGEST_STEP: Final = 1.0
"""The norm that gradients are cut to."""
TOLD_EVERY: Final = 20
SPARED: Final = -1e4
"""The logit of a text that is not held against a question."""


def learn(
    encoder: Encoder, lessons: Lessons, seconds: float, machine: Machine, log: Log, report: Callable[[], None]
) -> int:
    """Train in place for so many seconds and return the steps made; `report` is called three times on the way."""
    parameters = [one for one in encoder.net.parameters() if one.requires_grad]
    optimiser = machine.adam([{"params": parameters, "lr": RATE}])
    batches, began, steps, losses, reports = lessons.batches(SIZE), time.monotonic(), 0, [], 1
    while (part := (time.monotonic() - began) / seconds) < 1:
        set_rates(optimiser, [RATE], part)
        loss = loss_of(encoder, lessons, next(batches), machine)
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, LONGEST_STEP)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        losses.append(loss.item())
        steps += 1
        if steps % TOLD_EVERY == 0:
            log.tell("step", steps, "loss", round(float(np.mean(losses[-TOLD_EVERY:])), 3))
        if part > reports / 4:
            reports += 1
            report()
    return steps


def loss_of(encoder: Encoder, lessons: Lessons, batch: list[Lesson], machine: Machine) -> Tensor:
    """The cross-entropy of each question's own text among all texts of the batch."""
    drawn = [lessons.draw(one) for one in batch]
    texts = [right for right, _ in drawn] + [wrong for _, wrong in drawn]
    questions = encoder.embed([lessons.questions[one.question] for one in batch])
    scores = questions @ encoder.embed([lessons.texts[one] for one in texts]).T / TEMPERATURE
    spared = [
        [text in one.spared and place != row for place, text in enumerate(texts)] for row, one in enumerate(batch)
    ]
    scores = scores.masked_fill(machine.take(torch.tensor(spared)), SPARED)
    return functional.cross_entropy(scores, machine.take(torch.arange(len(batch))))
