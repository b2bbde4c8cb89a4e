"""The network: layers of all-MiniLM-L6-v2, and what is read off the last one, with the names of `weights`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.minilm.weights import (
    EPSILON,
    HEADS,
    HIDDEN,
    MASKED,
    POSITIONS,
    WIDE,
    WORDS,
    keep_layers,
    read_minilm,
    to_network,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SMALL = 0.01
"""Standard deviation of new embeddings of shapes."""


class Layer(nn.Module):  # type: ignore[misc]  # torch is not typed for us
    """One encoder layer."""

    def __init__(self) -> None:
        """Random weights; `start_from` replaces them."""
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.projected = nn.Linear(HIDDEN, HIDDEN)
        self.attended = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.wide, self.narrow = nn.Linear(HIDDEN, WIDE), nn.Linear(WIDE, HIDDEN)
        self.fed = nn.LayerNorm(HIDDEN, eps=EPSILON)

    def forward(self, x: Tensor, mask: Tensor, dropout: float, *, first_only: bool) -> Tensor:
        """`x` [batch, tokens, 384], `mask` [batch, 1, 1, tokens] (added); `first_only` gives [batch, 1, 384]."""
        asked = x[:, :1] if first_only else x
        query, key, value = (_heads(part) for part in (self.query(asked), self.key(x), self.value(x)))
        context = _attend(query, key, value, mask.to(query.dtype)).transpose(1, 2).flatten(2)
        asked = self.attended(asked + functional.dropout(self.projected(context), dropout, self.training))
        narrow = self.narrow(functional.gelu(self.wide(asked)))
        fed: Tensor = self.fed(asked + functional.dropout(narrow, dropout, self.training))
        return fed


def _attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """Attention. On a processor as three products: the fused one's way back takes four times as long there."""
    if query.device.type != "cpu":
        return functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    scores = query * (HIDDEN // HEADS) ** -0.5 @ key.transpose(2, 3) + mask
    return torch.softmax(scores, dim=-1, dtype=scores.dtype) @ value


def _heads(x: Tensor) -> Tensor:
    return x.unflatten(2, (HEADS, HIDDEN // HEADS)).transpose(1, 2)


class Net(nn.Module):  # type: ignore[misc]  # as above
    """Words, positions, shapes where there are any, and layers; the heads are the subclasses'."""

    def __init__(self, layers: int, shapes: int = 0, dropout: float = 0.1, positions: int = POSITIONS) -> None:
        """Build `layers` layers for `positions` tokens; `shapes` is the number of shapes that a word can have."""
        super().__init__()
        self.words = nn.Embedding(WORDS, HIDDEN)
        self.positions = nn.Embedding(positions, HIDDEN)
        if shapes:
            self.shapes = nn.Embedding(shapes, HIDDEN)
        self.embedded = nn.LayerNorm(HIDDEN, eps=EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.dropout = dropout

    def encode(self, ids: Tensor, mask: Tensor, shapes: Tensor | None = None, *, first_only: bool = False) -> Tensor:
        """The last layer, [batch, tokens, 384]; with `first_only` of the first token, [batch, 1, 384]."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        if shapes is not None:
            x = x + self.shapes(shapes)
        x = functional.dropout(self.embedded(x), self.dropout, self.training)
        added = (1.0 - mask.float())[:, None, None, :] * MASKED
        last = len(self.layers) - 1
        for number, layer in enumerate(self.layers):
            x = layer(x, added, self.dropout, first_only=first_only and number == last)
        return x

    def drop(self, x: Tensor) -> Tensor:
        """Dropout, while training."""
        return functional.dropout(x, self.dropout, self.training)


class PairNet(Net):
    """A cross-encoder: the tokens of texts in, `outputs` logits out, read off the pooled first token.

    With `marks`, a second head gives a logit of each token: that it is wrong (verifier).
    """

    def __init__(self, layers: int, outputs: int, *, marks: bool = False, positions: int = POSITIONS) -> None:
        """Build `layers` layers for `positions` tokens."""
        super().__init__(layers, positions=positions)
        self.pooled = nn.Linear(HIDDEN, HIDDEN)
        self.heads = nn.Linear(HIDDEN, outputs)
        if marks:
            self.marks = nn.Linear(HIDDEN, 1)

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """`ids` and `mask` [batch, tokens]; returns logits [batch, outputs]."""
        return self._read(self.encode(ids, mask, first_only=True))

    def both(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits [batch, outputs] of the texts, and [batch, tokens] of each token being marked."""
        x = self.encode(ids, mask)
        return self._read(x), self.marks(x)[:, :, 0]

    def _read(self, x: Tensor) -> Tensor:
        logits: Tensor = self.heads(self.drop(torch.tanh(self.pooled(x[:, 0]))))
        return logits


class TokenNet(Net):
    """A token classifier: tokens and the shapes of their words in, logits of `labels` for each token out."""

    def __init__(self, layers: int, labels: int, shapes: int) -> None:
        """Build `layers` layers."""
        super().__init__(layers, shapes)
        self.heads = nn.Linear(HIDDEN, labels)
        nn.init.normal_(self.shapes.weight, std=SMALL)

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """`ids`, `shapes` and `mask` [batch, tokens]; returns logits [batch, tokens, labels]."""
        logits: Tensor = self.heads(self.drop(self.encode(ids, mask, shapes)))
        return logits


AnyNet = TypeVar("AnyNet", bound=Net)


def start_from(path: Path, net: AnyNet, kept: Sequence[int]) -> AnyNet:
    """Give `net` the layers `kept` of the MiniLM weights at `path`; heads and shapes stay as they are."""
    found = to_network(keep_layers(read_minilm(path, len(net.positions.weight)), kept), len(kept))
    state = net.state_dict()
    net.load_state_dict({name: torch.from_numpy(found[name]) if name in found else state[name] for name in state})
    return net
