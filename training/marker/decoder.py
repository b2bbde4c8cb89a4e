"""The first layers of a decoder with LoRA (Hu et al. 2021), and numbers read off its states.

Attention is written out, since the way back of the fused one is slow on processors; `torch.compile` fuses the rest.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.marker.base import HEAD, HEADS, SHARED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.marker.base import Base, Layer

EPSILON: Final = 1e-5
BASE: Final = 1e5
"""Of the rotary positions."""
POSITIONS: Final = 1024
RANK: Final = 16
SCALE: Final = 2.0
"""Alpha / r."""
LAYERS, STILL = 20, 6
"""Layers of the base that are read, and how many of these stay as they are."""
NEW: Final = ("told", "norm")
"""Beginnings of the names of what learns beside the LoRA."""
PASSAGE, SENTENCE, DECISION, COLUMNS = 0, 1, 2, 6
"""Columns: a passage answers, a sentence answers, four decisions."""


class Adapted(nn.Module):  # type: ignore[misc]  # torch is not typed for us
    """A still matrix of several parts, each with a change of low rank; of rank 0 without."""

    def __init__(self, matrix: Tensor, parts: Sequence[int], rank: int) -> None:
        """`matrix` [sum of parts, inputs]."""
        super().__init__()
        self.parts, self.rank = tuple(parts), rank
        self.matrix = nn.Parameter(matrix, requires_grad=False)
        if rank:
            inputs = matrix.shape[1]
            self.down = nn.Parameter((torch.randn(rank * len(parts), inputs) / math.sqrt(inputs)).to(matrix.dtype))
            self.up = nn.ParameterList(nn.Parameter(torch.zeros(part, rank, dtype=matrix.dtype)) for part in parts)

    def forward(self, x: Tensor) -> list[Tensor]:
        """Each part, [..., part]."""
        found = list((x @ self.matrix.t()).split(self.parts, -1))
        if not self.rank:
            return found
        low = (x @ self.down.t()).split(self.rank, -1)
        return [one + SCALE * (part @ up.t()) for one, part, up in zip(found, low, self.up, strict=True)]


class Block(nn.Module):  # type: ignore[misc]  # as above
    """One layer."""

    def __init__(self, layer: Layer, rank: int) -> None:
        """With changes of `rank`."""
        super().__init__()
        self.before = nn.Parameter(layer.before, requires_grad=False)
        self.between = nn.Parameter(layer.between, requires_grad=False)
        own, shared, wide = HEADS * HEAD, SHARED * HEAD, layer.narrow.shape[1]
        self.read = Adapted(layer.read, (own, shared, shared), rank)
        self.joined = Adapted(layer.joined, (layer.joined.shape[0],), rank)
        self.wide = Adapted(layer.wide, (wide, wide), rank)
        self.narrow = Adapted(layer.narrow, (layer.narrow.shape[0],), rank)

    def forward(self, x: Tensor, cosine: Tensor, sine: Tensor, mask: Tensor) -> Tensor:
        """`x` [rows, tokens, width]; `mask` [tokens, tokens] is added to what attention compares."""
        rows, tokens, _ = x.shape
        query, key, value = (
            part.view(rows, tokens, -1, HEAD).transpose(1, 2) for part in self.read(normed(x, self.before))
        )
        query, key = _turned(query, cosine, sine), _turned(key, cosine, sine)
        many = HEADS // SHARED
        query = query.reshape(rows, SHARED, many * tokens, HEAD) * HEAD**-0.5
        near = (query @ key.transpose(-1, -2)).view(rows, SHARED, many, tokens, tokens) + mask
        taken = near.softmax(-1).view(rows, SHARED, many * tokens, tokens) @ value
        x = x + self.joined(taken.view(rows, HEADS, tokens, HEAD).transpose(1, 2).reshape(rows, tokens, -1))[0]
        gate, up = self.wide(normed(x, self.between))
        fed: Tensor = x + self.narrow(functional.silu(gate) * up)[0]
        return fed


class Decoder(nn.Module):  # type: ignore[misc]  # as above
    """Words, layers, and numbers of each state."""

    def __init__(self, base: Base, *, compiled: bool = False) -> None:
        """From `base`; the lower layers stay as they are."""
        super().__init__()
        self.words = nn.Embedding.from_pretrained(base.words, freeze=True)
        self.blocks = nn.ModuleList(
            Block(layer, RANK if number >= STILL else 0) for number, layer in enumerate(base.layers)
        )
        self.norm = nn.Parameter(base.norm.clone())
        self.told = nn.Linear(base.norm.numel(), COLUMNS)
        nn.init.normal_(self.told.weight, std=0.02)
        nn.init.zeros_(self.told.bias)
        speeds = 1.0 / BASE ** (torch.arange(0, HEAD, 2).float() / HEAD)
        angles = torch.arange(POSITIONS).float()[:, None] * speeds
        self.register_buffer("cosine", torch.cat((angles.cos(), angles.cos()), -1))
        self.register_buffer("sine", torch.cat((angles.sin(), angles.sin()), -1))
        self._run = [torch.compile(block.forward) if compiled else block.forward for block in self.blocks]

    def forward(self, ids: Tensor) -> Tensor:
        """[rows, tokens, columns] of `ids` [rows, tokens]; rows are filled up behind."""
        x = self.words(ids)
        tokens = ids.shape[1]
        cosine, sine = self.cosine[:tokens].to(x.dtype), self.sine[:tokens].to(x.dtype)
        mask = torch.full((tokens, tokens), -math.inf, dtype=x.dtype).triu(1)
        for run in self._run:
            x = run(x, cosine, sine, mask)
        told: Tensor = self.told(normed(x.float(), self.norm))
        return told


def normed(x: Tensor, weight: Tensor) -> Tensor:
    """Root mean square normalisation, computed in float32."""
    y = x.float()
    y = y * torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + EPSILON)
    return (y * weight).to(x.dtype)


def _turned(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    first, second = x.chunk(2, -1)
    return (x * cosine + torch.cat((-second, first), -1) * sine).to(x.dtype)
