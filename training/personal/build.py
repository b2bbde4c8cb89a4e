"""All examples that the token model is trained on, and those that are held out."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from training.personal.data import abcd, is_held_out, multidogo, nothing_personal, presidio
from training.personal.own import tickets, untidy

if TYPE_CHECKING:
    from pathlib import Path

    from training.personal.labels import Example


def build(data: Path, seed: int, own: int = 20_000) -> tuple[list[Example], list[Example]]:
    """Examples to train on, and Presidio's held-out templates. ``data`` is the folder of the public data sets."""
    rng = random.Random(seed)  # noqa: S311  sampling, no secret
    pii = data / "pii"
    of_presidio = [
        example
        for name in ("presidio_generated_large", "presidio_synth_v2")
        for example in presidio(pii / f"{name}.jsonl")
    ]
    kept = [example for example in of_presidio if not is_held_out(example)]
    held_out = [example for example in of_presidio if is_held_out(example)]
    examples = list({(one.text, one.spans): one for one in multidogo(pii / "multidogo_train.jsonl")}.values())
    examples += [untidy(example, rng) for _ in range(2) for example in kept]
    examples += [untidy(example, rng) for example in abcd(data / "style/abcd_sample.jsonl", rng, 4000)]
    examples += [untidy(example, rng) for example in nothing_personal(data, rng, 6000)]
    examples += [untidy(example, rng) for example in tickets(rng, own)]
    rng.shuffle(examples)
    return examples, held_out
