"""Networks in bfloat16 that learn by float32 copies of their weights: steps are smaller than bfloat16 can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor, nn


class Copies:
    """Float32 copies of the parameters of a network that learn; an optimiser moves these."""

    def __init__(self, net: nn.Module, *, half: bool = True) -> None:
        """Copy what `requires_grad` of `net`, which is bfloat16 from now on; as it is without `half`."""
        self._net, self._own = net, {name: one for name, one in net.named_parameters() if one.requires_grad}
        before = {name: one.detach().float().clone() for name, one in net.named_parameters()}
        self.values = {name: before.pop(name).requires_grad_() for name in self._own}
        self._still = before
        if half:
            net.bfloat16()

    def named(self, is_asked: Callable[[str], bool]) -> list[Tensor]:
        """The copies of the parameters whose name is asked for."""
        return [value for name, value in self.values.items() if is_asked(name)]

    def take_gradients(self) -> None:
        """Move the gradients of the network over."""
        for name, copy in self.values.items():
            gradient = self._own[name].grad
            copy.grad = None if gradient is None else gradient.float()
            self._own[name].grad = None

    @torch.no_grad()  # type: ignore[untyped-decorator]  # torch is not typed for us
    def put(self) -> None:
        """Give the network the copies as they are."""
        for name, copy in self.values.items():
            self._own[name].copy_(copy)

    @torch.no_grad()  # type: ignore[untyped-decorator]  # as above
    def end(self) -> None:
        """Make the network float32: with the copies, and all else as it was."""
        self._net.float()
        own = dict(self._net.named_parameters())
        for name, value in (self._still | self.values).items():
            own[name].copy_(value)
