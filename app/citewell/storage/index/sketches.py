"""Sketches of all passages in blocks, and the search through all of them.

A passage's place follows from its id: block ``(id - 1) // SLOTS``, slot ``(id - 1) % SLOTS``. Storing one writes its
bytes alone, through incremental blobs; a search reads every block once, whatever number of candidates is asked for.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import apsw
import numpy as np
from numpy.typing import NDArray

SLOTS = 4096
"""Passages in one block: half a megabyte of sketches."""
_ABSENT = np.iinfo(np.uint16).max

Bits = NDArray[np.uint8]
Distances = NDArray[np.uint16]

_BLOCKS = "SELECT block, present, sketches FROM sketch_block ORDER BY block"


def store_sketches(connection: apsw.Connection, passage_ids: Sequence[int], sketches: Bits) -> None:
    """Write the sketches ``(n, bytes)`` of passages; ids that follow each other are written at once."""
    start = 0
    for end in range(1, len(passage_ids) + 1):
        if end < len(passage_ids) and _follows(passage_ids[end - 1], passage_ids[end]):
            continue
        block, slot = divmod(passage_ids[start] - 1, SLOTS)
        width = sketches.shape[1]
        connection.execute(
            "INSERT OR IGNORE INTO sketch_block (block, present, sketches) VALUES (?, zeroblob(?), zeroblob(?))",
            (block, SLOTS, SLOTS * width),
        )
        _overwrite(connection, "present", block, slot, b"\1" * (end - start))
        _overwrite(connection, "sketches", block, slot * width, sketches[start:end].tobytes())
        start = end


def remove_sketches(connection: apsw.Connection, passage_ids: Sequence[int]) -> None:
    """Mark the places of passages as empty, with nothing left in them."""
    for passage_id in passage_ids:
        block, slot = divmod(passage_id - 1, SLOTS)
        size = connection.execute("SELECT length(sketches) FROM sketch_block WHERE block = ?", (block,)).fetchone()
        if size is None:
            continue
        width = int(size[0]) // SLOTS
        _overwrite(connection, "present", block, slot, b"\0")
        _overwrite(connection, "sketches", block, slot * width, bytes(width))


class SketchDistances:
    """Hamming distances of one sketch to all, and the nearest ones in order, as many as are asked for."""

    def __init__(self, connection: apsw.Connection, sketch: bytes) -> None:
        """Compare ``sketch`` with every one that is stored."""
        wanted = np.frombuffer(sketch, dtype=np.uint64)
        blocks: list[int] = []
        parts: list[Distances] = []
        rows: Iterable[tuple[Any, ...]] = connection.execute(_BLOCKS)
        for block, present, sketches in rows:
            blocks.append(block)
            parts.append(_distances(present, sketches, wanted))
        self._blocks = np.asarray(blocks, dtype=np.int64)
        self._distances: Distances = np.concatenate(parts) if parts else np.empty(0, dtype=np.uint16)

    def nearest(self, count: int) -> list[int]:
        """Ids of the ``count`` nearest passages, nearest first; fewer where there are not so many."""
        count = min(count, int(np.count_nonzero(self._distances != _ABSENT)))
        if not count:
            return []
        farthest = np.partition(self._distances, count - 1)[count - 1]
        places = np.flatnonzero(self._distances <= farthest)
        places = places[np.argsort(self._distances[places], kind="stable")][:count]
        ids: list[int] = (self._blocks[places // SLOTS] * SLOTS + places % SLOTS + 1).tolist()
        return ids


def _follows(one: int, other: int) -> bool:
    return other == one + 1 and (other - 1) % SLOTS != 0


def _overwrite(connection: apsw.Connection, column: str, block: int, offset: int, data: bytes) -> None:
    with connection.blob_open("main", "sketch_block", column, block, True) as blob:  # noqa: FBT003
        blob.seek(offset)
        blob.write(data)


def _distances(present: bytes, sketches: bytes, wanted: NDArray[np.uint64]) -> Distances:
    """One distance a slot; ``_ABSENT`` for empty ones."""
    bits = np.frombuffer(sketches, dtype=np.uint64).reshape(SLOTS, len(wanted))
    distances: Distances = np.bitwise_count(bits ^ wanted).sum(axis=1, dtype=np.uint16)
    distances[np.frombuffer(present, dtype=np.uint8) == 0] = _ABSENT
    return distances
