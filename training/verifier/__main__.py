"""`python -m training.verifier`: the first round on texts, then the second one with what people judged."""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from corpora.claims.articles import fold
from corpora.reading import data_folder

from training.minilm.loop import Settings
from training.minilm.net import start_from
from training.minilm.tokens import load_tokenizer
from training.verifier.build import draw
from training.verifier.encode import encode
from training.verifier.sources import answered, articles, begin, begin_articles, judged_tokens
from training.verifier.train import NEW, new_net, train

if TYPE_CHECKING:
    from training.verifier.items import Pair

DRAWN = 46_000
"""Pairs drawn out of texts for the first round."""
TIMES_JUDGED = 3
"""How often a pair that people judged is in a round."""
DRAWN_BEGIN, AGAIN = 1200, 5000
"""In the second round: pairs drawn out of BEGIN's evidence, and pairs of the first round seen again."""


def first_round(seed: int) -> list[Pair]:
    """Claims drawn from texts, replies that people wrote, and what WiCE marked."""
    rng = random.Random(seed)
    data = data_folder()
    found = draw(articles(data), DRAWN, rng) + answered(data) + judged_tokens(data) * TIMES_JUDGED
    rng.shuffle(found)
    return found


def second_round(seed: int, left_out: int | None) -> list[Pair]:
    """BEGIN, without the fold `left_out`, beside what WiCE marked and some of the first round."""
    rng = random.Random(seed)
    data = data_folder()
    judged, texts = begin(data), begin_articles(data)
    if left_out is not None:
        judged = [pair for pair in judged if fold(pair.group) != left_out]
        texts = [text for text in texts if fold(text.group) != left_out]
    found = judged * TIMES_JUDGED + draw(texts, DRAWN_BEGIN, rng) + judged_tokens(data)
    found += rng.sample(first_round(seed), AGAIN)
    rng.shuffle(found)
    return found


def main() -> int:
    """Train one round."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--weights", type=Path, required=True, help="folder with model.safetensors and tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="checkpoints and weights go here")
    parser.add_argument("--layers", default="0,1,2,3", help="layers of MiniLM to keep")
    parser.add_argument("--minutes", type=float, default=1e9)
    parser.add_argument("--steps", type=int, default=1500)
    parser.add_argument("--second", type=Path, help="verifier.pt of the first round: make the second one")
    parser.add_argument("--without", type=int, help="the fold of BEGIN to leave out, for measuring on it")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    kept = tuple(int(part) for part in options.layers.split(","))
    if options.second:
        pairs = second_round(options.seed, options.without)
        net = new_net(len(kept))
        net.load_state_dict(torch.load(options.second, weights_only=True))
    else:
        pairs = first_round(options.seed)
        net = start_from(options.weights / "model.safetensors", new_net(len(kept)), kept)
    rows = encode(pairs, load_tokenizer(options.weights / "tokenizer.json"))
    head_rate = 4 * options.rate if options.second else 1e-3
    settings = Settings(
        steps=options.steps,
        minutes=options.minutes,
        rate=options.rate,
        head_rate=head_rate,
        seed=options.seed,
        new=NEW,
    )
    sys.stderr.write(f"{train(net, rows, settings, options.out)} steps on {len(pairs)} pairs\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
