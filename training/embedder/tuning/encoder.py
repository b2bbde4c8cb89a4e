"""The embedder as a network: the mean of the last layer's tokens, of length one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor
from torch.nn import functional

from training.minilm.net import Net, start_from
from training.minilm.peaks import FIRST, LAST
from training.minilm.tokens import PAD
from training.reader.batches import Machine, ids_of, numbered

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

LAYERS = 6
CHUNKS = 6
"""Of like length, in which a batch is embedded."""
READ_TOKENS = 8000


class Encoder:
    """Embeds rows of tokens, [rows, 384]."""

    def __init__(self, weights: Path, machine: Machine) -> None:
        """Begin with MiniLM's `model.safetensors`; its words stay."""
        self.net = start_from(weights, Net(LAYERS), range(LAYERS))
        self.net.words.weight.requires_grad_(requires_grad=False)
        self.net.to(machine.name)
        self._machine = machine

    def embed(self, rows: Sequence[list[int]]) -> Tensor:
        """With gradients, in chunks of like length."""
        order = sorted(range(len(rows)), key=lambda number: len(rows[number]))
        size = -(-len(rows) // CHUNKS)
        parts = [self._embed([rows[number] for number in order[at : at + size]]) for at in range(0, len(order), size)]
        places = torch.empty(len(rows), dtype=torch.long)
        places[torch.tensor(order)] = torch.arange(len(rows))
        return torch.cat(parts)[self._machine.take(places)]

    @torch.inference_mode()  # type: ignore[untyped-decorator]  # torch is not typed for us
    def read(self, rows: Sequence[list[int]]) -> Tensor:
        """Without gradients and dropout, on the processor."""
        self.net.eval()
        found = torch.zeros(len(rows), self.net.embedded.weight.shape[0])
        for batch in numbered(rows, READ_TOKENS):
            found[batch] = self._embed([rows[number] for number in batch]).cpu()
        self.net.train()
        return found

    def _embed(self, rows: Sequence[list[int]]) -> Tensor:
        ids = self._machine.take(ids_of([[FIRST, *row, LAST] for row in rows]))
        mask = ids != PAD
        with self._machine.mixed():
            x = self.net.encode(ids, mask)
        weights = mask[:, :, None].float()
        return functional.normalize((x.float() * weights).sum(1) / weights.sum(1), dim=-1)
