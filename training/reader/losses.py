"""Listwise losses over groups of unlike size: a ticket's passages, and "none of these" with a logit of 0; decisions."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

LEAST: float = -30.0
"""A logit that stands for no."""
LEAST_SUM: float = 1e-9


def groups_of(sizes: list[int], device: torch.device) -> Tensor:
    """The group of each row, [rows], of groups of these sizes one after the other."""
    return torch.repeat_interleave(torch.arange(len(sizes)), torch.tensor(sizes)).to(device)


def per_group(values: Tensor, groups: Tensor, count: int) -> Tensor:
    """Sums [count] of `values` [rows] by group."""
    return torch.zeros(count, device=values.device).index_add(0, groups, values)


def log_total(logits: Tensor, groups: Tensor, count: int) -> Tensor:
    """log(1 + sum exp), [count], by group."""
    peak = torch.zeros(count, device=logits.device).scatter_reduce(0, groups, logits.detach(), "amax")
    return peak + torch.log(torch.exp(-peak) + per_group(torch.exp(logits - peak[groups]), groups, count))


def choice_loss(logits: Tensor, right: Tensor, groups: Tensor, count: int) -> Tensor:
    """Cross-entropy [count] of the right rows' share among a group and none; of none where no row is right.

    `right` [rows] is above 0 for right rows.
    """
    total = log_total(logits, groups, count)
    chosen = torch.where(right > 0, logits, torch.full_like(logits, LEAST))
    known = per_group((right > 0).float(), groups, count) > 0
    peak = torch.full((count,), LEAST, device=logits.device)
    peak = peak.scatter_reduce(0, groups, chosen.detach(), "amax")
    summed = per_group(torch.exp(chosen - peak[groups]), groups, count).clamp(min=LEAST_SUM)
    return torch.where(known, total - (peak + torch.log(summed)), total)


def taught_loss(logits: Tensor, taught: Tensor, groups: Tensor, count: int) -> Tensor:
    """Divergence [count] of what is taught from `logits`, both shares among a group and none."""
    theirs, own = log_total(taught, groups, count), log_total(logits, groups, count)
    shares = torch.exp(taught - theirs[groups])
    apart = per_group(shares * ((taught - theirs[groups]) - (logits - own[groups])), groups, count)
    return apart + torch.exp(-theirs) * (own - theirs)


def routing_loss(logits: Tensor, labels: Tensor) -> Tensor:
    """The weighted mean cross-entropy of decisions, `logits` [rows, 4], `labels` their probabilities and the weight."""
    right, weights = labels[:, :-1], labels[:, -1]
    each = -(right * functional.log_softmax(logits, -1)).sum(-1)
    return (each * weights).sum() / weights.sum()


def means(recent: dict[str, list[Tensor]], last: int) -> dict[str, float]:
    """The mean of the last losses of each kind."""
    return {kind: round(torch.stack(values[-last:]).mean().item(), 3) for kind, values in recent.items()}
