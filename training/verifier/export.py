"""`python -m training.verifier.export`: the trained network as the graph that ships, its parity, and its speed."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import numpy as np
import torch
from corpora.reading import data_folder

from training.minilm.export import Session, load_state, options_of, write
from training.minilm.loop import tensors
from training.minilm.tokens import load_tokenizer
from training.minilm.weights import count_layers
from training.verifier.build import draw
from training.verifier.encode import encode
from training.verifier.form import PAIRS, random_pairs
from training.verifier.sources import articles
from training.verifier.train import new_net, score

if TYPE_CHECKING:
    from pathlib import Path

    from training.minilm.net import PairNet

SAMPLE = 200
"""Pairs that the graph and the float model are compared on."""


def main() -> int:
    """Write the folder of the model."""
    parser = options_of("verifier")
    parser.add_argument("--measure", action="store_true", help="parity with the float model, and time")
    options = parser.parse_args()
    state = load_state(options.trained)
    session = Session(write(state, PAIRS, random_pairs, options.tokenizer, options.output))
    if options.measure:
        session.print_times(((8, 80), (20, 80), (20, 120)))
        net = new_net(count_layers(state))
        net.load_state_dict(state)
        _measure(net, session, options.tokenizer)
    return 0


def _measure(net: PairNet, session: Session, tokenizer: Path) -> None:
    drawn = draw(articles(data_folder())[:400], SAMPLE, random.Random(3))  # noqa: S311  sampling, no secret
    rows = encode(drawn, load_tokenizer(tokenizer))
    exact = torch.sigmoid(torch.tensor(score(net, rows))).numpy()
    found = np.array([float(session.run(*tensors([row.tokens]))[0, 0]) for row in rows])
    apart = np.abs(exact - found)
    sys.stdout.write(f"apart from the float model: mean {apart.mean():.4f}, most {apart.max():.4f}\n")


if __name__ == "__main__":
    raise SystemExit(main())
