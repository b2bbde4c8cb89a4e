"""What the reader learns from: questions with the passages that a search found, and what is known of each passage."""

from __future__ import annotations

import json
import lzma
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Decision = Literal["answer", "clarify", "refuse", "escalate"]
DECISIONS: Final[tuple[Decision, ...]] = ("answer", "clarify", "refuse", "escalate")
"""In the order of the reader's columns."""
PAIR, GIVEN, ALONE = "pair", "given", "alone"
"""Kinds of questions beside those of tickets: of a question pair; with passages that came along, by no search; without
any passage, of which only the risk is known."""
Span = tuple[int, int]
"""Characters of a passage."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage: `text` as the models read it (`Title › Heading: text`, one line), `body` with its own lines.

    `sentences` are the characters of each sentence of the body in `text`, in order.
    """

    kb: str
    text: str
    body: str
    document: str
    sentences: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A ticket or question, the passages found for it, and which of them hold its answer.

    `hits` are numbers of passages with the score of the search, best first. `answering` hold a gold quote, `near` are
    others of its document. `marks` are the quotes in each of `answering`; none where they were not found again.
    """

    number: int
    kb: str
    kind: str
    ticket: str
    decision: Decision
    hits: tuple[tuple[int, float], ...]
    answering: tuple[int, ...]
    near: tuple[int, ...]
    marks: Mapping[int, tuple[Span, ...]]

    @property
    def found(self) -> list[int]:
        """The numbers of the passages found, best first."""
        return [passage for passage, _ in self.hits]

    @property
    def is_pair(self) -> bool:
        """Whether it is the question of a pair."""
        return self.kind == PAIR


@dataclass(frozen=True, slots=True)
class Bundle:
    """All that is learnt from; `Asked.number` is the place in `asked`."""

    passages: tuple[Passage, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """A bundle split by whole knowledge bases; `given` belong to no knowledge base and are learnt from."""

    learn: tuple[Asked, ...]
    given: tuple[Asked, ...]
    held: tuple[Asked, ...]

    @property
    def tickets(self) -> list[Asked]:
        """Those to learn from that the search found anything for, without pairs."""
        return [one for one in self.learn if one.hits and not one.is_pair]

    @property
    def pairs(self) -> list[Asked]:
        """The questions of pairs that the search found anything for."""
        return [one for one in self.learn if one.hits and one.is_pair]

    @property
    def ranked(self) -> list[Asked]:
        """Those that tell passages apart: with one that answers, or known to have none."""
        return [
            one
            for one in self.learn
            if one.hits and one.decision != "escalate" and (one.answering or one.decision == "refuse")
        ]


def split(bundle: Bundle, held_out: frozenset[str]) -> Parts:
    """Hold whole knowledge bases out. Raises `ValueError` for a name that nothing asks."""
    known = {one.kb for one in bundle.asked}
    if missing := sorted(held_out - known):
        raise ValueError(f"nothing asks {', '.join(missing)}")
    rest = [one for one in bundle.asked if one.kb not in held_out]
    return Parts(
        tuple(one for one in rest if one.kind != GIVEN),
        tuple(one for one in rest if one.kind == GIVEN),
        tuple(one for one in bundle.asked if one.kb in held_out),
    )


def write_bundle(bundle: Bundle, path: Path) -> None:
    """Write JSON, compressed."""
    rows = {
        "passages": [asdict(one) for one in bundle.passages],
        "asked": [{**asdict(one), "marks": list(one.marks.items())} for one in bundle.asked],
    }
    path.write_bytes(lzma.compress(json.dumps(rows, ensure_ascii=False).encode()))


def read_bundle(path: Path) -> Bundle:
    """Read what `write_bundle` wrote. Raises `ValueError` where that was before sentences were learnt."""
    rows = json.loads(lzma.decompress(path.read_bytes()))
    if rows["passages"] and "sentences" not in rows["passages"][0]:
        raise ValueError(f"{path} has no sentences: make it anew with 'python -m training.reader bundle', then 'pack'")
    passages = (Passage(**{**row, "sentences": _spans(row["sentences"])}) for row in rows["passages"])
    return Bundle(tuple(passages), tuple(_asked(row) for row in rows["asked"]))


def _asked(row: dict[str, Any]) -> Asked:
    lists = {
        "hits": tuple((passage, score) for passage, score in row["hits"]),
        "answering": tuple(row["answering"]),
        "near": tuple(row["near"]),
        "marks": {passage: _spans(spans) for passage, spans in row["marks"]},
    }
    return Asked(**{**row, **lists})


def _spans(pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in pairs)
