"""The teacher's weights: out of a GGUF file, with the vocabulary cut to what occurs, and into the network.

They stay quantised on their way, since a machine with an accelerator may be far away, and are read with the package
`gguf`, by processes that are started before the accelerator is.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import torch
from safetensors.numpy import load, save
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers

from training.reader.qwen import NEW, Qwen, Sizes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from gguf import GGUFReader
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[np.generic]]
    Floats = dict[str, NDArray[np.float32]]

EMBEDDING: Final = "embed"
"""The words: the file's output matrix, which is stored finer than the equal one that reads."""
KEPT, END = "kept", "end"
"""Of a trimmed file: the old numbers of its words, and the new number of the one that ends a text."""
ENDS: Final = ("<|endoftext|>", "<|im_end|>")
FIRST_KEPT: Final = 8000
"""Words of the vocabulary that are kept in any case: the most frequent ones, so that more can be written."""
MOST_PROCESSES: Final = 16
_WORDS: Final = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)


@dataclass(frozen=True, slots=True)
class Teacher:
    """Weights as floats, the old numbers of the words that are there, and the number of the one that ends a text."""

    weights: Floats
    kept: tuple[int, ...]
    end: int


def open_gguf(path: Path) -> GGUFReader:
    """Open a model file."""
    from gguf import GGUFReader as Reader  # noqa: PLC0415  needed to pack alone

    return Reader(path)


def tokenizer_of(reader: GGUFReader, before: pre_tokenizers.PreTokenizer | None = None) -> Tokenizer:
    """The tokenizer that a model file describes: byte-level pairs; texts are split as Qwen's, or by `before`."""
    words = reader.fields["tokenizer.ggml.tokens"].contents()
    merges = [tuple(merge.split(" ")) for merge in reader.fields["tokenizer.ggml.merges"].contents()]
    vocabulary = {word: number for number, word in enumerate(words)}
    found = Tokenizer(models.BPE(vocab=vocabulary, merges=merges, byte_fallback=False))
    split = pre_tokenizers.Split(Regex(_WORDS), behavior="isolated")
    bytewise = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    found.pre_tokenizer = before or pre_tokenizers.Sequence([split, bytewise])
    found.decoder = decoders.ByteLevel()
    return found


def trimmed(reader: GGUFReader, used: Collection[int]) -> bytes:
    """The model with the words `used`, the first ones and those that end a text, as safetensors.

    Names are `TYPE name`: the arrays are blocks as the file has them.
    """
    words = reader.fields["tokenizer.ggml.tokens"].contents()
    ends = {number for number, word in enumerate(words) if word in ENDS}
    kept = sorted({*used, *range(FIRST_KEPT), *ends})
    end = reader.fields["tokenizer.ggml.eos_token_id"].contents()
    arrays: Arrays = {KEPT: np.array(kept), END: np.array([kept.index(end)])}
    for one in reader.tensors:
        data = np.array(one.data)
        if one.name == "output.weight":
            arrays[f"{one.tensor_type.name} {EMBEDDING}"] = data[kept]
        elif one.name != "token_embd.weight":
            arrays[f"{one.tensor_type.name} {one.name}"] = data
    content: bytes = save(arrays)
    return content


def read_trimmed(content: bytes, layers: int | None = None) -> Teacher:
    """Read what `trimmed` gave, or only the first `layers` of it."""
    arrays: Arrays = load(content)
    kept, end = arrays.pop(KEPT), arrays.pop(END)
    jobs = [(name, data) for name, data in arrays.items() if layers is None or _layer(name) < layers]
    with ProcessPoolExecutor(min(MOST_PROCESSES, os.cpu_count() or 1)) as processes:
        weights = dict(processes.map(_dequantised, jobs, chunksize=4))
    return Teacher(weights, tuple(kept.tolist()), int(end[0]))


def _layer(name: str) -> int:
    """The layer of a tensor; -1 for what belongs to none."""
    bare = name.partition(" ")[2]
    return int(bare.split(".")[1]) if bare.startswith("blk.") else -1


def _dequantised(job: tuple[str, NDArray[np.generic]]) -> tuple[str, NDArray[np.float32]]:
    from gguf import GGMLQuantizationType, quants  # noqa: PLC0415  needed here alone

    kind, _, name = job[0].partition(" ")
    return name, quants.dequantize(job[1], GGMLQuantizationType[kind]).astype(np.float32)


def load_qwen(teacher: Teacher) -> Qwen:
    """The network with these weights; its new heads are random."""
    weights = teacher.weights
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("blk."))
    net = Qwen(Sizes(words=len(teacher.kept), layers=layers))
    state = {"embed.weight": _tensor(weights, EMBEDDING), "norm.weight": _tensor(weights, "output_norm.weight")}
    for number in range(layers):
        old, new = f"blk.{number}", f"blocks.{number}"
        state |= {
            f"{new}.before.weight": _tensor(weights, f"{old}.attn_norm.weight"),
            f"{new}.between.weight": _tensor(weights, f"{old}.ffn_norm.weight"),
            f"{new}.projected.weight": _tensor(weights, *(f"{old}.attn_{part}.weight" for part in "qkv")),
            f"{new}.projected.bias": _tensor(weights, *(f"{old}.attn_{part}.bias" for part in "qkv")),
            f"{new}.attended.weight": _tensor(weights, f"{old}.attn_output.weight"),
            f"{new}.wide.weight": _tensor(weights, f"{old}.ffn_gate.weight", f"{old}.ffn_up.weight"),
            f"{new}.narrow.weight": _tensor(weights, f"{old}.ffn_down.weight"),
        }
    own = {name: value for name, value in net.state_dict().items() if name.startswith((*NEW, "cosine", "sine"))}
    net.load_state_dict({**state, **own})
    return net


def _tensor(weights: Mapping[str, NDArray[np.float32]], *names: str) -> torch.Tensor:
    """Some matrices, one below the other."""
    return torch.cat([torch.from_numpy(np.ascontiguousarray(weights[name])) for name in names])
