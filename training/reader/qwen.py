"""Qwen2 (Qwen team 2024, arXiv 2407.10671): a decoder with grouped queries and rotary positions, small enough to learn.

Query, key and value are one matrix, as are gate and up. Beside its words it has two heads that are read off a last
token: whether a passage answers and needs asking back, and what to do with a ticket.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.reader.items import DECISIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

EPSILON: Final = 1e-6
BASE: Final = 1e6
"""Of the rotary positions."""
POSITIONS: Final = 2048
"""Tokens of a text, at most."""
RANKED: Final = 2
"""Logits of a passage: it answers; its answer has to be asked back for."""
NEW: Final = ("rank", "route")
"""The heads that begin at random, by the start of their names."""
HEAD_SPREAD: Final = 0.02


@dataclass(frozen=True, slots=True)
class Sizes:
    """Those of Qwen2.5 0.5B but for the vocabulary, which is cut to what occurs."""

    words: int
    layers: int = 24
    width: int = 896
    heads: int = 14
    shared: int = 2
    """Heads of keys and values."""
    head: int = 64
    wide: int = 4864


class RootMeanSquare(nn.Module):  # type: ignore[misc]  # torch is not typed for us
    """Normalisation without a shift."""

    def __init__(self, width: int) -> None:
        """Ones."""
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        """`x` [..., width], in its own precision."""
        y = x.float()
        y = y * torch.rsqrt(y.pow(2).mean(-1, keepdim=True) + EPSILON)
        return y.to(x.dtype) * self.weight.to(x.dtype)


@dataclass(frozen=True, slots=True)
class Turned:
    """Cosine and sine of rotary positions, [..., tokens, head]."""

    cosine: Tensor
    sine: Tensor

    def turn(self, x: Tensor) -> Tensor:
        """`x` [rows, heads, tokens, head]."""
        first, second = x.chunk(2, -1)
        turned = torch.cat((-second, first), -1)
        return (x * self.cosine + turned * self.sine).to(x.dtype)


@dataclass(frozen=True, slots=True)
class Kept:
    """Keys and values of one layer, [rows, shared, tokens, head] each."""

    keys: Tensor
    values: Tensor

    def extend(self, keys: Tensor, values: Tensor, at: int) -> tuple[Tensor, Tensor]:
        """Write those of more tokens from `at` on, and return all up to them."""
        end = at + keys.shape[2]
        self.keys[:, :, at:end], self.values[:, :, at:end] = keys, values
        return self.keys[:, :, :end], self.values[:, :, :end]


class Block(nn.Module):  # type: ignore[misc]  # as above
    """One decoder layer."""

    def __init__(self, sizes: Sizes) -> None:
        """Random weights."""
        super().__init__()
        self.sizes = sizes
        self.before, self.between = RootMeanSquare(sizes.width), RootMeanSquare(sizes.width)
        self.projected = nn.Linear(sizes.width, (sizes.heads + 2 * sizes.shared) * sizes.head)
        self.attended = nn.Linear(sizes.heads * sizes.head, sizes.width, bias=False)
        self.wide = nn.Linear(sizes.width, 2 * sizes.wide, bias=False)
        self.narrow = nn.Linear(sizes.wide, sizes.width, bias=False)

    def forward(self, x: Tensor, turned: Turned, kept: Kept | None, at: int, mask: Tensor | None) -> Tensor:
        """`x` [rows, tokens, width]; `mask` [rows, 1, tokens, all tokens up to these] is true where may be read."""
        own = self.sizes
        parts = self.projected(self.before(x)).split(
            [one * own.head for one in (own.heads, own.shared, own.shared)], -1
        )
        query, key, value = (part.unflatten(2, (-1, own.head)).transpose(1, 2) for part in parts)
        query, key = turned.turn(query), turned.turn(key)
        if kept is not None:
            key, value = kept.extend(key, value, at)
        key, value = (part.repeat_interleave(own.heads // own.shared, 1) for part in (key, value))
        read = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask, is_causal=mask is None)
        x = x + self.attended(read.transpose(1, 2).flatten(2))
        gate, up = self.wide(self.between(x)).chunk(2, -1)
        fed: Tensor = x + self.narrow(functional.silu(gate) * up)
        return fed


class Qwen(nn.Module):  # type: ignore[misc]  # as above
    """Words, layers, and the two heads; `kind` is the precision that is computed in."""

    def __init__(self, sizes: Sizes, kind: torch.dtype = torch.bfloat16) -> None:
        """Random weights; `qwen_weights.load` gives the real ones."""
        super().__init__()
        self.sizes, self.kind = sizes, kind
        self.embed = nn.Embedding(sizes.words, sizes.width)
        self.blocks = nn.ModuleList(Block(sizes) for _ in range(sizes.layers))
        self.norm = RootMeanSquare(sizes.width)
        self.rank, self.route = nn.Linear(sizes.width, RANKED), nn.Linear(sizes.width, len(DECISIONS))
        for head in (self.rank, self.route):
            nn.init.normal_(head.weight, std=HEAD_SPREAD)
            nn.init.zeros_(head.bias)
        speeds = 1.0 / BASE ** (torch.arange(0, sizes.head, 2).float() / sizes.head)
        angles = torch.arange(POSITIONS).float()[:, None] * speeds
        self.register_buffer("cosine", torch.cat((angles.cos(), angles.cos()), -1))
        self.register_buffer("sine", torch.cat((angles.sin(), angles.sin()), -1))

    def forward(
        self,
        ids: Tensor,
        positions: Tensor | None = None,
        kept: Sequence[Kept] = (),
        at: int = 0,
        mask: Tensor | None = None,
    ) -> Tensor:
        """The last layer, [rows, tokens, width], of `ids` [rows, tokens] with their `positions`, 0 onward without."""
        x = self.embed(ids).to(self.kind)
        tables = (self.cosine, self.sine)
        if positions is None:
            turned = Turned(*(table[: ids.shape[1]].to(x.dtype) for table in tables))
        else:
            turned = Turned(*(table[positions][:, None].to(x.dtype) for table in tables))
        for number, block in enumerate(self.blocks):
            x = block(x, turned, kept[number] if kept else None, at, mask)
        normed: Tensor = self.norm(x)
        return normed

    def words(self, x: Tensor) -> Tensor:
        """Logits of the vocabulary, [..., words], of last layers."""
        logits: Tensor = x @ self.embed.weight.to(x.dtype).T
        return logits


def last_of(net: Qwen, ids: Tensor, lengths: Sequence[int]) -> Tensor:
    """The last layer of the last token of each row, [rows, width]; rows are filled up behind."""
    rows = torch.arange(len(lengths), device=ids.device)
    found: Tensor = net(ids)[rows, torch.tensor(lengths, device=ids.device) - 1]
    return found
