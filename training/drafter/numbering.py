"""The numbers under which passages stand in a prompt."""

import random
from collections.abc import Sequence

from training.drafter.form import Passage

MOST = 5
"""The pipeline numbers what it found from 1 to this; the prompt shows some of them."""


def numbered(passages: Sequence[Passage], rng: random.Random) -> list[tuple[int, Passage]]:
    """``passages`` in random order with their numbers: mostly 1, 2, 3, else some of 1 to 5, not always rising."""
    order = list(passages)
    rng.shuffle(order)
    if rng.random() < 0.7 or len(order) > MOST:
        return list(enumerate(order, 1))
    numbers = rng.sample(range(1, MOST + 1), k=len(order))
    if rng.random() < 0.6:
        numbers.sort()
    return list(zip(numbers, order, strict=True))
