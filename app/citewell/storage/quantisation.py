"""Vectors in less space: eight bits a number for exact ranking, two bits a number for finding candidates.

The sketch holds two bits for each number of a unit vector: above ``+t``, above ``-t``. The Hamming distance of two
sketches is the L1 distance of the numbers rounded to three levels, a closer stand-in for the cosine than signs alone:
of 300,000 passages the ten nearest were among the 60 nearest sketches in 99.7 of 100 cases, with signs in 99.3.
"""

import numpy as np
from numpy.typing import NDArray

from citewell.domain.ports import Vector

STEP = 0.6
"""Threshold of a sketch in standard deviations of a unit vector's numbers, ``1 / sqrt(dimensions)``."""

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
    """Sketches ``(n, dimensions / 4)`` of unit vectors, bits packed."""
    threshold = STEP / vectors.shape[1] ** 0.5
    return np.packbits(np.concatenate([vectors > threshold, vectors > -threshold], axis=1), axis=1)


def unit_vectors(stored: bytes, dimensions: int) -> Floats:
    """Unit float32 vectors ``(n, dimensions)`` out of int8 ones."""
    directions = np.frombuffer(stored, dtype=np.int8).reshape(-1, dimensions).astype(np.float32)
    lengths = np.linalg.norm(directions, axis=1, keepdims=True)
    unit: Floats = directions / np.maximum(lengths, TINY)
    return unit


def unit_vector(stored: bytes) -> Vector:
    """One stored vector as the embedder gave it, but for rounding."""
    return unit_vectors(stored, len(stored)).astype("<f4").tobytes()
