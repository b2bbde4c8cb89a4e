"""The trained student as the graph that ships: 8-bit products, and logits of texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch

from training.minilm.export import Session, write
from training.minilm.graph import Form, pair_logits
from training.minilm.peaks import FIRST, LAST, random_words
from training.minilm.weights import WORD_TABLE, read_minilm
from training.reader.train import STUDENT

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from torch import Tensor

READER: Final = Form(name="reader", head=pair_logits)
TICKET, TOKENS = 60, 160
"""Tokens of a random pair, the first ones of which are the ticket."""
SIZES: Final = ((6, 128), (20, 160), (1, 480))
"""Rows and tokens that the time is taken of."""


def random_pairs(random: np.random.Generator, vocabulary: int) -> dict[str, NDArray[np.int64]]:
    """Random pairs to find the peaks with."""
    ids = random_words(random, vocabulary, TOKENS)
    ids[:, 0], ids[:, TICKET], ids[:, -1] = FIRST, LAST, LAST
    return {"input_ids": ids}


def load_student(trained: Path, weights: Path) -> dict[str, Tensor]:
    """The parameters that `train.write_student` wrote into a folder, with MiniLM's words out of its safetensors."""
    words = torch.from_numpy(read_minilm(weights)[WORD_TABLE])
    state: dict[str, Tensor] = {"words.weight": words}
    for name in STUDENT:
        state |= torch.load(trained / name, weights_only=True)
    return {name: value.float() for name, value in state.items()}


def export(trained: Path, weights: Path, tokenizer: Path, output: Path) -> None:
    """Write the folder of the model, and print its hash and times."""
    path = write(load_student(trained, weights), READER, random_pairs, tokenizer, output)
    Session(path).print_times(SIZES)
