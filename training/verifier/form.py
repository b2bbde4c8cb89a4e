"""The graph of a cross-encoder: tokens of a pair in, `scores` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from training.minilm.graph import Form, pair_scores
from training.minilm.peaks import FIRST, LAST, random_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PAIRS: Final = Form(name="judge", head=pair_scores)
"""The name is in the bytes that ship."""
TICKET, PASSAGE = 20, 60
"""Tokens of a random pair."""


def random_pairs(random: np.random.Generator, vocabulary: int) -> dict[str, NDArray[np.int64]]:
    """Random pairs to find the peaks with."""
    ids = random_words(random, vocabulary, TICKET + PASSAGE)
    ids[:, 0], ids[:, TICKET], ids[:, -1] = FIRST, LAST, LAST
    return {"input_ids": ids}
