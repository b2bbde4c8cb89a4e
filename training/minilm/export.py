"""The trained network as the model that ships: its graph, its tokenizer, and how fast ONNX Runtime is with it."""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import onnxruntime
import torch

from training.minilm.loop import in_batches
from training.minilm.peaks import FIRST_WORD, build_smoothed
from training.minilm.tokens import TOKENIZER
from training.minilm.weights import WORDS, to_bert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from training.minilm.graph import Form
    from training.minilm.peaks import Probe


def options_of(name: str) -> argparse.ArgumentParser:
    """The options of the export of the encoder that ships in the folder `name`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--trained", type=Path, required=True, help=f"{name}.pt, or a checkpoint")
    parser.add_argument("--tokenizer", type=Path, default=Path(TOKENIZER))
    parser.add_argument("--output", type=Path, default=Path("resources/models") / name)
    return parser


def load_state(path: Path) -> dict[str, Tensor]:
    """The parameters of a trained network, or of a checkpoint."""
    state = torch.load(path, weights_only=True)
    found: dict[str, Tensor] = state.get("net", state)
    return found


def write(state: dict[str, Tensor], form: Form, probe: Probe, tokenizer: Path, output: Path) -> Path:
    """Write `model.onnx` and `tokenizer.json` into `output`, print the hash, and return the path of the model."""
    output.mkdir(parents=True, exist_ok=True)
    model = build_smoothed(form, to_bert({name: value.float().numpy() for name, value in state.items()}), probe)
    onnx.checker.check_model(model)
    path = output / "model.onnx"
    onnx.save(model, path)
    shutil.copyfile(tokenizer, output / "tokenizer.json")
    sys.stdout.write(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path} ({path.stat().st_size} bytes)\n")
    return path


class Session:
    """The graph of a cross-encoder in ONNX Runtime."""

    def __init__(self, path: Path, threads: int = 2) -> None:
        """Load `path`."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def score(self, tokens: Sequence[list[int]], most: int = 16) -> Tensor:
        """Probabilities [pairs, outputs], computed in batches of like length."""
        return in_batches(tokens, most, self.run)

    def run(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The scores [pairs, outputs] of one batch."""
        values = self._session.run(None, {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})[0]
        return torch.from_numpy(np.asarray(values))

    def print_times(self, sizes: Sequence[tuple[int, int]]) -> None:
        """Print the time of one call with so many pairs of so many tokens."""
        for pairs, tokens in sizes:
            sys.stdout.write(f"{pairs} pairs of {tokens} tokens: {self._seconds(pairs, tokens) * 1000:.0f} ms\n")

    def _seconds(self, pairs: int, tokens: int, times: int = 10) -> float:
        """The median of some calls."""
        ids = torch.from_numpy(np.random.default_rng(1).integers(FIRST_WORD, WORDS, size=(pairs, tokens)))
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            self.run(ids, torch.ones_like(ids))
            taken.append(time.perf_counter() - began)
        return sorted(taken)[times // 2]
