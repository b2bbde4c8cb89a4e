"""The exponential moving average of weights (Polyak & Juditsky 1992): what the last steps agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import torch

if TYPE_CHECKING:
    from collections.abc import Iterable

    from torch import Tensor

DECAY: Final = 0.999


class Averaged:
    """The average of some parameters: the plain mean of the first values, then one in which old values fade."""

    @torch.no_grad()  # type: ignore[untyped-decorator]  # torch is not typed for us
    def __init__(self, values: Iterable[Tensor], decay: float = DECAY) -> None:
        """Begin with `values` as they are; `decay` is the share of the average that each step leaves, at most."""
        self._values = list(values)
        self._means = [one.detach().clone() for one in self._values]
        self._decay, self.count = decay, 1

    @torch.no_grad()  # type: ignore[untyped-decorator]  # as above
    def add(self) -> None:
        """Take in the parameters as they are now."""
        self.count += 1
        weight = max(1 - self._decay, 1 / self.count)
        for mean, value in zip(self._means, self._values, strict=True):
            mean.lerp_(value, weight)

    @torch.no_grad()  # type: ignore[untyped-decorator]  # as above
    def put(self) -> None:
        """Give the parameters their average."""
        for mean, value in zip(self._means, self._values, strict=True):
            value.copy_(mean)
