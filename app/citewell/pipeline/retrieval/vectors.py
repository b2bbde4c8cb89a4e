"""Arithmetic on vectors as bytes (float32, little-endian, unit length)."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from citewell.domain.ports import Vector


def matrix(vectors: Sequence[Vector]) -> npt.NDArray[np.float32]:
    """One row a vector: shape ``(len(vectors), dimensions)``."""
    return np.frombuffer(b"".join(vectors), dtype="<f4").reshape(len(vectors), -1)


def cosines(query: Vector, vectors: Sequence[Vector]) -> list[float]:
    """The cosine of ``query`` to each vector, -1 to 1."""
    if not vectors:
        return []
    products = matrix(vectors) @ np.frombuffer(query, dtype="<f4")
    return [float(product) for product in products]
