"""The network: the judge's, with one number for the pair, and while it learns one for each token of the claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.judge.net import HIDDEN, JudgeNet
from training.judge.net import load as load_reranker

if TYPE_CHECKING:
    from pathlib import Path


class VerifierNet(JudgeNet):
    """Claim and window as tokens in, one logit out: the window supports the claim."""

    def __init__(self, layers: int, dropout: float = 0.1) -> None:
        """Build `layers` layers."""
        super().__init__(layers, dropout)
        self.heads = nn.Linear(HIDDEN, 1)
        self.wrong = nn.Linear(HIDDEN, 1)

    def both(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Logits [batch] of the pairs, and [batch, tokens] of each token not being supported."""
        x = self.words(ids) + self.positions.weight[: ids.shape[1]]
        x = functional.dropout(self.embedded(x), self.dropout, self.training)
        added = (1.0 - mask.float())[:, None, None, :] * -10000.0
        for layer in self.layers:
            x = layer(x, added, self.dropout, first_only=False)
        pooled = torch.tanh(self.pooled(x[:, 0]))
        return self.heads(functional.dropout(pooled, self.dropout, self.training))[:, 0], self.wrong(x)[:, :, 0]


def load(path: Path, kept: tuple[int, ...]) -> VerifierNet:
    """The network with the layers `kept` of the MiniLM weights at `path`; the heads are new."""
    net = VerifierNet(len(kept))
    state = net.state_dict()
    state.update({name: value for name, value in load_reranker(path, kept).state_dict().items() if "heads" not in name})
    net.load_state_dict(state)
    return net
