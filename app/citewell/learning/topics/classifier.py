"""Nearest-centroid classifier (Rocchio) with a threshold of rejection for each topic.

A topic's centroid is the mean direction of its examples, computed from their vectors whenever it is needed: it is kept
nowhere, so what an erased ticket gave to it is gone with the ticket. The threshold is where the topic's own examples
lie, each compared with the centroid of the others (leave-one-out), so it suits any embedder's scale.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LEAST_EXAMPLES = 5
"""Examples that a topic needs before a ticket is assigned to it."""
REJECTED_SHARE = 0.05
"""Share of a topic's own examples that lie below its threshold."""
SLACK = 0.005
"""Cosine that eight bits a number may cost: tickets that are the same lie at their own threshold."""
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Assigned:
    """The topic of a ticket, ``None`` where it is like none of them, and its cosine to the nearest centroid."""

    topic: int | None
    likeness: float


class TopicClassifier:
    """Assigns topics to unit vectors. Topics with fewer than ``LEAST_EXAMPLES`` are assigned to nothing."""

    def __init__(self, examples: Mapping[int, Floats]) -> None:
        """``examples`` are unit vectors ``(n, dimensions)`` by the id of their topic."""
        usable = {topic: vectors for topic, vectors in examples.items() if len(vectors) >= LEAST_EXAMPLES}
        self.topics = tuple(sorted(usable))
        self._sums = {topic: usable[topic].sum(axis=0) for topic in self.topics}
        self._centroids = np.stack([_unit(self._sums[topic]) for topic in self.topics]) if usable else None
        self._thresholds = np.array([self._threshold(topic, usable[topic]) for topic in self.topics], dtype=np.float32)

    def assign(self, vectors: Floats) -> list[Assigned]:
        """The topic of each of the unit vectors ``(n, dimensions)``."""
        if self._centroids is None:
            return [Assigned(None, 0.0)] * len(vectors)
        return self._decide(vectors @ self._centroids.T)

    def assign_unseen(self, vectors: Floats, own: Sequence[int | None]) -> list[Assigned]:
        """The topic that each would get were it no example itself; ``own`` is the topic whose example it is, if any."""
        if self._centroids is None:
            return [Assigned(None, 0.0)] * len(vectors)
        likeness = vectors @ self._centroids.T
        for row, topic in enumerate(own):
            if topic in self._sums:
                column = self.topics.index(topic)
                likeness[row, column] = float(vectors[row] @ _unit(self._sums[topic] - vectors[row]))
        return self._decide(likeness)

    def _decide(self, likeness: Floats) -> list[Assigned]:
        nearest = likeness.argmax(axis=1)
        best = likeness[np.arange(len(likeness)), nearest]
        accepted = best >= self._thresholds[nearest]
        return [
            Assigned(self.topics[column] if ok else None, float(value))
            for column, value, ok in zip(nearest, best, accepted, strict=True)
        ]

    def _threshold(self, topic: int, vectors: Floats) -> float:
        others = self._sums[topic] - vectors
        others /= np.maximum(np.linalg.norm(others, axis=1, keepdims=True), TINY)
        return float(np.quantile((others * vectors).sum(axis=1), REJECTED_SHARE)) - SLACK


def _unit(vector: Floats) -> Floats:
    unit: Floats = vector / max(float(np.linalg.norm(vector)), TINY)
    return unit
