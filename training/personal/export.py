"""`python -m training.personal.export`: the trained network as the graph that ships, with its classes."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path

import onnx
import torch

from training.personal.graph import build, named
from training.personal.labels import LABELS


def main() -> int:
    """Write ``model.onnx``, ``tokenizer.json`` and ``labels.json``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--trained", type=Path, required=True, help="personal.pt")
    parser.add_argument("--tokenizer", type=Path, default=Path("resources/models/all-minilm-l6-v2/tokenizer.json"))
    parser.add_argument("--output", type=Path, default=Path("resources/models/personal"))
    options = parser.parse_args()
    state = torch.load(options.trained, weights_only=True)
    layers = 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))
    options.output.mkdir(parents=True, exist_ok=True)
    model = build(named(state, layers), layers)
    onnx.checker.check_model(model)
    path = options.output / "model.onnx"
    onnx.save(model, path)
    shutil.copyfile(options.tokenizer, options.output / "tokenizer.json")
    (options.output / "labels.json").write_text(json.dumps(list(LABELS)) + "\n", encoding="utf-8")
    sys.stdout.write(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path} ({path.stat().st_size} bytes)\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
