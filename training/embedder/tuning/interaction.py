"""Late interaction (ColBERT, Khattab and Zaharia 2020): each token of a query takes the nearest one of a passage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch

if TYPE_CHECKING:
    from torch import Tensor

    from training.embedder.tuning.encoder import Texts

FAR: Final = -10.0
"""Below any cosine: padding."""
NONE: Final = -1e4
"""The logit of what is not chosen from."""


def nearness(queries: Texts, passages: Texts, chosen: Tensor) -> Tensor:
    """Of each query to the passages that are `chosen` for it [queries, candidates]: -1 to 1, of the same shape."""
    count, candidates = chosen.shape
    tokens = passages.tokens[chosen.flatten()].view(count, -1, passages.tokens.shape[2])
    cosines = torch.bmm(queries.tokens, tokens.transpose(1, 2)).unflatten(2, (candidates, -1))
    best = cosines.masked_fill(~passages.mask[chosen][:, None], FAR).amax(3).float()
    return (best * queries.weights[:, :, None]).sum(1)
