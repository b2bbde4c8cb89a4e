"""The language model that is marked with, out of its GGUF file: weights for torch, and the tokenizer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from gguf.quants import dequantize
from tokenizers import pre_tokenizers

from training.marker.rows import Reading
from training.reader.qwen_weights import open_gguf, tokenizer_of

if TYPE_CHECKING:
    from pathlib import Path

    from gguf import ReaderTensor
    from tokenizers import Tokenizer
    from torch import Tensor

READING: Final = Reading(
    begin=(1, 8), ticket_end=10, sentence_end=9, passage_end=7, ticket=160, place=60, passage=190, together=3
)
"""Numbers of SmolLM2's own special tokens, which mean nothing else to us."""
DECIDED: Final = 16
"""The token that decisions are read off."""
HEADS, SHARED, HEAD = 9, 3, 64
"""Of queries, of keys and values, and the numbers of each."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Weights of a layer; queries, keys and values are one matrix, as are gate and up."""

    before: Tensor
    between: Tensor
    read: Tensor
    joined: Tensor
    wide: Tensor
    narrow: Tensor


@dataclass(frozen=True, slots=True)
class Base:
    """A language model without its words' logits; norms float32, matrices bfloat16."""

    words: Tensor
    norm: Tensor
    layers: tuple[Layer, ...]


def read_base(path: Path, layers: int) -> Base:
    """The words, the last norm and the first `layers` of a GGUF file of SmolLM2 135M."""
    tensors = {one.name: one for one in open_gguf(path).tensors}

    def layer(number: int) -> Layer:
        at = f"blk.{number}."
        query, key, value = (_values(tensors[f"{at}attn_{part}.weight"]) for part in "qkv")
        gate, up = (_values(tensors[f"{at}ffn_{part}.weight"]) for part in ("gate", "up"))
        return Layer(
            _values(tensors[f"{at}attn_norm.weight"]),
            _values(tensors[f"{at}ffn_norm.weight"]),
            torch.cat([_ordered(query, HEADS), _ordered(key, SHARED), value]).bfloat16(),
            _values(tensors[f"{at}attn_output.weight"]).bfloat16(),
            torch.cat([gate, up]).bfloat16(),
            _values(tensors[f"{at}ffn_down.weight"]).bfloat16(),
        )

    words, norm = _values(tensors["token_embd.weight"]).bfloat16(), _values(tensors["output_norm.weight"])
    return Base(words, norm, tuple(layer(number) for number in range(layers)))


def _values(tensor: ReaderTensor) -> Tensor:
    return torch.from_numpy(np.array(dequantize(tensor.data, tensor.tensor_type), dtype=np.float32))


def _ordered(rows: Tensor, heads: int) -> Tensor:
    """Rows as rotary positions by halves want them; llama.cpp stores them in turns (``merging.permute_rows``)."""
    return rows.reshape(heads, HEAD // 2, 2, -1).transpose(1, 2).reshape(rows.shape)


def read_tokenizer(path: Path) -> Tokenizer:
    """The byte-level tokenizer of the same file: it cuts texts as llama.cpp does."""
    pieces = [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    return tokenizer_of(open_gguf(path), pre_tokenizers.Sequence(pieces))
