"""Training of the embedder: by contrast in batches of questions, and after a teacher's scores of lists of passages."""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from training.embedder.tuning.interaction import NONE, nearness
from training.reader.batches import set_rates
from training.reader.copies import Copies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from torch import Tensor

    from training.embedder.tuning.encoder import Encoder
    from training.embedder.tuning.lessons import Lesson, Lessons, Ranked
    from training.reader.batches import Machine
    from training.reader.log import Log

SIZE: Final = 64
"""Questions of a batch; each brings the text that answers and a wrong one."""
LISTS: Final = 12
"""Of a batch of a teacher's lists."""
LIST_SHARE: Final = 0.2
"""Of the batches."""
RATE: Final = 8e-5
RATE_OF_WEIGHTS: Final = 5e-3
"""Of what weighs tokens, and of the scale."""
TEMPERATURE: Final = 0.05
NEAREST_WRONG: Final = 15
"""Wrong texts of a batch, by the vectors, that tokens are told apart from."""
LONGEST_STEP: Final = 1.0
"""The norm that gradients are cut to."""
TOLD_EVERY: Final = 20


class Trained:
    """What is optimised: float32 copies of the network's weights, which are bfloat16, and weights of tokens."""

    def __init__(self, encoder: Encoder, machine: Machine) -> None:
        """Copy the weights of `encoder`, whose network is bfloat16 from now on."""
        self._copies = Copies(encoder.net)
        self.copies: dict[str, Tensor] = self._copies.values
        few = [*encoder.weigh.parameters(), encoder.scale]
        self._optimiser = machine.adam([{"params": list(self.copies.values())}, {"params": few}])

    def step(self, part: float) -> None:
        """One step with the gradients that the network has, when `part` of the time, 0 to 1, is over."""
        self._copies.take_gradients()
        nn.utils.clip_grad_norm_(list(self.copies.values()), LONGEST_STEP)
        set_rates(self._optimiser, [RATE, RATE_OF_WEIGHTS], part)
        self._optimiser.step()
        self._optimiser.zero_grad(set_to_none=True)
        self._copies.put()


def learn(
    encoder: Encoder, lessons: Lessons, seconds: float, machine: Machine, log: Log, report: Callable[[], None]
) -> Trained:
    """Train in place for so many seconds; `report` is called on half the way."""
    trained, rng, began = Trained(encoder, machine), random.Random(lessons.seed), time.monotonic()
    batches, steps, reported = lessons.batches(SIZE), 0, False
    told: dict[bool, list[list[float]]] = {True: [], False: []}
    while (part := (time.monotonic() - began) / seconds) < 1:
        of_list = bool(lessons.lists) and rng.random() < LIST_SHARE
        if of_list:
            losses = list_losses(encoder, lessons, rng.sample(lessons.lists, min(LISTS, len(lessons.lists))), machine)
        else:
            losses = batch_losses(encoder, lessons, next(batches), machine)
        trained.step(part)
        told[of_list].append(losses)
        steps += 1
        if steps % TOLD_EVERY == 0:
            latest = [np.mean(told[kind][-TOLD_EVERY:], axis=0).round(3).tolist() for kind in told if told[kind]]
            log.tell("step", steps, "losses", *latest)
        if part > 1 / 2 and not reported:
            reported = True
            report()
    log.tell(steps, "steps")
    return trained


def batch_losses(encoder: Encoder, lessons: Lessons, batch: Sequence[Lesson], machine: Machine) -> list[float]:
    """The losses of a batch by vectors and by tokens; their gradients are in `encoder`.

    By vectors a question's own text is told from all others (InfoNCE, van den Oord et al. 2018), by tokens from those
    that the vectors find nearest.
    """
    drawn = [lessons.draw(one) for one in batch]
    rows = [lessons.questions[one.question] for one in batch]
    numbers = [right for right, _ in drawn] + [wrong for _, wrong in drawn]
    texts_rows = [lessons.texts[number] for number in numbers]
    (questions, question_chunks), (texts, text_chunks) = encoder.embed(rows), encoder.embed(texts_rows)
    spared = machine.take(
        torch.tensor([[n in one.spared and at != row for at, n in enumerate(numbers)] for row, one in enumerate(batch)])
    )
    own = machine.take(torch.arange(len(batch)))
    scores = (questions.vectors @ texts.vectors.T / TEMPERATURE).masked_fill(spared, NONE)
    by_vectors = functional.cross_entropy(scores, own)
    wrong = scores.detach().clone()
    wrong[own, own] = 2 * NONE
    count = min(NEAREST_WRONG, len(numbers) - 1)
    chosen = torch.cat([own[:, None], wrong.topk(count, dim=1).indices], dim=1)
    near = (nearness(questions, texts, chosen) * encoder.scale.exp()).masked_fill(spared.gather(1, chosen), NONE)
    by_tokens = functional.cross_entropy(near, torch.zeros_like(own))
    (by_vectors + by_tokens).backward()
    encoder.go_back(rows, question_chunks, questions)
    encoder.go_back(texts_rows, text_chunks, texts)
    return [by_vectors.item(), by_tokens.item()]


def list_losses(encoder: Encoder, lessons: Lessons, batch: Sequence[Ranked], machine: Machine) -> list[float]:
    """The divergences from the teacher's shares of a question's candidates, by vectors and by tokens; as above."""
    rows = [lessons.questions[one.question] for one in batch]
    numbers = list(dict.fromkeys(text for one in batch for text in one.texts))
    places = {number: place for place, number in enumerate(numbers)}
    texts_rows = [lessons.texts[number] for number in numbers]
    (questions, question_chunks), (texts, text_chunks) = encoder.embed(rows), encoder.embed(texts_rows)
    most = max(len(one.texts) for one in batch)
    missing = [most - len(one.texts) for one in batch]
    filled = [[*map(places.__getitem__, one.texts), *[0] * few] for one, few in zip(batch, missing, strict=True)]
    odds = [[*map(float, one.odds), *[NONE] * few] for one, few in zip(batch, missing, strict=True)]
    chosen, shares = machine.take(torch.tensor(filled)), machine.take(torch.tensor(odds)).softmax(1)
    none = machine.take(torch.tensor(odds)) == NONE
    by_vectors = (texts.vectors[chosen] @ questions.vectors[:, :, None])[:, :, 0] / TEMPERATURE
    by_tokens = nearness(questions, texts, chosen) * encoder.scale.exp()
    losses = [
        functional.kl_div(functional.log_softmax(one.masked_fill(none, NONE), 1), shares, reduction="batchmean")
        for one in (by_vectors, by_tokens)
    ]
    (sum(losses) / len(losses)).backward()
    encoder.go_back(rows, question_chunks, questions)
    encoder.go_back(texts_rows, text_chunks, texts)
    return [one.item() for one in losses]
