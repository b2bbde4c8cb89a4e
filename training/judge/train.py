"""What the judge learns: each ticket's passages are scored together.

The loss of a ticket is the cross-entropy over its passages and "none of these" (a logit of 0), plus the binary
cross-entropy of each passage. Since "none" has the logit 0, the sigmoid of a passage's logit is already a probability.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import torch
from torch import Tensor
from torch.nn import functional

from citewell.models.encoders.reranker import join
from training.minilm import loop
from training.minilm.tokens import split

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    from training.judge.items import Item
    from training.minilm.loop import Settings
    from training.minilm.net import PairNet

UNKNOWN: Final = -1.0
CLARIFY_WEIGHT: Final = 0.7
PAIR_WEIGHT: Final = 0.6
CHUNK, PAIRS = 1024, 32
"""Tickets that are sorted by length together, and pairs of a batch."""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one item: tokens, and the labels (answers, clarify; `UNKNOWN` where not known)."""

    tokens: list[list[int]]
    labels: list[tuple[float, float]]


def encode(items: Sequence[Item], tokenizer: Tokenizer) -> list[Rows]:
    """All items as tokens, cut as the product cuts them."""
    tickets = split([item.ticket for item in items], tokenizer)
    passages = iter(split([one.text for item in items for one in item.candidates], tokenizer))
    return [
        Rows(
            [join(ticket, next(passages)) for _ in item.candidates],
            [(_label(one.answers), _label(one.clarify)) for one in item.candidates],
        )
        for item, ticket in zip(items, tickets, strict=True)
    ]


def _label(value: int | None) -> float:
    return UNKNOWN if value is None else float(value)


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


def train(net: PairNet, rows: Sequence[Rows], settings: Settings, folder: Path) -> int:
    """Train `net` in place, write `judge.pt`, and return the steps made; a checkpoint in `folder` is taken up."""

    def loss(batch: Sequence[Rows]) -> Tensor:
        ids, mask = loop.tensors(_pairs(batch))
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = net(ids, mask)
        return loss_of(logits.float(), batch)

    stream = loop.batches(
        rows,
        chunk=CHUNK,
        size=lambda one: max(map(len, one.tokens)),
        full=lambda batch: len(_pairs(batch)) >= PAIRS,
        seed=settings.seed,
    )
    checkpoint = folder / loop.CHECKPOINT
    steps = loop.train(net, stream, loss, settings, checkpoint=checkpoint)
    loop.keep(net, folder / "judge.pt", checkpoint)
    return steps


def score(run: Callable[[list[list[int]]], Tensor], rows: Sequence[Rows]) -> list[Tensor]:
    """Probabilities [candidates, 2] of each item, by what gives those of pairs."""
    return list(run(_pairs(rows)).split([len(one.tokens) for one in rows]))


def probabilities(net: PairNet, pairs: Sequence[list[int]]) -> Tensor:
    """[pairs, 2]."""
    return torch.sigmoid(loop.score(net, pairs))


def _pairs(rows: Sequence[Rows]) -> list[list[int]]:
    return [tokens for one in rows for tokens in one.tokens]
