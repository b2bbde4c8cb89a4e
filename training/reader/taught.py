"""What the teacher gives to the student: scores of what the bank found, and questions of its own with their scores.

The file names tickets and passages by hashes of their texts, and holds no passage: it fits each bundle, as far as that
has the same texts.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from training.reader.examples import FIRST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from training.reader.items import Bundle, Span

    Floats = NDArray[np.float32]

DIGITS: Final = 2
HASH: Final = 16
"""Digits of a sha256 that tell texts of one knowledge base apart."""


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
    """Log odds that passages answer, by `Asked.number` and passage, of what was read; and questions."""

    scores: Mapping[int, Mapping[int, float]]
    written: tuple[Written, ...]

    def without(self, kbs: Collection[str]) -> Taught:
        """Without the questions about these knowledge bases."""
        return Taught(self.scores, tuple(one for one in self.written if one.draft.kb not in kbs))


def key_of(kb: str, text: str) -> str:
    """What names a text of a knowledge base in the file."""
    return f"{kb} {hashlib.sha256(text.encode()).hexdigest()[:HASH]}"


def write_taught(taught: Taught, bundle: Bundle, path: Path) -> None:
    """Write JSON, compressed. `passages` are the keys of passages, by whose places all others name them."""
    places: dict[str, int] = {}

    def place(passage: int) -> int:
        one = bundle.passages[passage]
        return places.setdefault(key_of(one.kb, one.text), len(places))

    asked = bundle.asked
    scores = [
        (
            key_of(asked[number].kb, asked[number].ticket),
            [(place(passage), round(score, DIGITS)) for passage, score in of.items()],
        )
        for number, of in taught.scores.items()
    ]
    written = [_record(one, place) for one in taught.written]
    record = {"passages": list(places), "scores": scores, "written": written}
    path.write_bytes(lzma.compress(json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()))


def _record(one: Written, place: Callable[[int], int]) -> dict[str, object]:
    draft = one.draft
    return {
        "draft": [draft.kb, draft.kind, place(draft.passage), draft.mark, draft.text],
        "candidates": [*map(place, one.candidates)],
        "answers": _rounded(one.answers),
        "firsts": [[*map(place, of)] for of in one.firsts],
        "routes": [_rounded(row) for row in one.routes],
    }


def _rounded(values: Iterable[float]) -> list[float]:
    return [round(float(one), DIGITS) for one in values]


def read_taught(path: Path, bundle: Bundle, tell: Callable[..., None]) -> Taught:
    """Read what `write_taught` wrote, as far as `bundle` has the same texts, and `tell` how far.

    A ticket has to find `FIRST` of the passages that were read for it. A question needs its passage, and the first
    passages that it was decided by.
    """
    record = json.loads(lzma.decompress(path.read_bytes()))
    keys = [key_of(one.kb, one.text) for one in bundle.passages]
    numbers = {key: number for number, key in reversed([*enumerate(keys)])}
    here = {place: numbers[key] for place, key in enumerate(record["passages"]) if key in numbers}
    read = {ticket: {record["passages"][place]: score for place, score in of} for ticket, of in record["scores"]}
    scores: dict[int, dict[int, float]] = {}
    tickets = set()
    for one in bundle.asked:
        known = read.get(ticket := key_of(one.kb, one.ticket), {})
        of = {passage: known[keys[passage]] for passage in one.found if keys[passage] in known}
        if len(of) >= FIRST:
            scores[one.number] = of
            tickets.add(ticket)
    written = tuple(found for row in record["written"] if (found := _written(row, here)))
    tell(
        "taught: scores of",
        len(tickets),
        "of",
        len(read),
        "tickets fit,",
        len(written),
        "of",
        len(record["written"]),
        "questions",
    )
    return Taught(scores, written)


def _written(row: dict[str, Any], here: Mapping[int, int]) -> Written | None:
    kb, kind, passage, mark, text = row["draft"]
    if passage not in here or any(one not in here for of in row["firsts"] for one in of):
        return None
    draft = Draft(kb, kind, here[passage], (mark[0], mark[1]) if mark else None, text)
    kept = [(here[one], answer) for one, answer in zip(row["candidates"], row["answers"], strict=True) if one in here]
    first, second = (tuple(here[one] for one in of) for of in row["firsts"])
    answers, routes = np.array([answer for _, answer in kept], np.float32), np.array(row["routes"], np.float32)
    return Written(draft, tuple(one for one, _ in kept), answers, (first, second), routes)
