"""Files as the index takes them, for the contracts of both its sides."""

from collections.abc import Sequence

import numpy as np

from citewell.domain.documents import Block, ExtractedDocument, Metadata, Passage
from citewell.domain.ports import FileState, IndexedFile

DIMENSIONS = 384


def unit(*seeds: int) -> np.ndarray:
    """A direction for one seed, what lies between them for more."""
    vector = sum(np.random.default_rng(seed).normal(size=DIMENSIONS) for seed in seeds)
    return (vector / np.linalg.norm(vector)).astype("<f4")


def indexed(path: str, texts: Sequence[str], vectors: Sequence[np.ndarray] = (), codes=(), **metadata) -> IndexedFile:
    """A file of these passages, one paragraph each; the first has ``codes``."""
    text = "\n".join(texts)
    starts = [sum(len(before) + 1 for before in texts[:number]) for number in range(len(texts))]
    passages = tuple(
        Passage(start, start + len(part), (), part, codes=tuple(codes) if start == 0 else ())
        for start, part in zip(starts, texts, strict=True)
    )
    return IndexedFile(
        path,
        FileState(len(text), 1_700_000_000_000_000_000, f"sha of {text}", 2),
        ExtractedDocument(
            text, tuple(Block(one.start, one.end, one.text) for one in passages), Metadata(title=path, **metadata)
        ),
        passages,
        tuple(f"hash of {part}" for part in texts),
        tuple(vector.tobytes() for vector in vectors or [unit(number) for number in range(len(texts))]),
    )


def cosine(a: bytes, b: bytes) -> float:
    return float(np.frombuffer(a, "<f4") @ np.frombuffer(b, "<f4"))
