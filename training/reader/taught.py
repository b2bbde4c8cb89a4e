"""What the teacher gives to the student: scores of what the bank found, and questions of its own with their scores."""

from __future__ import annotations

import json
import lzma
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from numpy.typing import NDArray

    from training.reader.items import Span

    Floats = NDArray[np.float32]

DIGITS: Final = 3


@dataclass(frozen=True, slots=True)
class Draft:
    """A question of the teacher about `passage`; `mark` is what was to be asked for, where it is to be answered."""

    kb: str
    kind: str
    passage: int
    mark: Span | None
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A question with candidates, and what the teacher says of them.

    `answers` are the log odds that each of `candidates` answers. `firsts` are the first three passages by them, with
    the passage of the question and without; `routes` their logits of the decisions, [2, 4].
    """

    draft: Draft
    candidates: tuple[int, ...]
    answers: Floats
    firsts: tuple[tuple[int, ...], tuple[int, ...]]
    routes: Floats


@dataclass(frozen=True, slots=True)
class Taught:
    """Log odds of the first passages of each `Asked.number` that was read, and questions."""

    scores: dict[int, Floats]
    written: tuple[Written, ...]

    def without(self, numbers: Collection[int]) -> Taught:
        """Without the scores of these."""
        return Taught({number: one for number, one in self.scores.items() if number not in numbers}, self.written)


def write_taught(taught: Taught, path: Path) -> None:
    """Write JSON, compressed."""
    record = {
        "scores": [(number, _rounded(one)) for number, one in taught.scores.items()],
        "written": [_record(one) for one in taught.written],
    }
    path.write_bytes(lzma.compress(json.dumps(record, ensure_ascii=False).encode(), preset=1))


def read_taught(path: Path) -> Taught:
    """Read what `write_taught` wrote."""
    record = json.loads(lzma.decompress(path.read_bytes()))
    scores = {number: np.array(values, np.float32) for number, values in record["scores"]}
    return Taught(scores, tuple(_written(row) for row in record["written"]))


def _rounded(values: Floats) -> list[float]:
    return [round(float(one), DIGITS) for one in values]


def _record(one: Written) -> dict[str, object]:
    draft = one.draft
    return {
        "draft": [draft.kb, draft.kind, draft.passage, draft.mark, draft.text],
        "candidates": one.candidates,
        "answers": _rounded(one.answers),
        "firsts": one.firsts,
        "routes": [_rounded(row) for row in one.routes],
    }


def _written(row: dict[str, Any]) -> Written:
    kb, kind, passage, mark, text = row["draft"]
    draft = Draft(kb, kind, passage, (mark[0], mark[1]) if mark else None, text)
    first, second = map(tuple, row["firsts"])
    answers, routes = (np.array(row[name], np.float32) for name in ("answers", "routes"))
    return Written(draft, tuple(row["candidates"]), answers, (first, second), routes)
