"""Figures on held-out items."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from training.judge.items import Item


def auc(right: Sequence[float], wrong: Sequence[float]) -> float:
    """The probability that one of `right` is higher than one of `wrong` (Mann-Whitney)."""
    if not right or not wrong:
        return float("nan")
    return sum((a > b) + 0.5 * (a == b) for a in right for b in wrong) / (len(right) * len(wrong))


def measure(items: Sequence[Item], scores: Sequence[Tensor]) -> dict[str, float]:
    """Right passage first, answerable or not (AUC of the best score, accuracy at 0.5), clarify or not (the same)."""
    first, choices = 0, 0
    best: tuple[list[float], list[float]] = ([], [])
    asked: tuple[list[float], list[float]] = ([], [])
    for item, values in zip(items, scores, strict=True):
        answers = [one.answers for one in item.candidates]
        highest = int(values[:, 0].argmax())
        if 1 in answers and len(answers) > 1:
            choices += 1
            first += answers[highest] == 1
        best[1 if 1 in answers else 0].append(float(values[highest, 0]))
        for one, value in zip(item.candidates, values, strict=True):
            if one.clarify is not None:
                asked[one.clarify].append(float(value[1]))
    figures = {
        "items": len(items),
        "right_first": first / max(1, choices),
        "answerable_auc": auc(best[1], best[0]),
        "kept": sum(value >= 0.5 for value in best[1]) / max(1, len(best[1])),
        "refused": sum(value < 0.5 for value in best[0]) / max(1, len(best[0])),
        "clarify_auc": auc(asked[1], asked[0]),
        "clarify_kept": sum(value >= 0.5 for value in asked[1]) / max(1, len(asked[1])),
        "clarify_spared": sum(value < 0.5 for value in asked[0]) / max(1, len(asked[0])),
    }
    return {name: round(value, 3) for name, value in figures.items()}
