"""The trained teacher reads: rows by one of its heads, and the passages that the bank found."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING, Literal

import numpy as np
import torch

from training.reader.batches import ids_of, numbered
from training.reader.qwen import last_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from training.reader.batches import Machine
    from training.reader.forms import Forms
    from training.reader.items import Asked
    from training.reader.qwen import Qwen

    Floats = NDArray[np.float32]

Head = Literal["rank", "route"]


class Scorer:
    """Gives logits of rows; what was not reached in time is not a number."""

    def __init__(self, net: Qwen, forms: Forms, machine: Machine, tokens: int) -> None:
        """Read in batches of so many tokens."""
        self._net, self._forms, self._machine, self._tokens = net, forms, machine, tokens

    @torch.inference_mode()  # type: ignore[untyped-decorator]  # torch is not typed for us
    def read(self, rows: Sequence[list[int]], head: Head, seconds: float) -> Floats:
        """[rows, outputs of the head], in batches in any order, so that what is missing is missing anywhere."""
        layer = self._net.rank if head == "rank" else self._net.route
        found = np.full((len(rows), layer.out_features), np.nan, np.float32)
        batches = numbered(rows, self._tokens)
        random.Random(len(rows)).shuffle(batches)  # noqa: S311  sampling, no secret
        began = time.monotonic()
        for batch in batches:
            if time.monotonic() - began > seconds:
                break
            part = [rows[number] for number in batch]
            ids = self._machine.take(ids_of(part))
            with self._machine.mixed():
                logits = layer(last_of(self._net, ids, list(map(len, part))))
            found[batch] = logits.float().cpu().numpy()
        return found

    def bank(self, asked: Sequence[Asked], seconds: float, most: int, most_of_pair: int) -> dict[int, Floats]:
        """Log odds that the first passages answer, by `Asked.number`, of all that were read in time."""
        passages = [one.found[: most_of_pair if one.is_pair else most] for one in asked]
        tickets = self._forms.tickets
        rows = [
            self._forms.rank(tickets[one.number], passage)
            for one, found in zip(asked, passages, strict=True)
            for passage in found
        ]
        scores = np.split(self.read(rows, "rank", seconds)[:, 0], np.cumsum([len(found) for found in passages])[:-1])
        pairs = zip(asked, scores, strict=True) if asked else ()
        return {one.number: values for one, values in pairs if not np.isnan(values).any()}
