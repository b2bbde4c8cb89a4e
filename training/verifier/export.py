"""`python -m training.verifier.export`: the trained network as the graph that ships, its parity, and its speed."""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import sys
from math import exp
from pathlib import Path

import numpy as np
import onnx
import torch

from training.judge.export import Session
from training.judge.graph import build, named
from training.verifier.build import draw
from training.verifier.encode import encode, load_tokenizer
from training.verifier.net import VerifierNet
from training.verifier.places import DATA
from training.verifier.sources import articles
from training.verifier.train import score, tensors

SAMPLE = 200
"""Pairs that the graph and the float model are compared on."""


def main() -> int:
    """Write the folder of the model."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--trained", type=Path, required=True, help="verifier.pt, or a checkpoint")
    parser.add_argument("--tokenizer", type=Path, default=Path("resources/models/all-minilm-l6-v2/tokenizer.json"))
    parser.add_argument("--output", type=Path, default=Path("resources/models/verifier"))
    parser.add_argument("--measure", action="store_true", help="parity with the float model, and time")
    options = parser.parse_args()
    state = torch.load(options.trained, weights_only=True)
    state = state.get("net", state)
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    options.output.mkdir(parents=True, exist_ok=True)
    path = options.output / "model.onnx"
    model = build(named(state, layers), layers)
    onnx.checker.check_model(model)
    onnx.save(model, path)
    shutil.copyfile(options.tokenizer, options.output / "tokenizer.json")
    sys.stdout.write(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path} ({path.stat().st_size} bytes)\n")
    if options.measure:
        net = VerifierNet(layers)
        net.load_state_dict(state)
        _measure(net, Session(path), options.tokenizer)
    return 0


def _measure(net: VerifierNet, session: Session, tokenizer: Path) -> None:
    for pairs, tokens in ((8, 80), (20, 80), (20, 120)):
        sys.stdout.write(f"{pairs} pairs of {tokens} tokens: {session.seconds(pairs, tokens) * 1000:.0f} ms\n")
    drawn = draw(articles(DATA)[:400], SAMPLE, random.Random(3))  # noqa: S311  sampling, no secret
    rows = encode(drawn, load_tokenizer(tokenizer))
    exact = np.array([1 / (1 + exp(-logit)) for logit in score(net, rows)])
    found = np.array([float(session.run(*tensors([row.tokens]))[0, 0]) for row in rows])
    apart = np.abs(exact - found)
    sys.stdout.write(f"apart from the float model: mean {apart.mean():.4f}, most {apart.max():.4f}\n")


if __name__ == "__main__":
    raise SystemExit(main())
