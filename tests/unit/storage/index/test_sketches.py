"""Sketches in blocks: what is stored is found in order, what is removed is not, and places are used again."""

import numpy as np
import pytest

from citewell.storage.index.sketches import SLOTS, SketchDistances, remove_sketches, store_sketches

WIDTH = 144


@pytest.fixture
def sketches() -> np.ndarray:
    return np.random.default_rng(3).integers(0, 256, (50, WIDTH), dtype=np.uint8)


def nearest(database, sketch: np.ndarray, count: int) -> list[int]:
    with database.read() as connection:
        return SketchDistances(connection, sketch.tobytes()).nearest(count)


def test_the_nearest_come_first_across_blocks(database, sketches):
    ids = [*range(SLOTS - 20, SLOTS + 20), *range(5 * SLOTS, 5 * SLOTS + 10)]
    with database.write() as connection:
        store_sketches(connection, ids, sketches)
    query = sketches[30]
    distances = np.bitwise_count(sketches ^ query).sum(axis=1)
    expected = [ids[i] for i in np.lexsort((ids, distances))]
    assert nearest(database, query, 50) == nearest(database, query, 10_000) == expected
    assert nearest(database, query, 7) == expected[:7]
    assert nearest(database, query, 0) == []


def test_what_is_removed_is_not_found_and_leaves_nothing(database, sketches):
    with database.write() as connection:
        store_sketches(connection, [1, 2, 3], sketches[:3])
        remove_sketches(connection, [2, 99, 9 * SLOTS])
    assert sorted(nearest(database, sketches[1], 10)) == [1, 3]
    with database.read() as connection:
        ((stored,),) = connection.execute("SELECT sketches FROM sketch_block").fetchall()
    assert sketches[1].tobytes() not in stored
    with database.write() as connection:
        store_sketches(connection, [2], sketches[10:11])
    assert nearest(database, sketches[10], 1) == [2]


def test_an_empty_index_has_nothing_near(database, sketches):
    assert nearest(database, sketches[0], 5) == []


def test_a_transaction_that_fails_leaves_the_blocks_as_they_were(database, sketches):
    with database.write() as connection:
        store_sketches(connection, [1], sketches[:1])
    with pytest.raises(RuntimeError), database.write() as connection:  # noqa: PT012
        store_sketches(connection, [1, 2], sketches[5:7])
        raise RuntimeError
    assert nearest(database, sketches[0], 5) == [1]
    with database.read() as connection:
        assert SketchDistances(connection, sketches[0].tobytes()).nearest(1) == [1]
