"""The ``vec0`` table of sqlite-vec: a sketch and an eight-bit vector of each passage, and the search through it.

The k-nearest-neighbour search by Hamming distance goes block by block, each with the distance of the farthest
candidate so far as its limit: sqlite-vec sorts what is within the limit alone, so that a thousand candidates of a
million passages cost little more than a hundred. Blocks are partitions of the table, by passage id.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

import apsw
import sqlite_vec

from citewell.domain.errors import BadInputError
from citewell.storage.index.quantisation import Floats, sketch_bits, to_bytes, to_sketches, unit_vectors

BLOCK = 65_536
"""Passages searched with one limit of the distance; each block costs a millisecond or two."""
CHUNK = 64
"""Vectors in one blob. Reading one vector walks the blob's pages, and sorting takes up to so many steps a vector."""
MAX_CANDIDATES = 4096
MAX_DIMENSIONS = 8192
"""sqlite-vec's limits, of k and of a column's dimensions."""

_TABLE = """
    CREATE VIRTUAL TABLE passage_vector USING vec0 (
        id INTEGER PRIMARY KEY, block INTEGER PARTITION KEY, sketch BIT[{bits}], vector INT8[{dimensions}],
        chunk_size = {chunk}
    )
"""
_INSERT = "INSERT INTO passage_vector (id, block, sketch, vector) VALUES (?, ?, vec_bit(?), vec_int8(?))"
_BLOCKS = f"""
    WITH RECURSIVE found (block) AS (
        SELECT (min(id) - 1) / {BLOCK} FROM passage UNION ALL
        SELECT (SELECT (min(id) - 1) / {BLOCK} FROM passage WHERE id > (block + 1) * {BLOCK}) FROM found
        WHERE block IS NOT NULL
    )
    SELECT block FROM found WHERE block IS NOT NULL
"""  # noqa: S608
_NEAREST = """
    SELECT distance, id FROM passage_vector
    WHERE sketch MATCH vec_bit(:sketch) AND k = :k AND block = :block AND distance < :limit
"""
_AMONG = " AND id IN (SELECT value FROM json_each(:among))"
# Joined in this order, each vector is looked up by its id; with IN, sqlite-vec reads the whole table.
_VECTORS = "SELECT v.id, v.vector FROM json_each(?) j CROSS JOIN passage_vector v ON v.id = j.value"


def load_sqlite_vec(connection: apsw.Connection) -> None:
    """Load the extension into a connection."""
    connection.enable_load_extension(True)  # noqa: FBT003
    connection.load_extension(sqlite_vec.loadable_path())
    connection.enable_load_extension(False)  # noqa: FBT003


def make_table(connection: apsw.Connection, dimensions: int) -> None:
    """Make the empty table anew for vectors of ``dimensions`` numbers. Raises ``BadInputError``."""
    if not 0 < dimensions <= MAX_DIMENSIONS:
        raise BadInputError(
            f"The embedder's vectors have {dimensions} numbers; the index holds up to {MAX_DIMENSIONS}. Use "
            "another one with 'citewell models use'."
        )
    connection.execute("DROP TABLE IF EXISTS passage_vector")
    connection.execute(_TABLE.format(bits=sketch_bits(dimensions), dimensions=dimensions, chunk=CHUNK))


def insert_vectors(connection: apsw.Connection, passage_ids: Sequence[int], vectors: Floats) -> None:
    """Store unit vectors ``(n, dimensions)``."""
    rows = zip(passage_ids, to_sketches(vectors), to_bytes(vectors), strict=True)
    with _writing(connection):
        connection.executemany(
            _INSERT,
            [(number, _block(number), sketch.tobytes(), vector.tobytes()) for number, sketch, vector in rows],
        )


def remove_vectors(connection: apsw.Connection, passage_ids: Iterable[int]) -> None:
    """Delete vectors: sqlite-vec overwrites them with zeros, and frees a chunk that is empty."""
    with _writing(connection):
        connection.executemany("DELETE FROM passage_vector WHERE id = ?", [(number,) for number in passage_ids])


def stored_vectors(connection: apsw.Connection, passage_ids: Sequence[int]) -> dict[int, bytes]:
    """The eight-bit vectors of passages, in the order asked for; unknown ids are left out."""
    with _reading():
        rows: list[tuple[Any, ...]] = connection.execute(_VECTORS, (json.dumps(list(passage_ids)),)).fetchall()
    return dict(rows)


def rank_by_cosine(connection: apsw.Connection, vector: Floats, passage_ids: Sequence[int]) -> list[tuple[int, float]]:
    """Passage ids with the cosine of their eight-bit vectors to ``vector`` ``(1, dimensions)``, nearest first.

    sqlite-vec's own cosine needs ``vector`` in eight bits too, which puts one in a hundred of the ten nearest wrong.
    """
    stored = stored_vectors(connection, passage_ids)
    if not stored:
        return []
    cosines = unit_vectors(b"".join(stored.values()), vector.shape[1]) @ vector[0]
    return sorted(zip(stored, cosines.tolist(), strict=True), key=lambda pair: (-pair[1], pair[0]))


def nearest(connection: apsw.Connection, vector: Floats, count: int, among: Sequence[int] | None = None) -> list[int]:
    """Ids of the ``count`` passages nearest to ``vector`` ``(1, dimensions)`` by their sketches, nearest first.

    ``among``: of these passages alone, in rising order. At most ``MAX_CANDIDATES`` are found.
    """
    count = min(count, MAX_CANDIDATES)
    values: dict[str, Any] = {"sketch": to_sketches(vector)[0].tobytes(), "k": count, "limit": 1 + 8 * MAX_DIMENSIONS}
    best: list[tuple[float, int]] = []
    with _reading():
        for block, ids in _parts(connection, among):
            sql = _NEAREST if among is None else _NEAREST + _AMONG
            chosen = values | {"block": block} | ({} if among is None else {"among": ids})
            best = sorted([*best, *connection.execute(sql, chosen)])[:count]
            if len(best) == count:
                values["limit"] = best[-1][0]
    return [passage_id for _, passage_id in best]


def _parts(connection: apsw.Connection, among: Sequence[int] | None) -> Iterator[tuple[int, str]]:
    """Numbers of blocks that hold passages, each with those asked for in it as JSON."""
    if among is None:
        rows: list[tuple[Any, ...]] = connection.execute(_BLOCKS).fetchall()
        yield from ((block, "") for (block,) in rows)
    else:
        yield from ((block, json.dumps(list(ids))) for block, ids in groupby(among, _block))


def _block(passage_id: int) -> int:
    return (passage_id - 1) // BLOCK


@contextmanager
def _reading() -> Iterator[None]:
    """sqlite-vec reports damage of its tables as an error of the statement."""
    try:
        yield
    except apsw.SQLError as error:
        raise apsw.CorruptError(f"vectors: {error}") from error


@contextmanager
def _writing(connection: apsw.Connection) -> Iterator[None]:
    """sqlite-vec reports damage and a full disk alike; only the second makes SQLite end the transaction."""
    try:
        yield
    except apsw.SQLError as error:
        kind = apsw.CorruptError if connection.in_transaction else apsw.FullError
        raise kind(f"vectors: {error}") from error
