"""`python -m training.judge.export`: the trained network as the graph that ships, its parity, and its speed."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import onnxruntime
import torch

from training.judge.__main__ import DATA
from training.judge.build import build
from training.judge.encode import Encoder
from training.judge.graph import build as build_graph
from training.judge.graph import named
from training.judge.measures import measure
from training.judge.net import JudgeNet
from training.judge.train import Rows, encode, score, tensors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor


class Session:
    """The graph in ONNX Runtime."""

    def __init__(self, path: Path, threads: int = 2) -> None:
        """Load `path`."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])

    def score(self, rows: Sequence[Rows], most: int = 16) -> list[Tensor]:
        """Probabilities [candidates, 2] of each item, computed in batches of like length."""
        flat = [tokens for one in rows for tokens in one.tokens]
        order = sorted(range(len(flat)), key=lambda i: len(flat[i]))
        found = torch.zeros(len(flat), 2)
        for start in range(0, len(order), most):
            part = order[start : start + most]
            ids, mask = tensors([flat[i] for i in part])
            found[part] = self.run(ids, mask)
        return list(found.split([len(one.tokens) for one in rows]))

    def run(self, ids: Tensor, mask: Tensor) -> Tensor:
        """The scores [pairs, heads] of one batch."""
        values = self._session.run(["scores"], {"input_ids": ids.numpy(), "attention_mask": mask.numpy()})[0]
        return torch.from_numpy(np.asarray(values))

    def seconds(self, pairs: int, tokens: int, times: int = 10) -> float:
        """The median time of one call with so many pairs of so many tokens."""
        ids = np.random.default_rng(1).integers(1996, 30000, size=(pairs, tokens))
        feed = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
        taken = []
        for _ in range(times):
            began = time.perf_counter()
            self._session.run(["scores"], feed)
            taken.append(time.perf_counter() - began)
        return sorted(taken)[times // 2]


def main() -> int:
    """Write the folder of the model."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--trained", type=Path, required=True, help="judge.pt, or a checkpoint")
    parser.add_argument("--tokenizer", type=Path, default=Path("resources/models/all-minilm-l6-v2/tokenizer.json"))
    parser.add_argument("--output", type=Path, default=Path("resources/models/judge"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--measure", action="store_true", help="figures on the held-out sets, and parity")
    options = parser.parse_args()
    state = torch.load(options.trained, weights_only=True)
    state = state.get("net", state)
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    options.output.mkdir(parents=True, exist_ok=True)
    path = options.output / "model.onnx"
    model = build_graph(named(state, layers), layers)
    onnx.checker.check_model(model)
    onnx.save(model, path)
    shutil.copyfile(options.tokenizer, options.output / "tokenizer.json")
    sys.stdout.write(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path} ({path.stat().st_size} bytes)\n")
    session = Session(path)
    for pairs, tokens in ((6, 128), (8, 160), (20, 128)):
        sys.stdout.write(f"{pairs} pairs of {tokens} tokens: {session.seconds(pairs, tokens) * 1000:.0f} ms\n")
    if options.measure:
        _measure(state, layers, session, options.tokenizer, options.seed)
    return 0


def _measure(state: dict[str, Tensor], layers: int, session: Session, tokenizer: Path, seed: int) -> None:
    _, held_out = build(DATA, seed, 0.01)
    encoder = Encoder(tokenizer)
    net = JudgeNet(layers)
    net.load_state_dict(state)
    for name, items in held_out.items():
        rows = encode(items, encoder)
        found = session.score(rows)
        sys.stdout.write(f"{name}: {json.dumps(measure(items, found))}\n")
        if name == "clapnq":
            apart = torch.cat(score(net, rows)) - torch.cat(found)
            sys.stdout.write(
                f"apart from the float model: mean {apart.abs().mean():.4f}, most {apart.abs().max():.4f}\n"
            )


if __name__ == "__main__":
    raise SystemExit(main())
