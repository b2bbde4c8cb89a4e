"""The network: the first layers of all-MiniLM-L6-v2 read ticket and passage together, two numbers come out.

The last layer is computed for the first token only, which is all that the heads read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN: Final = 384
HEADS: Final = 12
WIDE: Final = 1536
WORDS: Final = 30522
POSITIONS: Final = 256
OUTPUTS: Final = 2
"""answers, clarify (logits)."""


class Layer(nn.Module):  # type: ignore[misc]  # torch is not typed for us
    """One encoder layer with the names of the BERT weights."""

    def __init__(self) -> None:
        """Random weights; `load` replaces them."""
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))
        self.projected = nn.Linear(HIDDEN, HIDDEN)
        self.attended = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.wide, self.narrow = nn.Linear(HIDDEN, WIDE), nn.Linear(WIDE, HIDDEN)
        self.fed = nn.LayerNorm(HIDDEN, eps=1e-12)

    def forward(self, x: Tensor, mask: Tensor, dropout: float, *, first_only: bool) -> Tensor:
        """`x` [batch, tokens, 384], `mask` [batch, 1, 1, tokens] (added); `first_only` gives [batch, 1, 384]."""
        asked = x[:, :1] if first_only else x
        query, key, value = (_heads(part) for part in (self.query(asked), self.key(x), self.value(x)))
        context = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask.to(query.dtype))
        context = context.transpose(1, 2).flatten(2)
        asked = self.attended(asked + functional.dropout(self.projected(context), dropout, self.training))
        narrow = self.narrow(functional.gelu(self.wide(asked)))
        fed: Tensor = self.fed(asked + functional.dropout(narrow, dropout, self.training))
        return fed


class JudgeNet(nn.Module):  # type: ignore[misc]  # as above
    """Ticket and passage as tokens in, `OUTPUTS` logits out."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        """Build `layers` layers."""
        super().__init__()
        self.words = nn.Embedding(WORDS, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.embedded = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.pooled = nn.Linear(HIDDEN, HIDDEN)
        self.heads = nn.Linear(HIDDEN, OUTPUTS)
        self.dropout = dropout

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        """`ids` and `mask` [batch, tokens]; returns logits [batch, 2]."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        x = functional.dropout(self.embedded(x), self.dropout, self.training)
        added = (1.0 - mask.float())[:, None, None, :] * -10000.0
        last = len(self.layers) - 1
        for number, layer in enumerate(self.layers):
            x = layer(x, added, self.dropout, first_only=number == last)
        pooled = torch.tanh(self.pooled(x[:, 0]))
        logits: Tensor = self.heads(functional.dropout(pooled, self.dropout, self.training))
        return logits


def _heads(x: Tensor) -> Tensor:
    return x.unflatten(2, (HEADS, HIDDEN // HEADS)).transpose(1, 2)


def load(path: Path, kept: tuple[int, ...]) -> JudgeNet:
    """The network with the layers `kept` of the MiniLM weights at `path`; the heads are new."""
    weights = load_file(path)
    net = JudgeNet(len(kept))
    state = net.state_dict()
    positions = weights["embeddings.position_embeddings.weight"][:POSITIONS]
    state["words.weight"] = weights["embeddings.word_embeddings.weight"]
    state["positions.weight"] = positions + weights["embeddings.token_type_embeddings.weight"][0]
    for end in ("weight", "bias"):
        state[f"embedded.{end}"] = weights[f"embeddings.LayerNorm.{end}"]
        state[f"pooled.{end}"] = weights[f"pooler.dense.{end}"]
        for number, old in enumerate(kept):
            for name, source in NAMES.items():
                state[f"layers.{number}.{name}.{end}"] = weights[f"encoder.layer.{old}.{source}.{end}"]
    net.load_state_dict(state)
    return net


NAMES: Final = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "projected": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "fed": "output.LayerNorm",
}
"""This network's names, and those of the BERT weights."""
