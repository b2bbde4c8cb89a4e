"""Vectors in less space: eight bits a number for exact ranking, three bits a number for finding candidates.

The sketch says of each number of a unit vector whether it is above ``-t``, above 0 and above ``t``. The Hamming
distance of two sketches is the L1 distance of the numbers rounded to four levels, a closer stand-in for the cosine
than signs alone: of 100,000 vectors in dense clusters the ten nearest were among the 100 nearest sketches in 99 of
100 cases, with one bit a number in 90, with two in 97.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from citewell.domain.ports import Vector

STEP = 0.75
"""``t`` in standard deviations of a unit vector's numbers, ``1 / sqrt(dimensions)``."""

FLOAT_BYTES = 4
TINY = np.finfo(np.float32).tiny

Floats = NDArray[np.float32]


def as_floats(vectors: bytes, dimensions: int) -> Floats:
    """Float32 vectors of ``(n, dimensions)`` out of their bytes."""
    return np.frombuffer(vectors, dtype="<f4").reshape(-1, dimensions)


def to_bytes(vectors: Floats) -> NDArray[np.int8]:
    """Each vector of ``(n, dimensions)`` times 127 over its largest number, rounded: its direction in int8."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    stored: NDArray[np.int8] = np.rint(vectors * (127.0 / np.maximum(largest, TINY))).astype(np.int8)
    return stored


def to_sketches(vectors: Floats) -> NDArray[np.uint8]:
    """Sketches ``(n, 3 * dimensions / 8)`` of unit vectors, bits packed."""
    step = STEP / vectors.shape[1] ** 0.5
    return np.packbits(np.concatenate([vectors > level for level in (-step, 0.0, step)], axis=1), axis=1)


def unit_vectors(stored: bytes, dimensions: int) -> Floats:
    """Unit float32 vectors ``(n, dimensions)`` out of int8 ones."""
    directions = np.frombuffer(stored, dtype=np.int8).reshape(-1, dimensions).astype(np.float32)
    lengths = np.linalg.norm(directions, axis=1, keepdims=True)
    unit: Floats = directions / np.maximum(lengths, TINY)
    return unit


def as_embedded(stored: Sequence[bytes]) -> list[Vector]:
    """Stored vectors as the embedder gave them, but for rounding."""
    if not stored:
        return []
    whole = unit_vectors(b"".join(stored), len(stored[0])).astype("<f4").tobytes()
    size = FLOAT_BYTES * len(stored[0])
    return [whole[start : start + size] for start in range(0, len(whole), size)]
