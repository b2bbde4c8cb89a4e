"""The network: layers of all-MiniLM-L6-v2 over words, positions and shapes, and one linear layer for each token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from citewell.models.encoders.token_shapes import SHAPES
from training.judge.net import HIDDEN, NAMES, POSITIONS, WORDS, Layer
from training.personal.labels import LABELS

if TYPE_CHECKING:
    from pathlib import Path


class PersonalNet(nn.Module):  # type: ignore[misc]  # torch is not typed for us
    """Tokens and shapes in, logits of ``LABELS`` for each token out."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        """Build `layers` layers."""
        super().__init__()
        self.words = nn.Embedding(WORDS, HIDDEN)
        self.positions = nn.Embedding(POSITIONS, HIDDEN)
        self.shapes = nn.Embedding(SHAPES, HIDDEN)
        self.embedded = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.heads = nn.Linear(HIDDEN, len(LABELS))
        self.dropout = dropout

    def forward(self, ids: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """`ids`, `shapes` and `mask` [batch, tokens]; returns logits [batch, tokens, labels]."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        x = functional.dropout(self.embedded(x), self.dropout, self.training)
        added = (1.0 - mask.float())[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, added, self.dropout, first_only=False)
        logits: Tensor = self.heads(functional.dropout(x, self.dropout, self.training))
        return logits


def load(path: Path, layers: int) -> PersonalNet:
    """The network with the first layers of the MiniLM weights at `path`; shapes and heads are new."""
    weights = load_file(path)
    net = PersonalNet(layers)
    state = net.state_dict()
    positions = weights["embeddings.position_embeddings.weight"][:POSITIONS]
    state["words.weight"] = weights["embeddings.word_embeddings.weight"]
    state["positions.weight"] = positions + weights["embeddings.token_type_embeddings.weight"][0]
    state["shapes.weight"] = torch.randn(SHAPES, HIDDEN) * 0.01
    for end in ("weight", "bias"):
        state[f"embedded.{end}"] = weights[f"embeddings.LayerNorm.{end}"]
        for number in range(layers):
            for name, source in NAMES.items():
                state[f"layers.{number}.{name}.{end}"] = weights[f"encoder.layer.{number}.{source}.{end}"]
    net.load_state_dict(state)
    return net
