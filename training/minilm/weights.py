"""The weights of an encoder under BERT's names, out of MiniLM's file or out of a trained network.

The row of the token type is folded into the positions, which end at the trained length.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np
from safetensors.numpy import load_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float32]
    Weights = Mapping[str, FloatArray]

T = TypeVar("T")

HIDDEN: Final = 384
HEADS: Final = 12
"""Of attention."""
WIDE: Final = 1536
WORDS: Final = 30522
POSITIONS: Final = 256
"""The first of the 512 in MiniLM's file, which its embeddings were trained with."""
EPSILON: Final = 1e-12
"""Of layer normalisation."""
MASKED: Final = -10000.0
"""What a padding token's attention is lowered by."""
WORD_TABLE: Final = "embeddings.word_embeddings.weight"
POSITION_TABLE: Final = "embeddings.position_embeddings.weight"
SHAPE_TABLE: Final = "shapes.weight"

_LAYER: Final = "encoder.layer."
_PARTS: Final = {
    "words": "embeddings.word_embeddings",
    "positions": "embeddings.position_embeddings",
    "embedded": "embeddings.LayerNorm",
    "pooled": "pooler.dense",
}
"""The network's names, and BERT's."""
_LAYER_PARTS: Final = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "projected": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "fed": "output.LayerNorm",
}
"""The same within a layer."""


def read_minilm(path: Path, positions: int = POSITIONS) -> dict[str, FloatArray]:
    """The tensors of the `model.safetensors` at `path` as float32, with the first `positions` positions."""
    floats = {name: value for name, value in load_file(path).items() if np.issubdtype(value.dtype, np.floating)}
    found = {name: value.astype(np.float32) for name, value in floats.items()}
    kinds = found.pop("embeddings.token_type_embeddings.weight")
    found[POSITION_TABLE] = found[POSITION_TABLE][:positions] + kinds[0]
    return found


def keep_layers(weights: Weights, kept: Sequence[int]) -> dict[str, FloatArray]:
    """The weights with the layers `kept` alone, numbered anew."""
    found = {name: value for name, value in weights.items() if not name.startswith(_LAYER)}
    for number, old in enumerate(kept):
        prefix = f"{_LAYER}{old}."
        own = {name.removeprefix(prefix): value for name, value in weights.items() if name.startswith(prefix)}
        found |= {f"{_LAYER}{number}.{name}": value for name, value in own.items()}
    return found


def count_layers(state: Mapping[str, T]) -> int:
    """The number of layers of a network's parameters."""
    return 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))


def to_bert(state: Mapping[str, T]) -> dict[str, T]:
    """A network's parameters under BERT's names; what BERT does not have (`heads`, `marks`, `shapes`) keeps its own."""
    names = _names(count_layers(state))
    return {_renamed(name, names): value for name, value in state.items()}


def to_network(weights: Mapping[str, T], layers: int) -> dict[str, T]:
    """The inverse of `to_bert`."""
    names = {bert: own for own, bert in _names(layers).items()}
    return {_renamed(name, names): value for name, value in weights.items()}


def _names(layers: int) -> dict[str, str]:
    inside = {
        f"layers.{number}.{own}": f"{_LAYER}{number}.{bert}"
        for number in range(layers)
        for own, bert in _LAYER_PARTS.items()
    }
    return _PARTS | inside


def _renamed(name: str, names: Mapping[str, str]) -> str:
    part, _, end = name.rpartition(".")
    return f"{names.get(part, part)}.{end}"
