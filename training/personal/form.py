"""The graph of the token model: tokens with the shapes of their words in, `labels` out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from citewell.models.encoders.token_shapes import SHAPES
from training.minilm.graph import Form, token_labels
from training.minilm.peaks import FIRST, LAST, random_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

TOKENS_WITH_SHAPES: Final = Form(name="personal", head=token_labels)
TOKENS: Final = 48
"""Of a random text."""


def random_tokens(random: np.random.Generator, vocabulary: int) -> dict[str, NDArray[np.int64]]:
    """Random texts to find the peaks with."""
    ids = random_words(random, vocabulary, TOKENS)
    ids[:, 0], ids[:, -1] = FIRST, LAST
    return {"input_ids": ids, "shapes": random.integers(0, SHAPES, size=ids.shape)}
