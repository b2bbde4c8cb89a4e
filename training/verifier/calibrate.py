"""`python -m training.verifier.calibrate`: `support.json` of `pipeline.checks.groundedness`, fitted on pairs held out.

Replies of BEGIN (wow, cmu) are scored by the network that did not see their fold; claims drawn anew from texts by the
one that ships. Both kinds of label weigh alike, and so do the sets. Long texts have weights of their own: the window
holds only a little of them, so the share of words counts, with a threshold found on WiCE (train).
"""
# ruff: noqa: S311  sampling, no secret

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from corpora.claims.articles import FOLDS, fold
from corpora.reading import data_folder

from citewell.application.models.fitted import load_fitted
from citewell.governance.text.words import coverage
from citewell.pipeline.checks.groundedness import closest
from training import fits, logistic
from training.minilm.tokens import TOKENIZER, load_tokenizer
from training.verifier.build import draw
from training.verifier.encode import encode
from training.verifier.sources import articles, begin
from training.verifier.train import new_net, score

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.verifier.items import Pair

    Array = np.ndarray[Any, np.dtype[np.float64]]

DRAWN = 800
SETS = "BEGIN (dev, wow and cmu) by models that left the fold out, and claims drawn anew"
NOTE = "The weights of long texts are set by hand, with the threshold that is best on WiCE (train)."
RIDGE = 0.3


def features(pairs: Sequence[Pair], logits: Sequence[float]) -> Array:
    """[pairs, 3]: logit, share of the claim's words in the window, how closely it follows a sentence there."""
    return np.array(
        [
            (logit, coverage(pair.claim, pair.window), closest(pair.claim, pair.window))
            for pair, logit in zip(pairs, logits, strict=True)
        ]
    )


def main() -> int:
    """Fit, write and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folds", type=Path, nargs=FOLDS, required=True, help="verifier.pt without fold 0, 1, 2")
    parser.add_argument("--trained", type=Path, required=True, help="verifier.pt that ships")
    parser.add_argument("--tokenizer", type=Path, default=Path(TOKENIZER))
    parser.add_argument("--fitted", type=Path, default=fits.FOLDER / "support.json", help="the file of the weights")
    options = parser.parse_args()
    torch.set_num_threads(2)
    tokenizer = load_tokenizer(options.tokenizer)
    sets: dict[str, list[Pair]] = {}
    found: dict[str, list[float]] = {}
    for number, path in enumerate([*options.folds, options.trained]):
        net = new_net(4)
        net.load_state_dict(torch.load(path, weights_only=True))
        if number < FOLDS:
            pairs = [pair for pair in begin(data_folder()) if fold(pair.group) == number]
        else:
            pairs = draw(articles(data_folder()), DRAWN, random.Random(23))
        for pair, logit in zip(pairs, score(net, encode(pairs, tokenizer)), strict=True):
            name = pair.source if number < FOLDS else "drawn"
            sets.setdefault(name, []).append(pair)
            found.setdefault(name, []).append(logit)
    parts = []
    for name, pairs in sets.items():
        labels = np.array([float(pair.supported) for pair in pairs])
        mean = labels.mean()
        weights = np.where(labels == 1, 0.5 / mean, 0.5 / (1 - mean)) * 300 / len(pairs)
        parts.append((features(pairs, found[name]), labels, weights))
    joined = [np.concatenate(values) for values in zip(*parts, strict=True)]
    weights = logistic.fit(joined[0], joined[1], joined[2], RIDGE, 0.0)
    fitted = {
        "passage": fits.named(("logit", "share", "closeness", "bias"), np.round(weights, 2)),
        "long": asdict(load_fitted().support.long),
    }
    fits.write(options.fitted, fitted, module="training.verifier.calibrate", data=SETS, note=NOTE)
    sys.stdout.write(f"{fitted}\n")
    for name, (x, labels, _) in zip(sets, parts, strict=True):
        said = x @ weights[:-1] + weights[-1] >= 0
        balanced = (said[labels == 1].mean() + 1 - said[labels == 0].mean()) / 2
        sys.stdout.write(f"{name}: {len(labels)} pairs, balanced accuracy {balanced:.3f} before the caps\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
