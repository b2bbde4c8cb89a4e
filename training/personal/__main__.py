"""`python -m training.personal`: build the data, train, keep the weights and the held-out figures."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import torch

from citewell.models.encoders.token_shapes import SHAPES
from training.minilm.net import TokenNet, start_from
from training.minilm.tokens import load_tokenizer
from training.personal.build import build
from training.personal.encode import encode
from training.personal.labels import LABELS
from training.personal.measures import measure
from training.personal.train import MINUTES, train


def main() -> int:
    """Train and write ``personal.pt`` and ``held_out.json``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--own", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    examples, held_out = build(options.data, options.seed, options.own)
    tokenizer = load_tokenizer(options.weights / "tokenizer.json")
    rows, held = encode(examples, tokenizer), encode(held_out, tokenizer)
    sys.stderr.write(f"{len(rows)} examples, {sum(len(row.ids) for row in rows)} tokens; held out {len(held)}\n")
    layers = range(options.layers)
    net = start_from(options.weights / "model.safetensors", TokenNet(len(layers), len(LABELS), SHAPES), layers)

    def halt() -> None:
        torch.save(net.state_dict(), options.out / "held_out.pt")
        figures = measure(net, held)
        (options.out / "held_out.json").write_text(json.dumps(figures, indent=2) + "\n")
        sys.stderr.write(f"held-out templates: {json.dumps(figures)}\n")

    steps = train(net, rows, held, options.minutes, options.seed, halt)
    torch.save(net.state_dict(), options.out / "personal.pt")
    sys.stderr.write(f"{steps} steps\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
