"""Claim and window as one row of tokens, cut as the product cuts them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from citewell.models.encoders.verifier import CLAIM_TOKENS, join

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Tokenizer

    from training.verifier.items import Pair

UNKNOWN: Final = -1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One pair as tokens, its label, and for each token whether it is wrong (`UNKNOWN` outside the claim)."""

    tokens: list[int]
    label: float
    wrong: list[float]


def encode(pairs: Sequence[Pair], tokenizer: Tokenizer) -> list[Row]:
    """All pairs as tokens."""
    claims = tokenizer.encode_batch([pair.claim for pair in pairs], add_special_tokens=False)
    windows = tokenizer.encode_batch([pair.window for pair in pairs], add_special_tokens=False)
    rows = []
    for pair, claim, window in zip(pairs, claims, windows, strict=True):
        tokens = join(claim.ids, window.ids)
        wrong = [UNKNOWN] * len(tokens)
        if pair.wrong is not None:
            for i, (start, end) in enumerate(claim.offsets[:CLAIM_TOKENS]):
                wrong[i + 1] = float(any(start < to and at < end for at, to in pair.wrong))
        rows.append(Row(tokens, float(pair.supported), wrong))
    return rows
