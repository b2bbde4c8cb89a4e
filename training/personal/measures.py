"""How well the network finds each type: of the words that hold personal data, how many, and how exactly."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import torch

from training.personal.labels import LABELS
from training.personal.train import tensors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.minilm.net import TokenNet
    from training.personal.encode import Row


@torch.no_grad()  # type: ignore[untyped-decorator]  # torch is not typed for us
def measure(net: TokenNet, rows: Sequence[Row]) -> dict[str, dict[str, float]]:
    """Recall and precision over tokens of each type, and of any type."""
    net.eval()
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for start in range(0, len(rows), 64):
        ids, shapes, mask, labels = tensors(rows[start : start + 64])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            guesses = net(ids, shapes, mask).argmax(dim=2)
        for guess, label in zip(guesses.flatten().tolist(), labels.flatten().tolist(), strict=True):
            if label < 0:
                continue
            wanted, got = LABELS[label].partition("-")[2], LABELS[guess].partition("-")[2]
            for name, counter in ((wanted, gold), (got, found)):
                if name:
                    counter[name] += 1
                    counter["any"] += 1
            if wanted and got:
                right["any"] += 1
                right[wanted] += wanted == got
    return {
        name: {
            "recall": round(right[name] / gold[name], 4) if gold[name] else 1.0,
            "precision": round(right[name] / found[name], 4) if found[name] else 1.0,
            "tokens": gold[name],
        }
        for name in sorted({*gold, *found})
    }
