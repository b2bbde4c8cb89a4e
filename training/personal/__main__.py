"""`python -m training.personal`: build the data, train, keep the weights and the held-out figures."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import torch

from training.personal.build import build
from training.personal.encode import encode
from training.personal.measures import measure
from training.personal.net import load
from training.personal.train import Settings, train


def main() -> int:
    """Train and write ``personal.pt`` and ``held_out.json``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True, help="folder of the public data sets")
    parser.add_argument("--weights", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=Settings().minutes)
    parser.add_argument("--own", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=Settings().seed)
    options = parser.parse_args()
    torch.set_num_threads(2)
    torch.manual_seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    examples, held_out = build(options.data, options.seed, options.own)
    tokenizer = options.weights / "tokenizer.json"
    rows, held = encode(examples, tokenizer), encode(held_out, tokenizer)
    sys.stderr.write(f"{len(rows)} examples, {sum(len(row.ids) for row in rows)} tokens; held out {len(held)}\n")
    net = load(options.weights / "model.safetensors", options.layers)

    def halt() -> None:
        torch.save(net.state_dict(), options.out / "held_out.pt")
        figures = measure(net, held_out, held)
        (options.out / "held_out.json").write_text(json.dumps(figures, indent=2) + "\n")
        sys.stderr.write(f"held-out templates: {json.dumps(figures)}\n")

    steps = train(net, rows, held, Settings(minutes=options.minutes, seed=options.seed), halt)
    torch.save(net.state_dict(), options.out / "personal.pt")
    sys.stderr.write(f"{steps} steps\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
