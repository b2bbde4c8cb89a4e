"""`python -m training.judge --weights FOLDER`: data, training, figures, and the graph of the product."""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path

import torch
from corpora.reading import data_folder

from citewell.models.encoders.reranker import OUTPUTS
from training.judge.build import SECOND, SEEN, build
from training.judge.measures import measure
from training.judge.train import encode, probabilities, score, train
from training.minilm.loop import Settings
from training.minilm.net import PairNet, start_from
from training.minilm.tokens import load_tokenizer


def main() -> int:
    """Train, measure, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="checkpoints, weights and figures go here")
    parser.add_argument("--layers", default="0,1,2,3", help="layers of MiniLM to keep")
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument(
        "--minutes", type=float, default=1e9, help="end after so long, with the rate falling towards it"
    )
    parser.add_argument("--part", type=float, default=1.0, help="share of the tickets to train on")
    parser.add_argument("--trained", type=Path, help="judge.pt of the first round: makes the second one")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    items, held_out = build(data_folder(), options.seed, options.part, SECOND if options.trained else SEEN)
    tokenizer = load_tokenizer(options.weights / "tokenizer.json")
    torch.manual_seed(options.seed)
    kept = [int(part) for part in options.layers.split(",")]
    net = start_from(options.weights / "model.safetensors", PairNet(len(kept), OUTPUTS), kept)
    if options.trained:
        net.load_state_dict(torch.load(options.trained, weights_only=True))
    settings = Settings(
        steps=options.steps, minutes=options.minutes, rate=options.rate, head_rate=6 * options.rate, seed=options.seed
    )
    steps = train(net, encode(items, tokenizer), settings, options.out)
    sys.stderr.write(f"{steps} steps on {len(items)} tickets\n")
    figures = {
        name: measure(rows, score(partial(probabilities, net), encode(rows, tokenizer)))
        for name, rows in held_out.items()
    }
    text = json.dumps(figures, indent=1)
    (options.out / "figures.json").write_text(text, encoding="utf-8")
    sys.stdout.write(text + "\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
