"""`python -m training.judge.export`: the trained network as the graph that ships, its parity, and its speed."""

from __future__ import annotations

import json
import sys
from functools import partial
from typing import TYPE_CHECKING

import torch
from corpora.reading import data_folder

from citewell.models.encoders.reranker import OUTPUTS
from training.judge.build import build
from training.judge.form import PAIRS, random_pairs
from training.judge.measures import measure
from training.judge.train import encode, probabilities, score
from training.minilm.export import Session, load_state, options_of, write
from training.minilm.net import PairNet
from training.minilm.tokens import load_tokenizer
from training.minilm.weights import count_layers

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor


def main() -> int:
    """Write the folder of the model."""
    parser = options_of("judge")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--measure", action="store_true", help="figures on the held-out sets, and parity")
    options = parser.parse_args()
    state = load_state(options.trained)
    session = Session(write(state, PAIRS, random_pairs, options.tokenizer, options.output))
    session.print_times(((6, 128), (8, 160), (20, 128)))
    if options.measure:
        _measure(state, session, options.tokenizer, options.seed)
    return 0


def _measure(state: dict[str, Tensor], session: Session, tokenizer: Path, seed: int) -> None:
    _, held_out = build(data_folder(), seed, 0.01)
    net = PairNet(count_layers(state), OUTPUTS)
    net.load_state_dict(state)
    for name, items in held_out.items():
        rows = encode(items, load_tokenizer(tokenizer))
        found = score(session.score, rows)
        sys.stdout.write(f"{name}: {json.dumps(measure(items, found))}\n")
        if name == "clapnq":
            apart = torch.cat(score(partial(probabilities, net), rows)) - torch.cat(found)
            sys.stdout.write(
                f"apart from the float model: mean {apart.abs().mean():.4f}, most {apart.abs().max():.4f}\n"
            )


if __name__ == "__main__":
    raise SystemExit(main())
